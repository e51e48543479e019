"""The votes of one conversation: who said what to which statement, without the empty cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Integers: TypeAlias = npt.NDArray[np.int64]
Places: TypeAlias = npt.NDArray[np.int32]
Values: TypeAlias = npt.NDArray[np.int8]
Flags: TypeAlias = npt.NDArray[np.bool_]
Floats: TypeAlias = npt.NDArray[np.float64]

AGREE, PASS, DISAGREE = 1, 0, -1
MOST_STATEMENTS = 10_000
MOST_PARTICIPANTS = 10_000_000


class WrongVotes(ValueError):
    """Votes that can't be; the text names the participant or statement and what was expected."""


@dataclass(frozen=True, eq=False)
class Votes:
    """n participants, m statements and their votes, one row each (compressed sparse rows).

    ``participants``, ``statements``: their ids. ``starts``: shape (n + 1,), where each row starts in
    ``statement`` (int32, places of statements, ascending within a row) and ``value`` (int8: 1 agree,
    0 pass, −1 disagree). A statement that somebody did not see has no entry. Raises ``WrongVotes``.
    """

    participants: tuple[str, ...]
    statements: tuple[str, ...]
    starts: Integers
    statement: Places
    value: Values

    def __post_init__(self) -> None:
        _check(self)

    @property
    def given(self) -> Integers:
        """Return how many votes each participant gave, shape (n,)."""
        return np.diff(self.starts)

    @property
    def participant(self) -> Places:
        """Return the place of the participant of each vote. O(votes)."""
        return np.repeat(np.arange(len(self.participants), dtype=np.int32), self.given)

    def only(self, rows: npt.NDArray[Any]) -> Votes:
        """Return the votes of these participants, places ascending. O(votes of theirs)."""
        counts = self.given[rows]
        starts = np.concatenate([[0], np.cumsum(counts)])
        picks = np.repeat(self.starts[rows] - starts[:-1], counts) + np.arange(starts[-1])
        names = tuple(self.participants[row] for row in rows.tolist())
        return Votes(names, self.statements, starts, self.statement[picks], self.value[picks])

    def kept(self, keep: Flags) -> Votes:
        """Return these votes without those where ``keep``, shape (votes,), is false. O(votes)."""
        before = np.concatenate([[0], np.cumsum(keep)])
        return Votes(
            self.participants,
            self.statements,
            before[self.starts],
            self.statement[keep],
            self.value[keep],
        )


def _check(votes: Votes) -> None:
    n, m, total = len(votes.participants), len(votes.statements), len(votes.value)
    if n > MOST_PARTICIPANTS or m > MOST_STATEMENTS:
        raise WrongVotes(
            f"expected at most {MOST_PARTICIPANTS} participants and {MOST_STATEMENTS} statements"
        )
    if votes.starts.shape != (n + 1,) or votes.statement.shape != (total,):
        raise WrongVotes("expected one start for each participant and one statement for each vote")
    if votes.starts[0] != 0 or votes.starts[-1] != total or (np.diff(votes.starts) < 0).any():
        raise WrongVotes("the starts must rise from 0 to the number of votes")
    if total and (votes.statement.min() < 0 or votes.statement.max() >= m):
        raise WrongVotes(f"a statement must be a place from 0 to {m - 1}")
    if total and (votes.value.min() < DISAGREE or votes.value.max() > AGREE):
        raise WrongVotes("a vote must be 1 (agree), 0 (pass) or -1 (disagree)")
    same_row = np.ones(max(total - 1, 0), np.bool_)
    inner = votes.starts[1:-1]
    same_row[inner[(inner > 0) & (inner < total)] - 1] = False
    if (same_row & (np.diff(votes.statement) <= 0)).any():
        raise WrongVotes("a participant votes once on a statement, in the order of the statements")


def from_triples(
    participants: Sequence[str],
    statements: Sequence[str],
    participant: npt.ArrayLike,
    statement: npt.ArrayLike,
    value: npt.ArrayLike,
) -> Votes:
    """Return the votes of three columns of equal length: places and values; the last vote counts.

    O(v log v). Raises ``WrongVotes``.
    """
    if len(set(participants)) != len(participants) or len(set(statements)) != len(statements):
        raise WrongVotes("participants and statements must have different ids")
    rows, columns = np.asarray(participant, np.int64), np.asarray(statement, np.int64)
    values = np.asarray(value)
    if len(rows) and (rows.min() < 0 or rows.max() >= len(participants)):
        raise WrongVotes(f"a participant must be a place from 0 to {len(participants) - 1}")
    if len(rows) and (columns.min() < 0 or columns.max() >= len(statements)):
        raise WrongVotes(f"a statement must be a place from 0 to {len(statements) - 1}")
    if not np.isin(values, (AGREE, PASS, DISAGREE)).all():
        raise WrongVotes("a vote must be 1 (agree), 0 (pass) or -1 (disagree)")
    cell = rows * len(statements) + columns
    order = np.argsort(cell, kind="stable")
    last = np.concatenate([cell[order][1:] != cell[order][:-1], [True]]) if len(cell) else []
    order = order[np.asarray(last, np.bool_)]
    starts = np.concatenate([[0], np.cumsum(np.bincount(rows[order], minlength=len(participants)))])
    return Votes(
        tuple(participants),
        tuple(statements),
        starts.astype(np.int64),
        columns[order].astype(np.int32),
        values[order].astype(np.int8),
    )
