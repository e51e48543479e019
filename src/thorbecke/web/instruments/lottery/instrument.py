"""The lottery as an instrument: its settings, its count, and what its pages need."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thorbecke.methods.sortition.pool import WrongPool
from thorbecke.web.instruments.lottery import drawing, forms, promises, results, setting, words
from thorbecke.web.participation.instruments import ConsoleLink, CountPlan, Instrument, Section
from thorbecke.web.participation.models import Act, Result


class Lottery(Instrument):
    """Loting: people who said yes, quotas, and the fairest lottery that those allow."""

    id = "lottery"
    name = gettext_lazy("Loting")
    summary = gettext_lazy(
        "Een burgerraad door loting. Het panel lijkt op de gemeente, en ieders kans is zo gelijk "
        "als dan kan. Daarna: vergaderen, aanbevelen, en een antwoord van de raad."
    )
    law = "sortition-panel"
    promises, limits = promises.PROMISES, promises.LIMITS
    themes = (8, 4)
    call = gettext_lazy("Beantwoord uw uitnodiging")
    entrance = "lottery:respond"
    page_template = "lottery/page.html"
    result_template = "lottery/result.html"
    sections = (
        Section("panel", gettext_lazy("Het panel"), forms.Panel),
        Section("kenmerken", gettext_lazy("Waarop het panel moet lijken"), forms.Features),
    )

    def definition(self, act: Act) -> dict[str, Any]:
        """Seats, features and the household rule. Quotas are fixed later, with the pool."""
        return {
            "size": setting.size(act),
            "features": act.settings.get("features", []),
            "household": setting.household(act),
        }

    def problems(self, act: Act) -> list[str]:
        """Seats, features, quotas that can add up, a summary and a closing moment."""
        found = []
        if not setting.size(act):
            found.append(_("Vul in hoeveel plaatsen het panel heeft."))
        if not setting.features(act):
            found.append(_("Kies waarop het panel moet lijken."))
        if not found:
            try:
                forms.check_sums(act, setting.quotas(act, setting.draw_of(act)))
            except WrongPool as wrong:
                found.append(words.wrong_pool(wrong))
        if not act.settings.get("summary"):
            found.append(_("Schrijf waar het over gaat."))
        if not act.closes_at:
            found.append(_("Kies tot wanneer mensen kunnen antwoorden."))
        return found

    def counts(self, act: Act) -> tuple[CountPlan, ...]:
        """One draw."""
        return (CountPlan(setting.QUESTION, setting.METHOD, 1, setting.rules_data(act)),)

    def count_inputs(self, act: Act, plan: Any) -> dict[str, Any]:
        """The pool that was fixed before the draw: random numbers and answers, nothing else."""
        return drawing.inputs(act)

    def hindrance(self, act: Act, step: str) -> str:
        """The order of a draw: close, fix the lottery, draw the number, count."""
        return drawing.hindrance(act, step)

    def starting_settings(self) -> dict[str, Any]:
        """The number is always drawn in public."""
        return {"lots": "number", "household": True}

    def copied_settings(self, settings: dict[str, Any]) -> dict[str, Any]:
        """Everything goes along; people and quotas are no settings."""
        return settings

    def public_links(self, act: Act) -> list[tuple[str | Promise, str]]:
        """The chance of one person, and the assembly once there is one."""
        return [
            (gettext_lazy("Uw kans"), "lottery:chance"),
            (gettext_lazy("De burgerraad"), "lottery:assembly"),
        ]

    def page_context(self, request: HttpRequest, act: Act) -> dict[str, Any]:
        """How many were invited and said yes, and what the panel must look like."""
        return results.page(act)

    def result_context(self, request: HttpRequest, act: Act, result: Result) -> dict[str, Any]:
        """The panel, the quotas, the chances and the proof."""
        return results.outcome(act, result)

    def console_links(self, act: Act) -> list[ConsoleLink]:
        """The road of the organiser, in its order."""
        return [
            ConsoleLink(gettext_lazy("Grenzen"), "lottery:quotas", "see_console"),
            ConsoleLink(gettext_lazy("Genodigden trekken"), "lottery:invite", "import_roll"),
            ConsoleLink(gettext_lazy("Mensen"), "lottery:people", "see_roll"),
            ConsoleLink(gettext_lazy("Loterij en trekking"), "lottery:draw", "see_console"),
            ConsoleLink(gettext_lazy("Het panel"), "lottery:panel", "follow_up"),
            ConsoleLink(gettext_lazy("Burgerraad"), "lottery:desk", "follow_up"),
        ]
