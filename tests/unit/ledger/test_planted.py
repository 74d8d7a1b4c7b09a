"""Pages on which somebody looks for the mistake: planted ones, and those of the lectures."""

from collections import Counter
from decimal import Decimal

import pytest

from coursekit.datasets import load_lecture_figures
from coursekit.handcalc import CATALOGUE
from coursekit.handcalc.expression import evaluate
from coursekit.handcalc.mistakes.kinds import KIND_OF, KINDS, kind
from coursekit.ledger.pages import Entry, Page, lecture_page
from coursekit.ledger.planted import planted

STUDENTS = [f"student {number}" for number in range(25)]


@pytest.fixture(scope="module", params=["2-2-1", "neuron", "2-2-2"])
def pages(request):
    return [planted(student, request.param) for student in STUDENTS]


def test_exactly_one_line_is_a_mistake_of_the_catalogue(pages):
    for page in pages:
        (number,) = page.wrong
        assert page.entries[number - 1].mistake in CATALOGUE
        assert not any(entry.mistake for entry in page.entries if entry.verdict != "wrong")


def test_every_other_line_follows_from_the_lines_above_it(pages):
    """Computed here in floats from the printed figures alone, to half a unit of the last digit."""
    for page in pages:
        derivation = page.variant.derivation
        values = dict(derivation.given)
        lines = {derivation.notation.plain(line.key): line for line in derivation.lines}
        for entry in page.entries:
            line = lines[entry.symbol]
            due = float(evaluate(line.formula, values))
            printed = values[line.key] = float(entry.printed)
            if entry.verdict == "wrong":
                assert abs(printed - due) >= 0.00149, (page.title, entry)
            else:
                assert abs(printed - due) <= 0.00005 + 1e-9, (page.title, entry)


def test_carried_lines_differ_from_the_true_ones_and_right_ones_do_not(pages):
    for page in pages:
        clean = page.variant.derivation.rounded(4)
        for entry in page.entries:
            same = Decimal(entry.printed) == Decimal(str(clean.values[clean.key(entry.symbol)]))
            assert same == (entry.verdict == "right"), (page.title, entry)


def test_the_first_line_that_is_not_true_is_the_mistake(pages):
    for page in pages:
        verdicts = [entry.verdict for entry in page.entries if entry.verdict != "right"]
        assert verdicts[0] == "wrong" and set(verdicts[1:]) <= {"carried"}


def test_only_the_planted_mistake_gives_the_printed_figure(pages):
    """All rewritings of the catalogue are tried on the line, with the figures printed above it."""
    for page in pages:
        derivation, (number,) = page.variant.derivation, page.wrong
        entry = page.entries[number - 1]
        values = dict(derivation.values)  # later lines too, for mistakes that look ahead
        values |= {derivation.key(e.symbol): float(e.printed) for e in page.entries[: number - 1]}
        line = derivation.lines[derivation.position(derivation.key(entry.symbol))]
        givers = set()
        for known in CATALOGUE.values():
            for formula in known.rewrite(line, derivation):
                value = formula(values) if callable(formula) else evaluate(formula, values)
                if abs(value - float(entry.printed)) < 0.0002:
                    givers.add(known.name)
        assert entry.mistake in givers
        assert givers <= {entry.mistake, "new_weight_too_early"}


def test_the_same_student_gets_the_same_page_and_others_another():
    assert repr(planted("ada")) == repr(planted(" ada ")) != repr(planted("bob"))
    assert planted(7).wrong == planted("7").wrong


def test_students_meet_many_mistakes():
    met = Counter(e.mistake for s in STUDENTS for e in planted(s).entries if e.mistake)
    assert len(met) >= 12


def test_the_big_template_and_bad_requests():
    assert len(planted("ada", "3-3-3-3").wrong) == 1
    with pytest.raises(ValueError, match="student id is empty"):
        planted(" ")
    with pytest.raises(ValueError, match="template"):
        planted("ada", "2-2-3")


@pytest.fixture
def page():
    return Page(
        "A page",
        [
            Entry("z", "1.0"),
            Entry("a", "0.5", "wrong", "digit_lost"),
            Entry("E", "2.0", "carried"),
            Entry("w'", "7", "wrong", "other", "two lines were exchanged"),
        ],
    )


