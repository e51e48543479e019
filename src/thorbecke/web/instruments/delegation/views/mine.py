"""A member's own page: votes, mandates, where each vote goes now, and being a delegate."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from thorbecke.web.instruments.delegation import counting, members, setting, words
from thorbecke.web.instruments.delegation.members import Refused
from thorbecke.web.instruments.delegation.models import ALL, RANKS, Choice, Mandate, Member
from thorbecke.web.participation.access import public_act
from thorbecke.web.participation.models import Act
from thorbecke.web.participation.public import summary

SHOWN = 200  # public delegates in the lists to choose from


@never_cache
@public_act
def mine(request: HttpRequest, act: Act) -> HttpResponse:
    """Everything of a member on one page; without a code, the way in."""
    who = members.member_of(request, act)
    if who is None:
        if summary.accepts(act):
            return redirect("participation:access", act.slug)
        return render(request, "delegation/closed.html", summary.context(request, act))
    return _page(request, act, who)


def _page(
    request: HttpRequest, act: Act, who: Member, why: str = "", code: int = 200
) -> HttpResponse:
    found = counting.read(act)
    own = {one.question: one for one in Choice.objects.filter(member=who)}
    context = {
        **summary.context(request, act),
        "who": who,
        "why": why,
        "questions": [_question(act, found, who, own, one) for one in setting.questions(act)],
        "scopes": _scopes(act, found, who),
        "received": received(act, who),
        "cap": setting.option(act, "cap"),
    }
    return render(request, "delegation/mine.html", context, status=code)


def _question(
    act: Act, found: counting.Round, who: Member, own: dict[str, Choice], question: dict[str, Any]
) -> dict[str, Any]:
    choice = own.get(question["id"])
    return {
        **question,
        "chosen": choice.option if choice else "",
        "reason": choice.reason if choice else "",
        "way": words.way(act, found, counting.now(found, question), who, question),
    }


def _scopes(act: Act, found: counting.Round, who: Member) -> list[dict[str, Any]]:
    """Return each scope with whom this member chose in it, and the delegates to choose from."""
    given = {one.scope: one.delegates for one in Mandate.objects.filter(member=who)}
    public = [one for one in found.members.values() if one.public and one.pk != who.pk]
    public.sort(key=lambda one: one.name)
    rows = []
    for number, scope in enumerate([ALL, *setting.themes(act)]):
        chosen = [found.members[key] for key in given.get(scope, [])]
        private = [one for one in chosen if not one.public]
        rows.append(
            {
                "id": number,
                "scope": scope,
                "title": scope or _("Alle thema's"),
                "given": bool(chosen),
                "refused": [_label(one) for one in chosen if one.declines],
                "ranks": _ranks(chosen, [*private, *public[:SHOWN]]),
            }
        )
    return rows


def _ranks(chosen: list[Member], to_choose: list[Member]) -> list[dict[str, Any]]:
    titles = [_("Vertegenwoordiger"), _("Reserve 1"), _("Reserve 2"), _("Reserve 3")]
    known = list({one.pk: one for one in [*chosen, *to_choose]}.values())
    return [
        {
            "title": title,
            "options": [
                {
                    "key": str(one.pk),
                    "label": _label(one),
                    "chosen": place < len(chosen) and chosen[place].pk == one.pk,
                }
                for one in known
            ],
        }
        for place, title in enumerate(titles)
    ]


def _label(one: Member) -> str:
    return one.name if one.public else _("Code %(code)s") % {"code": one.handle}


def received(act: Act, who: Member) -> str:
    """Return how many mandates name a member, vaguely while they are few. One query."""
    named = Q()
    for rank in RANKS:
        named |= Q(**{rank: who})
    count = Mandate.objects.filter(named, member__act=act).values("member").distinct().count()
    if not count:
        return _("Niemand gaf u tot nu toe een volmacht.")
    if count < counting.FEWEST:
        return _("Minder dan vijf mensen gaven u een volmacht.")
    return _("%(count)s mensen gaven u een volmacht.") % {"count": count}


def _changed(
    request: HttpRequest, act: Act, change: Callable[[Member], None], done: str
) -> HttpResponse:
    """Make a change; say why when it is refused, and then nothing changed."""
    who = members.member_of(request, act)
    if who is None:
        if not summary.accepts(act):
            context = summary.context(request, act)
            return render(request, "delegation/closed.html", context, status=409)
        return redirect("participation:access", act.slug)
    try:
        change(who)
    except Refused as refused:
        code = 409 if refused.reason == "closed" else 422
        return _page(request, act, who, words.refusal(refused.reason), code)
    messages.success(request, done)
    return redirect("delegation:mine", act.slug)


@never_cache
@require_POST
@public_act
def vote(request: HttpRequest, act: Act) -> HttpResponse:
    """Vote, change a vote, or take it back."""
    data = request.POST
    given = (data.get("vraag", ""), data.get("keuze", ""), data.get("reden", ""))
    done = _("Uw stem is opgeslagen.") if given[1] else _("Uw stem is ingetrokken.")
    return _changed(request, act, lambda who: members.vote(act, who, *given), done)


@never_cache
@require_POST
@public_act
def give(request: HttpRequest, act: Act) -> HttpResponse:
    """Give a mandate, change it, or take it back."""
    data = request.POST
    named = [text for text in (*data.getlist("wie"), data.get("code", "")) if text.strip()]
    if "intrekken" in data:
        named = []
    done = _("Uw volmacht is opgeslagen.") if named else _("Uw volmacht is ingetrokken.")
    scope = data.get("thema", ALL)
    return _changed(request, act, lambda who: members.trust(act, who, scope, named), done)


@never_cache
@require_POST
@public_act
def present(request: HttpRequest, act: Act) -> HttpResponse:
    """Stand as a delegate, in public or for who has the code, or refuse."""
    data = request.POST
    given = (data.get("keuze", ""), data.get("naam", ""), data.get("over", ""))
    return _changed(request, act, lambda who: members.present(act, who, *given), _("Opgeslagen."))
