"""CSV and Excel files, written row by row and read with care.

A cell that a spreadsheet could take for a formula gets an apostrophe in front, and loses it again
when we read the file: writing and reading give the same text back.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils.exceptions import InvalidFileException

BOM = "\ufeff"
DELIMITER = ";"  # what a Dutch Excel expects
MOST_ROWS = 5000
MOST_CELL = 32_767  # Excel's own limit
MOST_UNPACKED = 100 * 2**20
_DANGER = re.compile(r"'*[=+\-@\t\r]")

Cell = str | int | float


class TableError(ValueError):
    """A file that cannot be read as a table. The text says what is wrong and how to mend it."""

    def __init__(self, text: str, row: int | None = None, column: str = "") -> None:
        super().__init__(text)
        self.text, self.row, self.column = text, row, column


@dataclass(frozen=True)
class Table:
    """A file as it was read: the column names, and each row with its number in the file."""

    header: list[str]
    rows: list[tuple[int, list[str]]]


def guard(cell: Any) -> Cell:
    """Return a cell that no spreadsheet runs as a formula."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell
    text = "" if cell is None else str(cell)
    return f"'{text}" if _DANGER.match(text) else text


def unguard(text: str) -> str:
    """Undo ``guard``."""
    return text[1:] if text.startswith("'") and _DANGER.match(text) else text


def write_csv(header: list[str], rows: Iterable[list[Any]]) -> Iterator[bytes]:
    """Yield a CSV file (UTF-8 with a mark, semicolons), one row at a time."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=DELIMITER)
    buffer.write(BOM)
    writer.writerow(header)
    for row in rows:
        writer.writerow([guard(cell) for cell in row])
        yield _drain(buffer)
    yield _drain(buffer)


def _drain(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


def write_xlsx(title: str, header: list[str], rows: Iterable[list[Any]]) -> IO[bytes]:
    """Write an Excel file to a scratch file on disk, row by row; return it at its start."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.append(header)
    for row in rows:
        sheet.append([_excel(cell) for cell in row])
    scratch = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(scratch)
    scratch.seek(0)
    return scratch


def _excel(cell: Any) -> Cell:
    safe = guard(cell)
    return ILLEGAL_CHARACTERS_RE.sub("", safe)[:MOST_CELL] if isinstance(safe, str) else safe


def read_csv(content: bytes) -> Table:
    """Read a CSV file. Raises ``TableError`` for another encoding or a broken row."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        row = content[: wrong.start].count(b"\n") + 1
        raise TableError(
            _("Wij verwachten UTF-8. Kies in Excel bij Opslaan als: CSV UTF-8."), row
        ) from wrong
    if "\0" in text:
        raise TableError(_("Dit is geen CSV-bestand. Sla het opnieuw op als CSV UTF-8."))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        return _table(list(_numbered(reader)))
    except csv.Error as wrong:
        raise TableError(
            _("Een aanhalingsteken sluit niet. Kijk deze rij na."), reader.line_num
        ) from wrong


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Number records, not lines: that is how a spreadsheet counts them."""
    for number, row in enumerate(reader, 1):
        if number > MOST_ROWS + 1:
            raise _too_long()
        yield number, [unguard(cell.strip()) for cell in row]


def _too_long() -> TableError:
    return TableError(
        _("Er mogen hooguit %(most)s rijen in een bestand. Maak er meer bestanden van.")
        % {"most": MOST_ROWS}
    )


def _delimiter(text: str) -> str:
    first = text.splitlines()[0] if text else ""
    return max((";", ",", "\t"), key=first.count)


def read_xlsx(content: bytes) -> Table:
    """Read the first sheet of an Excel file. A formula comes back as its text, with the ``=``."""
    _check_zip(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    except (InvalidFileException, KeyError, ValueError, OSError, zipfile.BadZipFile) as wrong:
        raise _no_excel() from wrong
    rows = []
    for number, row in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
        if number > MOST_ROWS + 1:
            raise _too_long()
        rows.append((number, [_plain(cell) for cell in row]))
    book.close()
    return _table(rows)


def _check_zip(content: bytes) -> None:
    """Refuse what is no Excel file, and a small file that unpacks to a huge one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile as wrong:
        raise _no_excel() from wrong
    if size > MOST_UNPACKED:
        raise TableError(_("Dit bestand is uitgepakt te groot. Maak er meer bestanden van."))


def _no_excel() -> TableError:
    return TableError(_("Dit is geen Excel-bestand. Sla het opnieuw op als .xlsx."))


def _plain(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return unguard(str(cell).strip())


def _table(rows: list[tuple[int, list[str]]]) -> Table:
    if not rows or not any(rows[0][1]):
        raise TableError(_("De eerste rij moet de namen van de kolommen hebben."), 1)
    return Table(rows[0][1], [(number, row) for number, row in rows[1:] if any(row)])
