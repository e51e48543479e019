"""Excel (.xlsx, ECMA-376): the first sheet read row by row, and sheets written row by row."""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from typing import Any, BinaryIO
from xml.etree import ElementTree as Xml

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell

from thorbecke.formats.tables.guard import guard, unguard
from thorbecke.formats.tables.model import (
    MAX_COLUMNS,
    Cell,
    Source,
    Table,
    TableError,
    Trouble,
    build,
    content,
    record,
    too_wide,
)
from thorbecke.formats.tables.words import words

Page = Any  # openpyxl's sheets for reading and for writing by the row have no public class
MAX_UNPACKED = 100_000_000  # bytes; a bigger sheet is a mistake or an attack
MAX_CELL = 32_767  # characters, the limit of Excel
_SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# What XML can't hold is written as _xHHHH_ (ECMA-376 part 1, 22.9.2.19, ST_Xstring).
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
BROKEN = (
    zipfile.BadZipFile,
    Xml.ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    NotImplementedError,
    OSError,
)


def read_xlsx(source: Source, file: str = "table.xlsx") -> Table:
    """Read the first visible sheet; formulas count as the value that Excel last gave them. O(size).

    Raises TableError: empty, too large, not an xlsx, a formula without value, an error such as #REF!
    in a cell, double column, too many cells.
    """
    data = content(source, file)
    _check_package(data, file)
    with _sheet(data, file) as sheet:
        return build(_records(sheet, data, file), file)


def write_xlsx(
    file: BinaryIO,
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell] | Mapping[str, Cell]],
    sheet: str = "Blad1",
) -> None:
    """Write one sheet with a frozen row of names; flat in memory, formula-safe. O(cells).

    Text stays text and numbers stay numbers. Raises TableError when a text is longer than Excel can
    hold, and ValueError when a row doesn't fit the columns.
    """
    book = Workbook(write_only=True)
    page: Page = book.create_sheet(sheet)
    page.freeze_panes = "A2"
    try:
        page.append([_written(page, name, 1, name) for name in columns])
        for number, row in enumerate(rows, start=2):
            cells = zip(record(row, columns), columns, strict=True)
            page.append([_written(page, cell, number, name) for cell, name in cells])
    finally:
        page.close()  # also when a row is refused: it holds a scratch file open
    book.save(file)


def xlsx_bytes(
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell] | Mapping[str, Cell]],
    sheet: str = "Blad1",
) -> bytes:
    """Return what ``write_xlsx`` writes."""
    out = io.BytesIO()
    write_xlsx(out, columns, rows, sheet)
    return out.getvalue()


def fit(text: str) -> str:
    """Return the longest beginning of a text that a cell of Excel can hold. O(n log n) when cut.

    Guard and escapes count too: a sign that XML can't hold takes seven places.
    """
    if len(_escaped(text)) <= MAX_CELL:
        return text
    lengths = range(MAX_CELL + 1)
    return text[: bisect_right(lengths, MAX_CELL, key=lambda end: len(_escaped(text[:end]))) - 1]


def _escaped(text: str) -> str:
    return _UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", guard(text))


def _written(page: Page, value: Cell, row: int, column: str) -> object:
    if isinstance(value, bool) or not isinstance(value, str):
        return value if isinstance(value, int | float | Decimal | None) else words(value)
    text = _escaped(value)
    if len(text) > MAX_CELL:
        expected = f"at most {MAX_CELL} characters in a cell, the limit of Excel"
        raise TableError(
            Trouble.LONG_CELL, "xlsx", row, column, expected, "take the CSV, or shorten the text"
        )
    if not text.startswith("#"):
        return text
    cell = WriteOnlyCell(page, text)  # "#N/A" as somebody's text is not an error of Excel
    cell.data_type = "s"
    return cell


def _check_package(data: bytes, file: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            unpacked = sum(part.file_size for part in package.infolist())
    except BROKEN as error:
        raise not_xlsx(file) from error
    if unpacked > MAX_UNPACKED:
        raise TableError(
            Trouble.TOO_LARGE,
            file,
            None,
            "",
            f"at most {MAX_UNPACKED // 1_000_000} MB once unpacked",
            "delete empty rows and sheets that you don't need",
        )


@contextmanager
def _sheet(data: bytes, file: str) -> Iterator[Page]:
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        visible = [page for page in book.worksheets if page.sheet_state == "visible"]
        page: Page = visible[0]
    except BROKEN as error:
        raise not_xlsx(file) from error
    try:
        page.reset_dimensions()  # some programs write a wrong size, and rows would be missed
        yield page
    finally:
        book.close()


def _records(page: Page, data: bytes, file: str) -> Iterator[tuple[int, Sequence[str]]]:
    try:
        _check_formulas(page, data, file)
        for number, cells in enumerate(page.iter_rows(), start=1):
            if len(cells) > MAX_COLUMNS:
                raise too_wide(file, number)
            yield number, [_read(cell.value, cell.data_type, file, number, cell) for cell in cells]
    except BROKEN as error:
        raise not_xlsx(file) from error


def _read(value: object, kind: str, file: str, row: int, cell: object) -> str:
    if kind == "e":
        raise TableError(
            Trouble.CELL_ERROR,
            file,
            row,
            str(getattr(cell, "column_letter", "")),
            f"a value, found the error {value}",
            "correct the formula in this cell",
        )
    if isinstance(value, str):
        return unguard(ESCAPED.sub(lambda found: chr(int(found[1], 16)), value))
    assert value is None or isinstance(value, Cell | timedelta)
    return words(value)


def _check_formulas(page: Page, data: bytes, file: str) -> None:
    """Refuse a formula that no program has computed yet: openpyxl would show it as an empty cell."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        part = package.read(page._worksheet_path)
    if not re.search(rb"<(?:\w+:)?f[\s/>]", part):
        return
    # expat 2.4.1 and later stop a bomb of entities; openpyxl reads the same part in the same way
    for _event, element in Xml.iterparse(io.BytesIO(part)):  # noqa: S314
        if element.tag == f"{_SPREADSHEET}c":
            _check_formula(element, file)
        if element.tag == f"{_SPREADSHEET}row":
            element.clear()


def _check_formula(cell: Xml.Element, file: str) -> None:
    value = cell.find(f"{_SPREADSHEET}v")
    computed = value is not None and (value.text or cell.get("t") == "str")  # "" is a text too
    if computed or cell.find(f"{_SPREADSHEET}f") is None:
        return
    place = re.fullmatch(r"([A-Z]+)([0-9]+)", cell.get("r", ""))
    raise TableError(
        Trouble.FORMULA,
        file,
        int(place[2]) if place else None,
        place[1] if place else "",
        "a value, found a formula that was never computed",
        "open the file in Excel or LibreOffice and save it, or type the value",
    )


def not_xlsx(file: str) -> TableError:
    """Return the error for a file that is no Excel workbook, or a damaged one."""
    mend = "open it in Excel or LibreOffice and save it as .xlsx or as CSV UTF-8"
    return TableError(
        Trouble.NOT_XLSX, file, None, "", "an Excel workbook (.xlsx) with a sheet", mend
    )
