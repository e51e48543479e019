"""What every page of an act shows: its head, its period, its way in and its parts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from thorbecke.web.participation import instruments
from thorbecke.web.participation.models import Act, Phase
from thorbecke.web.participation.permissions import may

TONES = {Phase.OPEN: "green", Phase.PUBLISHED: "blue"}


def organises(request: HttpRequest, act: Act) -> bool:
    """Tell whether this visitor has a role in the act's organisation."""
    return may(request.user, "see_console", act)


def context(request: HttpRequest, act: Act) -> dict[str, Any]:
    """Return what the base template of an act needs."""
    instrument = instruments.of(act)
    return {
        "act": act,
        "instrument": instrument,
        "state": state(act),
        "state_tags": [state(act)],
        "who": instrument.who(act),
        "period": period(act),
        "act_menu": menu(act, request.path, instrument),
        "organises": organises(request, act),
        "accepts": accepts(act),
    }


def accepts(act: Act) -> bool:
    """True while ballots can be handed in: the act is open and its closing time has not passed."""
    return act.phase == Phase.OPEN and not (act.closes_at and timezone.now() >= act.closes_at)


def state(act: Act) -> dict[str, str]:
    """Return the phase as a tag."""
    return {"label": str(Phase(act.phase).label), "tone": TONES.get(act.phase, "neutral")}


def period(act: Act) -> str:
    """Return from when to when one can take part, in words."""
    opens, closes = act.opened_at or act.opens_at, act.closed_at or act.closes_at
    if opens and closes:
        return _("%(opens)s tot en met %(closes)s") % {
            "opens": day(opens),
            "closes": moment(closes),
        }
    if closes:
        return _("tot en met %(closes)s") % {"closes": moment(closes)}
    return _("vanaf %(opens)s") % {"opens": day(opens)} if opens else ""


def day(when: Any) -> str:
    """Return a date in words, in Dutch time."""
    return str(date_format(timezone.localtime(when), "j F Y"))


def moment(when: Any) -> str:
    """Return a date and time in words, in Dutch time."""
    return str(date_format(timezone.localtime(when), "j F Y, H:i"))


def menu(act: Act, path: str, instrument: instruments.Instrument) -> list[dict[str, Any]]:
    """Return the parts of an act that exist in its phase."""
    parts = [(_("Over"), "act")]
    parts += [(label, name) for label, name in instrument.public_links(act)]
    if act.phase != Phase.PREPARE:
        parts += [(_("Uitslag"), "result"), (_("Controleren"), "checking")]
    parts.append((_("Wat wij beloven"), "promises"))
    found = []
    for label, name in parts:
        url = reverse(f"participation:{name}" if ":" not in name else name, args=[act.slug])
        found.append({"label": label, "url": url, "current": path == url})
    return found


def card(act: Act) -> dict[str, Any]:
    """Return what a card in a list shows."""
    instrument = instruments.get(act.instrument)
    return {
        "title": act.title,
        "url": reverse("participation:act", args=[act.slug]),
        "kicker": instrument.name if instrument else "",
        "text": act.settings.get("summary", ""),
        "tags": [state(act)],
        "meta": " · ".join(filter(None, [str(act.organisation), period(act)])),
    }
