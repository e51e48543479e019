"""Bringing cards together: make, fill, rename, merge and undo a cluster. Dots move along; none is lost."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F

from thorbecke.web.ateliers import flow
from thorbecke.web.ateliers.flow import Refused, step_of
from thorbecke.web.ateliers.models import Atelier, Card, Cluster, Dot, Score
from thorbecke.web.ateliers.models.cards import LONGEST_CLUSTER
from thorbecke.web.ateliers.scripts import Step

MOST_CLUSTERS = 60


class Conflict(Exception):
    """Somebody else renamed it first; ``now`` is how it is called."""

    def __init__(self, now: Cluster) -> None:
        super().__init__("conflict")
        self.now = now


@flow.changes(content=True)
def gather(atelier: Atelier, cards: Iterable[UUID], into: UUID | None, title: str) -> Cluster:
    """Lay cards together: in a cluster that is there, or in a new one with a title."""
    step = _step(atelier)
    found = list(_cards(atelier, step).filter(pk__in=list(cards)))
    if not found:
        raise Refused("cards")
    cluster = _one(atelier, step, into) if into else _new(atelier, step, title)
    Card.objects.filter(pk__in=[card.pk for card in found]).update(cluster=cluster)
    Dot.objects.filter(card__in=found, step=step.key).update(card=None, cluster=cluster)
    _move_scores(Score.objects.filter(card__in=found, step=step.key), cluster)
    return cluster


@flow.changes(content=True)
def loosen(atelier: Atelier, cards: Iterable[UUID]) -> None:
    """Take cards out of their cluster; dots stay with the cluster."""
    step = _step(atelier)
    _cards(atelier, step).filter(pk__in=list(cards)).update(cluster=None)


@flow.changes(content=True)
def rename(atelier: Atelier, key: UUID, title: str, version: int) -> None:
    """Give another name. Raises ``Conflict`` when somebody did so since this version."""
    cluster = _one(atelier, _step(atelier), key)
    same = Cluster.objects.filter(pk=cluster.pk, version=version)
    if not same.update(title=_title(title), version=F("version") + 1):
        raise Conflict(cluster)


@flow.changes(content=True)
def merge(atelier: Atelier, key: UUID, into: UUID) -> None:
    """Put one cluster into another, with its dots and scores."""
    step = _step(atelier)
    one, other = _one(atelier, step, key), _one(atelier, step, into)
    if one.pk == other.pk:
        raise Refused("cluster")
    one.cards.update(cluster=other)
    one.dots.update(cluster=other)
    _move_scores(one.scores.all(), other)
    one.delete()


@flow.changes(content=True)
def undo(atelier: Atelier, key: UUID) -> None:
    """Take a cluster apart. One that has dots or scores stays: nobody's dot is thrown away."""
    cluster = _one(atelier, _step(atelier), key)
    if cluster.dots.exists() or cluster.scores.exists():
        raise Refused("weighed")
    cluster.delete()


def _step(atelier: Atelier) -> Step:
    step = step_of(atelier)
    if "cluster" not in step.verbs:
        raise Refused("verb")
    if atelier.revealed:
        raise Refused("revealed")
    return step


def _cards(atelier: Atelier, step: Step) -> object:
    return atelier.cards.filter(step__in=step.sources)


def _one(atelier: Atelier, step: Step, key: UUID) -> Cluster:
    found = atelier.clusters.filter(pk=key, step=step.sources[0]).first()
    if found is None:
        raise Refused("cluster")
    return found


def _new(atelier: Atelier, step: Step, title: str) -> Cluster:
    if atelier.clusters.filter(step=step.sources[0]).count() >= MOST_CLUSTERS:
        raise Refused("clusters")
    return Cluster.objects.create(atelier=atelier, step=step.sources[0], title=_title(title))


def _title(title: str) -> str:
    found = " ".join(title.replace("\x00", " ").split())[:LONGEST_CLUSTER]
    if not found:
        raise Refused("title")
    return found


def _move_scores(scores: object, cluster: Cluster) -> None:
    """Move scores to a cluster; who scored it already keeps that score."""
    have = set(cluster.scores.values_list("guest_id", "step"))
    for row in scores:
        if (row.guest_id, row.step) in have:
            row.delete()
            continue
        have.add((row.guest_id, row.step))
        row.card, row.cluster = None, cluster
        row.save(update_fields=["card", "cluster"])
