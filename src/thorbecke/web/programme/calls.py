"""Rounds: making one, its way from concept to answered, and what the front page says of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from thorbecke.web.core import addresses
from thorbecke.web.core.teasers import Teaser
from thorbecke.web.programme.models import Call, State
from thorbecke.web.programme.permissions import TABLE

RESERVED = frozenset({"aanmelding", "link-kwijt"})
# step -> the state it leads to
STEPS = {"open": State.OPEN, "close": State.CLOSED}


class NotNow(Exception):
    """A step that can't be taken; the text says why, in Dutch."""


def create(call: Call) -> Call:
    """Store a round under an address made of its title."""
    return addresses.store(call, call.title, "ronde", RESERVED)


@transaction.atomic
def step(call: Call, name: str) -> None:
    """Open or close a round. Raises ``NotNow``."""
    now = Call.objects.select_for_update().get(pk=call.pk)
    if now.state not in TABLE[name][1]:
        raise NotNow(_("De ronde is intussen in een andere stand."))
    if name == "open" and now.closes_on < timezone.localdate():
        raise NotNow(_("De laatste dag is voorbij. Kies eerst een latere dag."))
    now.state = STEPS[name]
    now.version += 1
    now.save(update_fields=["state", "version"])
    call.state = now.state


def close_passed() -> int:
    """Close every round whose last day has passed; return how many."""
    today = timezone.localdate()
    return Call.objects.filter(state=State.OPEN, closes_on__lt=today).update(state=State.CLOSED)


def open_calls() -> list[Call]:
    """Return the rounds that take submissions today, the one that closes first in front."""
    today = timezone.localdate()
    rows = Call.objects.filter(state=State.OPEN, opens_on__lte=today, closes_on__gte=today)
    return list(rows.defer("answer").order_by("closes_on", "pk")[:10])


def teasers() -> Iterator[Teaser]:
    """Yield a line for the front page for each round that is open."""
    for call in open_calls():
        until = date_format(call.closes_on, "j F Y")
        yield Teaser(
            call.title,
            _("De oproep is open tot en met %(day)s. Meld u met een opgave, idee of vraag.")
            % {"day": until},
            reverse("programme:call", args=[call.slug]),
            _("Doe mee"),
        )


def theme_titles(ids: Any) -> list[str]:
    """Return the titles of themes, in the order of the ids."""
    from thorbecke.knowledge import shipped

    known = {theme.id: theme.title_nl for theme in shipped().themes}
    return [known[one] for one in ids or () if one in known]
