"""The churn loader: which table it takes, and what it says of a file that is damaged."""

import io
import subprocess
import sys

import pandas as pd
import pytest

from coursekit.datasets import churn, load_churn
from coursekit.datasets.churn_checks import READERS
from coursekit.paths import data_dir

HEADER = ",".join(READERS)
ROW = "1,15600001,Marlo,619,France,Female,42,2,0,1,1,1,101348.88,1"
OTHER = "2,15600002,O'Neil,850,Spain,Male,41,1,83807.86,4,0,0,112542.5,0"


@pytest.fixture(autouse=True)
def nothing_else_at_hand(monkeypatch, tmp_path):
    monkeypatch.delenv("COURSEKIT_CHURN", raising=False)
    monkeypatch.setenv("COURSEKIT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(churn, "find_real", lambda: None)


def write(path, *lines, end="\n", bom=b""):
    path.write_bytes(bom + end.join((HEADER, *lines)).encode() + end.encode())
    return path


def test_without_other_files_the_embedded_table_is_loaded():
    frame = load_churn()
    assert frame.shape == (10_000, 14)
    assert list(frame.columns) == list(READERS)
    assert frame.attrs["source"].startswith("embedded synthetic table")
    assert not frame.isna().any().any()
    assert frame["Balance"].dtype == frame["EstimatedSalary"].dtype == float
    whole = [name for name in frame if frame[name].dtype == "int64"]
    assert len(whole) == 9


def test_the_embedded_table_passes_its_own_cell_by_cell_check(tmp_path):
    copy = tmp_path / "copy.csv"
    copy.write_bytes((data_dir() / "churn.csv").read_bytes())
    with pytest.warns(UserWarning, match="not the known real churn table"):
        read = load_churn(copy)
    pd.testing.assert_frame_equal(read, load_churn("embedded"))


def test_the_eleven_inputs_of_a_customer():
    """Coded by hand; one customer alone, or of another country, gets the same columns."""
    first = [619, 42, 2, 0, 1, 1, 1, 101348.88, 0, 0, 0]
    second = [850, 41, 1, 83807.86, 4, 0, 0, 112542.5, 0, 1, 1]
    table = pd.read_csv(io.StringIO("\n".join((HEADER, ROW, OTHER))))
    assert churn.churn_inputs(table).tolist() == [first, second]
    for k, expected in enumerate([first, second]):
        assert churn.churn_inputs(table.iloc[[k]]).tolist() == [expected]
    assert len(churn.INPUTS) == 11


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_another_sound_file_is_read_with_a_warning(tmp_path, end, bom):
    path = write(tmp_path / "my table.csv", ROW, OTHER, end=end, bom=bom)
    with pytest.warns(UserWarning, match=r"my table\.csv is not the known real churn table"):
        frame = load_churn(path)
    assert frame.loc[1].tolist() == [
        2, 15600002, "O'Neil", 850, "Spain", "Male", 41, 1, 83807.86, 4, 0, 0, 112542.5, 0,
    ]  # fmt: skip
    assert str(path) in frame.attrs["source"]


FORMS = {
    "tabs": (lambda text: text.replace(",", "\t"), "tabs part its columns"),
    "sep line": (lambda text: "sep=,\n" + text, "its first line is 'sep=,'"),
    "sep line, semicolons": (lambda text: "sep=;\n" + text.replace(",", ";"), "'sep=;'"),
    "small letters": (
        lambda text: text.replace(HEADER, HEADER.lower()),
        "its names are in other letters",
    ),
    "space after a name": (lambda text: text.replace("CustomerId", "CustomerId "), "spaces round"),
    "spaces in cells": (lambda text: text.replace(",", ", ").replace(", Mar", ",Mar"), "spaces"),
}


@pytest.mark.parametrize("form", FORMS)
def test_an_unusual_form_is_read_with_a_word_about_it(tmp_path, form):
    change, words = FORMS[form]
    path = tmp_path / "odd.csv"
    path.write_bytes(change(f"{HEADER}\n{ROW}\n").encode())
    with pytest.warns(UserWarning, match=words) as told:
        frame = load_churn(path)
    assert len(told) == 1
    assert list(frame.columns) == list(READERS)
    assert frame.loc[0].tolist() == [
        1, 15600001, "Marlo", 619, "France", "Female", 42, 2, 0, 1, 1, 1, 101348.88, 1,
    ]  # fmt: skip


def test_below_a_sep_line_rows_are_still_lines_of_the_file(tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text(f"sep=,\n{HEADER}\n{ROW}\n{OTHER.replace('Spain', 'Gaul')}\n")
    with pytest.raises(ValueError, match="row 4, column Geography: 'Gaul'"):
        load_churn(path)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<!DOCTYPE html>\n<html><body>404</body></html>", "is a web page, not the table"),
        (b"\n<html>\n<table>", "is a web page"),
        (b"PK\x03\x04\x14\x00", "is a workbook, not a table of text"),
    ],
)
def test_what_is_no_table_of_text_is_called_by_its_name(tmp_path, content, reason):
    (tmp_path / "churn.csv").write_bytes(content)
    with pytest.raises(ValueError, match=reason):
        load_churn(tmp_path / "churn.csv")


