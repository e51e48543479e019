"""Thresholds on an outcome: turnout, a share of the electorate, a qualified majority. All exact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from thorbecke.methods.facts import Fact, fact
from thorbecke.methods.voting.profile import Kind, Profile, WrongBallots

Number = int | Fraction


@dataclass(frozen=True)
class Turnout:
    """Rules that every method has.

    ``turnout``: the least share of the electorate that must hand in a ballot, blank ones included;
    None for no threshold. Raises ``ValueError`` for a share that is not above 0 and at most 1.
    """

    turnout: Fraction | None = None

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            if "Fraction" not in str(item.type) or value is None:
                continue
            if isinstance(value, float) or not 0 < value <= 1:
                raise ValueError(f"{item.name}: expected an exact share above 0, at most 1")


@dataclass(frozen=True)
class Thresholds(Turnout):
    """Rules of the methods whose winner has a support that can be held against a majority.

    ``electorate_share``: the least share of the electorate that must support a winner.
    ``majority``: the least share of the valid ballots that must support a winner, such as 2/3.
    ``majority_strict``: more than that share is needed, as in "more than half".
    ``blank_counts``: blank ballots count among the ballots of which the share is taken.
    """

    electorate_share: Fraction | None = None
    majority: Fraction | None = None
    majority_strict: bool = False
    blank_counts: bool = False


@dataclass(frozen=True)
class Support:
    """How strongly each option is supported, and out of how much (valid ballots, or all points)."""

    of: Mapping[str, Number]
    base: Number


def blank_ballots(profile: Profile) -> npt.NDArray[np.bool_]:
    """Return for each row whether it names nothing, shape (u,), bool. O(u·m)."""
    empty = -1 if profile.kind is Kind.SCORE else 0
    found: npt.NDArray[np.bool_] = (profile.rows == empty).all(axis=1)
    return found


def figures(profile: Profile) -> dict[str, Number]:
    """Return ballots, blank and valid ballots and, where known, electorate and turnout. O(u·m)."""
    ballots = profile.ballots
    blank = int(profile.counts[blank_ballots(profile)].sum()) if len(profile.rows) else 0
    found: dict[str, Number] = {"ballots": ballots, "blank": blank, "valid": ballots - blank}
    if profile.electorate is not None:
        found["electorate"] = profile.electorate
        if profile.electorate:
            found["turnout"] = Fraction(ballots, profile.electorate)
    return found


def turnout_step(rules: Turnout, known: Mapping[str, Number]) -> tuple[Fact, ...]:
    """Return the check of the turnout; nothing when there is no such threshold."""
    if rules.turnout is None:
        return ()
    found = known.get("turnout", Fraction(0))
    _electorate(known, "turnout")
    return (_check("turnout", None, found, rules.turnout, strict=False),)


def support_steps(
    rules: Turnout, known: Mapping[str, Number], option: str, support: Support
) -> tuple[Fact, ...]:
    """Return the checks of one would-be winner's support; nothing without such thresholds."""
    if not isinstance(rules, Thresholds):
        return ()
    votes, steps = support.of[option], []
    if rules.electorate_share is not None:
        share = _share(votes, _electorate(known, "electorate_share"))
        steps.append(_check("electorate_share", option, share, rules.electorate_share, False))
    if rules.majority is not None:
        base = support.base + (known["blank"] if rules.blank_counts else 0)
        share = _share(votes, base)
        steps.append(_check("majority", option, share, rules.majority, rules.majority_strict))
    return tuple(steps)


def held(steps: tuple[Fact, ...]) -> bool:
    """Return whether all these checks hold."""
    return all(step.values["holds"] for step in steps)


def _electorate(known: Mapping[str, Number], rule: str) -> Number:
    if "electorate" not in known:
        raise WrongBallots(f"the threshold {rule} needs the size of the electorate")
    return known["electorate"]


def _share(votes: Number, base: Number) -> Fraction:
    return Fraction(votes) / base if base else Fraction(0)


def _check(which: str, option: str | None, found: Number, needed: Fraction, strict: bool) -> Fact:
    holds = found > needed if strict else found >= needed
    return fact(
        "threshold",
        which=which,
        option=option,
        found=Fraction(found),
        needed=Fraction(needed),
        strict=strict,
        holds=bool(holds),
    )


def votes_of(profile: Profile, rows: npt.NDArray[Any]) -> dict[str, int]:
    """Return for each option the ballots whose row is true (or the sum of its integers) there.

    ``rows``: shape (u, m), bool or integer. Exact in int64. O(u·m).
    """
    if not len(profile.rows):
        return dict.fromkeys(profile.options, 0)
    totals = np.einsum("u,um->m", profile.counts, rows.astype(np.int64))
    return dict(zip(profile.options, totals.tolist(), strict=True))
