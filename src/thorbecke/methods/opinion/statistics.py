"""What the groups said to each statement, and how much a group stands out from all others.

The formulas are those that Polis published (see ``axes`` for the source): shares with one more yes and one
more no (Laplace), a test of one share against one half, and a test of two shares with one more on every
count. All arrays have shape (k, m): groups by statements.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from thorbecke.methods.opinion.kmeans import Labels
from thorbecke.methods.opinion.votes import AGREE, DISAGREE, Floats, Integers, Votes


@dataclass(frozen=True, eq=False)
class Tally:
    """How many of each group agreed, disagreed and saw each statement (int64, shape (k, m))."""

    agree: Integers
    disagree: Integers
    seen: Integers


def tally(votes: Votes, label: Labels, k: int) -> Tally:
    """Return the counts. ``label``: each participant's group, shape (n,); −1 for none. O(votes)."""
    m = len(votes.statements)
    group = np.repeat(label, votes.given).astype(np.int64)
    cell = (group * m + votes.statement) * 3 + (votes.value + 1)
    counts = np.bincount(cell[group >= 0], minlength=k * m * 3).reshape(k, m, 3)
    return Tally(counts[:, :, AGREE + 1], counts[:, :, DISAGREE + 1], counts.sum(axis=2))


@dataclass(frozen=True, eq=False)
class Standing:
    """How a group stands to a statement, for agreeing and for disagreeing.

    ``share``: (n + 1)/(N + 2). ``test``: z of that share against one half. ``ratio``: the share in the
    group divided by the share among all other groups. ``ratio_test``: z of the difference of the two.
    """

    share: Floats
    test: Floats
    ratio: Floats
    ratio_test: Floats


def standing(said: Integers, seen: Integers) -> Standing:
    """Return how groups stand where ``said`` of ``seen`` agreed (or disagreed). O(k·m)."""
    other_said, other_seen = said.sum(axis=0) - said, seen.sum(axis=0) - seen
    share = laplace(said, seen)
    return Standing(
        share,
        one_share(said, seen),
        share / laplace(other_said, other_seen),
        two_shares(said, seen, other_said, other_seen),
    )


def laplace(said: Integers, seen: Integers) -> Floats:
    """Return (n + 1)/(N + 2): the mean of what the share may be, given n of N."""
    found: Floats = (said + 1) / (seen + 2)
    return found


def one_share(said: Integers, seen: Integers) -> Floats:
    """Return z of the share against one half: 2·√(N + 1)·((n + 1)/(N + 1) − 1/2)."""
    found: Floats = 2 * np.sqrt(seen + 1) * ((said + 1) / (seen + 1) - 0.5)
    return found


def two_shares(a: Integers, of_a: Integers, b: Integers, of_b: Integers) -> Floats:
    """Return z of the difference of two shares, pooled, with one more on each of the four counts."""
    said_a, seen_a, said_b, seen_b = (count + 1.0 for count in (a, of_a, b, of_b))
    pooled = (said_a + said_b) / (seen_a + seen_b)
    spread = pooled * (1 - pooled) * (1 / seen_a + 1 / seen_b)
    apart = said_a / seen_a - said_b / seen_b
    found: Floats = np.where(spread > 0, apart / np.sqrt(np.where(spread > 0, spread, 1.0)), 0.0)
    return found
