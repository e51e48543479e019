"""What everybody may see: the public delegates with their votes and reasons, and who sees what."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thorbecke.web.instruments.delegation import setting, words
from thorbecke.web.instruments.delegation.models import Choice, Member
from thorbecke.web.participation.access import public_act
from thorbecke.web.participation.models import Act, Phase
from thorbecke.web.participation.public import summary

PER_PAGE = 50


@public_act
def delegates(request: HttpRequest, act: Act) -> HttpResponse:
    """The list of public delegates, with what they voted and why where the round says so."""
    text = request.GET.get("q", "").strip()[:60]
    found = Member.objects.filter(act=act, public=True).order_by("name", "handle")
    if text:
        found = found.filter(name__icontains=text)
    if _votes_are_public(act):
        found = found.prefetch_related(Prefetch("choices", Choice.objects.order_by("question")))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **summary.context(request, act),
        "page": page,
        "text": text,
        "rows": [_row(act, one) for one in page],
    }
    return render(request, "delegation/delegates.html", context)


def _votes_are_public(act: Act) -> bool:
    return setting.option(act, "votes") or act.phase == Phase.PUBLISHED


def _row(act: Act, one: Member) -> dict[str, Any]:
    if not _votes_are_public(act):
        return {"member": one, "votes": []}
    known = {question["id"]: question for question in setting.questions(act)}
    votes = []
    for choice in one.choices.all():
        question = known[choice.question]
        titles = {option["id"]: option["title"] for option in question["options"]}
        given = {"vote": titles[choice.option], "reason": choice.reason}
        votes.append({"question": question["title"], **given})
    return {"member": one, "votes": votes}


@public_act
def secrecy(request: HttpRequest, act: Act) -> HttpResponse:
    """Who sees what in this round."""
    context = {
        **summary.context(request, act),
        "sees": words.who_sees(act),
        "cap": setting.option(act, "cap"),
    }
    return render(request, "delegation/secrecy.html", context)
