"""Every option of an opinion map. The defaults are those of Polis where it has the option."""

from __future__ import annotations

from dataclasses import dataclass

from thorbecke.methods.opinion.votes import MOST_PARTICIPANTS


@dataclass(frozen=True)
class Rules:
    """All that, with the votes, fixes the map. Raises ``ValueError``.

    ``seed``: of every draw. ``least_votes``: who gave fewer stands on the map but in no group.
    ``fill``: with fewer people than this, the most active join. ``most_groups``, ``smallest_group``: a
    division with a smaller group is refused (five protects who is in it). ``restarts``: of k-means.
    ``sample``: people on whom restarts compete and groups are judged, when there are more.
    ``repeats``, ``drop_percent``: the stability test draws the map so often, each time without this part
    of the votes. ``shuffles``: how often votes are shuffled to see what chance alone gives. ``tested``:
    people in these two tests, when there are more. ``stable_agreement``, ``some_agreement``: agreement
    (adjusted Rand index, millionths) from which groups are stable, and below which there are no clear
    groups. ``stable_percent``: of the repeats must give the same number of groups. ``pick``: statements
    shown for each group, and for consensus and division. ``confidence``: z above which a statement stands
    out, millionths (1281552 is 90 %, one-sided).
    """

    seed: int = 0
    least_votes: int = 7
    fill: int = 15
    most_groups: int = 5
    smallest_group: int = 5
    restarts: int = 10
    sample: int = 5_000
    repeats: int = 15
    drop_percent: int = 20
    shuffles: int = 20
    tested: int = 1_500
    stable_agreement: int = 750_000
    some_agreement: int = 300_000
    stable_percent: int = 80
    pick: int = 5
    confidence: int = 1_281_552

    def __post_init__(self) -> None:
        for name, (low, high) in _BOUNDS.items():
            value = getattr(self, name)
            if type(value) is not int or not low <= value <= high:
                raise ValueError(f"{name}: expected a whole number from {low} to {high}")


_BOUNDS = {
    "seed": (0, 2**256),
    "least_votes": (1, 10_000),
    "fill": (0, 10_000),
    "most_groups": (1, 20),
    "smallest_group": (1, MOST_PARTICIPANTS),
    "restarts": (1, 1_000),
    "sample": (10, 20_000),
    "repeats": (0, 1_000),
    "drop_percent": (1, 90),
    "shuffles": (0, 1_000),
    "tested": (10, MOST_PARTICIPANTS),
    "stable_agreement": (0, 10**6),
    "some_agreement": (0, 10**6),
    "stable_percent": (0, 100),
    "pick": (1, 1_000),
    "confidence": (0, 10_000_000),
}
