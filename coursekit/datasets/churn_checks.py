"""Read a churn table of unknown origin cell by cell, and name the first cell that is wrong."""

import csv
import io
import re

NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")


def text(cell):
    """Return the cell as it is."""
    return cell


def one_of(*names):
    """Return a reader of cells that must hold one of `names`."""

    def read(cell):
        if cell not in names:
            raise ValueError(f"{cell!r} is not one of {', '.join(names)}")
        return cell

    return read


def money(cell):
    """Return a sum of money, 0 or more."""
    if not NUMBER.fullmatch(cell):
        raise ValueError(f"{cell!r} is not a number")
    value = float(cell)
    if not 0 <= value < float("inf"):
        raise ValueError(f"{cell} is not a sum of money, 0 or more")
    return value


def whole(low, high):
    """Return a reader of whole numbers from `low` to `high`."""

    def read(cell):
        if not NUMBER.fullmatch(cell):
            raise ValueError(f"{cell!r} is not a number")
        value = float(cell)
        if not value.is_integer() or not low <= value <= high:
            raise ValueError(f"{cell} is not a whole number from {low} to {high}")
        return int(value)

    return read


READERS = {
    "RowNumber": whole(0, 10**9),
    "CustomerId": whole(0, 10**15),
    "Surname": text,
    "CreditScore": whole(300, 850),
    "Geography": one_of("France", "Germany", "Spain"),
    "Gender": one_of("Female", "Male"),
    "Age": whole(0, 120),
    "Tenure": whole(0, 100),
    "Balance": money,
    "NumOfProducts": whole(1, 4),
    "HasCrCard": whole(0, 1),
    "IsActiveMember": whole(0, 1),
    "EstimatedSalary": money,
    "Exited": whole(0, 1),
}
IDS = ("RowNumber", "CustomerId")


def parse_table(content, path):
    """Read the table in the bytes `content`.

    Returns
    -------
    columns : dict
        14 lists, in the order of the real file.
    oddities : list of str
        What is unusual about the file's form and was passed over, in words.

    Raises
    ------
    ValueError
        At the first thing that is wrong: one sentence with file, row (its line) and column.
    """
    lines, oddities = read_lines(content, path)
    number, header = lines[0]
    header, more = usual_header(header, f"{path}, row {number}")
    oddities += more
    columns = {name: [] for name in READERS}
    first_seen = {name: {} for name in IDS}
    for number, cells in lines[1:]:
        where = f"{path}, row {number}"
        if len(cells) != len(header):
            raise ValueError(f"{where}: it has {len(cells)} fields, the header has {len(header)}.")
        for name, cell in zip(header, cells, strict=True):
            columns[name].append(read_cell(name, cell, where, oddities))
        for name, seen in first_seen.items():
            value = columns[name][-1]
            if seen.setdefault(value, number) != number:
                raise ValueError(
                    f"{where}, column {name}: {value} stands in row {seen[value]} too."
                )
    if len(lines) == 1:
        raise ValueError(f"{path} has a header and no rows of data.")
    return columns, list(dict.fromkeys(oddities))


def read_lines(content, path):
    """Return (line in the file, cells) of every row, and what is unusual about them.

    An empty line is allowed only at the end.
    """
    check_kind(content, path)
    try:
        decoded = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise ValueError(
            f"{path}, row {row}: it is not UTF-8; save the file as CSV UTF-8."
        ) from None
    decoded, separator, above, oddities = find_separator(decoded.rstrip("\r\n"))
    reader = csv.reader(io.StringIO(decoded, newline=""), strict=True, delimiter=separator)
    lines, number = [], 1 + above
    try:
        for cells in reader:
            lines.append((number, cells))
            number = reader.line_num + 1 + above
    except csv.Error as error:
        raise ValueError(f"{path}, row {number}: it is not sound CSV ({error}).") from None
    if not lines:
        raise ValueError(f"{path} is empty.")
    return lines, oddities


def check_kind(content, path):
    """Raise ValueError for a workbook or a web page, whatever the file is called."""
    start = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise ValueError(f"{path} is a workbook, not a table of text: save it as CSV UTF-8.")
    if re.match(rb"<(!doctype|html|head|\?xml|table)", start, re.IGNORECASE):
        raise ValueError(
            f"{path} is a web page, not the table: download the file itself, the raw CSV."
        )


def find_separator(text):
    """Return the text, what parts its columns, the lines left out above it, and words about both.

    Spreadsheets put a line such as `sep=;` before the table; it is left out.
    """
    first, _, rest = text.partition("\n")
    if hint := re.fullmatch(r"\"?sep=([,;|\t])\"?\r?", first, re.IGNORECASE):
        return rest, hint[1], 1, [f"its first line is {first.strip()!r}"]
    if "\t" in first and "," not in first:
        return text, "\t", 0, ["tabs part its columns"]
    return text, ",", 0, []


def usual_header(header, where):
    """Return the header in the usual spelling, and a word about what was unusual."""
    spelt = {name.lower(): name for name in READERS}
    usual = [spelt.get(name.strip().lower(), name) for name in header]
    check_header(usual, where)
    pairs = list(zip(header, usual, strict=True))
    oddities = []
    if any(name.strip() != name for name in header):
        oddities.append("there are spaces round some of its names")
    if any(name.strip() != spelling for name, spelling in pairs):
        oddities.append("its names are in other letters, small or capital")
    return usual, oddities


def check_header(header, where):
    """Raise ValueError unless the header holds the 14 columns, each once, in any order."""
    if len(header) == 1 and ";" in header[0]:
        raise ValueError(f"{where}: semicolons part the columns; save the file with commas.")
    for name in READERS:
        if name not in header:
            raise ValueError(f"{where}: the column {name} is missing.")
    for name in header:
        if name not in READERS:
            raise ValueError(f"{where}: the churn table has no column {name!r}; take it out.")
        if header.count(name) > 1:
            raise ValueError(f"{where}: the column {name} stands there more than once.")


def read_cell(name, cell, where, oddities):
    """Return the value of one cell, or raise ValueError with its place."""
    if cell.strip() != cell and name != "Surname":
        cell = cell.strip()
        oddities.append("there are spaces round some of its values")
    if not cell.strip():
        raise ValueError(f"{where}, column {name}: the cell is empty.")
    try:
        return READERS[name](cell)
    except ValueError as error:
        raise ValueError(f"{where}, column {name}: {error}.") from None
