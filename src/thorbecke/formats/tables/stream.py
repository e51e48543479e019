"""Tables of any length, read row by row in flat memory; the same care as ``read_table``.

``read_table`` holds a table whole, which is right for what somebody typed. A register of a million
people does not fit that; it is read here, and as often as needed.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO

from thorbecke.formats.tables import comma
from thorbecke.formats.tables.excel import BROKEN, not_xlsx
from thorbecke.formats.tables.guard import unguard
from thorbecke.formats.tables.model import TableError, Trouble, column_names, empty, too_many_cells
from thorbecke.formats.tables.sheet import Sheet

MAX_STREAM_BYTES = 300_000_000
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Stream:
    """Column names, and the rows that hold something: number (names are row 1) and a cell a column.

    ``rows`` can be walked once. Walking raises TableError for a row that can't be read.
    """

    columns: tuple[str, ...]
    rows: Iterator[tuple[int, list[str]]]


def stream_table(file: BinaryIO, name: str) -> Stream:
    """Read CSV or Excel row by row, told apart by content. Memory does not grow with the rows.

    ``file``: open for reading bytes, able to seek; keep it open while walking. Shared texts of Excel go
    to a scratch file. Raises TableError: empty, too large, not a table, wrong encoding, double column.
    """
    _check_size(file, name)
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    records = _excel(file, name) if head.startswith(b"PK\x03\x04") else _comma(file, name)
    filled = ((number, cells) for number, cells in records if any(cells))
    first = next(filled, None)
    if first is None:
        raise empty(name)
    columns = column_names(*first, name)
    return Stream(columns, _fitted(filled, len(columns), name))


def _check_size(file: BinaryIO, name: str) -> None:
    size = file.seek(0, io.SEEK_END)
    if size > MAX_STREAM_BYTES:
        most = f"at most {MAX_STREAM_BYTES // 1_000_000} MB"
        mend = "split the file into smaller files"
        raise TableError(Trouble.TOO_LARGE, name, None, "", most, mend)
    if not size:
        raise empty(name)


def _fitted(
    records: Iterator[tuple[int, Sequence[str]]], width: int, name: str
) -> Iterator[tuple[int, list[str]]]:
    for number, cells in records:
        if any(cells[width:]):
            raise too_many_cells(name, number, cells, width)
        yield number, [*cells[:width], *[""] * (width - len(cells))]


def _excel(file: BinaryIO, name: str) -> Iterator[tuple[int, Sequence[str]]]:
    try:
        with Sheet(file, name) as sheet:
            yield from sheet.rows()
    except BROKEN as error:
        raise not_xlsx(name) from error


def _comma(file: BinaryIO, name: str) -> Iterator[tuple[int, Sequence[str]]]:
    encoding = _encoding(file, name)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        head = text.read(100_000)
        text.seek(0)
        yield from _lines(csv.reader(text, delimiter=comma.delimiter_of(head), strict=True), name)
    finally:
        with suppress(ValueError):  # when the caller closed it before the walk was over
            text.detach()  # the file is the caller's to close


def _lines(reader: Iterator[list[str]], name: str) -> Iterator[tuple[int, list[str]]]:
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, [unguard(cell) for cell in cells]
    except csv.Error as error:
        raise comma.broken_quotes(name, number + 1, str(error)) from error


def _encoding(file: BinaryIO, name: str) -> str:
    """Return the encoding of a text, judged by all of it. O(size), 1 MB of memory."""
    file.seek(0)
    head = file.read(8)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise comma.wrong_encoding(name)
    if head.startswith(comma.FOREIGN):
        raise comma.not_text(name)
    if _decodes(file, name, "utf-8"):
        return "utf-8-sig"
    if head.startswith(codecs.BOM_UTF8):
        raise comma.wrong_encoding(name)
    if not _decodes(file, name, "cp1252"):
        raise comma.wrong_encoding(name)
    return "cp1252"


def _decodes(file: BinaryIO, name: str, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    while data := file.read(_CHUNK):
        if b"\x00" in data:
            raise comma.not_text(name)
        try:
            text = decoder.decode(data)
        except UnicodeDecodeError:
            return False
        if encoding == "cp1252" and comma.CONTROL.search(text):
            raise comma.not_text(name)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
