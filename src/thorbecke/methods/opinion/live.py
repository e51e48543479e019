"""A map that is refreshed while people vote: quick, and close to the map that is sealed at the end.

New votes are put in, the axes are turned a little (three rounds of subspace iteration from where they
were), everybody is placed again, and the groups move on from their old centres. The number of groups stays
until the next full map. A refresh depends on the refreshes before it, so it is for the screen only; what is
published is the full map, a pure function of the votes.

Source of the iteration: Bauer, ZAMP 8 (1957), DOI 10.1007/BF01600502 (simultaneous iteration).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from thorbecke.methods.opinion.axes import AXES, Axes, centred, positions, rounded, totals
from thorbecke.methods.opinion.chart import Chart, canonical, who_counts
from thorbecke.methods.opinion.kmeans import assign, converge
from thorbecke.methods.opinion.rules import Rules
from thorbecke.methods.opinion.votes import Floats, Votes, from_triples

_ROUNDS = 3


def add_votes(
    votes: Votes,
    participant: npt.ArrayLike,
    statement: npt.ArrayLike,
    value: npt.ArrayLike,
    newcomers: tuple[str, ...] = (),
    statements: tuple[str, ...] = (),
) -> Votes:
    """Return the votes with new ones put in; a vote on the same statement replaces the old one.

    ``participant``, ``statement``: places, counting ``newcomers`` and new ``statements`` after those that
    there were. O(votes) to copy and O(new·log) to find places. Raises ``WrongVotes``.
    """
    people, texts = votes.participants + newcomers, votes.statements + statements
    new = from_triples(people, texts, participant, statement, value)
    m = len(texts)
    starts = np.concatenate([votes.starts, np.repeat(votes.starts[-1:], len(newcomers))])
    place = _places(starts, votes.statement, new)
    row, column = new.participant, new.statement
    inside = place < starts[row + 1]
    old = np.zeros(len(place), np.bool_)
    old[inside] = votes.statement[place[inside]] == column[inside]
    value_now = votes.value.copy()
    value_now[place[old]] = new.value[old]
    fresh = ~old
    added = np.bincount(row[fresh], minlength=len(people))
    return (
        Votes(
            people,
            texts,
            starts + np.concatenate([[0], np.cumsum(added)]),
            np.insert(votes.statement, place[fresh], column[fresh]).astype(np.int32),
            np.insert(value_now, place[fresh], new.value[fresh]),
        )
        if m
        else new
    )


def _places(
    starts: npt.NDArray[np.int64], statement: npt.NDArray[np.int32], new: Votes
) -> npt.NDArray[np.int64]:
    """Return for each new vote the place in its row where it belongs, by halving. O(new·log m)."""
    row, column = new.participant, new.statement
    low, high = starts[row].copy(), starts[row + 1].copy()
    while (open_ := low < high).any():
        middle = (low + high) // 2
        less = np.zeros(len(low), np.bool_)
        less[open_] = statement[middle[open_]] < column[open_]
        low = np.where(open_ & less, middle + 1, low)
        high = np.where(open_ & ~less, middle, high)
    return low


def refresh(votes: Votes, before: Chart, rules: Rules) -> Chart:
    """Return the map of these votes, starting from an earlier one. O(votes) with a small constant.

    The statements of ``before`` must come first among those of ``votes``; participants likewise.
    """
    axes = _turned(votes, before.axes)
    where = positions(votes, axes)
    grouped = who_counts(votes, rules)
    centres = converge(where[grouped], before.centres[None])[0][0]
    labels, centres = canonical(assign(where[grouped], centres), centres)
    return replace(
        before, axes=axes, positions=where, grouped=grouped, labels=labels, centres=centres
    )


def _turned(votes: Votes, before: Axes) -> Axes:
    sums, seen = totals(votes)
    matrix = centred(votes, sums, seen)
    turned = matrix.T
    basis = _start(before.direction.astype(np.float64), len(votes.statements))
    for _ in range(_ROUNDS):
        basis = np.linalg.qr(turned @ (matrix @ basis))[0]
    small = matrix @ basis
    values, rotation = np.linalg.eigh(small.T @ small)
    total = float(matrix.data @ matrix.data)
    shares = [round(1e6 * value / total) if total else 0 for value in values[::-1].tolist()]
    direction = rounded(basis @ rotation[:, ::-1])
    # An axis keeps the side that it had, so that the picture does not flip.
    flip = (direction[: len(before.direction)] * 1.0 * before.direction).sum(axis=0) < 0
    return Axes(np.where(flip, -direction, direction), (shares[0], shares[1]), sums, seen)


def _start(direction: Floats, m: int) -> Floats:
    """Return the old directions with a place for each new statement; never zero."""
    basis = np.zeros((m, AXES))
    basis[: len(direction)] = direction
    basis[~basis.any(axis=1)] = 1.0  # a statement that was not there yet
    return basis
