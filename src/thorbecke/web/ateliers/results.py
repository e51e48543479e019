"""What all steps came to: the items with their weights, and what is proposed to keep."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Avg, Count

from thorbecke.web.ateliers import board, scripts
from thorbecke.web.ateliers.board import Item, Line
from thorbecke.web.ateliers.models import Atelier
from thorbecke.web.ateliers.scripts import Step

MOST_PROPOSED = 12
Weights = dict[tuple[str, UUID], tuple[float, int]]


@dataclass(frozen=True)
class Outcome:
    """One step: its items, the heaviest first, how many cards were written and by how many people."""

    step: Step
    items: tuple[Item, ...]
    cards: int
    people: int

    @property
    def proposed(self) -> frozenset[str]:
        """What to keep: what the facilitator chose, else what people weighed, else the first cards."""
        if chosen := frozenset(one.target for one in self.items if one.kept):
            return chosen
        weighed = [one for one in self.items if one.dots or one.score is not None]
        if {"dot", "score"} & set(self.step.verbs):
            return frozenset(one.target for one in weighed[:MOST_PROPOSED])
        return frozenset(one.target for one in self.items[:MOST_PROPOSED])


def outcomes(atelier: Atelier, place: int | None = None) -> list[Outcome]:
    """Return what the steps came to, up to ``place`` (default: where it is). Five queries.

    Cards that a later step looks at come back there, so the step that made them is left out.
    """
    steps = scripts.read(atelier.steps[: (atelier.step if place is None else place) + 1])
    later = {key for step in steps for key in step.of}
    cards, wrote = _cards(atelier)
    clusters = defaultdict(list)
    for cluster in atelier.clusters.all():
        clusters[cluster.step].append(cluster)
    dots, scores = _dots(atelier), _scores(atelier)
    found = []
    for step in steps:
        if not step.looks or step.key in later:
            continue
        lines = [line for key in step.sources for line in cards[key]]
        items = board.assemble(lines, clusters[step.sources[0]])
        own = [_weighed(one, step.key, dots, scores) for one in items]
        own.sort(key=lambda one: (-one.dots, -(one.score or 0)))
        people = {who for key in step.sources for who in wrote[key]}
        written = sum(1 for _cluster, line in lines if not line.value)
        found.append(Outcome(step, tuple(own), written, len(people)))
    return found


def _cards(
    atelier: Atelier,
) -> tuple[dict[str, list[tuple[UUID | None, Line]]], dict[str, set[UUID]]]:
    lines: dict[str, list[tuple[UUID | None, Line]]] = defaultdict(list)
    wrote: dict[str, set[UUID]] = defaultdict(set)
    for row in atelier.cards.filter(hidden=False).order_by("pk"):
        lines[row.step].append((row.cluster_id, board.line_of(row)))
        if row.author_id:
            wrote[row.step].add(row.author_id)
    return lines, wrote


def _dots(atelier: Atelier) -> Weights:
    rows = atelier.dots.values_list("step", "card", "cluster").annotate(n=Count("pk")).order_by()
    return {(step, card or cluster): (n, n) for step, card, cluster, n in rows}


def _scores(atelier: Atelier) -> Weights:
    rows = atelier.scores.values_list("step", "card", "cluster")
    rows = rows.annotate(mean=Avg("value"), n=Count("pk")).order_by()
    return {(step, card or cluster): (float(mean), n) for step, card, cluster, mean, n in rows}


def _weighed(item: Item, step: str, dots: Weights, scores: Weights) -> Item:
    mean, scored = scores.get((step, item.id), (None, 0))
    return board.with_weight(item, int(dots.get((step, item.id), (0, 0))[0]), mean, scored)


def choices(found: Iterable[Outcome]) -> dict[str, str]:
    """Return parameter to option for each question of the box on which one option has the most dots."""
    best: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for outcome in found:
        for item in outcome.items:
            for line in item.lines:
                parameter, mark, option = line.value.partition("=")
                if mark and item.dots:
                    best[parameter].append((item.dots, option))
    winners = {}
    for parameter, rows in best.items():
        top = max(rows)[0]
        first = [option for dots, option in rows if dots == top]
        if len(first) == 1:
            winners[parameter] = first[0]
    return winners
