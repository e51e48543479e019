"""The ballots of one question, compressed: each different ballot once, with how many gave it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Rows: TypeAlias = npt.NDArray[np.int8] | npt.NDArray[np.int32]
Counts: TypeAlias = npt.NDArray[np.int64]


class Kind(StrEnum):
    """What the numbers in a row mean."""

    CHOICE = "choice"  # 1 for the chosen option, 0 for the others; all 0 is a blank ballot
    APPROVAL = "approval"  # 1 for each approved option, 0 for the others
    RANKING = "ranking"  # the place of the option, from 1; equal places allowed; 0 is not ranked
    SCORE = "score"  # the score given; -1 is no score given
    POINTS = "points"  # the points given, 0 or more


class WrongBallots(ValueError):
    """Ballots that do not fit the question; the text names the row, the option and what was expected."""


@dataclass(frozen=True, eq=False)
class Profile:
    """All ballots of one question.

    ``options``: m names, in the order of the question. ``rows``: shape (u, m), one row for each
    different ballot, int8 where that is wide enough, else int32. ``counts``: shape (u,), int64, how
    many ballots were like that row, at least 1. ``question``: its id; the purpose of every lot starts
    with it. ``electorate``: how many people were entitled, where a threshold needs it.
    Raises ``WrongBallots`` when shapes, names or values do not fit.
    """

    kind: Kind
    options: tuple[str, ...]
    rows: Rows
    counts: Counts
    question: str = ""
    electorate: int | None = None

    def __post_init__(self) -> None:
        check(self)

    @property
    def ballots(self) -> int:
        """How many ballots there are, blank ones included."""
        return int(self.counts.sum())


LOWEST = {Kind.SCORE: -1}
HIGHEST = {Kind.CHOICE: 1, Kind.APPROVAL: 1}


def check(profile: Profile) -> None:
    """Raise ``WrongBallots`` for a profile that can't be counted. O(u·m)."""
    rows, size = profile.rows, len(profile.options)
    if size == 0 or len(set(profile.options)) != size:
        raise WrongBallots("the options must have different names, and there must be at least one")
    if rows.ndim != 2 or rows.shape[1] != size or profile.counts.shape != (rows.shape[0],):
        raise WrongBallots(f"expected rows of {size} values and one count for each row")
    if rows.size == 0:
        return
    if profile.counts.min() < 1:
        raise WrongBallots("each row must be given by at least one ballot")
    low, high = LOWEST.get(profile.kind, 0), HIGHEST.get(profile.kind, size)
    if profile.kind in {Kind.SCORE, Kind.POINTS}:
        high = int(np.iinfo(np.int32).max)
    wrong = np.argwhere((rows < low) | (rows > high))
    if len(wrong):
        row, option = wrong[0]
        raise WrongBallots(
            f"row {row + 1}, option {profile.options[option]}: "
            f"expected {low} to {high}, found {rows[row, option]}"
        )
    if profile.kind is Kind.CHOICE and (rows.sum(axis=1) > 1).any():
        raise WrongBallots("a ballot chooses more than one option")


def compress(
    kind: Kind,
    options: Sequence[str],
    rows: npt.ArrayLike,
    question: str = "",
    electorate: int | None = None,
    counts: Counts | None = None,
) -> Profile:
    """Return the profile of these ballots, one row each, equal ones joined; sorted rows.

    ``rows``: shape (n, m). ``counts``: how often each row was given, once when left out.
    The result has one form only: rows in ascending order, int8 where every value fits.
    O(n·m) to read and O(n log n) to sort, on rows packed into words of 8 bytes.
    Raises ``WrongBallots`` for values that are no whole numbers or too large.
    """
    found = _narrow(np.asarray(rows), len(options))
    given = np.ones(len(found), np.int64) if counts is None else np.asarray(counts, np.int64)
    if given.shape != (len(found),):
        raise WrongBallots(f"expected {len(found)} counts, one for each row")
    if len(found):
        found, given = _joined(found, given)
    return Profile(kind, tuple(options), found, given, question, electorate)


