"""What a guest writes: a card, once for each sending; a change; taking it back."""

from __future__ import annotations

import re
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from thorbecke.web.ateliers.flow import Refused, bump, step_named
from thorbecke.web.ateliers.models import LONGEST_CARD, Atelier, Card, Guest, Kind, Phase
from thorbecke.web.ateliers.scripts import Step

MOST_CARDS = 40  # of one guest in one step
# A card that was written while the network was away may come after the step.
GRACE = timedelta(minutes=3)
CLIENT = re.compile(r"^[0-9a-f-]{16,36}$")


class Conflict(Exception):
    """Somebody else changed it first; ``now`` is the row as it stands."""

    def __init__(self, now: Card) -> None:
        super().__init__("conflict")
        self.now = now


@transaction.atomic
def add(atelier: Atelier, guest: Guest, key: str, client: str, text: str) -> Card:
    """Return the card; the one that is there when this sending came in before. Raises ``Refused``."""
    if not CLIENT.match(client):
        raise Refused("client")
    fresh = Atelier.objects.select_for_update().get(pk=atelier.pk)
    if known := Card.objects.filter(atelier=fresh, client=client).first():
        if known.author_id != guest.pk:
            raise Refused("client")
        return known
    clean = _clean(text)
    place, step = step_named(fresh, key)
    _may_write(fresh, guest, place, step)
    if Card.objects.filter(author=guest, step=key).count() >= MOST_CARDS:
        raise Refused("flood")
    bump(fresh)
    return Card.objects.create(
        atelier=fresh,
        step=key,
        round=fresh.round if place == fresh.step else step.rounds,
        group=guest.group if step.in_groups else None,
        author=guest,
        client=client,
        text=clean,
        name="" if fresh.anonymous else guest.name,
        kind=guest.kind,
        label=guest.label,
    )


@transaction.atomic
def change(atelier: Atelier, guest: Guest, card: Card, text: str, version: int) -> None:
    """Change an own card. Raises ``Conflict`` when it was changed since this version, or ``Refused``."""
    fresh, clean = Atelier.objects.select_for_update().get(pk=atelier.pk), _clean(text)
    place, step = step_named(fresh, card.step)
    _may_write(fresh, guest, place, step)
    mine = Card.objects.filter(pk=card.pk, author=guest, hidden=False)
    if mine.filter(version=version).update(text=clean, version=F("version") + 1):
        return bump(fresh)
    if now := mine.first():
        raise Conflict(now)
    raise Refused("card")


@transaction.atomic
def remove(atelier: Atelier, guest: Guest, card: Card) -> None:
    """Take an own card back, as long as its step is open. Doing it twice is no mistake."""
    fresh = Atelier.objects.select_for_update().get(pk=atelier.pk)
    place, step = step_named(fresh, card.step)
    _may_write(fresh, guest, place, step)
    if Card.objects.filter(pk=card.pk, author=guest).delete()[0]:
        bump(fresh)


def _clean(text: str) -> str:
    found = " ".join(text.replace("\x00", " ").split())
    if not found:
        raise Refused("empty")
    if len(found) > LONGEST_CARD:
        raise Refused("long")
    return found


def can_write(atelier: Atelier, guest: Guest, step: Step) -> bool:
    """Tell whether this guest may write in the step that is on."""
    return atelier.phase == Phase.OPEN and atelier.writing and allowed(step, "write", guest)


def allowed(step: Step, verb: str, guest: Guest) -> bool:
    """Tell whether the script lets this guest do this."""
    audience = step.verbs.get(verb)  # type: ignore[call-overload]
    return audience == "all" or (audience == "experts" and guest.kind != Kind.GUEST)


def _may_write(atelier: Atelier, guest: Guest, place: int, step: Step) -> None:
    if atelier.phase != Phase.OPEN:
        raise Refused("phase")
    if not allowed(step, "write", guest):
        raise Refused("verb")
    if place == atelier.step and atelier.writing:
        return
    late = timezone.now() - (atelier.moved_at or timezone.now())
    if place not in {atelier.step, atelier.step - 1} or late > GRACE:
        raise Refused("late")
