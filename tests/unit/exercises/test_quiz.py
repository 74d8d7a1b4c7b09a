"""Quizzes: sound questions, the same explanations in every view, a second try allowed."""

import pytest

from coursekit.exercises import bank, quiz
from coursekit.exercises.question import Choice, Question, inline, read_quiz
from coursekit.exercises.quizview import build

LESSONS = list(bank.NUMBERS.values())


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_choice_is_explained_and_one_is_right(lesson):
    questions = read_quiz(lesson)  # raises unless exactly one choice is right and all are explained
    assert len(questions) >= 5
    for question in questions:
        assert 2 <= len(question.choices) <= 6
        assert len({choice.text for choice in question.choices}) == len(question.choices)
        assert all(len(choice.why.split()) >= 5 for choice in question.choices)


@pytest.mark.parametrize("lesson", LESSONS)
def test_right_choices_do_not_all_stand_at_one_place(lesson):
    places = [
        [choice.right for choice in question.choices].index(True) for question in read_quiz(lesson)
    ]
    assert len(set(places)) > 1


QUESTION = Question(
    "Question 1",
    "Is 1 < 2?",
    (Choice("yes, `1 < 2`", "One is less.", True), Choice("no", "Count.")),
)


def test_static_view_escapes_and_folds():
    page = QUESTION.to_html()
    assert "Is 1 &lt; 2?" in page and "<code>1 &lt; 2</code>" in page
    assert (
        page.count("<details>") == 2
        and "<blockquote>✔ One is less.</blockquote>" in page
        and "<blockquote>✘ Count.</blockquote>" in page
    )


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_phrase_opens_the_explanations_of_a_lesson(lesson):
    """What every explanation would begin with is said by its mark."""
    whys = [choice.why for question in read_quiz(lesson) for choice in question.choices]
    assert not [why for why in whys if why.lower().startswith(("not quite", "right.", "wrong."))]
    shown = [question.to_html() for question in read_quiz(lesson)]
    assert not [page for page in shown if "Not quite" in page or ">Right." in page]


def test_inline_leaves_products_alone():
    assert inline("2 * 3 * 4 and *this*") == "2 * 3 * 4 and <em>this</em>"


def test_a_click_explains_and_another_click_corrects():
    box = build(QUESTION)
    verdict = box.children[-1]
    first, second = (row.children[0] for row in box.children[1:-1])
    assert verdict.value == ""
    second.click()
    assert "✘ <b>B.</b> Count." in verdict.value and second.button_style == "warning"
    first.click()
    assert "✔ <b>A.</b> One is less." in verdict.value and first.button_style == "success"


def test_terminal_prints_the_question_without_answers(capsys):
    quiz("00", 4)
    out = capsys.readouterr().out
    assert "A. Supervised learning" in out and "Every example" not in out


@pytest.mark.parametrize(
    ("lesson", "number", "sentence"),
    [
        ("77", 1, "there is no quiz '77'"),
        ("00", 0, "questions 1 to"),
        ("00", "1", "questions 1 to"),
    ],
)
def test_wrong_calls_get_one_sentence(lesson, number, sentence):
    with pytest.raises(ValueError, match=sentence):
        quiz(lesson, number)
