"""The parts of a .pb file as they stand in it, so that a file is written back byte for byte.

Format: D. Stolicki, S. Szufa, N. Talmon, Pabulib: A Participatory Budgeting Library, arXiv 2012.06539.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, replace

from thorbecke.formats.pb.errors import WrongPb

NAMES = ("META", "PROJECTS", "VOTES")
PERSONAL = frozenset({"age", "sex", "gender", "birth_year", "education"})
_HEAD = re.compile(rb"^[ \t]*(META|PROJECTS|VOTES)[ \t;]*\r?$", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True)
class Section:
    """One section. ``line``: of its name, from 1. ``head``: its name, as written. ``body``: after it."""

    name: str
    line: int
    head: bytes
    body: bytes


@dataclass(frozen=True)
class Document:
    """A .pb file: what stands before the first section (normally nothing), then the sections."""

    before: bytes
    sections: tuple[Section, ...]

    def section(self, name: str) -> Section:
        """Return a section. Raises ``WrongPb`` when it is missing."""
        for section in self.sections:
            if section.name == name:
                return section
        raise WrongPb(
            0,
            f"the section {name} is missing",
            f'Add a line "{name}" with a line of column names and the rows under it',
        )

    def to_bytes(self) -> bytes:
        """Return the file, byte for byte as it was read."""
        return self.before + b"".join(item.head + item.body for item in self.sections)

    def with_body(self, name: str, body: bytes) -> Document:
        """Return the document with another body for one section."""
        return replace(
            self,
            sections=tuple(
                replace(item, body=body) if item.name == name else item for item in self.sections
            ),
        )


def split(content: bytes) -> Document:
    """Return the sections of a file. Raises ``WrongPb`` for a wrong encoding or a doubled section."""
    _check_encoding(content)
    found = _heads(content)
    if not found:
        raise WrongPb(1, "no section was found", 'A .pb file starts with a line "META"')
    sections: list[Section] = []
    for (start, name), (stop, _) in zip(found, [*found[1:], (len(content), "")], strict=True):
        end = content.find(b"\n", start) + 1 or len(content)
        line = content.count(b"\n", 0, start) + 1
        if name in {section.name for section in sections}:
            raise WrongPb(line, f"the section {name} stands in the file twice", "Join the two")
        sections.append(Section(name, line, content[start:end], content[end:stop]))
    document = Document(content[: found[0][0]], tuple(sections))
    for name in NAMES:
        document.section(name)
    return document


def _heads(content: bytes) -> list[tuple[int, str]]:
    """Return where each section starts, with its name. Names in the usual form are found fast."""
    found = []
    for name in NAMES:
        word = name.encode()
        at = 0 if content.startswith(word) else content.find(b"\n" + word) + 1
        while at or content.startswith(word):
            end = content.find(b"\n", at)
            if content[at : end if end >= 0 else len(content)].rstrip() == word:
                found.append((at, name))
            following = content.find(b"\n" + word, at) + 1
            if not following:
                break
            at = following
    if len(found) >= len(NAMES):
        return sorted(found)
    return [(match.start(), match[1].decode().upper()) for match in _HEAD.finditer(content)]


def _check_encoding(content: bytes) -> None:
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise WrongPb(0, "the file is in UTF-16", "Save it as UTF-8")
    if content.isascii():
        return
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise WrongPb(
            line, f"the byte {content[error.start]:#04x} is not UTF-8", "Save the file as UTF-8"
        ) from None


@dataclass(frozen=True)
class Table:
    """Column names and rows as texts; ``lines``: the line of each row in the file."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    def place(self, column: str) -> int:
        """Return the number of a column, -1 when it is not there."""
        return self.columns.index(column) if column in self.columns else -1


def table(section: Section) -> Table:
    """Return the rows of a section. Raises ``WrongPb`` for a row with more values than columns."""
    text = section.body.decode("utf-8-sig")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    columns: tuple[str, ...] | None = None
    rows, lines = [], []
    try:
        for row in reader:
            line = section.line + reader.line_num
            if not any(cell.strip() for cell in row):
                continue
            if columns is None:
                columns = tuple(cell.strip().lower() for cell in row)
                continue
            if len(row) > len(columns) and any(cell.strip() for cell in row[len(columns) :]):
                raise WrongPb(
                    line,
                    f"found {len(row)} values under {len(columns)} columns",
                    'Put a text that holds ";" between double quotes',
                )
            if section.name == "VOTES" and len(row) < len(columns):
                raise WrongPb(
                    line,
                    f"found {len(row)} values under {len(columns)} columns",
                    'Write a value that is not there as nothing between two ";"',
                )
            rows.append(tuple(row[: len(columns)]) + ("",) * (len(columns) - len(row)))
            lines.append(line)
    except csv.Error as error:
        raise WrongPb(section.line + reader.line_num, str(error), "Check the quotes") from None
    if columns is None:
        raise WrongPb(
            section.line, f"the section {section.name} is empty", "Add a line with column names"
        )
    return Table(columns, tuple(rows), tuple(lines))
