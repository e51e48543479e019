"""The map itself, as arrays: axes, positions and groups. ``stability`` says whether to believe it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from thorbecke.methods.opinion import draws
from thorbecke.methods.opinion.axes import Axes, find_axes, positions
from thorbecke.methods.opinion.draws import Purpose
from thorbecke.methods.opinion.kmeans import Labels, split
from thorbecke.methods.opinion.rules import Rules
from thorbecke.methods.opinion.silhouette import silhouettes
from thorbecke.methods.opinion.votes import Floats, Votes


@dataclass(frozen=True, eq=False)
class Chart:
    """``positions``: shape (n, 2), whole numbers in units of 10^-5. ``grouped``: the places of who gave
    enough votes. ``labels``: shape (len(grouped),), 0 for the largest group. ``centres``: shape (k, 2).
    ``scores``: number of groups to mean silhouette in millionths, for each that was allowed."""

    axes: Axes
    positions: Floats
    grouped: npt.NDArray[np.int64]
    labels: Labels
    centres: Floats
    scores: Mapping[int, int]

    @property
    def k(self) -> int:
        """How many groups there are."""
        return len(self.centres)


def draw_chart(votes: Votes, rules: Rules) -> Chart:
    """Return the map of these votes. O(votes·steps of Lanczos + restarts·k·n·rounds + sample²)."""
    axes = find_axes(votes)
    where = positions(votes, axes)
    grouped = who_counts(votes, rules)
    labels, centres, scores = find_groups(where[grouped], rules)
    return Chart(axes, where, grouped, labels, centres, scores)


def who_counts(votes: Votes, rules: Rules) -> npt.NDArray[np.int64]:
    """Return the places of who gave enough votes; the most active when that is too few, ascending."""
    given = votes.given
    enough = given >= min(rules.least_votes, len(votes.statements))
    if np.count_nonzero(enough) < rules.fill:
        active = np.argsort(-given, kind="stable")[: rules.fill]
        enough[active[given[active] > 0]] = True
    return np.flatnonzero(enough & (given > 0))


def find_groups(points: Floats, rules: Rules) -> tuple[Labels, Floats, dict[int, int]]:
    """Return labels, centres and silhouettes: the number of groups with the best silhouette.

    Allowed is from 2 to 2 + n/12 groups, at most ``most_groups``, none smaller than ``smallest_group``;
    equal silhouettes go to the smaller number. One group when nothing is allowed.
    """
    found = {}
    for k in range(2, min(rules.most_groups, 2 + len(points) // 12) + 1):
        if k * rules.smallest_group > len(points):
            break
        labels, centres = split(points, k, rules.restarts, rules.sample, rules.seed)
        if np.bincount(labels, minlength=k).min() >= rules.smallest_group:
            found[k] = canonical(labels, centres)
    chosen = draws.sample(rules.seed, Purpose.SAMPLE, 0, rules.sample, len(points))
    some = [labels[chosen] for labels, _ in found.values()]
    scores = dict(zip(found, silhouettes(points[chosen], some), strict=True))
    if not scores:
        return np.zeros(len(points), np.int8), _one(points), {}
    best = max(scores, key=lambda k: (scores[k], -k))
    return *found[best], scores


def one_group(chart: Chart) -> Chart:
    """Return the same map with everybody in one group."""
    return replace(
        chart, labels=np.zeros_like(chart.labels), centres=_one(chart.positions[chart.grouped])
    )


def _one(points: Floats) -> Floats:
    """Return the one centre of all points."""
    found: Floats = np.rint(points.sum(axis=0, keepdims=True) / max(len(points), 1))
    return found


def canonical(labels: Labels, centres: Floats) -> tuple[Labels, Floats]:
    """Number the groups by size, the largest 0; equal sizes by who comes first. O(n)."""
    k = len(centres)
    sizes = np.bincount(labels, minlength=k)
    first = [int((labels == group).argmax()) for group in range(k)]
    order = sorted(range(k), key=lambda group: (-sizes[group], first[group]))
    number = np.empty(k, np.int8)
    number[order] = np.arange(k)
    return number[labels], centres[order]
