"""What an opinion map gives back, in names and whole numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from thorbecke.methods.opinion.stability import Badge, Stability
from thorbecke.methods.opinion.statements import Consensus, Division, Representative


@dataclass(frozen=True)
class Outcome:
    """The map of a conversation. Figures without a unit are in millionths.

    ``k``: the number of groups; 1 is a result: there are no clear groups. ``stability``: the badge and its
    figures. ``silhouettes``: number of groups to mean silhouette. ``shares``: how much of all difference
    each axis explains. ``labels``: participant to group, 0 the largest, for who gave enough votes.
    ``positions``, ``statements``: participant, and statement, to place (x, y) in units of 10^-5.
    ``sizes``: people in each group. ``agree``, ``disagree``, ``seen``: for each group the counts of each
    statement, in the order of the statements. ``representative``: for each group. ``few_votes``: how many
    participants gave too few votes to be in a group.
    """

    method: str
    version: int
    k: int
    stability: Stability
    silhouettes: Mapping[str, int]
    shares: tuple[int, int]
    labels: Mapping[str, int]
    positions: Mapping[str, tuple[int, int]]
    statements: Mapping[str, tuple[int, int]]
    sizes: tuple[int, ...]
    agree: tuple[tuple[int, ...], ...]
    disagree: tuple[tuple[int, ...], ...]
    seen: tuple[tuple[int, ...], ...]
    representative: tuple[tuple[Representative, ...], ...]
    consensus: tuple[Consensus, ...]
    divisions: tuple[Division, ...]
    few_votes: int

    @property
    def stable(self) -> bool:
        """True when the groups may be shown without a warning."""
        return self.stability.badge == Badge.STABLE
