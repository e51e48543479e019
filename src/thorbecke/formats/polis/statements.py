"""``comments.csv``: the statements of a conversation."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from thorbecke.formats.polis.fault import PolisFileError
from thorbecke.formats.polis.records import names, records
from thorbecke.formats.tables.guard import guard, unguard

ID, TEXT, AUTHOR, MODERATED = "comment-id", "comment-body", "author-id", "moderated"
COLUMNS = ("timestamp", "datetime", ID, AUTHOR, "agrees", "disagrees", MODERATED, TEXT)


@dataclass(frozen=True)
class Statement:
    """``id``: as in the columns of the votes. ``moderated``: 1 accepted, 0 not looked at, −1 rejected.
    ``author``: a participant's id, or empty. ``agrees``, ``disagrees``: as the file counts them."""

    id: str
    text: str
    author: str = ""
    moderated: int = 0
    agrees: int = 0
    disagrees: int = 0


def read_statements(file: BinaryIO, name: str) -> tuple[Statement, ...]:
    """Read the statements, in the order of the file; other columns are ignored. O(size).

    Raises ``PolisFileError``: a column is missing, a double id, a number that is none.
    """
    rows = records(file, name)
    number, head = next(rows, (1, []))
    columns = names(head, name, number)
    for column in (ID, TEXT):
        if column not in columns:
            mend = "use comments.csv, not another file of the export"
            raise PolisFileError(name, number, column, f"a column {column}", mend)
    found: dict[str, Statement] = {}
    for number, cells in rows:
        cell = dict(zip(columns, cells, strict=False))
        one = _statement(cell, name, number)
        if one.id in found:
            mend = f"keep one row of statement {one.id}"
            raise PolisFileError(name, number, ID, "every statement once", mend)
        found[one.id] = one
    return tuple(found.values())


def _statement(cell: dict[str, str], name: str, row: int) -> Statement:
    key, text = unguard(cell.get(ID, "")).strip(), unguard(cell.get(TEXT, "")).strip()
    if not key:  # a statement without words occurs in real exports
        raise PolisFileError(name, row, ID, "a statement with an id", "fill this cell")
    moderated, agrees, disagrees = (
        _number(cell, column, name, row) for column in (MODERATED, "agrees", "disagrees")
    )
    if moderated not in (-1, 0, 1):
        expected = f"1 (accepted), 0 (not looked at) or -1 (rejected), found {moderated}"
        raise PolisFileError(name, row, MODERATED, expected, "correct this cell")
    return Statement(key, text, unguard(cell.get(AUTHOR, "")).strip(), moderated, agrees, disagrees)


def _number(cell: dict[str, str], column: str, name: str, row: int) -> int:
    text = cell.get(column, "").strip() or "0"
    try:
        return int(text)
    except ValueError:
        expected = f"a whole number, found {text[:40]!r}"
        raise PolisFileError(name, row, column, expected, "correct this cell") from None


def statement_lines(statements: Iterable[Statement]) -> Iterator[str]:
    """Yield the lines of ``comments.csv``; times are left empty; formula-safe."""
    yield _line(COLUMNS)
    for one in statements:
        numbers = (str(one.agrees), str(one.disagrees), str(one.moderated))
        yield _line(("", "", guard(one.id), guard(one.author), *numbers, guard(one.text)))


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(list(cells))
    return out.getvalue()
