"""``participants-votes.csv``: one row for each participant, one column for each statement."""

from __future__ import annotations

import csv
import io
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np

from thorbecke.formats.polis.fault import PolisFileError
from thorbecke.formats.polis.records import names, records
from thorbecke.formats.tables.guard import guard, unguard
from thorbecke.methods.opinion.votes import MOST_STATEMENTS, Votes

PARTICIPANT = "participant"
GROUP = "group-id"
# Columns that Polis adds. ``xid`` is an identifier from elsewhere: it is never read.
EXTRA = frozenset({GROUP, "n-comments", "n-votes", "n-agree", "n-disagree", "xid"})
VALUES = {"1": 1, "0": 0, "-1": -1, "1.0": 1, "0.0": 0, "-1.0": -1, "+1": 1}


@dataclass(frozen=True)
class Conversation:
    """``votes``: who voted what. ``published``: participant to the group that the file gives, if any."""

    votes: Votes
    published: Mapping[str, str]


def read_votes(file: BinaryIO, name: str) -> Conversation:
    """Read the votes: 1 agree, −1 disagree, 0 pass, empty not seen. O(cells).

    The first column holds the participants. What Polis adds beside (``group-id``, ``n-votes`` …) is no
    statement; every other column is. Raises ``PolisFileError`` with row and column.
    """
    rows = records(file, name)
    number, head = next(rows, (1, []))
    columns = names(head, name, number)
    _check_columns(columns, name, number)
    taken = [place for place, column in enumerate(columns) if place and column.lower() not in EXTRA]
    reader = _Reader(name, columns, taken)
    for number, cells in rows:
        reader.add(number, cells)
    return reader.conversation()


def _check_columns(columns: list[str], name: str, number: int) -> None:
    statements = [column for column in columns[1:] if column.lower() not in EXTRA]
    if not columns or columns[0].lower() in EXTRA or not statements:
        expected = "first a column with participants, then a column for each statement"
        mend = "use participants-votes.csv, not another file of the export"
        raise PolisFileError(name, number, "", expected, mend)
    if len(statements) > MOST_STATEMENTS:
        expected = f"at most {MOST_STATEMENTS} statements"
        raise PolisFileError(name, number, "", expected, "leave out statements")


class _Reader:
    """Collects rows into arrays."""

    def __init__(self, name: str, columns: list[str], taken: list[int]) -> None:
        self.name, self.columns, self.taken = name, columns, taken
        self.group = columns.index(GROUP) if GROUP in columns else None
        self.published: dict[str, str] = {}
        self.people: dict[str, None] = {}
        self.starts, self.statement, self.value = array("q", [0]), array("i"), array("b")

    def add(self, number: int, cells: list[str]) -> None:
        """Take one row."""
        person = unguard(cells[0]).strip()
        self._check(number, cells, person)
        self.people[person] = None
        for place, column in enumerate(self.taken):
            cell = cells[column] if column < len(cells) else ""
            if cell:
                value = VALUES.get(cell)
                if value is None:
                    value = self._value(number, column, cell)
                if value is not None:
                    self.statement.append(place)
                    self.value.append(value)
        self.starts.append(len(self.value))
        if self.group is not None and self.group < len(cells) and cells[self.group].strip():
            self.published[person] = cells[self.group].strip()

    def _check(self, number: int, cells: list[str], person: str) -> None:
        if not person:
            self._fault(number, self.columns[0], "a participant", "name the participant")
        if person in self.people:
            mend = f"keep one row of participant {person}"
            self._fault(number, self.columns[0], "every participant once", mend)
        if any(cell.strip() for cell in cells[len(self.columns) :]):
            mend = "check for a comma or semicolon too many"
            self._fault(number, "", f"at most {len(self.columns)} cells", mend)

    def _value(self, number: int, column: int, cell: str) -> int | None:
        stripped = cell.strip()
        if stripped and stripped not in VALUES:
            mend = "leave the cell empty when the statement was not seen"
            expected = f"1 (agree), -1 (disagree), 0 (pass) or nothing, found {stripped[:40]!r}"
            self._fault(number, self.columns[column], expected, mend)
        return VALUES.get(stripped)

    def _fault(self, row: int, column: str, expected: str, mend: str) -> None:
        raise PolisFileError(self.name, row, column, expected, mend)

    def conversation(self) -> Conversation:
        """Return what was read. Raises ``PolisFileError`` when there was nobody."""
        if not self.people:
            raise PolisFileError(
                self.name, None, "", "at least one participant", "check that this is the right file"
            )
        statements = tuple(unguard(self.columns[column]) for column in self.taken)
        votes = Votes(
            tuple(self.people),
            statements,
            np.array(self.starts, np.int64),
            np.array(self.statement, np.int32),
            np.array(self.value, np.int8),
        )
        return Conversation(votes, self.published)


def vote_lines(votes: Votes, groups: Mapping[str, int] | None = None) -> Iterator[str]:
    """Yield the lines of ``participants-votes.csv``, as Polis writes it; formula-safe. O(n·m).

    ``groups``: participant to group; who is in none has an empty cell. ``n-comments`` is left empty:
    who wrote which statement is not part of the votes.
    """
    head = [PARTICIPANT, GROUP, "n-comments", "n-votes", "n-agree", "n-disagree"]
    yield _line([*head, *(guard(name) for name in votes.statements)])
    for place, person in enumerate(votes.participants):
        part = slice(int(votes.starts[place]), int(votes.starts[place + 1]))
        value = votes.value[part]
        cells = [""] * len(votes.statements)
        for statement, vote in zip(votes.statement[part].tolist(), value.tolist(), strict=True):
            cells[statement] = str(vote)
        group = (groups or {}).get(person, "")
        counts = [len(value), int((value == 1).sum()), int((value == -1).sum())]
        yield _line([guard(person), str(group), "", *map(str, counts), *cells])


def _line(cells: list[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(cells)
    return out.getvalue()
