"""What a run in Pyodide gave is judged: exceptions, other words, other numbers."""

import nbformat

from coursekit.web.as_keras import NOTICE
from tests.support import ROOT
from workshop.web import results


def cell(source, printed, **metadata):
    outputs = [nbformat.v4.new_output("stream", text=printed)] if printed else []
    made = nbformat.v4.new_code_cell(source, outputs=outputs, metadata=metadata)
    made.id = "here"
    return made


def answer(*texts, error=None):
    outputs = [{"output_type": "stream", "name": "stdout", "text": text} for text in texts]
    if error:
        outputs.append({"output_type": "error", "ename": error, "evalue": "no", "traceback": []})
    return {"outputs": outputs, "seconds": 0.5, "clock": 1.0}


def judge(*pairs):
    cells, answers = zip(*pairs)
    return results.judge("01_small", cells, answers)


def test_the_same_in_other_pieces_is_the_same():
    result = judge((cell("f()", "loss 0.25\n"), answer("loss", " ", "0.25", "\n")))
    assert not result.exceptions + result.differences + result.other_numbers
    assert (result.cells, result.seconds, result.clock) == (1, 0.5, 1.0)


def test_another_number_and_other_words_differ():
    for other in ("loss 0.35\n", "gain 0.25\n", ""):
        result = judge((cell("f()", "loss 0.25\n"), answer(other)))
        assert len(result.differences) == 1 and result.differences[0].startswith("here: ")


def test_an_exception_is_told_once_and_not_compared():
    result = judge((cell("f()", "loss 0.25\n"), answer("loss", error="ValueError")))
    assert (result.exceptions, result.differences) == (["here: ValueError: no"], [])


def test_behind_an_import_of_keras_numbers_may_differ_and_words_may_not():
    imported = cell("import keras", ""), answer(NOTICE, "\n")
    trained = judge(imported, (cell("f()", "loss 0.25 of 3\n"), answer("loss 0.31 of 4\n")))
    assert (trained.differences, trained.other_numbers) == ([], ["here"])
    worded = judge(imported, (cell("f()", "loss 0.25\n"), answer("gain 0.25\n")))
    assert worded.differences and not worded.other_numbers
    before = judge((cell("f()", "loss 0.25\n"), answer("loss 0.31\n")), imported)
    assert before.differences and not before.other_numbers


def test_a_picture_may_differ_in_the_last_bit_of_a_float32_only():
    from coursekit.plots.show import packed

    def shown(value):
        picture = {"image/png": "iVBORw0KGgo=", "text/plain": "a line"}
        kept = {"coursekit": {"data": [packed([1.0, value])]}}
        return nbformat.v4.new_output("display_data", picture, metadata=kept)

    drawn = cell("plot()", "")
    drawn.outputs = [shown(0.5)]
    for value, differences in ((0.5 + 1e-6, 0), (0.5 + 1e-4, 1)):
        given = {"outputs": [dict(shown(value))], "seconds": 0, "clock": 0}
        assert len(judge((drawn, given)).differences) == differences


def test_what_the_sanitizer_lets_differ_differs_here_too():
    clean = results.cleaner(ROOT / "tests" / "workshop" / "sanitize.cfg")
    assert clean("took 0.31 s") == clean("took 12.5 s") != clean("took off")


def test_a_tolerance_for_pages_alone_comes_first():
    own, home = [{"absolute": 0.5, "spread": 0.3}], [{"absolute": 0.01}]
    both, one = {"in-a-page": own, "tolerance": home}, {"tolerance": home}
    for rules, differences in ((both, 0), (one, 1)):
        given = cell("f()", "loss 0.25\n", coursekit=rules), answer("loss 0.65\n")
        assert len(judge(given).differences) == differences


def test_a_table_may_have_other_rows_behind_an_import_of_keras_only():
    def table(name):
        return nbformat.v4.new_output("display_data", {"text/html": f"<td>{name}</td>"})

    shown = cell("table", "")
    shown.outputs = [table("Ann")]
    given = {"outputs": [dict(table("Bob"))], "seconds": 0, "clock": 0}
    imported = cell("import keras", ""), answer(NOTICE, "\n")
    assert judge(imported, (shown, given)).other_numbers == ["here"]
    assert judge((shown, given)).differences


def test_a_page_may_differ_from_home_by_the_last_bits_of_a_float32():
    metadata = {"coursekit": {"tolerance": [{"picture": 1e-7, "spread": 5e-8}]}}
    strict = nbformat.v4.new_code_cell("draw()", metadata=metadata)
    assert results.rules_in_a_page(strict)[0]["picture"] == results.LAST_BITS["picture"]
    strict.metadata.coursekit.tolerance[0]["picture"] = 0.1
    assert results.rules_in_a_page(strict)[0]["picture"] == 0.1


def test_a_verdict_that_rounding_changes_may_be_freed_in_a_page_alone():
    asked = cell("verdict()", "steady\n"), answer("unsteady\n")
    assert judge(asked).differences
    asked[0].metadata["coursekit"] = {"in-a-page": [{"words": "free"}]}
    assert not judge(asked).differences
