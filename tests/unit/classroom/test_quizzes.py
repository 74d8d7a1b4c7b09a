"""What Canvas and Moodle would read: another parser finds the same questions, answers, feedback."""

import html
import io
import re
import zipfile
from xml.etree import ElementTree

import pytest

from coursekit import cli
from coursekit.classroom.assignment import hand_out
from coursekit.classroom.classlist import Student
from coursekit.classroom.quizzes import items
from coursekit.classroom.quizzes.canvas import canvas_qti
from coursekit.classroom.quizzes.items import Section
from coursekit.classroom.quizzes.moodle import moodle_xml
from coursekit.exercises import bank
from coursekit.exercises.question import Choice, Question, read_quiz
from coursekit.handcalc.variants import variant
from coursekit.notebooks import store
from tests.support import ROOT

QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
NASTY = Question(
    "Question 1",
    "Is 1 < 2 & `a_b[0] * c ** 2`, *surely*, $x_1$? 1. ~no~ ![a](b) <script> \\(z\\) ^^^",
    (
        Choice("*a) [x] = 3 +- 1", "... + - ! ___ `<b>`", right=True),
        Choice("# no & *yes*", "Because a_1 * b_2 * c."),
    ),
)


def words(text):
    """What a browser shows of HTML: tags gone, references resolved, spaces joined."""
    return " ".join(html.unescape(re.sub(r"</?(p|code|em)>", "", text)).split())


def shown(text):
    """What a reader sees of a quiz's text, worked out without the package."""
    text = re.sub(r"`([^`]+)`", r"\1", " ".join(text.split()))
    return re.sub(r"(?<![\w*])\*([^*\s][^*]*)\*(?![\w*])", r"\1", text)


def expected(question):
    return shown(question.text), {shown(c.text): (c.right, shown(c.why)) for c in question.choices}


def read_moodle(data):
    """Moodle's questions: category, kind, text, ``{answer: (right, feedback, tolerance)}``."""
    found, category = [], ""
    for question in ElementTree.fromstring(data):
        if question.get("type") == "category":
            category = question.findtext("category/text")
            continue
        answers = {
            words(answer.findtext("text")): (
                answer.get("fraction") == "100",
                words(answer.findtext("feedback/text")),
                float(answer.findtext("tolerance", "nan")),
            )
            for answer in question.iter("answer")
        }
        found.append(
            (category, question.get("type"), words(question.findtext("questiontext/text")), answers)
        )
    return found


