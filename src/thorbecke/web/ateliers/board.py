"""What lies on the board: clusters with their cards, and loose cards. Read once for each content version.

The version that a reader asked for is part of the key; a change raises it in its own transaction. So
what is kept here is never older than what the reader asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from uuid import UUID

from django.db.models import Avg, Count, Q

from thorbecke.web.ateliers.models import Atelier, Card, Cluster, Dot, Score
from thorbecke.web.ateliers.scripts import Step


@dataclass(frozen=True)
class Line:
    """One card as it is shown."""

    id: UUID
    text: str
    name: str
    kind: str
    label: str
    group: int | None
    round: int
    hidden: bool
    kept: bool
    value: str = ""


@dataclass(frozen=True)
class Item:
    """Something that can get a dot or a score: a cluster with cards, or one loose card."""

    target: str  # k-… or c-…
    id: UUID
    title: str
    lines: tuple[Line, ...]
    kept: bool
    version: int = 1
    dots: int = 0
    score: float | None = None
    scored: int = 0

    @property
    def loose(self) -> bool:
        """True for a card that lies in no cluster."""
        return self.target.startswith("k-")

    @property
    def line(self) -> Line:
        """The card itself, of a loose one."""
        return self.lines[0]


def items(atelier: Atelier, step: Step, hidden: bool = False) -> tuple[Item, ...]:
    """Return what lies on the board of a step; ``hidden``: with hidden cards. Two queries, or none."""
    return _items(atelier.pk, atelier.content, step.sources, hidden)


@lru_cache(maxsize=64)
def _items(pk: UUID, _content: int, sources: tuple[str, ...], hidden: bool) -> tuple[Item, ...]:
    rows = Card.objects.filter(atelier=pk, step__in=sources)
    if not hidden:
        rows = rows.filter(hidden=False)
    lines = [(row.cluster_id, line_of(row)) for row in rows.order_by("pk")]
    clusters = Cluster.objects.filter(atelier=pk, step=sources[0]).order_by("pk")
    return assemble(lines, list(clusters))


def assemble(
    lines: Sequence[tuple[UUID | None, Line]], clusters: Sequence[Cluster]
) -> tuple[Item, ...]:
    """Return the clusters with their cards, then the loose cards."""
    lying: dict[UUID | None, list[Line]] = {}
    for cluster, line in lines:
        lying.setdefault(cluster, []).append(line)
    made = [
        Item(f"c-{one.pk}", one.pk, one.title, tuple(lying.get(one.pk, ())), one.kept, one.version)
        for one in clusters
    ]
    loose = [Item(f"k-{one.id}", one.id, one.text, (one,), one.kept) for one in lying.get(None, [])]
    return (*made, *loose)


def line_of(row: Card) -> Line:
    """Return a card as it is shown."""
    return Line(
        id=row.pk,
        text=row.text,
        name=row.name,
        kind=row.kind,
        label=row.label,
        group=row.group,
        round=row.round,
        hidden=row.hidden,
        kept=row.kept,
        value=row.value,
    )


def with_weight(item: Item, dots: int, score: float | None, scored: int) -> Item:
    """Return the item with what people think of it."""
    return replace(item, dots=dots, score=score, scored=scored)


def weighed(atelier: Atelier, step: Step, found: Sequence[Item] | None = None) -> tuple[Item, ...]:
    """Return the items with their dots and scores, the heaviest first. Two more queries."""
    found = items(atelier, step) if found is None else found
    dots = _counts(atelier, step)
    scores = _scores(atelier, step)
    rows = [with_weight(one, dots.get(one.id, 0), *scores.get(one.id, (None, 0))) for one in found]
    return tuple(sorted(rows, key=lambda one: (-one.dots, -(one.score or 0))))


def _counts(atelier: Atelier, step: Step) -> dict[UUID, int]:
    if "dot" not in step.verbs:
        return {}
    rows = Dot.objects.filter(atelier=atelier, step=step.key).values_list("card", "cluster")
    return {card or cluster: n for card, cluster, n in rows.annotate(n=Count("pk")).order_by()}


def _scores(atelier: Atelier, step: Step) -> dict[UUID, tuple[float, int]]:
    if "score" not in step.verbs:
        return {}
    rows = Score.objects.filter(atelier=atelier, step=step.key).values_list("card", "cluster")
    counted = rows.annotate(mean=Avg("value"), n=Count("pk")).order_by()
    return {card or cluster: (float(mean), n) for card, cluster, mean, n in counted}


@dataclass(frozen=True)
class Progress:
    """How far the room is in this step, as numbers; never who."""

    people: int
    cards: int
    wrote: int
    dots: int
    scores: int


def progress(atelier: Atelier, step: Step) -> Progress:
    """Return how far the room is. Four queries at most."""
    own = Q(step=step.key, ready=False)
    cards = atelier.cards.filter(own).aggregate(n=Count("pk"), who=Count("author", distinct=True))
    dots = atelier.dots.filter(step=step.key).count() if "dot" in step.verbs else 0
    scores = 0
    if "score" in step.verbs:
        scored = atelier.scores.filter(step=step.key)
        scores = scored.aggregate(n=Count("guest", distinct=True))["n"]
    return Progress(atelier.guests.count(), cards["n"], cards["who"], dots, scores)
