"""CSV: read as people really save it, written so that Excel opens it well (RFC 4180 with a BOM)."""

from __future__ import annotations

import csv
import io
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping, Sequence

from thorbecke.formats.tables.guard import guard, unguard
from thorbecke.formats.tables.model import (
    Cell,
    Source,
    Table,
    TableError,
    Trouble,
    build,
    content,
    record,
)
from thorbecke.formats.tables.words import words

DELIMITERS = ";,\t"  # on a tie the first wins: Dutch Excel writes semicolons
FOREIGN = (b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


def read_csv(source: Source, file: str = "table.csv") -> Table:
    """Read a CSV: UTF-8 (with or without BOM) or else Windows-1252; ; , or tab. O(size).

    Raises TableError: empty, too large, binary, wrong encoding, broken quotes, double column, too
    many cells.
    """
    text = _text(content(source, file), file)
    return build(_records(text, file), file)


def csv_lines(
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell] | Mapping[str, Cell]],
    delimiter: str = ";",
) -> Iterator[str]:
    """Yield the lines of a CSV one by one, the first with a BOM for Excel; formula-safe.

    A row is a sequence as long as ``columns``, or a mapping by column name. Encode as UTF-8. Reading
    the lines back gives the same texts, save for NUL, which no CSV can hold.
    """
    everything = any(mark in name for name in columns for mark in DELIMITERS)
    yield "\ufeff" + _line([guard(name) for name in columns], delimiter, all_quoted=everything)
    for row in rows:
        yield _line([guard(words(cell)) for cell in record(row, columns)], delimiter)


def _line(cells: Sequence[str], delimiter: str, all_quoted: bool = False) -> str:
    out = io.StringIO(newline="")
    if all_quoted:
        csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerow(cells)
    else:
        csv.writer(out, delimiter=delimiter).writerow(cells)
    return out.getvalue()


def _text(data: bytes, file: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise wrong_encoding(file)
    if data.startswith(FOREIGN) or b"\x00" in data:
        raise not_text(file)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if data.startswith(BOM_UTF8):  # it says that it is UTF-8, so it is damaged, not older
            raise wrong_encoding(file) from error
        return _windows(data, file)


def _windows(data: bytes, file: str) -> str:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise wrong_encoding(file) from error
    if CONTROL.search(text):
        raise not_text(file)
    return text


def delimiter_of(text: str) -> str:
    """Return the sign between the cells, judged by the first line of a text. O(100,000 characters)."""
    head = _QUOTED.sub("", text.lstrip("\r\n")[:100_000]).splitlines()
    counts = {mark: head[0].count(mark) if head else 0 for mark in DELIMITERS}
    return max(DELIMITERS, key=lambda mark: counts[mark])


def _records(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter_of(text), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, [unguard(cell) for cell in cells]
    except csv.Error as error:
        raise broken_quotes(file, number + 1, str(error)) from error


def broken_quotes(file: str, row: int, said: str) -> TableError:
    """Return the error for what the ``csv`` module could not read, with the row that it was in."""
    if "limit" in said:
        expected = f"at most {csv.field_size_limit()} characters in a cell"
        mend = "shorten the cell; check that a double quote is not left open"
        return TableError(Trouble.LONG_CELL, file, row, "", expected, mend)
    expected = "double quotes in pairs around a cell"
    mend = "close the double quote, and write a double quote inside a cell twice"
    return TableError(Trouble.QUOTES, file, row, "", expected, mend)


def not_text(file: str) -> TableError:
    """Return the error for a picture, a PDF or other bytes that are no text."""
    mend = "save the file as CSV or as .xlsx in your spreadsheet program"
    return TableError(Trouble.BINARY, file, None, "", "a text file with a table (CSV)", mend)


def wrong_encoding(file: str) -> TableError:
    """Return the error for text in an encoding that we do not read."""
    mend = 'save the file again as "CSV UTF-8"'
    return TableError(Trouble.ENCODING, file, None, "", "text in UTF-8 or Windows-1252", mend)
