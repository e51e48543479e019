"""The room of an act: made when it is first needed, with the organiser's first statements."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from thorbecke.methods.lots import Lots
from thorbecke.web.instruments.conversation.models import Room, Statement
from thorbecke.web.participation.box.casting import SIGNS
from thorbecke.web.participation.models import Act, Phase

CODE = 6  # 32^6: a thousand million
REFRESH = timedelta(seconds=15)
OPEN, ROLL = "open", "roll"
DEFAULTS: dict[str, Any] = {
    "entry": OPEN,  # or ROLL: with the code of a letter
    "before": True,  # a statement of a participant waits for a yes
    "add": True,  # participants may add statements
    "joins": 60,  # newcomers from one connection in an hour
    "policy": "",
    "seeds": [],
}


def option(act: Act, name: str) -> Any:
    """Return a setting of the conversation."""
    return act.settings.get("conversation", {}).get(name, DEFAULTS[name])


def room_of(act: Act) -> Room:
    """Return the room, made if it is not there; once open it holds the first statements.

    One query when all is there. Two requests at once make one room.
    """
    room = Room.objects.filter(act=act).defer("snapshot").first() or _made(act)
    if not room.seeded and act.phase != Phase.PREPARE:
        _seed(act, room)
    return room


def _made(act: Act) -> Room:
    while True:
        code = "".join(secrets.choice(SIGNS) for _ in range(CODE))
        try:
            with transaction.atomic():
                return Room.objects.get_or_create(act=act, defaults={"code": code})[0]
        except IntegrityError:  # the code is taken
            continue


def _seed(act: Act, room: Room) -> None:
    from thorbecke.web.instruments.conversation.texts import fingerprint

    with transaction.atomic():
        held = Room.objects.select_for_update().defer("snapshot").get(pk=room.pk)
        if not held.seeded:
            Statement.objects.bulk_create(
                Statement(
                    act=act,
                    number=number,
                    text=text,
                    print=fingerprint(text),
                    state=Statement.State.SHOWN,
                    by_organiser=True,
                )
                for number, text in enumerate(option(act, "seeds"), start=1)
            )
            held.seeded = True
            held.save(update_fields=["seeded"])
    room.seeded = True


def due(act: Act) -> bool:
    """Tell whether the map is to be drawn again; true for one request in each period. One query."""
    now = timezone.now()
    waiting = Room.objects.filter(Q(due_at=None) | Q(due_at__lte=now), act=act)
    return bool(waiting.update(due_at=now + REFRESH))


def routing_seed(act: Act) -> str:
    """Return the public seed of the order of statements, 64 hexadecimal digits; fixed with the act."""
    return hashlib.sha256(f"thorbecke conversation order|{act.pk}".encode()).hexdigest()


def lots_of(act: Act) -> Lots:
    """Return the lots that choose the next statement."""
    return Lots(bytes.fromhex(routing_seed(act)))


def map_seed(act: Act) -> int:
    """Return the public seed of the map, of 48 bits."""
    return int(hashlib.sha256(f"thorbecke conversation map|{act.pk}".encode()).hexdigest()[:12], 16)


def link(room: Room) -> str:
    """Return the short address of the conversation, for a poster or a screen."""
    return settings.BASE_URL.rstrip("/") + reverse("conversation:code", args=[room.code])
