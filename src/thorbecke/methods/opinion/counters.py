"""Counts that follow every single vote, for the pages that show a running conversation.

The web keeps one ``Counters`` for each conversation: a vote changes a few numbers, in constant time. The
counts are the same as those of the full map for the same groups.
"""

from __future__ import annotations

import numpy as np

from thorbecke.methods.opinion.kmeans import Labels
from thorbecke.methods.opinion.statistics import Tally, tally
from thorbecke.methods.opinion.votes import AGREE, DISAGREE, Integers, Votes, WrongVotes


class Counters:
    """Votes for each group and statement; the last row is for people without a group.

    ``counts``: int64, shape (k + 1, m, 3): group, statement, and disagree, pass, agree.
    """

    def __init__(self, counts: Integers) -> None:
        self.counts = counts

    @classmethod
    def empty(cls, groups: int, statements: int) -> Counters:
        """Return counters for a conversation without votes."""
        return cls(np.zeros((groups + 1, statements, 3), np.int64))

    @classmethod
    def of(cls, votes: Votes, label: Labels, k: int) -> Counters:
        """Return the counters of these votes. ``label``: shape (n,), −1 for no group. O(votes)."""
        whole = tally(votes, np.where(label < 0, k, label).astype(np.int8), k + 1)
        passed = whole.seen - whole.agree - whole.disagree
        return cls(np.stack([whole.disagree, passed, whole.agree], axis=2))

    def record(self, group: int, statement: int, value: int, before: int | None = None) -> None:
        """Count a vote; ``before`` is the vote that it replaces. ``group`` −1 is no group. O(1).

        Raises ``WrongVotes`` for a value that is no vote, and when ``before`` was never counted.
        """
        for vote in (value, before):
            if vote is not None and vote not in (AGREE, 0, DISAGREE):
                raise WrongVotes(f"expected a vote of 1, 0 or -1, found {vote!r}")
        cells = self.counts[group, statement]
        if before is not None:
            if not cells[before + 1]:
                raise WrongVotes("the vote to be replaced was not counted")
            cells[before + 1] -= 1
        cells[value + 1] += 1

    def add_statement(self) -> int:
        """Make room for one more statement; return its place."""
        wider = np.zeros_like(self.counts[:, :1])
        self.counts = np.concatenate([self.counts, wider], axis=1)
        return int(self.counts.shape[1]) - 1

    def grouped(self) -> Tally:
        """Return the counts of the groups, without people who are in none."""
        inner = self.counts[:-1]
        return Tally(inner[:, :, AGREE + 1], inner[:, :, DISAGREE + 1], inner.sum(axis=2))

    def everybody(self) -> Tally:
        """Return the counts of all people together, as one group."""
        whole = self.counts.sum(axis=0, keepdims=True)
        return Tally(whole[:, :, AGREE + 1], whole[:, :, DISAGREE + 1], whole.sum(axis=2))
