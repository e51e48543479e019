"""Settling ties by lot, in one way for all methods, so that another program repeats it."""

from __future__ import annotations

from collections.abc import Iterable

from thorbecke.methods.facts import Tie
from thorbecke.methods.lots import Lots
from thorbecke.methods.voting.profile import Profile


class LotNeeded(Exception):
    """The count can't go on before a lot is drawn; ``tie`` says between whom."""

    def __init__(self, tie: Tie) -> None:
        super().__init__(f"{tie.place}, round {tie.round}: {', '.join(tie.between)}")
        self.tie = tie


def purpose(profile: Profile, method: str, place: str, round_: int) -> str:
    """Return what the lot is drawn for: "question|method|place|round"."""
    return f"{profile.question}|{method}|{place}|{round_}"


def by_lot(
    profile: Profile, method: str, place: str, round_: int, tied: Iterable[str], lots: Lots | None
) -> Tie:
    """Return the tie with its drawn order, best first. Raises ``LotNeeded`` without lots.

    The options enter the draw in the order of the question.
    """
    wanted = set(tied)
    between = tuple(option for option in profile.options if option in wanted)
    if lots is None:
        raise LotNeeded(Tie(place, round_, between))
    drawn = lots.order(purpose(profile, method, place, round_), between)
    return Tie(place, round_, between, drawn, "lot")
