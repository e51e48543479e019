"""Majority judgment: the option with the best median grade wins; equal medians are told apart by taking
away one median grade at a time.

Source: M. Balinski and R. Laraki, A theory of measuring, electing, and ranking, PNAS 104 (2007),
DOI 10.1073/pnas.0702634104, and Majority Judgment, MIT Press (2010).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from thorbecke.methods.facts import fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.registry import Method
from thorbecke.methods.voting.finish import Standing, conclude, explain, wanted
from thorbecke.methods.voting.outcome import Outcome
from thorbecke.methods.voting.profile import Kind, Profile, WrongBallots
from thorbecke.methods.voting.thresholds import (
    Support,
    Thresholds,
    blank_ballots,
    figures,
    votes_of,
)

ID = "voting.judgment"


@dataclass(frozen=True)
class Rules(Thresholds):
    """Grades are the scores 0 to ``highest``.

    ``seats``: how many options win. What a ballot that grades something leaves ungraded counts as 0, the
    lowest grade. ``acceptable``: the support of an option is the ballots that give it this grade or a
    higher one.
    """

    seats: int = 1
    highest: int = 5
    acceptable: int = 1

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 1 <= self.acceptable <= self.highest <= 100:
            raise ValueError("expected 1 ≤ acceptable ≤ highest ≤ 100")


def count(profile: Profile, rules: Rules, lots: Lots | None = None) -> Outcome:
    """Return the outcome of grades. O(u·m + m·n) for n ballots.

    ``scores``: the majority grade of each option. Two options are equal only when every grade was given
    to both equally often. Raises ``WrongBallots`` for another kind of ballot, or a grade above the
    highest.
    """
    wanted(profile, ID, Kind.SCORE)
    if profile.rows.size and profile.rows.max() > rules.highest:
        raise WrongBallots(f"expected grades of at most {rules.highest}")
    grades = tally(profile, rules.highest)
    values = [_value(row) for row in grades]
    scores = {
        option: value[0] if value else 0
        for option, value in zip(profile.options, values, strict=True)
    }
    support = Support(
        votes_of(profile, profile.rows >= rules.acceptable), figures(profile)["valid"]
    )
    counted = {
        option: tuple(row) for option, row in zip(profile.options, grades.tolist(), strict=True)
    }
    steps = (fact("grades", grades=counted, majority_grades=scores),)
    standing = Standing(_ranked(profile, values), scores, support, steps)
    return conclude(ID, profile, rules, standing, rules.seats, lots)


def tally(profile: Profile, highest: int) -> npt.NDArray[np.int64]:
    """Return how often each option got each grade, shape (m, highest + 1); blank ballots left out."""
    rows = np.maximum(profile.rows, 0)
    counts = np.where(blank_ballots(profile), 0, profile.counts)
    found = np.zeros((rows.shape[1], highest + 1), np.int64)
    for grade in range(highest + 1):
        found[:, grade] = np.einsum("u,um->m", counts, (rows == grade).astype(np.int64))
    return found


def _value(row: npt.NDArray[np.int64]) -> bytes:
    """Return the grades in the order in which they are taken away as medians, one byte each.

    The lower median of n sorted grades is taken away n times. That order is from the middle outwards:
    below and above the middle in turn. Bytes compare like the grades, the first difference decides.
    """
    ordered = np.repeat(np.arange(len(row), dtype=np.uint8), row)
    size = len(ordered)
    lower, upper = ordered[: (size + 1) // 2][::-1], ordered[(size + 1) // 2 :]
    found = np.empty(size, np.uint8)
    # After a median was taken from an odd number, the lower middle of the rest lies below it.
    if size % 2:
        found[0], lower = lower[0], lower[1:]
        found[1::2], found[2::2] = lower, upper
    else:
        found[0::2], found[1::2] = lower, upper
    return found.tobytes()


def _ranked(profile: Profile, values: list[bytes]) -> tuple[tuple[str, ...], ...]:
    named = list(zip(profile.options, values, strict=True))
    return tuple(
        tuple(option for option, value in named if value == level)
        for level in sorted(set(values), reverse=True)
    )


METHOD = Method(ID, 1, "profile", Rules, count, explain)
