"""Piles of paper for clerks: make one, type it in, settle differences."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from thorbecke.web.participation import instruments
from thorbecke.web.participation.access import act_view
from thorbecke.web.participation.box import paper, papers, reading
from thorbecke.web.participation.box.casting import Refused
from thorbecke.web.participation.box.paper import PaperRefused
from thorbecke.web.participation.console.views import page
from thorbecke.web.participation.models import Act, PaperBallot, PaperBatch

State = PaperBatch.State


class PileForm(forms.Form):
    """A new pile."""

    ballots = forms.IntegerField(
        label=gettext_lazy("Hoeveel stembiljetten liggen er in de stapel?"),
        help_text=gettext_lazy("Tel ze met de hand. Nummer ze daarna van 1 tot het laatste."),
        min_value=1,
        max_value=paper.LARGEST_PILE,
    )


@never_cache
@act_view("enter_paper")
def piles(request: HttpRequest, act: Act) -> HttpResponse:
    """All piles, and a form for a new one."""
    form = PileForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            pile = paper.new_pile(act, form.cleaned_data["ballots"])
        except PaperRefused as refused:
            form.add_error("ballots", str(refused))
        else:
            return redirect("participation:paper_pile", act.slug, pile.number)
    context = {
        "form": form,
        "piles": PaperBatch.objects.filter(act=act).select_related("first_by", "second_by"),
        "totals": reading.totals(act),
    }
    return page(request, act, "participation/box/paper/piles.html", **context)


@never_cache
@act_view("enter_paper")
def pile(request: HttpRequest, act: Act, number: int) -> HttpResponse:
    """One pile: how far it is, and the differences to settle."""
    found = _pile(act, number)
    if request.method == "POST":
        _settle(request, act, found)
        return redirect("participation:paper_pile", act.slug, number)
    entries = list(found.entries.all())
    round_ = paper.ROUNDS.get(State(found.state), "")
    context = {
        "pile": found,
        "entries": entries,
        "next": next((one.number for one in entries if round_ and getattr(one, round_) is None), 1),
        "done": sum(getattr(one, round_) is not None for one in entries) if round_ else 0,
        "may_enter": paper.may_enter(found, request.user),
        "differences": [_difference(act, one) for one in paper.differences(found)],
        "decided": [one for one in entries if one.reason],
    }
    return page(request, act, "participation/box/paper/pile.html", **context)


def _difference(act: Act, ballot: PaperBallot) -> dict[str, Any]:
    readings = [
        {"value": name, "label": label, "lines": _in_words(act, getattr(ballot, name))}
        for name, label in (("first", _("Eerste invoer")), ("second", _("Tweede invoer")))
    ]
    return {"ballot": ballot, "readings": readings}


def _in_words(act: Act, vote: Any) -> list[str]:
    """Return a reading as lines: question and answer."""
    if vote == paper.INVALID:
        return [_("Ongeldig")]
    lines = []
    for one in papers.papers(act, vote):
        chosen = ", ".join(f"{title} {mark}".strip() for title, mark in one.summary)
        lines.append(f"{one.title}: {chosen or _('blanco')}")
    return lines


def _settle(request: HttpRequest, act: Act, found: PaperBatch) -> None:
    ballot = get_object_or_404(found.entries, number=_whole(request.POST.get("ballot")))
    choice = request.POST.get("choice", "")
    votes = {"first": ballot.first, "second": ballot.second, "invalid": dict(paper.INVALID)}
    if choice not in votes:
        messages.error(request, _("Kies wat er op het stembiljet staat."))
        return
    try:
        paper.resolve(ballot, request.user, votes[choice], request.POST.get("reason", ""))
    except (PaperRefused, Refused) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Stembiljet %(n)d is beslist.") % {"n": ballot.number})


@never_cache
@act_view("enter_paper")
def entry(request: HttpRequest, act: Act, number: int, ballot: int) -> HttpResponse:
    """Type in one ballot of a pile, without seeing what the other clerk read."""
    found = _pile(act, number)
    current = get_object_or_404(found.entries, number=ballot)
    if not paper.may_enter(found, request.user):
        messages.error(request, _("U kunt deze stapel nu niet invoeren."))
        return redirect("participation:paper_pile", act.slug, number)
    refused: Refused | None = None
    vote = getattr(current, paper.ROUNDS[State(found.state)])
    if request.method == "POST":
        vote = read(act, request)
        try:
            after = paper.enter(found, ballot, request.user, vote)
        except Refused as wrong:
            refused = wrong
        except PaperRefused as wrong:
            messages.error(request, str(wrong))
            return redirect("participation:paper_pile", act.slug, number)
        else:
            return _onward(act, found, after, ballot)
    context = {"pile": found, "number": ballot, **paper_form(act, vote, refused)}
    return page(request, act, "participation/box/paper/entry.html", **context)


def read(act: Act, request: HttpRequest) -> dict[str, Any]:
    """Return what a clerk typed in: a vote, or that the ballot is invalid."""
    if request.POST.get("invalid"):
        return dict(paper.INVALID)
    return papers.read(instruments.of(act).specs(act), request.POST)


def paper_form(act: Act, vote: Any, refused: Refused | None) -> dict[str, Any]:
    """Return what the form of one paper ballot needs."""
    invalid = vote == paper.INVALID
    filled = None if vote is None or invalid else vote
    return {
        "papers": papers.papers(act, filled, refused.faults if refused else {}),
        "invalid": invalid,
        "refused": refused,
    }


def _onward(act: Act, before: PaperBatch, after: PaperBatch, ballot: int) -> HttpResponse:
    """Go to the next ballot, or back to the pile when the round is done."""
    if after.state != before.state or ballot >= after.ballots:
        return redirect("participation:paper_pile", act.slug, after.number)
    return redirect("participation:paper_entry", act.slug, after.number, ballot + 1)


@require_POST
@act_view("enter_paper")
def remove(request: HttpRequest, act: Act, number: int) -> HttpResponse:
    """Take a pile away that is not done."""
    try:
        paper.remove(_pile(act, number), request.user)
    except PaperRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Stapel %(number)d is weggehaald.") % {"number": number})
    return redirect("participation:paper", act.slug)


def _pile(act: Act, number: int) -> PaperBatch:
    return get_object_or_404(
        PaperBatch.objects.select_related("first_by", "second_by"), act=act, number=number
    )


def _whole(text: str | None) -> int:
    if not text or not text.isascii() or not text.isdigit() or len(text) > 6:
        raise Http404
    return int(text)