def _narrow(rows: npt.NDArray[Any], size: int) -> Rows:
    """Return the rows as int8 where that is wide enough, else as int32."""
    if rows.size == 0:
        return np.zeros((len(rows) if rows.ndim == 2 else 0, size), np.int8)
    if rows.ndim != 2 or rows.shape[1] != size:
        raise WrongBallots(f"expected rows of {size} values")
    if rows.dtype.kind not in "iu":
        raise WrongBallots("expected whole numbers, at most 2147483647")
    low, high = int(rows.min()), int(rows.max())
    if low >= -128 and high <= 127:
        return rows.astype(np.int8)
    if low >= -(2**31) and high < 2**31:
        return rows.astype(np.int32)
    raise WrongBallots(f"expected whole numbers of at most 2147483647, found {high}")


def _joined(rows: Rows, counts: Counts) -> tuple[Rows, Counts]:
    """Join equal rows and sort them. Rows become big-endian words, so words sort as rows do."""
    words = _words(rows)
    if words.shape[1] == 1 and (counts == 1).all():
        _, first, found = np.unique(words[:, 0], return_index=True, return_counts=True)
        return _picked(rows, first), found.astype(np.int64)
    order = np.lexsort(words.T[::-1])
    ordered = words[order]
    new = np.r_[True, (ordered[1:] != ordered[:-1]).any(axis=1)]
    starts = np.flatnonzero(new)
    return _picked(rows, order[starts]), np.add.reduceat(counts[order], starts)


def _picked(rows: Rows, places: npt.NDArray[np.intp]) -> Rows:
    if rows.dtype == np.int8:
        return rows[places].astype(np.int8)
    return rows[places].astype(np.int32)


def _words(rows: Rows) -> npt.NDArray[np.uint64]:
    """Return the rows as words of 8 bytes, shape (n, w), that sort like the rows themselves."""
    if rows.dtype == np.int8:
        plain = (rows.view(np.uint8) ^ np.uint8(0x80)).astype(np.uint8)
    else:
        shifted = (rows.astype(np.int64) + 2**31).astype(">u4")
        plain = shifted.view(np.uint8).reshape(len(rows), -1)
    width = -(-plain.shape[1] // 8) * 8
    padded = np.zeros((len(rows), width), np.uint8)
    padded[:, : plain.shape[1]] = plain
    return padded.view(">u8").astype(np.uint64)


def from_ballots(
    kind: Kind,
    options: Sequence[str],
    ballots: Iterable[Mapping[str, int]],
    question: str = "",
    electorate: int | None = None,
) -> Profile:
    """Return the profile of ballots that name options: {"park": 1, "school": 2}. O(n·m).

    What a ballot does not name is 0 (not chosen, not ranked), or -1 for a score.
    Raises ``WrongBallots`` for an option that the question does not have, with the ballot's number.
    """
    empty = -1 if kind is Kind.SCORE else 0
    known = frozenset(options)
    different: Counter[tuple[int, ...]] = Counter()
    for number, ballot in enumerate(ballots, start=1):
        if not known.issuperset(ballot):
            strange = sorted(str(name) for name in ballot if name not in known)[0]
            raise WrongBallots(f"ballot {number}: the question has no option {strange!r}")
        row = tuple([ballot.get(option, empty) for option in options])
        if row not in different or set(map(type, row)) != {int}:  # True is equal to 1
            _check_numbers(number, options, row)
        different[row] += 1
    rows = np.array(list(different), dtype=np.int64).reshape(len(different), len(options))
    counts = np.fromiter(different.values(), np.int64, len(different))
    return compress(kind, options, rows, question, electorate, counts)


def _check_numbers(number: int, options: Sequence[str], row: tuple[object, ...]) -> None:
    for option, value in zip(options, row, strict=True):
        if type(value) is not int or abs(value) > 2**31 - 1:
            raise WrongBallots(
                f"ballot {number}, option {option}: expected a whole number, found {value!r}"
            )
