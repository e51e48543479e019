"""What residents see of an act: the list, its page, its result, its promises, and how to embed it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_exempt

from thorbecke.web.participation import instruments
from thorbecke.web.participation.access import public_act
from thorbecke.web.participation.models import Act, Phase
from thorbecke.web.participation.public import agenda, summary

PER_PAGE = 24
STATES = {
    "open": (_("Nu open"), (Phase.OPEN,)),
    "bezig": (_("Gesloten, uitslag volgt"), (Phase.CLOSED, Phase.COUNTED)),
    "uitslag": (_("Met uitslag"), (Phase.PUBLISHED,)),
}


def acts(request: HttpRequest) -> HttpResponse:
    """All acts that residents may see: those that are open first."""
    text = request.GET.get("q", "").strip()[:100]
    state = request.GET.get("stand", "")
    found = _visible(text, state)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "cards": [summary.card(one) for one in page],
        "text": text,
        "state": state,
        "states": [(key, label) for key, (label, _phases) in STATES.items()],
        "total": page.paginator.count,
    }
    return render(request, "participation/public/acts.html", context)


def _visible(text: str, state: str) -> QuerySet[Act]:
    phases = STATES[state][1] if state in STATES else (*_all_phases(),)
    shown = Q(phase__in=phases)
    if state not in STATES:
        shown |= Q(phase=Phase.PREPARE, settings__early=True)
    found = Act.objects.filter(shown, rehearsal_of=None).select_related(
        "organisation", "municipality"
    )
    if text:
        found = found.filter(title__icontains=text)
    return found.defer("definition").order_by("-phase", "-opened_at", "pk")


def _all_phases() -> tuple[str, ...]:
    return tuple(phase for _label, phases in STATES.values() for phase in phases)


@public_act
def act(request: HttpRequest, act: Act) -> HttpResponse:
    """The page of one act: what it is about, who may take part, and the way in."""
    instrument = instruments.of(act)
    context = {**summary.context(request, act), **instrument.page_context(request, act)}
    return render(request, instrument.page_template, context)


@public_act
def result(request: HttpRequest, act: Act) -> HttpResponse:
    """The result; only organisers see it before it is published."""
    instrument = instruments.of(act)
    stored = getattr(act, "result", None)
    if act.phase != Phase.PUBLISHED and not (stored and summary.organises(request, act)):
        return render(request, "participation/public/no_result.html", summary.context(request, act))
    context = {
        **summary.context(request, act),
        "result": stored,
        **instrument.result_context(request, act, stored),
    }
    return render(request, instrument.result_template, context)


@public_act
def promises(request: HttpRequest, act: Act) -> HttpResponse:
    """What we promise about this act and what not; each sentence names the test that keeps it."""
    instrument = instruments.of(act)
    context = {
        **summary.context(request, act),
        "promises": instrument.promises,
        "limits": instrument.limits,
    }
    return render(request, "participation/public/promises.html", context)


@public_act
def calendar(request: HttpRequest, act: Act) -> HttpResponse:
    """The period as a calendar file."""
    if not (act.opens_at or act.closes_at):
        raise Http404
    response = HttpResponse(agenda.event(act), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{act.slug}.ics"'
    return response


@public_act
def embed(request: HttpRequest, act: Act) -> HttpResponse:
    """The snippet with which a municipality shows this act on its own site."""
    return render(request, "participation/public/embed.html", summary.context(request, act))


@xframe_options_exempt
@public_act
def embed_frame(request: HttpRequest, act: Act) -> HttpResponse:
    """The small page inside the frame: it shows and links, and never takes a vote or a code."""
    context = summary.context(request, act)
    response = render(request, "participation/public/embed_frame.html", context)
    response._csp_replace = {"frame-ancestors": ["*"]}  # type: ignore[attr-defined]
    return response
