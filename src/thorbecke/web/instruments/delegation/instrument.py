"""Delegation as an instrument: its settings, its counts, and what its pages need."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thorbecke.methods.facts import to_data
from thorbecke.web.instruments.delegation import (
    counting,
    members,
    promises,
    results,
    setting,
    words,
)
from thorbecke.web.participation.instruments import CountPlan, Instrument, Section
from thorbecke.web.participation.models import Act, Result


class DelegationInstrument(Instrument):
    """Volmacht: vote yourself, or hand your vote to somebody you trust, for each theme."""

    id = "delegation"
    name = gettext_lazy("Volmacht")
    summary = gettext_lazy(
        "Stem zelf, of geef uw stem aan iemand die u vertrouwt. Per thema, en altijd terug te nemen."
    )
    law = "liquid-delegation"
    promises, limits = promises.PROMISES, promises.LIMITS
    themes = (8,)
    entrance = "delegation:mine"
    call = gettext_lazy("Stem zelf of geef een volmacht")
    page_template = "delegation/page.html"
    ballot_template = "delegation/ballot.html"
    result_template = "delegation/result.html"
    sections = (Section("vragen", gettext_lazy("Vragen en regels"), setting.RoundForm),)

    def definition(self, act: Act) -> dict[str, Any]:
        """The questions, the limit, and who sees what."""
        return {"delegation": {name: setting.option(act, name) for name in setting.DEFAULTS}}

    def problems(self, act: Act) -> list[str]:
        """At least one question, a summary, a closing moment and a way in."""
        found = []
        if not setting.questions(act):
            found.append(_("Maak minstens één vraag."))
        if not act.settings.get("summary"):
            found.append(_("Schrijf waar het over gaat."))
        if not act.closes_at:
            found.append(_("Kies tot wanneer mensen kunnen meedoen."))
        if not act.credentials:
            found.append(_("Kies hoe mensen binnenkomen."))
        return found

    def counts(self, act: Act) -> tuple[CountPlan, ...]:
        """One count for each question."""
        rules = to_data(counting.rules(act))
        return tuple(
            CountPlan(one["id"], counting.METHOD, counting.VERSION, rules)
            for one in setting.questions(act)
        )

    def count_inputs(self, act: Act, plan: Any) -> dict[str, Any]:
        """Return votes and mandates under random names. What tied a member to a code is erased."""
        members.settle(act)
        return counting.inputs(act, plan["question"])

    def public_links(self, act: Act) -> list[tuple[str | Promise, str]]:
        """The delegates, and who sees what."""
        found: list[tuple[str | Promise, str]] = [
            (gettext_lazy("Mijn stem"), "delegation:mine"),
            (gettext_lazy("Vertegenwoordigers"), "delegation:delegates"),
            (gettext_lazy("Wie ziet wat"), "delegation:secrecy"),
        ]
        return found

    def page_context(self, request: HttpRequest, act: Act) -> dict[str, Any]:
        """The questions and who sees what."""
        return {"questions": setting.questions(act), "sees": words.who_sees(act)}

    def result_context(self, request: HttpRequest, act: Act, result: Result) -> dict[str, Any]:
        """The outcome of each question."""
        return results.context(act, result)

    def starting_settings(self) -> dict[str, Any]:
        """The defaults."""
        return {"delegation": {**setting.DEFAULTS}}