def test_a_name_like_na_and_columns_in_another_order_are_read_as_they_are(tmp_path):
    frame = pd.read_csv(io.StringIO(f"{HEADER}\n{ROW}\n"))
    frame["Surname"] = "NA"
    frame[frame.columns[::-1]].to_csv(tmp_path / "a.csv", index=False)
    with pytest.warns(UserWarning):
        read = load_churn(tmp_path / "a.csv")
    assert read.loc[0, "Surname"] == "NA"
    assert list(read.columns) == list(READERS)


def test_the_environment_variable_comes_first_and_must_exist(tmp_path, monkeypatch):
    path = write(tmp_path / "a.csv", ROW)
    monkeypatch.setenv("COURSEKIT_CHURN", str(path))
    with pytest.warns(UserWarning):
        assert len(load_churn()) == 1
    assert len(load_churn("embedded")) == 10_000
    monkeypatch.setenv("COURSEKIT_CHURN", str(tmp_path / "gone.csv"))
    with pytest.raises(FileNotFoundError, match=r"no churn table at .*gone\.csv"):
        load_churn()


def test_the_real_table_is_asked_for_but_not_here():
    with pytest.raises(FileNotFoundError, match="coursekit data fetch churn --file PATH"):
        load_churn("real")


def test_a_changed_embedded_file_is_noticed(tmp_path, monkeypatch):
    content = (data_dir() / "churn.csv").read_bytes()
    monkeypatch.setattr(churn, "data_dir", lambda: tmp_path)
    (tmp_path / "churn.csv").write_bytes(content.replace(b"\n", b"\r\n"))
    assert len(load_churn()) == 10_000
    (tmp_path / "churn.csv").write_bytes(content.replace(b"France", b"Gaul", 1))
    with pytest.raises(ValueError, match="has been changed"):
        load_churn()


