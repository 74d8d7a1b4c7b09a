"""A student's page: right, the mistake, the hint; nothing hidden, and nothing that runs."""

from html.parser import HTMLParser

import pytest

from coursekit.classroom.reports.student import SAID, student_page
from coursekit.classroom.reports.write import file_name
from coursekit.classroom.states import State
from tests.support import records

HOSTILE = (
    "<script>alert(1)</script>\x1b[31m\u202e\"'&\ud800<img src=http://x.example/p onerror=f()>"
)


class Read(HTMLParser):
    """What a browser would find: tags with their attributes, and the words."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.words = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)


def words(page):
    return " ".join(" ".join(Read(page).words).split())


def test_it_names_what_is_right_the_mistake_and_the_hint():
    states = ["passed", "failed", "passed", "failed", "not attempted"]
    said = words(student_page(records.record(states=states, name="Ada L."), "hand-computation"))
    assert "Ada L." in said and "7 of 18 points" in said
    assert "Part 1, 2 points: ✔ Right." in said and "Part 2, 3 points: ✘ Not right yet." in said
    assert said.count("The mistake: bias left out.") == 1
    assert "Hint: The sign of eta times the slope decides." in said
    assert "○ Not attempted." in said


@pytest.mark.parametrize("state", list(State))
def test_every_state_is_told_in_words_of_its_own(state):
    said = words(student_page(records.record(states=[state] * 5), "x"))
    assert said.count(SAID[state]) == 4
    assert len(set(SAID.values())) == len(State)


def test_nothing_of_a_hidden_test_or_a_note_is_shown():
    made = records.record(states=["failed"] * 5, notes=["Copied from bob."])
    page = student_page(made, "x")
    assert "assert" not in page and "slope_of_hidden_test" not in page and "bob" not in page


def test_hostile_texts_are_words_and_nothing_else():
    made = records.record(HOSTILE, ["failed"] * 5)
    for task in made["tasks"]:
        task |= {"exercise": HOSTILE, "mistake": HOSTILE, "hint": HOSTILE}
    person = {"points": 1, "worth": 2, "comments": [HOSTILE], "waiting": 0}
    page = student_page(made | {"name": HOSTILE, "by_hand": person}, HOSTILE)
    found = Read(page)
    assert {tag for tag, _ in found.tags} <= {
        "html", "head", "meta", "title", "style", "body", "main", "p", "h1", "h2", "div", "span",
        "section", "ul", "li", "strong", "em", "code",
    }  # fmt: skip
    assert not [name for _, attrs in found.tags for name in attrs if name.startswith("on")]
    assert "<script>alert(1)</script>" in " ".join(found.words)
    assert not set("\x1b\u202e\ud800") & set(page)
    page.encode()


def test_a_page_fetches_nothing():
    page = student_page(records.record(), "x")
    kept = {name: value for _, attrs in Read(page).tags for name, value in attrs.items()}
    assert (
        not {"src", "href", "srcset"} & set(kept) and "url(" not in page and "@import" not in page
    )


def test_an_endless_text_is_cut():
    made = records.record(states=["failed"] * 5)
    made["tasks"][0]["hint"] = "h" * 10**6
    assert len(student_page(made, "x")) < 20_000


def test_no_sandbox_is_said():
    assert "without a sandbox" in student_page(records.record(sandbox="trust"), "x")
    assert "without a sandbox" not in student_page(records.record(), "x")


@pytest.mark.parametrize("student", ["../../etc/x", "a/b", "con", "", ".", "x" * 300, "a\0b", "é"])
def test_an_id_that_cannot_be_a_file_gets_another_name(student):
    assert file_name(student) != student and file_name(student).isascii()
    assert file_name(student) == file_name(student) and "/" not in file_name(student)


def test_a_plain_id_is_the_name_of_its_page():
    assert file_name("ada.l@uni-x") == "ada.l@uni-x"


def test_what_a_person_gave_is_shown_and_added():
    person = {"points": 4, "worth": 10, "comments": ["Well argued."], "waiting": 1}
    said = words(student_page(records.record(by_hand=person), "x"))
    assert "22 of 28 points" in said and "Well argued." in said
    assert "Read by a person 4 of 10 points ○ Not read yet." in said
    assert "Read by a person" not in words(student_page(records.record(), "x"))


def test_the_students_own_first_error_is_the_only_note_shown():
    notes = ["Copied from bob.", "The student's own first error, in step: NameError: <n>."]
    said = words(student_page(records.record(notes=notes), "x"))
    assert "Your first error, in step: NameError: <n>." in said and "bob" not in said
    assert "Your code stopped" not in words(student_page(records.record(), "x"))


def test_a_mistake_that_is_named_like_a_variable_is_read_as_words():
    made = records.record(states=["failed"] * 5)
    made["tasks"][0]["mistake"] = "gradient_added"
    assert "The mistake: gradient added." in words(student_page(made, "x"))