@pytest.mark.parametrize(
    ("attempt", "status", "words"),
    [
        ({}, "not attempted", "Not attempted yet"),
        ({"line": 2}, "not attempted", "Not attempted yet"),
        ({"line": None, "mistake": "one_path"}, "not attempted", "Not attempted yet"),
        ({"line": 1, "mistake": "one_path"}, "right line", "is right"),
        ({"line": 3, "mistake": "one_path"}, "carried", "higher up"),
        ({"line": 2, "mistake": "one_path"}, "half", "'one_path' gives another number"),
        ({"line": 2, "mistake": "digit_lost"}, "found", "A digit was lost"),
        ({"line": "a", "mistake": "digit_lost"}, "found", "Found 1 of 2."),
        ({"line": 4, "mistake": "other"}, "found", "Two lines were exchanged."),
        ({"line": 0, "mistake": "one_path"}, "unclear", "has lines 1 to 4"),
        ({"line": True, "mistake": "one_path"}, "unclear", "has lines 1 to 4"),
        ({"line": 2.5, "mistake": "one_path"}, "unclear", "has lines 1 to 4"),
        ({"line": "ww'", "mistake": "one_path"}, "unclear", "Did you mean"),
        ({"line": 2, "mistake": "one_pth"}, "unclear", "Did you mean 'one_path'?"),
    ],
)
def test_attempts_are_judged_in_a_sentence(page, capsys, attempt, status, words):
    finding = page.check(**attempt)
    assert finding.status == status
    assert words in capsys.readouterr().out
    assert bool(finding) == (status == "found")


def test_the_solution_opens_after_a_try(page, capsys):
    page.solution()
    assert "Try first" in capsys.readouterr().out
    page.check()
    page.solution()
    assert "Try first" in capsys.readouterr().out.splitlines()[-1]
    page.check(1, "one_path")
    page.solution()
    told = capsys.readouterr().out
    assert "Line 2, a = 0.5: A digit was lost" in told and "Line 4" in told


def test_a_page_of_a_lecture_takes_its_verdicts_from_the_ledger():
    ledger = load_lecture_figures()
    rows = ledger.query("lecture == '004' and example == '2-2-1'")
    page = lecture_page("links", rows[rows["quantity"].str.match("d[za].*/d|dE/dw3")])
    by_symbol = {entry.symbol: entry for entry in page.entries}
    assert by_symbol["dz_h2/dw3"].mistake == "weight_for_input"
    assert by_symbol["dE/dw3"].verdict == "carried"
    assert by_symbol["dz_h1/dw1"].verdict == "right"
    assert page.check("dz_h2/dw3", "weight_for_input")
    unnamed = lecture_page("w7", ledger[ledger["quantity"] == "w7' (out of units)"])
    assert unnamed.check(1, "other")


def test_a_page_of_chosen_quantities_keeps_their_order():
    ledger = load_lecture_figures()
    rows = ledger.query("lecture == '004' and example == '2-2-1'")
    page = lecture_page("two", rows, ["w5'", "dE/dw5"])
    assert [entry.symbol for entry in page.entries] == ["w5'", "dE/dw5"]
    with pytest.raises(ValueError, match="Did you mean"):
        lecture_page("two", rows, ["dE/dw55"])
    with pytest.raises(ValueError, match="stands 2 times"):
        lecture_page("two", ledger, ["how the paths through a hidden unit are joined"])


def test_a_page_without_a_slip_is_refused():
    with pytest.raises(ValueError, match="None of these figures is wrong"):
        lecture_page("fine", load_lecture_figures().query("verdict == 'exact'").head(3))


def test_every_mistake_has_one_kind():
    assert set(KIND_OF) == set(CATALOGUE)
    assert set(KIND_OF.values()) == set(KINDS)
    assert kind("one_path") == "concept"
    with pytest.raises(ValueError, match="Did you mean 'one_path'"):
        kind("one_pah")


def test_the_pages_of_lesson_13_hold_as_many_slips_as_they_announce():
    ledger = load_lecture_figures()
    two = ledger.query("lecture == '004' and example == '2-2-1'")
    three = ledger.query("lecture == '000' and example == '3-3-3-3'")
    outputs = [f"{name}_o{k}" for name in ("a", "E", "dE/da") for k in (1, 2, 3)]
    statements = [
        "how the paths through a hidden unit are joined",
        "how the errors of two outputs are joined",
        "loss for the values 8 and 10",
        "formula inside the error",
        "output size for n = 6, f = 3, p = 1",
    ]
    pages = [
        lecture_page("A", two, ["dz_h1/dw1", "dz_h1/dw2", "dz_h2/dw3", "dz_h2/dw4"]),
        lecture_page("B", two, [f"w{k}'" for k in range(1, 7)]),
        lecture_page("C", three, outputs),
        lecture_page("D", ledger.query("lecture != '000'"), statements),
    ]
    assert [len(page.wrong) for page in pages] == [2, 2, 5, 4]
    for page in pages:
        assert all(page.entries[number - 1].mistake in CATALOGUE for number in page.wrong)