DAMAGE = {
    "text": (["1,15600001,Marlo,619,France,Female,old,2,0,1,1,1,101348.88,1"],
             "row 2, column Age: 'old' is not a number"),
    "empty cell": ([ROW, "2,15600002,,850,Spain,Male,41,1,8.5,4,0,0,5,0"],
                   "row 3, column Surname: the cell is empty"),
    "empty number": ([ROW, "2,15600002,A,850,Spain,Male,41,1,,4,0,0,5,0"],
                     "row 3, column Balance: the cell is empty"),
    "nan": ([ROW, "2,15600002,A,850,Spain,Male,41,1,nan,4,0,0,5,0"],
            "row 3, column Balance: 'nan' is not a number"),
    "infinite": ([ROW, "2,15600002,A,850,Spain,Male,41,1,1e999,4,0,0,5,0"],
                 "row 3, column Balance: 1e999 is not a sum"),
    "same customer": ([ROW, OTHER, ROW.replace("1,", "3,", 1)],
                      "row 4, column CustomerId: 15600001 stands in row 2 too"),
    "same row": ([ROW, ROW.replace("15600001", "15600009")],
                 "row 3, column RowNumber: 1 stands in row 2 too"),
    "short row": ([ROW, OTHER.rsplit(",", 1)[0]], "row 3: it has 13 fields, the header has 14"),
    "long row": ([ROW + ",0"], "row 2: it has 15 fields, the header has 14"),
    "empty line": ([ROW, "", OTHER], "row 3: it has 0 fields"),
    "country": ([ROW.replace("France", "Gaul")],
                "row 2, column Geography: 'Gaul' is not one of France, Germany, Spain"),
    "gender": ([ROW.replace("Female", "female")], "row 2, column Gender: 'female' is not one of"),
    "fifth product": ([OTHER.replace(",4,0,0,", ",5,0,0,")],
                      "row 2, column NumOfProducts: 5 is not a whole number from 1 to 4"),
    "fraction": ([ROW.replace(",42,", ",42.5,")], "row 2, column Age: 42.5 is not a whole number"),
    "negative": ([OTHER.replace("83807.86", "-1")], "row 2, column Balance: -1 is not a sum"),
    "label": ([ROW[:-1] + "2"], "row 2, column Exited: 2 is not a whole number from 0 to 1"),
    "no rows": ([], "a header and no rows"),
    "open quote": ([ROW, OTHER.replace("O'Neil", '"O')], "row 3: it is not sound CSV"),
}  # fmt: skip


@pytest.mark.parametrize("kind", DAMAGE)
def test_damage_is_named_with_file_row_and_column(tmp_path, kind):
    lines, sentence = DAMAGE[kind]
    path = write(tmp_path / "bad.csv", *lines)
    with pytest.raises(ValueError) as caught:
        load_churn(path)
    assert str(path) in str(caught.value)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("missing", READERS)
def test_a_missing_column_is_named(tmp_path, missing):
    frame = pd.read_csv(io.StringIO(f"{HEADER}\n{ROW}\n")).drop(columns=missing)
    frame.to_csv(tmp_path / "bad.csv", index=False)
    with pytest.raises(ValueError, match=rf"bad\.csv, row 1: the column {missing} is missing"):
        load_churn(tmp_path / "bad.csv")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (HEADER.replace(",", ";").encode(), "row 1: semicolons part the columns"),
        (f"{HEADER},Extra\n{ROW},1\n".encode(), "row 1: the churn table has no column 'Extra'"),
        (f"{HEADER},Age\n{ROW},1\n".encode(), "row 1: the column Age stands there more than once"),
        (f"{HEADER}\n{ROW}\n".encode().replace(b"Marlo", b"M\xfcller"), "row 2: it is not UTF-8"),
    ],
)
def test_a_file_that_is_no_such_table(tmp_path, content, sentence):
    (tmp_path / "bad.csv").write_bytes(content)
    with pytest.raises(ValueError) as caught:
        load_churn(tmp_path / "bad.csv")
    assert sentence in str(caught.value)


def test_rows_are_counted_as_lines_of_the_file(tmp_path):
    quoted = ROW.replace("Marlo", '"Mar\nlo"')
    path = write(tmp_path / "bad.csv", quoted, OTHER.replace("Spain", "Gaul"))
    with pytest.raises(ValueError, match="row 4, column Geography"):
        load_churn(path)


def test_importing_the_data_sets_loads_nothing_heavy():
    code = (
        "import sys, coursekit.datasets\n"
        "print([m for m in ('pandas', 'sklearn', 'pooch', 'requests', 'tqdm') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
