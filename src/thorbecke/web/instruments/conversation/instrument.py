"""The conversation as an instrument: its settings, its count, and what its pages need."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thorbecke.methods.facts import to_data
from thorbecke.web.instruments.conversation import mapping, promises, results, rooms
from thorbecke.web.instruments.conversation.models import Participant
from thorbecke.web.instruments.conversation.sections import FEWEST_SEEDS, ConversationForm
from thorbecke.web.instruments.conversation.voting import RULES
from thorbecke.web.participation.instruments import ConsoleLink, CountPlan, Instrument, Section
from thorbecke.web.participation.models import Act, Result

QUESTION = "gesprek"


class ConversationInstrument(Instrument):
    """Gesprek: people vote on each other's statements; a map shows where they agree."""

    id = "conversation"
    name = gettext_lazy("Gesprek")
    summary = gettext_lazy(
        "Mensen reageren op elkaars stellingen. Een kaart toont wat zij delen en waar zij verschillen."
    )
    law = "opinion-mapping"
    promises, limits = promises.PROMISES, promises.LIMITS
    themes = (8, 1)
    entrance = "conversation:talk"
    call = gettext_lazy("Doe mee aan het gesprek")
    page_template = "conversation/page.html"
    ballot_template = "conversation/ballot.html"
    result_template = "conversation/result.html"
    sections = (Section("gesprek", gettext_lazy("Het gesprek"), ConversationForm),)

    def definition(self, act: Act) -> dict[str, Any]:
        """The settings, and the public seed and rule of the order of statements."""
        order = {**asdict(RULES), "seed": rooms.routing_seed(act)}
        found = {name: rooms.option(act, name) for name in rooms.DEFAULTS}
        return {"conversation": found, "order": order}

    def problems(self, act: Act) -> list[str]:
        """Enough statements, a summary, rules of moderation and a closing moment."""
        found = []
        if len(rooms.option(act, "seeds")) < FEWEST_SEEDS:
            found.append(_("Schrijf minstens vijf stellingen om mee te beginnen."))
        if not rooms.option(act, "policy"):
            found.append(_("Schrijf welke stellingen u niet plaatst."))
        if not act.settings.get("summary"):
            found.append(_("Schrijf waar het over gaat."))
        if not act.closes_at:
            found.append(_("Kies tot wanneer mensen kunnen meedoen."))
        return found

    def counts(self, act: Act) -> tuple[CountPlan, ...]:
        """One count: the map, with its seed."""
        rules = to_data(mapping.rules_of(act))
        return (CountPlan(QUESTION, mapping.METHOD, mapping.VERSION, rules),)

    def count_inputs(self, act: Act, plan: Any) -> dict[str, Any]:
        """Return the votes under random names. What tied a participant to a code is erased."""
        Participant.objects.filter(act=act).exclude(key=None).update(key=None)
        return mapping.inputs(act)

    def who(self, act: Act) -> str:
        """Return in words who may take part."""
        if rooms.option(act, "entry") == rooms.ROLL:
            return super().who(act)
        return _("Iedereen met de link of de korte code")

    def public_links(self, act: Act) -> list[tuple[str | Promise, str]]:
        """The conversation, the map and the rules of moderation."""
        found: list[tuple[str | Promise, str]] = [
            (gettext_lazy("Stellingen"), "conversation:talk"),
            (gettext_lazy("De kaart"), "conversation:map"),
            (gettext_lazy("Spelregels"), "conversation:policy"),
        ]
        return found

    def page_context(self, request: HttpRequest, act: Act) -> dict[str, Any]:
        """How many people take part, and on how many statements."""
        return results.so_far(act)

    def result_context(self, request: HttpRequest, act: Act, result: Result) -> dict[str, Any]:
        """The report."""
        return results.context(act, result)

    def console_links(self, act: Act) -> list[ConsoleLink]:
        """The statements with their queue, and the screen."""
        return [
            ConsoleLink(gettext_lazy("Stellingen beoordelen"), "conversation:queue", "see_console"),
            ConsoleLink(
                gettext_lazy("Code en groot scherm"), "conversation:code_page", "see_console"
            ),
        ]

    def starting_settings(self) -> dict[str, Any]:
        """The defaults."""
        return {"conversation": {**rooms.DEFAULTS}}
