"""The consultation as an instrument: its settings, its counts, and what its pages need."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thorbecke.methods.ballots import WrongSpec
from thorbecke.web.instruments.consultation import counting, results
from thorbecke.web.instruments.consultation.models import Argument
from thorbecke.web.participation.instruments import ConsoleLink, CountPlan, Instrument
from thorbecke.web.participation.models import Act, Result


class Consultation(Instrument):
    """Raadpleging: one question or several, or a list of issues to weigh and answer."""

    id = "consultation"
    name = gettext_lazy("Raadpleging")
    summary = gettext_lazy(
        "Leg een of meer vragen voor: ja of nee, een keuze, een volgorde, cijfers of punten. "
        "Of laat mensen een lijst met onderwerpen wegen en beantwoorden."
    )
    law = "consultative-referendum"
    themes = (7, 1, 4)
    call = gettext_lazy("Geef uw stem")
    page_template = "consultation/page.html"
    ballot_template = "participation/box/ballot.html"
    result_template = "consultation/result.html"

    def definition(self, act: Act) -> dict[str, Any]:
        """Questions with their counts, the rule of who may take part, and how ballots are shown."""
        return {
            "title": act.title,
            "questions": act.settings.get("questions", []),
            "eligibility": act.eligibility,
            "may_change": act.may_change,
            "publish": act.publish,
        }

    def problems(self, act: Act) -> list[str]:
        """At least one good question, a summary, a closing moment and a way in."""
        found = []
        if not act.settings.get("questions"):
            found.append(_("Maak minstens één vraag."))
        try:
            self.specs(act)
        except WrongSpec as wrong:
            found.append(_("Een vraag klopt nog niet: %(wrong)s") % {"wrong": wrong})
        if not act.settings.get("summary"):
            found.append(_("Schrijf waar het over gaat."))
        if not act.closes_at:
            found.append(_("Kies tot wanneer mensen kunnen stemmen."))
        if not act.credentials:
            found.append(_("Kies hoe mensen binnenkomen."))
        return found

    def counts(self, act: Act) -> tuple[CountPlan, ...]:
        """One count for each question."""
        return tuple(counting.plan(question) for question in act.settings.get("questions", ()))

    def alternatives(self, act: Act, question: str) -> tuple[CountPlan, ...]:
        """The other methods for the same ballots."""
        found = next(one for one in act.settings["questions"] if one["id"] == question)
        return counting.others(found)

    def page_context(self, request: HttpRequest, act: Act) -> dict[str, Any]:
        """Questions with their arguments side by side, and the information pack."""
        shown = list(act.arguments.filter(state=Argument.State.SHOWN))
        questions = [
            {**question, "sides": _sides(shown, question["id"])}
            for question in act.settings.get("questions", ())
        ]
        return {"questions": questions, "documents": list(act.documents.all())}

    def result_context(self, request: HttpRequest, act: Act, result: Result) -> dict[str, Any]:
        """The outcome of each question in words and pictures, and what other methods gave."""
        return results.context(act, result)

    def console_links(self, act: Act) -> list[ConsoleLink]:
        """Questions, issues, arguments and the information pack."""
        return [
            ConsoleLink(gettext_lazy("Vragen"), "consultation:questions", "see_console"),
            ConsoleLink(gettext_lazy("Lijst met onderwerpen"), "consultation:issues", "edit"),
            ConsoleLink(gettext_lazy("Voor en tegen"), "consultation:arguments", "moderate"),
            ConsoleLink(gettext_lazy("Informatie"), "consultation:documents", "moderate"),
        ]


def _sides(shown: list[Argument], question: str) -> list[dict[str, Any]]:
    """Return the two columns of a question; empty when nobody argued yet."""
    mine = [one for one in shown if one.question == question]
    return [
        {"side": side, "label": side.label, "arguments": [one for one in mine if one.side == side]}
        for side in (Argument.Side.FOR, Argument.Side.AGAINST)
    ]
