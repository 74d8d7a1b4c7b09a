"""The bank-churn table: 10,000 customers, 13 facts each, and whether they left."""

import hashlib
import io
import os
import warnings
from pathlib import Path

from coursekit.datasets.churn_checks import parse_table
from coursekit.datasets.fetching import DOWNLOADS
from coursekit.paths import cache_dir, data_dir

REAL_NAME = DOWNLOADS["churn"].filename
REAL_SHA256 = DOWNLOADS["churn"].sha256
EMBEDDED_SHA256 = "5f2f3d910eca3b5b840379a84f3a0ef61c1e2593e41d860a8375b3d12f06b4fc"
#: What `churn_inputs` makes of a customer.
INPUTS = (
    "CreditScore", "Age", "Tenure", "Balance", "NumOfProducts", "HasCrCard", "IsActiveMember",
    "EstimatedSalary", "Geography_Germany", "Geography_Spain", "Gender_Male",
)  # fmt: skip


def load_churn(source="auto"):
    r"""Return the bank-churn table as a pandas DataFrame, 10,000 rows × 14 columns.

    Parameters
    ----------
    source : str or path, default "auto"
        - ``"auto"``: the file named by the environment variable `COURSEKIT_CHURN`; else the real
          table if you put it into `data/Churn_Modelling.csv` or fetched it; else the embedded one.
        - ``"embedded"``: the invented table of the course (`data/README.md` says how it was made).
        - ``"real"``: the real table, or an error that says where to put it.
        - anything else: the path of a file with the same columns; it is checked cell by cell.

    Returns
    -------
    pandas.DataFrame
        `RowNumber, CustomerId, Surname, CreditScore, Geography, Gender, Age` (years), `Tenure`
        (years with the bank), `Balance` and `EstimatedSalary` (money, in no stated currency),
        `NumOfProducts`, `HasCrCard` and `IsActiveMember` (1: yes), `Exited` (1: left the bank).
        ``table.attrs["source"]`` says in plain words which table it is.

    Raises
    ------
    FileNotFoundError
        The file asked for is not there.
    ValueError
        The file is damaged; the sentence names the file, the row (its line) and the column.

    Notes
    -----
    A file counts as the real table if its SHA-256 is right, with CRLF or LF line ends; any other
    file is read with a warning. Source: the bank data of lectures 000 and 002.
    """
    if source == "auto":
        source = os.environ.get("COURSEKIT_CHURN") or find_real() or "embedded"
    if source == "real":
        source = find_real()
        if source is None:
            raise FileNotFoundError(
                f"The real churn table is not here: put it into {data_dir()} as {REAL_NAME}, or "
                "run `coursekit data fetch churn --file PATH`; its bytes are checked."
            )
    return read_embedded() if source == "embedded" else read_file(Path(source).expanduser())


def churn_inputs(table):
    """Return the eleven inputs of each customer of a churn table, as lesson 11 makes them.

    Geography and Gender become columns of 0 and 1, without one for France and for Female.

    Parameters
    ----------
    table : pandas.DataFrame
        As `load_churn` returns it, or some of its rows.

    Returns
    -------
    ndarray of float, shape (rows, 11)
        The columns are `INPUTS`.
    """
    import pandas as pd

    facts = table.loc[:, "CreditScore":"EstimatedSalary"]
    columns = pd.get_dummies(facts, columns=["Geography", "Gender"])
    # a few rows may not hold every country
    return columns.reindex(columns=list(INPUTS), fill_value=0).to_numpy(dtype=float)


def find_real():
    """Return the path of the real table in `data/` or the cache, or None; warn of an impostor."""
    for path in (data_dir() / REAL_NAME, cache_dir() / REAL_NAME):
        if not path.is_file():
            continue
        if hashlib.sha256(path.read_bytes()).hexdigest() in REAL_SHA256:
            return path
        warnings.warn(
            f"{path} is not the real churn table (its SHA-256 differs), so it is not used; "
            f'to read it all the same, write load_churn("{path.as_posix()}").',
            stacklevel=3,
        )
    return None


def read_embedded():
    """Return the embedded table, after checking that nobody changed its file."""
    path = data_dir() / "churn.csv"
    content = path.read_bytes().replace(b"\r\n", b"\n")  # git on Windows may have changed them
    if hashlib.sha256(content).hexdigest() != EMBEDDED_SHA256:
        raise ValueError(f"{path} has been changed: fetch it anew from the course's repository.")
    return to_frame(content, "embedded synthetic table (invented customers, not the real table)")


def read_file(path):
    """Return the table in `path`: the real one at once, any other after a check of every cell."""
    if not path.is_file():
        raise FileNotFoundError(f"There is no churn table at {path}: check the path.")
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() in REAL_SHA256:
        return to_frame(content, "real table")
    columns, oddities = parse_table(content, path)
    form = f" ({'; '.join(oddities)})" if oddities else ""
    warnings.warn(
        f"{path} is not the known real churn table (its SHA-256 differs): it has the right columns "
        f"and is read as it is{form}, but numbers in the lessons may not fit it.",
        stacklevel=3,
    )
    import pandas as pd

    frame = pd.DataFrame(columns)
    frame.attrs["source"] = f"file {path} (not the known real table)"
    return frame


def to_frame(content, source):
    """Return the DataFrame of bytes known to be sound, marked with where they come from."""
    import pandas as pd

    # A customer may be called NA or None: no word stands for an empty cell here.
    money = {"Balance": float, "EstimatedSalary": float}
    frame = pd.read_csv(io.BytesIO(content), dtype=money, keep_default_na=False)
    frame.attrs["source"] = source
    return frame
