"""Dots and scores. A dot takes a slot, and there are no more slots than dots: the limit always holds."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction

from thorbecke.web.ateliers.flow import Refused, bump, step_of
from thorbecke.web.ateliers.models import Atelier, Card, Cluster, Dot, Guest, Phase, Score
from thorbecke.web.ateliers.scripts import Step
from thorbecke.web.ateliers.writing import CLIENT, allowed


@transaction.atomic
def dot(atelier: Atelier, guest: Guest, key: str, target: str, client: str) -> None:
    """Put a dot on a card or cluster. The same sending twice gives one dot. Raises ``Refused``."""
    if not CLIENT.match(client):
        raise Refused("client")
    fresh, step = _locked(atelier, guest, key, "dot")
    if Dot.objects.filter(guest=guest, client=client).exists():
        return
    taken = set(Dot.objects.filter(guest=guest, step=key).values_list("slot", flat=True))
    free = [slot for slot in range(1, step.dots + 1) if slot not in taken]
    if not free:
        raise Refused("dots")
    where = _target(fresh, step, target)
    Dot.objects.create(atelier=fresh, step=key, guest=guest, slot=free[0], client=client, **where)
    bump(fresh, content=False)


@transaction.atomic
def take_back(atelier: Atelier, guest: Guest, key: str, number: int) -> None:
    """Take an own dot back; it may be gone already."""
    fresh, _step = _locked(atelier, guest, key, "dot")
    if Dot.objects.filter(pk=number, guest=guest, step=key).delete()[0]:
        bump(fresh, content=False)


@transaction.atomic
def score(atelier: Atelier, guest: Guest, key: str, target: str, value: int) -> None:
    """Give a card or cluster 1 to 5; a second score takes the place of the first."""
    if not 1 <= value <= 5:
        raise Refused("score")
    fresh, step = _locked(atelier, guest, key, "score")
    where = _target(fresh, step, target)
    Score.objects.update_or_create(
        guest=guest, step=key, **where, defaults={"value": value, "atelier": fresh}
    )
    bump(fresh, content=False)


def _locked(atelier: Atelier, guest: Guest, key: str, verb: str) -> tuple[Atelier, Step]:
    """Lock the atelier, so that requests come one by one, and look whether this may be done now."""
    fresh = Atelier.objects.select_for_update().get(pk=atelier.pk)
    step = step_of(fresh)
    if fresh.phase != Phase.OPEN:
        raise Refused("phase")
    if step.key != key:
        raise Refused("late")
    if not fresh.writing or fresh.revealed:
        raise Refused("closed")
    if not allowed(step, verb, guest):
        raise Refused("verb")
    return fresh, step


def _target(atelier: Atelier, step: Step, target: str) -> dict[str, Any]:
    """Return the card or cluster of ``k-…`` or ``c-…``; of a card in a cluster, the cluster."""
    sort, _mark, text = target.partition("-")
    try:
        key = uuid.UUID(text)
    except ValueError:
        raise Refused("target") from None
    if sort == "c":
        cluster = Cluster.objects.filter(pk=key, atelier=atelier, step=step.sources[0]).first()
        if cluster:
            return {"cluster": cluster}
        raise Refused("target")
    card = (
        Card.objects.filter(pk=key, atelier=atelier, step__in=step.sources, hidden=False)
        .select_related("cluster")
        .first()
    )
    if card is None:
        raise Refused("target")
    return {"cluster": card.cluster} if card.cluster else {"card": card}
