"""The public seed of an act's lots: committed to at opening, or a number drawn in public after closing.

Both are fixed before anybody can turn them to account: the commitment before the first ballot, the
number only when no ballot can change any more. There is one seed, and it is never replaced.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thorbecke.methods.lots import SHORTEST_OPENING, WrongSeed, commitment, seed_of_number
from thorbecke.web.participation import instruments
from thorbecke.web.participation.models import Act, Phase, Seed
from thorbecke.web.participation.record import log
from thorbecke.web.participation.record.locking import NotNow, held

BY_NUMBER = "number"  # Act.settings["lots"]: the organiser will draw a number in public
DRAWING = (Phase.CLOSED, Phase.COUNTED)


def commit(act: Act) -> str | None:
    """Make the secret opening and return its hash, to publish at opening; None for a public draw."""
    if act.settings.get("lots") == BY_NUMBER:
        return None
    opening = secrets.token_bytes(SHORTEST_OPENING)
    return Seed.objects.create(
        act=act, opening=opening.hex(), commitment=commitment(opening)
    ).commitment


def reveal(act: Act) -> str | None:
    """Publish the opening, once no ballot can change; return it, or None when there is none."""
    found = Seed.objects.filter(act=act).exclude(opening="").first()
    if found is None:
        return None
    found.revealed = True
    found.save(update_fields=["revealed"])
    return found.opening


def draw_number(act: Act, person: Any, drawn: str) -> None:
    """Store the number that was drawn in public. Raises ``NotNow`` before closing, the second time, or
    where a hash was published at opening; ``WrongSeed`` for what is no number."""
    with transaction.atomic():
        act = held(act)
        if act.phase not in DRAWING:
            raise NotNow(_("Trek het getal pas als de stembus dicht is."))
        seed_of_number(drawn)
        if reason := instruments.of(act).hindrance(act, "draw"):
            raise NotNow(reason)
        text = " ".join(drawn.split())
        try:
            with transaction.atomic():
                Seed.objects.create(act=act, drawn=text, revealed=True)
        except IntegrityError:
            raise NotNow(_("Het startgetal van de loting ligt al vast.")) from None
        log.append(act, "drawn", person, {"drawn": text})


def lots_data(act: Act) -> dict[str, str] | None:
    """Return the seed as the record tells it; None while it is secret or still to be drawn."""
    found = Seed.objects.filter(act=act, revealed=True).first()
    if found is None:
        return None
    if found.drawn:
        return {"drawn": found.drawn}
    return {"opening": found.opening, "commitment": found.commitment}


__all__ = ["WrongSeed", "commit", "draw_number", "lots_data", "reveal"]
