"""Moodle XML: a category a section; see docs.moodle.org, "Moodle XML format"."""

from xml.etree import ElementTree

from coursekit.classroom.quizzes.items import Numerical
from coursekit.exercises.question import inline


def moodle_xml(sections):
    """Return the questions as bytes of Moodle's XML format.

    Parameters
    ----------
    sections : list of Section
        Each becomes a category of the question bank, from which a quiz draws by chance.
    """
    quiz = ElementTree.Element("quiz")
    for section in sections:
        category = ElementTree.SubElement(quiz, "question", type="category")
        name = section.name.replace("/", "//")  # one slash would begin a category inside another
        _text(ElementTree.SubElement(category, "category"), f"$course$/top/{name}")
        for item in section.items:
            _question(quiz, f"{section.name}: {item.label}", item)
    ElementTree.indent(quiz)
    return ElementTree.tostring(quiz, encoding="utf-8", xml_declaration=True)


def _question(quiz, name, item):
    numerical = isinstance(item, Numerical)
    kind = "numerical" if numerical else "multichoice"
    question = ElementTree.SubElement(quiz, "question", type=kind)
    _text(ElementTree.SubElement(question, "name"), name)
    _html(question, "questiontext", item.text)
    ElementTree.SubElement(question, "defaultgrade").text = "1"
    if numerical:
        answer = _answer(question, repr(item.value), item.why, right=True)
        ElementTree.SubElement(answer, "tolerance").text = repr(item.tolerance)
        return
    ElementTree.SubElement(question, "single").text = "true"
    ElementTree.SubElement(question, "shuffleanswers").text = "true"
    for choice in item.choices:
        answer = _answer(question, inline(choice.text), choice.why, choice.right)
        answer.set("format", "html")


def _answer(question, text, why, right):
    answer = ElementTree.SubElement(question, "answer", fraction="100" if right else "0")
    _text(answer, text)
    _html(answer, "feedback", why)
    return answer


def _html(parent, tag, text):
    _text(ElementTree.SubElement(parent, tag, format="html"), inline(text))


def _text(parent, text):
    ElementTree.SubElement(parent, "text").text = text
