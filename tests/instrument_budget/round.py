"""A round with three plans, people who vote on them, and what residents and organisers send."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from thorbecke.web.instruments.budget import ideas
from thorbecke.web.instruments.budget.models import Idea
from thorbecke.web.participation.box import casting
from thorbecke.web.participation.console import making
from thorbecke.web.participation.models import Act, Channel
from thorbecke.web.participation.record import phases
from thorbecke.web.participation.roll import issuing

PLANS = (
    ("Speeltuin", 6_000_00, "play"),
    ("Bomen", 4_000_00, "green"),
    ("Concert", 5_000_00, "culture"),
)
# Two groups: seven want playground and concert, five want trees. 10.000 euros to divide.
CARTS = [{"p1": 1}] * 7 + [{"p2": 1}] * 5


def new_round(organisation: Any, **settings: Any) -> Act:
    """Return a round in preparation that collects ideas."""
    act = making.create("budget", "Geld voor de wijk", organisation, None)
    act.settings |= {
        "summary": "Verdeel samen het geld.",
        "total": 10_000_00,
        "areas": [],
        "ideas_open": True,
        "early": True,
        "threshold": 2,
        **settings,
    }
    act.closes_at = timezone.now() + timedelta(days=7)
    act.save()
    return act


def new_idea(act: Act, title: str = "Speeltuin", *, shown: bool = True, **fields: Any) -> Idea:
    """Return an idea of a resident; shown on the page unless told otherwise."""
    values = {"text": "Een plan voor iedereen.", "theme": "play", **fields}
    email = values.pop("email", "bedenker@voorbeeld.invalid")
    idea = ideas.bring_in(Idea(act=act, title=title, **values), "Bo Bedenker", email)
    if shown:
        ideas.show(idea)
        idea.refresh_from_db()
    return idea


def accepted(act: Act, title: str, cost: int, **fields: Any) -> Idea:
    """Return an idea that is on the ballot."""
    idea = new_idea(act, title, **fields)
    ideas.vet(idea)
    ideas.accept(idea, cost)
    idea.refresh_from_db()
    return idea


def with_plans(act: Act) -> Act:
    """Put three plans on the ballot."""
    for title, cost, theme in PLANS:
        accepted(act, title, cost, theme=theme)
    act.refresh_from_db()
    return act


def opened(act: Act, person: Any, voters: int = len(CARTS)) -> list[str]:
    """Open the round; return the codes."""
    codes = [issuing.issue(act, Channel.LETTER)[1] for _ in range(voters)]
    act.refresh_from_db()
    phases.open_act(act, person)
    return codes


def published(act: Act, person: Any, carts: list[dict[str, int]] | None = None) -> Act:
    """Vote, close, count and publish."""
    carts = CARTS if carts is None else carts
    for code, cart in zip(opened(act, person, len(carts)), carts, strict=True):
        casting.cast(act, code, {"geheel": cart})
    phases.close_act(act, person)
    phases.count_act(act, person)
    act.refresh_from_db()
    phases.publish_act(act, person)
    act.refresh_from_db()
    return act


def photo(kind: str = "JPEG", size: tuple[int, int] = (640, 480), **save: Any) -> bytes:
    """Return the bytes of a picture."""
    target = BytesIO()
    Image.new("RGB", size, "green").save(target, kind, **save)
    return target.getvalue()


def upload(content: bytes, name: str = "foto.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, kind)


def idea_form(**changes: Any) -> dict[str, Any]:
    """What a resident sends."""
    return {
        "title": "Een bankje",
        "text": "Een bankje bij de vijver.",
        "theme": "meet",
        "address": "Vijverplein",
        "estimate": "1.250",
        "name": "Bo Bedenker",
        "email": "bedenker@voorbeeld.invalid",
        **changes,
    }
