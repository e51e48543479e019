"""The rows of a CSV of any width: ``formats.tables`` stops at 500 columns, a conversation does not."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from thorbecke.formats.polis.fault import PolisFileError
from thorbecke.formats.tables.comma import delimiter_of

MOST_BYTES = 500_000_000
_FOREIGN = (b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\x1f\x8b", b"\xff\xfe")


def records(file: BinaryIO, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and cells of each row that holds something. Flat memory.

    ``file``: open for reading bytes, able to seek; UTF-8, with or without BOM; ; , or tab.
    Raises ``PolisFileError``.
    """
    _check(file, name)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    number = 0
    try:
        head = text.read(100_000)
        text.seek(0)
        for number, cells in enumerate(csv.reader(text, delimiter=delimiter_of(head)), start=1):
            if any(cells):
                yield number, cells
    except UnicodeDecodeError as error:
        mend = 'save the file again as "CSV UTF-8"'
        raise PolisFileError(name, None, "", "text in UTF-8", mend) from error
    except csv.Error as error:
        mend = "check that every double quote is closed"
        raise PolisFileError(name, number + 1, "", "a row of a CSV", mend) from error
    finally:
        with suppress(ValueError):  # when the caller closed it before the walk was over
            text.detach()  # the file is the caller's to close


def _check(file: BinaryIO, name: str) -> None:
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    if head.startswith(_FOREIGN) or b"\x00" in head:
        raise PolisFileError(name, None, "", "a CSV", "export the votes of the conversation as CSV")
    if size > MOST_BYTES:
        most = f"at most {MOST_BYTES // 1_000_000} MB"
        raise PolisFileError(name, None, "", most, "leave out statements that nobody saw")


def names(cells: list[str], file: str, row: int) -> list[str]:
    """Return the column names, each once. Raises ``PolisFileError`` for a nameless or double one."""
    found = [cell.strip() for cell in cells]
    while found and not found[-1]:
        found.pop()
    seen: set[str] = set()
    for place, name in enumerate(found, start=1):
        if not name:
            expected = f"a name above column {place}"
            raise PolisFileError(file, row, "", expected, "name the column, or delete it")
        if name in seen:
            expected = "every column name once"
            raise PolisFileError(file, row, name, expected, "rename or delete one of the two")
        seen.add(name)
    return found
