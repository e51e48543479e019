"""The ballot: fill in, look it over, cast; then the receipt.

Nothing of the vote is kept between these steps but in the page itself and on the voter's own device.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from thorbecke.web.participation import instruments
from thorbecke.web.participation.access import public_act
from thorbecke.web.participation.box import casting, drawers, mailing, papers, words
from thorbecke.web.participation.box.casting import Refused
from thorbecke.web.participation.models import Act, Phase
from thorbecke.web.participation.roll import entry
from thorbecke.web.participation.roll.entry import Pass, Standing

LARGEST = 256 * 1024  # bytes of a ballot as a form; 500 options with long names stay below
MOST_REMEMBERED = 200
BALLOT = "participation:ballot"  # an instrument without ballots has another entrance


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ballot(request: HttpRequest, slug: str) -> HttpResponse:
    """Fill in, check and cast.

    What is sent to an open act of which the browser carries the pass skips looking the act up: a
    thousand people may do this in one minute. Whether it is still open is asked in the box itself.
    """
    if _too_large(request):
        return _stop(request, _guarded_act(request, slug), "too_large", 413)
    if request.method != "POST":
        act = _guarded_act(request, slug)
        return _empty(request, act, entry.read_pass(request, act))
    act = _open_acts.get(slug)
    found = entry.read_pass(request, act) if act else None
    if act is None or found is None:
        act = _guarded_act(request, slug)
        found = entry.read_pass(request, act)
        _remember(act)
    return _sent(request, act, found)


ballot.act_public = True  # type: ignore[attr-defined]
_guard = public_act(lambda request, act: act)  # type: ignore[arg-type, return-value]
# Acts that were open when we saw them. Their questions can't change any more, see record/guards.
_open_acts: dict[str, Act] = {}


def _guarded_act(request: HttpRequest, slug: str) -> Act:
    """Return the act if this visitor may see it. Raises ``Http404``."""
    found: Any = _guard(request, slug=slug)
    assert isinstance(found, Act)
    return found


def _remember(act: Act) -> None:
    if act.phase == Phase.OPEN:
        if len(_open_acts) >= MOST_REMEMBERED:
            _open_acts.clear()
        _open_acts[act.slug] = act


def _sent(request: HttpRequest, act: Act, found: Pass | None) -> HttpResponse:
    """Answer what was sent: a paper to look over, to change, or to cast."""
    step = request.POST.get("step", "check")
    if found is None:
        return _stop(request, act, "no_pass", 403)
    if (entrance := instruments.of(act).entrance) != BALLOT:
        return redirect(entrance, act.slug)
    vote = papers.read(instruments.of(act).specs(act), request.POST)
    if step == "back":
        return _form(request, act, found, vote)
    try:
        if step == "cast":
            casting.cast(act, found.code, vote)
            return redirect("participation:receipt", act.slug)
        casting.checked(act, vote)
    except Refused as refused:
        return _refused(request, act, found, vote, refused)
    except (OperationalError, drawers.Contended):
        return _stop(request, act, "busy", 503)
    return _check(request, act, vote)


def _empty(request: HttpRequest, act: Act, found: Pass | None) -> HttpResponse:
    """Show an empty paper, or where to go when there is nothing to fill in."""
    if (entrance := instruments.of(act).entrance) != BALLOT:
        return redirect(entrance, act.slug)
    if act.phase != Phase.OPEN:
        return _stop(request, act, "not_open" if act.phase == Phase.PREPARE else "closed", 200)
    if found is None:
        return redirect("participation:access", act.slug)
    standing, _credential = entry.check(act, found.code)
    if standing is Standing.USED and not act.may_change:
        return _stop(request, act, "used", 200)
    if standing not in {Standing.GOOD, Standing.USED}:
        return _stop(request, act, "void_code", 200)
    return _form(request, act, found, None, used=standing is Standing.USED)


def _form(
    request: HttpRequest,
    act: Act,
    found: Pass,
    vote: dict[str, Any] | None,
    refused: Refused | None = None,
    used: bool = False,
) -> HttpResponse:
    instrument = instruments.of(act)
    faults = refused.faults if refused else {}
    shown = papers.papers(act, vote, faults, voter=found.code)
    general = [words.fault(one, {}) for one in faults.get("", ())]
    context = {
        **_context(act),
        "papers": shown,
        "wrong": [paper for paper in shown if paper.faults],
        "general": general,
        "used": used,
        "fresh": vote is None,
        **instrument.ballot_context(request, act),
    }
    return render(request, instrument.ballot_template, context, status=422 if refused else 200)


def _check(request: HttpRequest, act: Act, vote: dict[str, Any]) -> HttpResponse:
    shown = papers.papers(act, vote)
    context = {
        **_context(act),
        "papers": shown,
        "fields": papers.fields(request.POST),
        "blanks": papers.complete(shown),
    }
    return render(request, "participation/box/check.html", context)


def _refused(
    request: HttpRequest, act: Act, found: Pass, vote: dict[str, Any], refused: Refused
) -> HttpResponse:
    if refused.reason == "faults":
        return _form(request, act, found, vote, refused)
    return _stop(request, act, refused.reason, 409)


def _stop(request: HttpRequest, act: Act, reason: str, status: int) -> HttpResponse:
    """Say kindly why it can't go on, that nothing was lost, and what to do."""
    title, text = _reasons()[reason]
    context = {
        **_context(act),
        "reason": reason,
        "stop_title": title,
        "stop_text": text,
        "fields": papers.fields(request.POST) if reason == "busy" else [],
    }
    return render(request, "participation/box/stop.html", context, status=status)


