"""A delegation round as a table: voter, vote or empty, and the delegates, best first.

voter,vote,delegate_1,delegate_2
ann,yes,,
bob,,ann,cor
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from thorbecke.formats.tables import TableError, csv_lines
from thorbecke.formats.tables.stream import stream_table
from thorbecke.methods.delegation import Delegations, Grant, WrongDelegation

_DELEGATE = re.compile(r"delegate_([1-9][0-9]*)")


class DelegationFileError(ValueError):
    """A file that can't be read: which file, row and column, what was expected, how to mend it."""

    def __init__(self, file: str, row: int | None, column: str, expected: str, mend: str) -> None:
        self.file, self.row, self.column = file, row, column
        self.expected, self.mend = expected, mend
        places = (file, row and f"row {row}", column and f"column {column}")
        place = ", ".join(part for part in places if part)
        super().__init__(f"{place}: expected {expected}. To mend: {mend}.")


def read_delegations(file: BinaryIO, name: str, question: str = "") -> Delegations:
    """Read CSV or Excel with the columns voter, vote, delegate_1 … delegate_n. O(cells).

    The options are the votes that occur, in order of the alphabet. A row with vote and delegates is
    allowed: the own vote counts. Raises ``DelegationFileError``, ``TableError``.
    """
    table = stream_table(file, name)
    places = _places(table.columns, name)
    votes: dict[str, str] = {}
    grants: dict[str, tuple[Grant, ...]] = {}
    rows: dict[str, int] = {}
    for number, cells in table.rows:
        voter = cells[places[0]].strip()
        if not voter or voter in rows:
            expected = "every voter once" if voter else "a voter"
            raise DelegationFileError(name, number, "voter", expected, "correct this row")
        rows[voter] = number
        if vote := cells[places[1]].strip():
            votes[voter] = vote
        delegates = tuple(cell for place in places[2:] if (cell := cells[place].strip()))
        if delegates:
            grants[voter] = (Grant("all", "", delegates),)
    _check(grants, rows, name)
    options = tuple(sorted(set(votes.values())))
    try:
        return Delegations(question, options, tuple(rows), votes, grants)
    except WrongDelegation as error:
        raise DelegationFileError(
            name, None, "", f"a roll with votes ({error})", "correct it"
        ) from error


def _places(columns: tuple[str, ...], name: str) -> list[int]:
    """Return the places of voter, vote and the delegates in the order of their numbers."""
    lower = [column.lower() for column in columns]
    for needed in ("voter", "vote"):
        if needed not in lower:
            expected = "the columns voter, vote, delegate_1 … delegate_n"
            raise DelegationFileError(name, 1, needed, expected, f"add the column {needed}")
    ranked = {}
    for place, column in enumerate(lower):
        found = _DELEGATE.fullmatch(column)
        if found:
            ranked[int(found[1])] = place
        elif column not in ("voter", "vote"):
            expected = "only the columns voter, vote, delegate_1 … delegate_n"
            raise DelegationFileError(name, 1, columns[place], expected, "rename or delete it")
    return [lower.index("voter"), lower.index("vote"), *(ranked[rank] for rank in sorted(ranked))]


def _check(grants: dict[str, tuple[Grant, ...]], rows: dict[str, int], name: str) -> None:
    for voter, (grant,) in grants.items():
        seen: set[str] = set()
        for delegate in grant.delegates:
            expected = ""
            if delegate == voter:
                expected = "somebody else as delegate: nobody can be their own"
            elif delegate not in rows:
                expected = f"a delegate who is on the roll, found {delegate[:80]!r}"
            elif delegate in seen:
                expected = f"every delegate once, found {delegate[:80]!r} twice"
            if expected:
                mend = "correct or empty this cell"
                raise DelegationFileError(name, rows[voter], "delegate", expected, mend)
            seen.add(delegate)


def delegation_lines(inputs: Delegations) -> Iterator[str]:
    """Yield the lines of the table: for each voter the delegates that hold for this question."""
    table = inputs.delegates()
    ranks = [f"delegate_{rank}" for rank in range(1, table.shape[1] + 1)]
    rows = (
        [
            voter,
            inputs.votes.get(voter, ""),
            *(inputs.voters[delegate] if delegate >= 0 else "" for delegate in table[row].tolist()),
        ]
        for row, voter in enumerate(inputs.voters)
    )
    return csv_lines(["voter", "vote", *ranks], rows, delimiter=",")


__all__ = ["DelegationFileError", "TableError", "delegation_lines", "read_delegations"]
