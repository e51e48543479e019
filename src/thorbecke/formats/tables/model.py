"""What a table is, what can be wrong with one, and the limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import BinaryIO

MAX_BYTES = 10_000_000
MAX_ROWS = 100_000
MAX_COLUMNS = 500

Source = bytes | BinaryIO
Cell = str | int | float | Decimal | bool | date | datetime | time | None


class Trouble(StrEnum):
    """What is wrong with a table; a fixed word, so that a page can say it in its own language."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_WIDE = "too_wide"
    NAMELESS_COLUMN = "nameless_column"
    DOUBLE_COLUMN = "double_column"
    TOO_MANY_CELLS = "too_many_cells"
    BINARY = "binary"
    NOT_XLSX = "not_xlsx"
    ENCODING = "encoding"
    QUOTES = "quotes"
    FORMULA = "formula"
    CELL_ERROR = "cell_error"
    LONG_CELL = "long_cell"


class TableError(Exception):
    """A table that can't be used: which file, row and column, what was expected, how to mend it.

    ``row`` counts from 1 and the column names stand in row 1, as a spreadsheet shows it; None when
    the whole file is meant. ``column``: a column's name, or an Excel letter when it has none, or "".
    """

    def __init__(
        self,
        code: Trouble,
        file: str,
        row: int | None,
        column: str,
        expected: str,
        mend: str,
    ) -> None:
        self.code, self.file, self.row, self.column = code, file, row, column
        self.expected, self.mend = expected, mend
        places = (file, row and f"row {row}", column and f"column {column}")
        place = ", ".join(part for part in places if part)
        super().__init__(f"{place}: expected {expected}. To mend: {mend}.")


@dataclass(frozen=True)
class Row:
    """One row: its number as a spreadsheet shows it (names are row 1), its cells by column name."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table:
    """Column names in the order of the file, and the rows that hold something."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def content(source: Source, file: str) -> bytes:
    """Return the bytes of a source; never reads more than one byte past MAX_BYTES."""
    data = source if isinstance(source, bytes) else source.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise TableError(
            Trouble.TOO_LARGE,
            file,
            None,
            "",
            f"at most {MAX_BYTES // 1_000_000} MB",
            "split the file into smaller files",
        )
    if not data.strip():
        raise empty(file)
    return data


def build(records: Iterable[tuple[int, Sequence[str]]], file: str) -> Table:
    """Make a table of numbered records, of which the first that holds something has the names.

    Rows without any text are left out; cells missing at the end of a row are empty. O(cells).
    """
    filled = ((number, cells) for number, cells in records if any(cells))
    first = next(filled, None)
    if first is None:
        raise empty(file)
    columns = column_names(*first, file)
    return Table(columns, tuple(_rows(filled, columns, file)))


def record(row: Sequence[Cell] | Mapping[str, Cell], columns: Sequence[str]) -> Sequence[Cell]:
    """Return the cells of a row in the order of the columns. Raises ValueError on a wrong length."""
    if isinstance(row, Mapping):
        return [row.get(column) for column in columns]
    if len(row) != len(columns):
        raise ValueError(f"a row of {len(row)} cells does not fit {len(columns)} columns")
    return row


def letter(index: int) -> str:
    """Return the Excel letters of a column; 0 is A, 26 is AA."""
    letters = ""
    while index >= 0:
        index, rest = divmod(index, 26)
        letters, index = chr(65 + rest) + letters, index - 1
    return letters


def empty(file: str) -> TableError:
    """Return the error for a table without anything in it."""
    return TableError(
        Trouble.EMPTY,
        file,
        None,
        "",
        "a first row with column names",
        "check that this is the right file, and that the first sheet is filled",
    )


def column_names(number: int, cells: Sequence[str], file: str) -> tuple[str, ...]:
    """Return the names of the columns in a first row. Raises TableError: nameless, double, too many."""
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise empty(file)
    if len(names) > MAX_COLUMNS:
        raise too_wide(file, number)
    seen: set[str] = set()
    for index, name in enumerate(names):
        _check_name(name, index, seen, (file, number))
        seen.add(name.casefold())
    return tuple(names)


def _check_name(name: str, index: int, seen: set[str], place: tuple[str, int]) -> None:
    if not name:
        raise TableError(
            Trouble.NAMELESS_COLUMN,
            *place,
            letter(index),
            "a name for every column",
            "give this column a name, or delete it",
        )
    if name.casefold() in seen:
        raise TableError(
            Trouble.DOUBLE_COLUMN,
            *place,
            name,
            "every column name once",
            "rename or delete one of the two columns",
        )


def too_wide(file: str, number: int) -> TableError:
    """Return the error for a row that reaches past MAX_COLUMNS."""
    return TableError(
        Trouble.TOO_WIDE,
        file,
        number,
        "",
        f"at most {MAX_COLUMNS} columns",
        "delete the columns to the right of your data",
    )


def _rows(
    records: Iterable[tuple[int, Sequence[str]]], columns: tuple[str, ...], file: str
) -> Iterator[Row]:
    width = len(columns)
    for count, (number, cells) in enumerate(records, start=1):
        if count > MAX_ROWS:
            raise _too_many_rows(file, number)
        if any(cells[width:]):
            raise too_many_cells(file, number, cells, width)
        padded = [*cells[:width], *[""] * (width - len(cells))]
        yield Row(number, dict(zip(columns, padded, strict=True)))


def _too_many_rows(file: str, number: int) -> TableError:
    return TableError(
        Trouble.TOO_MANY_ROWS,
        file,
        number,
        "",
        f"at most {MAX_ROWS} rows",
        "split the file into smaller files",
    )


def too_many_cells(file: str, number: int, cells: Sequence[str], width: int) -> TableError:
    """Return the error for a row with more filled cells than there are columns."""
    index = next(at for at in range(width, len(cells)) if cells[at])
    return TableError(
        Trouble.TOO_MANY_CELLS,
        file,
        number,
        letter(index),
        f"at most {width} cells, one for each column name",
        "put text with a comma or semicolon between double quotes, or give the extra column a name",
    )
