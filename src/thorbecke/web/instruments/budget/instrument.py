"""The neighbourhood budget as an instrument: its settings, its counts, and what its pages need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thorbecke.methods.ballots import MOST_OPTIONS
from thorbecke.web.instruments.budget import (
    ballot,
    carrying_out,
    figures,
    forms,
    ideas,
    results,
    words,
)
from thorbecke.web.instruments.budget.models import Idea
from thorbecke.web.participation.box.words import euros
from thorbecke.web.participation.instruments import ConsoleLink, CountPlan, Instrument, Section
from thorbecke.web.participation.models import Act, Phase, Result

ON_FRONT = 6  # ideas on the act's own page


class NeighbourhoodBudget(Instrument):
    """Wijkbegroting: residents think up plans, divide the money, and see them carried out."""

    id = "budget"
    name = gettext_lazy("Wijkbegroting")
    summary = gettext_lazy(
        "Inwoners bedenken plannen voor hun wijk en verdelen samen het geld. "
        "De telling is evenredig: ook een kleinere groep krijgt haar deel."
    )
    law = "neighbourhood-budget"
    themes = (8, 1)
    call = gettext_lazy("Verdeel het geld")
    page_template = "budget/page.html"
    result_template = "budget/result.html"
    sections = (
        Section("geld", gettext_lazy("Het geld"), forms.Money),
        Section(
            "ideeen",
            gettext_lazy("Ideeën verzamelen"),
            forms.IdeasStage,
            help=gettext_lazy("Dit gaat over de tijd voordat de stembus opengaat."),
        ),
        Section("tellen", gettext_lazy("Hoe er geteld wordt"), forms.Counting),
    )

    def definition(self, act: Act) -> dict[str, Any]:
        """The money, the areas and the rule as the organiser chose them."""
        return {
            "total": ballot.total(act),
            "areas": act.settings.get("areas", []),
            "rule": ballot.rule(act),
        }

    def problems(self, act: Act) -> list[str]:
        """Money, plans that fit in it, a summary, a closing moment and a way in."""
        found = []
        if not ballot.total(act):
            found.append(_("Vul in hoeveel geld er is."))
        elif act.rehearsal:
            if not act.settings.get("questions"):
                found.append(_("Zet minstens één plan op het stembiljet."))
        else:
            found += _on_the_ballot(act)
        if not act.settings.get("summary"):
            found.append(_("Schrijf waar het over gaat."))
        if not act.closes_at:
            found.append(_("Kies tot wanneer mensen kunnen stemmen."))
        if not act.credentials:
            found.append(_("Kies hoe mensen binnenkomen."))
        return found

    def counts(self, act: Act) -> tuple[CountPlan, ...]:
        """One count for each area with money of its own."""
        chosen = ballot.rule(act)
        return tuple(ballot.plan(one, chosen) for one in act.settings.get("questions", ()))

    def alternatives(self, act: Act, question: str) -> tuple[CountPlan, ...]:
        """The other rule, and each option flipped."""
        found = next(one for one in act.settings["questions"] if one["id"] == question)
        return ballot.others(found, ballot.rule(act))

    def figures(
        self,
        act: Act,
        counts: Sequence[Mapping[str, Any]],
        votes: Sequence[Mapping[str, Any]],
        lots: Mapping[str, str] | None,
    ) -> dict[str, Any]:
        """Why every project won or lost, and how fair it is."""
        return figures.made(act, counts, votes, lots)

    def visible_in_preparation(self, act: Act) -> bool:
        """Residents bring in ideas before the vote, and read the plans."""
        return bool(act.settings.get("early"))

    def copied_settings(self, settings: dict[str, Any]) -> dict[str, Any]:
        """A copy starts hidden and without plans."""
        left_out = {"ideas_open", "early", "questions"}
        return {name: value for name, value in settings.items() if name not in left_out}

    def starting_settings(self) -> dict[str, Any]:
        """The rule that we propose."""
        return {"rule": dict(ballot.START), "remind_days": carrying_out.REMIND_AFTER}

    def public_links(self, act: Act) -> list[tuple[str | Promise, str]]:
        """All plans, on a page of their own."""
        return [(gettext_lazy("Plannen"), "budget:ideas")]

    def page_context(self, request: HttpRequest, act: Act) -> dict[str, Any]:
        """How far the round is, the money, how it is counted, and some plans."""
        shown = carrying_out.of_act(act).exclude(shown_on=None)
        on_way = shown.exclude(state__in=[Idea.State.REFUSED, Idea.State.MERGED])
        return {
            "steps": [
                _("Ideeën"),
                _("Onderzoek"),
                _("Stemmen"),
                _("Uitslag"),
                _("Uitvoering"),
            ],
            "step": _step(act),
            "money": euros(ballot.total(act)),
            "areas": act.settings.get("areas", []) if ballot.split(act) else [],
            "told": words.told(ballot.rule(act)),
            "ideas": list(on_way.order_by("-likes", "number")[:ON_FRONT]),
            "ideas_in_all": on_way.count(),
            "collects": ideas.open_for(act),
        }

    def result_context(self, request: HttpRequest, act: Act, result: Result) -> dict[str, Any]:
        """Winners, reasons, money and fairness, from the stored count."""
        return results.context(act, result)

    def console_links(self, act: Act) -> list[ConsoleLink]:
        """Ideas, and the projects that won."""
        return [
            ConsoleLink(gettext_lazy("Ideeën"), "budget:desk", "see_console"),
            ConsoleLink(gettext_lazy("Uitvoering"), "budget:carrying_out", "follow_up"),
        ]


def _step(act: Act) -> int:
    """Return how far the round is, from 1."""
    if act.phase == Phase.PREPARE:
        return 1 if act.settings.get("ideas_open") else 2
    return {Phase.OPEN: 3, Phase.PUBLISHED: 5}.get(Phase(act.phase), 4)


def _on_the_ballot(act: Act) -> list[str]:
    """Return what is wrong with the plans that would be voted on."""
    accepted = list(Idea.objects.filter(act=act, state=Idea.State.BALLOT))
    if not accepted:
        return [_("Zet minstens één plan op het stembiljet.")]
    found = []
    names = set(ballot.area_names(act))
    for idea in accepted:
        if names and idea.area not in names:
            found.append(_("“%(title)s” ligt in geen van de gebieden.") % {"title": idea.title})
        elif not idea.cost or idea.cost > ballot.room(act, idea.area):
            found.append(_("“%(title)s” kost meer dan er is.") % {"title": idea.title})
    if any(len(one["options"]) > MOST_OPTIONS for one in act.settings.get("questions", ())):
        found.append(_("Er staan te veel plannen op één stembiljet. Hoogstens 500 kan."))
    if not found and ballot.questions(act, accepted) != act.settings.get("questions"):
        found.append(_("Het stembiljet is niet bijgewerkt. Sla het onderdeel Het geld opnieuw op."))
    return found