def _reasons() -> dict[str, tuple[str, str]]:
    return {
        "closed": (
            _("De stembus is gesloten"),
            _("Stemmen kan niet meer. Was u net bezig? Dan is uw stem niet meer meegeteld."),
        ),
        "not_open": (_("De stembus is nog niet open"), _("Kom terug als het stemmen begonnen is.")),
        "no_pass": (
            _("Vul uw code nog een keer in"),
            _(
                "U was langer dan twee uur bezig, of uw browser bewaart geen cookies. "
                "Wat u hebt ingevuld, staat nog op dit apparaat."
            ),
        ),
        "unknown_code": (
            _("Deze code kennen we niet"),
            _("Kijk de code in uw brief nog eens na en vul haar opnieuw in."),
        ),
        "void_code": (
            _("Deze code is vervangen"),
            _("U hebt een nieuwe code gekregen. Vul die in. Hulp nodig? Bel de gemeente."),
        ),
        "used": (
            _("Met deze code is al gestemd"),
            _("Uw stem zit in de stembus. Nog een keer stemmen met dezelfde code kan niet."),
        ),
        "too_large": (
            _("Dit stembiljet is te groot"),
            _("Wij konden het niet lezen. Vul het stembiljet opnieuw in."),
        ),
        "busy": (
            _("Het is nu erg druk"),
            _(
                "Uw stem is nog niet ontvangen. Wacht een halve minuut en druk op de knop. "
                "Uw stem telt altijd maar één keer, ook als u vaker drukt."
            ),
        ),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@public_act
def receipt(request: HttpRequest, act: Act) -> HttpResponse:
    """Show the receipt to who carries the pass; send it once to an address; or leave."""
    found = entry.read_pass(request, act)
    if request.method == "POST" and request.POST.get("step") == "leave":
        response = redirect("participation:act", act.slug)
        entry.drop_pass(response, act)
        return response
    if found is None:
        return redirect("participation:access", act.slug)
    text = casting.receipt_of(act, found.code)
    sent = ""
    if text and request.method == "POST":
        sent = mailing.send_receipt(request, act, text)
    context = {**_context(act), "receipt": text, "sent": sent, "mail_words": mailing.words(sent)}
    return render(request, "participation/box/receipt.html", context)


def _context(act: Act) -> dict[str, Any]:
    return {
        "act": act,
        "instrument": instruments.of(act),
        "draft": draft_key(act),
        "ballot_url": reverse("participation:ballot", args=[act.slug]),
    }


def draft_key(act: Act) -> str:
    """Return under which name a browser keeps the draft: of this act and these questions only."""
    questions = "|".join(spec.id for spec in instruments.of(act).specs(act))
    return hashlib.sha256(f"{act.pk}|{questions}".encode()).hexdigest()[:16]


def _too_large(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdigit() or int(length) > LARGEST
