"""The ballots of one question, compressed: each different ballot once, with how many gave it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

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
    rows: Rows,
    question: str = "",
    electorate: int | None = None,
    counts: Counts | None = None,
) -> Profile:
    """Return the profile of these ballots, one row each, equal ones joined; sorted rows.

    ``rows``: shape (n, m). ``counts``: how often each row was given, once when left out.
    O(n·m), by hashing rows of up to 8 bytes as one integer, else by sorting.
    """
    raise NotImplementedError


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
    raise NotImplementedError
