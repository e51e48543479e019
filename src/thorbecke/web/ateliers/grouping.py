"""Breakout groups: drawn from a public seed, or chosen by the guests themselves."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Count

from thorbecke.methods.lots import Lots
from thorbecke.web.ateliers import flow
from thorbecke.web.ateliers.models import Atelier, Guest, LogEntry

MOST_GROUPS = 20


@flow.changes(content=True)
def draw(atelier: Atelier, person: Any, groups: int) -> None:
    """Draw ``groups`` groups by lot, as equal as can be."""
    _check(groups)
    atelier.groups, atelier.choose_group = groups, False
    deal(atelier)
    flow.note(atelier, person, LogEntry.Action.GROUPS, f"{groups}, {purpose(atelier)}")


@flow.changes(content=True)
def let_choose(atelier: Atelier, groups: int) -> None:
    """Let everybody choose one of ``groups`` groups; who was in one stays there if it still is."""
    _check(groups)
    atelier.groups, atelier.choose_group = groups, True
    atelier.guests.filter(group__gt=groups).update(group=None)


@flow.changes(content=True)
def undo(atelier: Atelier) -> None:
    """Work with the whole room again."""
    atelier.groups, atelier.choose_group = 0, False
    atelier.guests.update(group=None)


def deal(atelier: Atelier) -> None:
    """Put everybody in a group, in a drawn order, for a row that the caller holds and saves.

    The draw is ``Lots(seed).order(purpose, numbers of the guests)``; the first goes to group 1, the
    next to group 2, and so on. So anybody can repeat it from the seed and the numbers.
    """
    atelier.draws += 1
    guests = list(atelier.guests.all())
    by_number = {guest.number: guest for guest in guests}
    lots = Lots(bytes.fromhex(atelier.seed))
    for place, number in enumerate(lots.order(purpose(atelier), sorted(by_number))):
        by_number[number].group = place % atelier.groups + 1
    Guest.objects.bulk_update(guests, ["group"])


def purpose(atelier: Atelier) -> str:
    """Return what the draw is for: each has its own row of lots."""
    return f"atelier groups {atelier.draws}"


def for_late(atelier: Atelier) -> int | None:
    """Return the group of somebody who comes late: the smallest, of those the first. One query."""
    if not atelier.groups or atelier.choose_group:
        return None
    sizes = dict.fromkeys(range(1, atelier.groups + 1), 0)
    rows = atelier.guests.exclude(group=None).values_list("group").annotate(n=Count("pk"))
    sizes |= {group: n for group, n in rows.order_by() if group in sizes}
    return min(sizes, key=lambda group: (sizes[group], group))


@transaction.atomic
def choose(atelier: Atelier, guest: Guest, group: int) -> None:
    """Put a guest in the group of her choice. Raises ``Refused``."""
    fresh = Atelier.objects.select_for_update().get(pk=atelier.pk)
    if not fresh.choose_group or not 1 <= group <= fresh.groups:
        raise flow.Refused("group")
    Guest.objects.filter(pk=guest.pk).update(group=group)
    flow.bump(fresh)


def sizes(atelier: Atelier) -> list[tuple[int, int, int]]:
    """Return (group, people, cards of this step) for the console. Two queries."""
    if not atelier.groups:
        return []
    people = dict(atelier.guests.values_list("group").annotate(n=Count("pk")).order_by())
    key = flow.step_of(atelier).key
    found = atelier.cards.filter(step=key, ready=False).values_list("group")
    cards = dict(found.annotate(n=Count("pk")).order_by())
    return [(n, people.get(n, 0), cards.get(n, 0)) for n in range(1, atelier.groups + 1)]


def _check(groups: int) -> None:
    if not 2 <= groups <= MOST_GROUPS:
        raise flow.Refused("groups")
