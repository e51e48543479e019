"""Choosing central themes together: a consultation about the ten themes, counted proportionally.

The act is an ordinary one: its roll, box, count and sealed bundle are those of every consultation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from thorbecke.knowledge import shipped
from thorbecke.web.participation.console import making
from thorbecke.web.participation.models import Act, Phase, Result
from thorbecke.web.people.models import Person
from thorbecke.web.programme.models import Call

QUESTION = "themas"
METHODS = ("voting.equal-shares", "voting.phragmen")


@dataclass(frozen=True)
class Choice:
    """Where the choice of themes stands: the act, and the ids that won once it is published."""

    act: Act
    winners: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()

    @property
    def published(self) -> bool:
        """True once everybody may see the outcome."""
        return bool(self.act.phase == Phase.PUBLISHED)

    @property
    def shown(self) -> bool:
        """True once everybody may see the act itself."""
        return bool(self.act.phase != Phase.PREPARE)


@transaction.atomic
def begin(call: Call, by: Person, *, seats: int, most: int, method: str) -> Act:
    """Return the consultation of a round, made when there is none yet. The caller checks who may."""
    now = Call.objects.select_for_update().select_related("organisation").get(pk=call.pk)
    if now.theme_act is not None:
        return now.theme_act
    title = _("Welke thema's staan centraal? %(call)s") % {"call": now.title}
    act = making.create("consultation", title[:160], now.organisation, by)
    act.settings = {
        **act.settings,
        "summary": _(
            "Kruis de thema's aan die voor u het zwaarst wegen. De site kiest er samen %(seats)s. "
            "Ook kleinere groepen krijgen hun deel."
        )
        % {"seats": seats},
        "questions": [question(seats, most, method)],
    }
    act.eligibility = {"who": "open", "lowest_age": None, "reference_date": None, "areas": []}
    act.credentials = ["account", "letter"]
    act.save()
    Call.objects.filter(pk=now.pk).update(theme_act=act)
    return act


def question(seats: int, most: int, method: str) -> dict[str, Any]:
    """Return the ballot paper: the ten themes, at most ``most`` ticks, ``seats`` chosen in proportion."""
    options = [
        {"id": theme.id, "title": theme.title_nl, "text": theme.question_nl}
        for theme in shipped().themes
    ]
    return {
        "id": QUESTION,
        "title": _("Welke thema's zijn voor u het belangrijkst?"),
        "text": "",
        "type": "approval",
        "options": options,
        "most": most,
        "blank": True,
        "shuffle": True,
        "count": {"method": method, "rules": {"seats": seats}},
    }


def of(call: Call) -> Choice | None:
    """Return where the choice of a round stands; None without one. At most two queries."""
    act = call.theme_act
    if act is None:
        return None
    if act.phase != Phase.PUBLISHED:
        return Choice(act)
    counts = Result.objects.filter(act=act).values_list("counts", flat=True).first() or []
    outcome = next((one["outcome"] for one in counts if one["question"] == QUESTION), None)
    winners = tuple(outcome["winners"]) if outcome else ()
    known = {theme.id: theme.title_nl for theme in shipped().themes}
    titles = tuple(known[one] for one in winners if one in known)
    return Choice(act, winners, titles)