def read_canvas(data):
    """Items of a QTI 1.2 package; see the specification's section on the item."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        manifest = ElementTree.fromstring(package.read("imsmanifest.xml"))
        hrefs = [file.get("href") for file in manifest.iter() if file.tag.endswith("}file")]
        [assessment] = [name for name in hrefs if not name.endswith("assessment_meta.xml")]
        root = ElementTree.fromstring(package.read(assessment))
    return root, list(root.iter(f"{QTI}item"))


def text_of(node):
    return words(node.findtext(f".//{QTI}mattext"))


def read_choices(item):
    labels = {each.get("ident"): text_of(each) for each in item.iter(f"{QTI}response_label")}
    said = {each.get("ident"): text_of(each) for each in item.iter(f"{QTI}itemfeedback")}
    right, feedback = set(), {}
    for condition in item.iter(f"{QTI}respcondition"):
        chosen = condition.findtext(f"{QTI}conditionvar/{QTI}varequal")
        if condition.findtext(f"{QTI}setvar") == "100":
            right.add(chosen)
        for shows in condition.iter(f"{QTI}displayfeedback"):
            feedback[chosen] = said[shows.get("linkrefid")]
    answers = {text: (ident in right, feedback[ident]) for ident, text in labels.items()}
    return text_of(item.find(f"{QTI}presentation/{QTI}material")), answers


def read_numerical(item):
    [rule] = [
        each for each in item.iter(f"{QTI}respcondition") if each.find(f"{QTI}setvar") is not None
    ]
    low, high = (float(rule.findtext(f".//{QTI}{name}")) for name in ("vargte", "varlte"))
    return text_of(item.find(f"{QTI}presentation/{QTI}material")), low, high


ALL = [(number, question) for number in bank.NUMBERS.values() for question in read_quiz(number)]


def test_moodle_reads_every_quiz_as_it_is():
    found = read_moodle(moodle_xml(items.quizzes()))
    assert len(found) == len(ALL) > 100
    for (number, question), (category, kind, text, answers) in zip(ALL, found, strict=True):
        assert (category, kind) == (f"$course$/top/Lesson {number}", "multichoice")
        read = {answer: (right, why) for answer, (right, why, _) in answers.items()}
        assert (text, read) == expected(question)


@pytest.mark.parametrize("number", bank.NUMBERS.values())
def test_canvas_reads_every_quiz_as_it_is(number):
    found = read_canvas(canvas_qti(items.quizzes([number]), "x"))[1]
    assert [read_choices(item) for item in found] == [expected(q) for q in read_quiz(number)]


def test_signs_that_mean_something_to_a_format_stay_signs():
    section = Section("A/B", (NASTY,))
    [(category, _, text, answers)] = read_moodle(moodle_xml([section]))
    assert category == "$course$/top/A//B"
    assert (text, {a: (r, w) for a, (r, w, _) in answers.items()}) == expected(NASTY)
    assert read_choices(read_canvas(canvas_qti([section], "x"))[1][0]) == expected(NASTY)


SEEDS = {f"variant {n}": f"seed {n}" for n in range(6)}


def test_moodle_asks_each_figure_of_each_variant():
    found = read_moodle(moodle_xml(items.own_numbers(SEEDS)))
    quantities = variant("seed 0", "2-2-1").questions
    assert len(found) == len(quantities) * len(SEEDS)
    keys = [variant(seed, "2-2-1").key() for seed in SEEDS.values()]
    truths = [key[quantity] for quantity in quantities for key in keys]
    for truth, (category, kind, text, answers) in zip(truths, found, strict=True):
        [(value, (right, why, tolerance))] = answers.items()
        size = float((re.search(r"Compute ([\d,]+) · ", text) or ["", "1"])[1].replace(",", ""))
        assert kind == "numerical" and right and category.split("/top/")[1].split("//")[0] in why
        assert abs(float(value) - size * truth) <= tolerance / 10
        assert 0 < tolerance <= max(1.01e-4, 0.011 * abs(size * truth))


def test_canvas_takes_a_right_figure_and_refuses_a_wrong_one():
    sections = items.own_numbers(SEEDS)
    root, found = read_canvas(canvas_qti(sections, "x"))
    wanted = [item for section in sections for item in section.items]
    assert len(found) == len(wanted)
    for item, asked in zip(found, wanted, strict=True):
        text, low, high = read_numerical(item)
        assert text == shown(asked.text)
        assert low <= asked.value - asked.tolerance and asked.value + asked.tolerance <= high
        assert (
            asked.value - low < asked.tolerance + 3e-4
            and high - asked.value < asked.tolerance + 3e-4
        )
    picks = [each.text for each in root.iter(f"{QTI}selection_number")]
    assert picks == ["1"] * len(sections)


def test_a_class_is_asked_with_the_numbers_it_was_handed(tmp_path, capsys):
    (tmp_path / "class.csv").write_text("id\nada\nbob\n")
    source = store.read(ROOT / "exercises" / "assignments" / "hand-computation.ipynb")
    hand_out(source, "hand-computation", [Student("ada"), Student("bob")], tmp_path)
    line = ["export", "own-numbers", "--to", "moodle", "--out", str(tmp_path / "q.xml")]
    line += ["--students", str(tmp_path / "class.csv"), "--key", str(tmp_path / "key")]
    assert cli.main(line) == 0
    table = (tmp_path / "key" / "hand-computation-answers.csv").read_text().splitlines()
    key = {tuple(row.split(",")[:2]): float(row.split(",")[2]) for row in table[1:]}
    found = read_moodle((tmp_path / "q.xml").read_bytes())
    values = [float(next(iter(answers))) for *_, answers in found[:2]]
    assert values == pytest.approx([key["ada", "z_h1"], key["bob", "z_h1"]], abs=1e-6)


def test_each_lesson_is_a_file_for_canvas(tmp_path, capsys):
    assert cli.main(["export", "quizzes", "--to", "canvas", "--lesson", "04", "05", "--out",
                     str(tmp_path / "q.zip")]) == 0  # fmt: skip
    assert sorted(path.name for path in tmp_path.iterdir()) == ["q-04.zip", "q-05.zip"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("quizzes --to moodle --variants 3", "--variants does not go"),
        ("quizzes --to moodle --lesson 99", "there is no quiz '99'"),
        ("own-numbers --to moodle", "--variants NUMBER, or --students"),
        ("own-numbers --to moodle --variants 2 --lesson 04", "--lesson does not go"),
        ("own-numbers --to moodle --students c.csv", "--variants NUMBER, or --students"),
        ("own-numbers --to moodle --variants -1", "must be 1 or more"),
        ("own-numbers --to moodle --students c.csv --key nowhere", "holds no secret.txt"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_sentence(line, said, tmp_path, capsys):
    out = tmp_path / "q.xml"
    assert cli.main(["export", *line.split(), "--out", str(out)]) == 2
    assert said in capsys.readouterr().err and not out.exists()
