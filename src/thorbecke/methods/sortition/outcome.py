"""What a draw gives back: panels with weights, everyone's chance, the proof, and who was drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from thorbecke.methods.facts import Fact

PROVED, STAGED, BOUNDED, NONE = "proved", "proved-staged", "bounded", "none"
Sparse = tuple[tuple[int, int], ...]  # (number, whole value), the zeros left out


@dataclass(frozen=True)
class Panel:
    """How many people of each type, and a weight: of ``SCALE`` in a lottery, copies in a table."""

    weight: int
    counts: Sparse


@dataclass(frozen=True)
class Proof:
    """Multipliers (parts of ``SCALE``) that prove a bound.

    ``rows``: of the quotas' rows, for every point of the relaxation. ``types``: of the types, for
    every panel (``proved-staged``), with ``bound``, the highest price of a panel in parts of ``SCALE``.
    """

    rows: Sparse = ()
    types: Sparse = ()
    bound: int = 0


@dataclass(frozen=True)
class Certificate:
    """Why the chances are what the goal asks for.

    ``kind``: ``proved`` (the best point of the relaxation, realised by panels), ``proved-staged`` (the
    best over all panels, each stage closed by a proof), ``bounded`` (no proof of optimality: the value
    is at most ``deviation`` below the best), ``none`` (a random draw, nothing is claimed).
    ``deviation``: how far a chance can be off (proved kinds), rounded up.
    ``path``: how it was found: ``peeled``, ``combined`` (several peels), ``priced`` (new panels).
    """

    kind: str
    deviation: Fraction
    path: str
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True)
class Lottery:
    """M equally likely panels: ``panels`` with copies. ``loss``: by how much the smallest chance falls;
    ``change``: the largest change of a chance, both averaged within a type."""

    size: int
    panels: tuple[Panel, ...]
    loss: Fraction
    change: Fraction


@dataclass(frozen=True)
class Drawn:
    """The panel that the lot fell on. ``number``: from 1 to M; ``members``: ids in the pool's order."""

    number: int
    members: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """The result of a draw.

    ``chances``: per type, in the order of ``orbits``. ``figures``: people, seats, types, panels, smallest
    and largest chance. ``drawn`` is None while no seed was given.
    """

    method: str
    version: int
    goal: str
    chances: tuple[Fraction, ...]
    panels: tuple[Panel, ...]
    certificate: Certificate
    lottery: Lottery | None
    drawn: Drawn | None
    figures: Mapping[str, int | Fraction] = field(default_factory=dict)
    steps: tuple[Fact, ...] = ()
