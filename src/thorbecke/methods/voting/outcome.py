"""What a count of votes gives back, the same for every method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from thorbecke.methods.facts import Fact, Tie


@dataclass(frozen=True)
class Outcome:
    """The result of one question.

    ``method``, ``version``: which method counted. ``winners``: in order of election; empty when a tie
    is open or when nobody won (a threshold that was missed). ``ranking``: all options best first, equal
    ones together; methods that give no full order rank as far as they do. ``scores``: the figure of each
    option that decided (votes, points, pairwise wins …). ``ties``: every tie met, settled or open.
    ``steps``: the path of the count. ``figures``: ballots, blank, exhausted, electorate, turnout …
    ``passed``: whether the thresholds were met; None when there were none.
    """

    method: str
    version: int
    winners: tuple[str, ...]
    ranking: tuple[tuple[str, ...], ...]
    scores: Mapping[str, int | Fraction]
    ties: tuple[Tie, ...] = ()
    steps: tuple[Fact, ...] = ()
    figures: Mapping[str, int | Fraction] = field(default_factory=dict)
    passed: bool | None = None

    @property
    def open_ties(self) -> tuple[Tie, ...]:
        """The ties for which a lot is still to be drawn."""
        return tuple(tie for tie in self.ties if tie.open)
