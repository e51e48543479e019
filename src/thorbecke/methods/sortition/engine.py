"""Solve over the relaxation, peel panels off, and prove what was reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from thorbecke.methods.sortition import columns, goals, relax
from thorbecke.methods.sortition.columns import HullStage, Mixture, Pricer, RoundsUsed
from thorbecke.methods.sortition.orbits import Floats, Ints, Orbits
from thorbecke.methods.sortition.outcome import (
    BOUNDED,
    PROVED,
    STAGED,
    Certificate,
    Panel,
    Proof,
    Sparse,
)
from thorbecke.methods.sortition.peel import Peeled, Progress, peel
from thorbecke.methods.sortition.pool import SCALE, Rules
from thorbecke.methods.sortition.relax import Relaxed, Stage

REALISED = 1e-6  # a deviation up to here counts as reached
PEELS = 4  # how often peeling starts anew, each time along another path
HOPELESS = 0.2  # so much left over twice says that panels can't do it


@dataclass
class Solved:
    """Panels with whole weights (sum ``SCALE``), chances per type, and the certificate."""

    panels: tuple[Panel, ...]
    chances: tuple[Fraction, ...]
    certificate: Certificate


@dataclass
class _Found:
    panels: list[Ints]
    weights: Floats
    path: str
    kind: str = PROVED
    gap: float = 0.0
    hull: list[HullStage] = field(default_factory=list)


def solve(orbits: Orbits, goal: str, rules: Rules, progress: Progress | None = None) -> Solved:
    """Return the lottery over panels that the goal asks for. Raises ``Infeasible``.

    Measured on 2 cores: 0.1 s for n = 150, under 1 s for n = 2,000 with 1,199 types.
    """
    relaxed = relaxation(orbits, goal, rules)
    found = _decomposed(orbits, relaxed.chances, progress)
    if found is None:
        found = _priced(orbits, relaxed, goal, rules)
    panels = whole_weights(found.panels, found.weights)
    chances = chances_of(orbits, panels)
    return Solved(panels, chances, _certificate(found, relaxed, chances))


def relaxation(orbits: Orbits, goal: str, rules: Rules) -> Relaxed:
    """Return the goal's best chances over the relaxation. Raises ``Infeasible``."""
    if goal == "leximin":
        return relax.leximin(orbits)
    if goal == "maximin":
        return goals.maximin(orbits)
    relax.leximin(orbits, stages=1)  # raises when there is no point at all
    if goal == "nash":
        return goals.nash(orbits)
    return goals.goldilocks(orbits, rules.gamma / 100)


def _decomposed(orbits: Orbits, chances: Floats, progress: Progress | None) -> _Found | None:
    """Peel; when a rest is left, peel again along another path and combine what was found."""
    panels: list[Ints] = []
    expected = np.clip(chances * orbits.count, 0, orbits.most)
    for number in range(PEELS):
        found = peel(orbits, expected, progress, number)
        if found.left == 0:
            weights = np.array(found.weights)
            return _Found(found.panels, weights, "peeled")
        panels += found.panels
        if panels and number:
            mixture = columns.combine(orbits, chances, panels)
            if mixture.deviation <= columns.ENOUGH:
                return _Found(panels, mixture.weights, "combined")
        if number and found.left > HOPELESS:
            break
    return None


def _priced(orbits: Orbits, relaxed: Relaxed, goal: str, rules: Rules) -> _Found:
    pricer = Pricer(orbits, rules.rounds)
    start = peel(orbits, np.clip(relaxed.chances * orbits.count, 0, orbits.most))
    panels = list(start.panels)
    try:
        mixture = columns.realise(orbits, relaxed.chances, panels, pricer)
        if mixture.deviation <= REALISED / 2:
            return _Found(mixture.panels, mixture.weights, "priced")
        if goal in {"leximin", "maximin"}:
            return _staged(orbits, mixture, pricer)
    except RoundsUsed:
        mixture = columns.combine(orbits, relaxed.chances, panels)
    return _Found(mixture.panels, mixture.weights, "priced", BOUNDED, mixture.deviation)


def _staged(orbits: Orbits, mixture: Mixture, pricer: Pricer) -> _Found:
    tight = columns.tightened(orbits)
    best, _chances, stages = columns.staged(tight, mixture.panels, Pricer(tight, pricer.rounds))
    return _Found(best.panels, best.weights, "priced", STAGED, best.deviation, stages)


def whole_weights(panels: list[Ints], weights: Floats) -> tuple[Panel, ...]:
    """Return the panels with whole weights that sum to ``SCALE``, heaviest first; equal ones merged.

    Rounded by largest remainders: no weight moves by as much as one part of ``SCALE``.
    """
    merged: dict[Sparse, float] = {}
    for panel, weight in zip(panels, weights, strict=True):
        merged[_sparse(panel)] = merged.get(_sparse(panel), 0.0) + float(weight)
    keys = sorted(merged, key=lambda key: (-merged[key], key))
    exact = np.array([merged[key] for key in keys])
    shares = exact / exact.sum() * SCALE
    whole = np.floor(shares).astype(np.int64)
    rest = SCALE - int(whole.sum())
    whole[np.argsort(whole - shares, kind="stable")[:rest]] += 1
    return tuple(Panel(int(w), key) for w, key in zip(whole, keys, strict=True) if w)


def _sparse(values: Ints) -> Sparse:
    return tuple((int(at), int(values[at])) for at in np.flatnonzero(values))


def chances_of(orbits: Orbits, panels: tuple[Panel, ...]) -> tuple[Fraction, ...]:
    """Return the exact chance of each type: weights times counts, over people and total weight."""
    total = sum(panel.weight for panel in panels)
    seats = [0] * len(orbits.count)
    for panel in panels:
        for number, count in panel.counts:
            seats[number] += panel.weight * count
    return tuple(
        Fraction(taken, total * len(members))
        for taken, members in zip(seats, orbits.members, strict=True)
    )


def _certificate(found: _Found, relaxed: Relaxed, chances: tuple[Fraction, ...]) -> Certificate:
    reached = np.array([float(chance) for chance in chances])
    off = found.gap
    if found.kind == PROVED:
        off = max(off, float(np.abs(reached - relaxed.chances).max()))
    proofs = (
        tuple(_hull_proof(stage) for stage in found.hull)
        if found.hull
        else tuple(_proof(stage) for stage in relaxed.stages)
    )
    kind = BOUNDED if off > REALISED and found.kind != STAGED else found.kind
    deviation = Fraction(int(np.ceil(off * SCALE)), SCALE)
    return Certificate(kind, deviation, found.path, proofs)


def _proof(stage: Stage) -> Proof:
    return Proof(rows=_sparse(np.rint(stage.rows * SCALE).astype(np.int64)))


def _hull_proof(stage: HullStage) -> Proof:
    prices = np.rint(np.maximum(stage.prices, 0.0) * SCALE).astype(np.int64)
    return Proof(types=_sparse(prices), bound=int(np.ceil(stage.bound * SCALE)))


__all__ = ["Peeled", "Solved", "chances_of", "relaxation", "solve", "whole_weights"]
