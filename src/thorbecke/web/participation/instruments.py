"""The Instrument protocol and its registry: what every instrument says of itself.

An instrument is a Django app in ``web/instruments`` whose ``ready()`` calls ``register(...)``. The pages
of roll, box, console, count and record are the same for all; an instrument gives its settings form, its
ballot papers, its counts and, where it needs them, templates and addresses of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thorbecke.methods.ballots import Spec, spec_of
from thorbecke.web.participation import promising

if TYPE_CHECKING:
    from django.http import HttpRequest

    from thorbecke.web.participation.models import Act, Result


@dataclass(frozen=True)
class CountPlan:
    """One count to make: the question, the method by id and version, and its rules as plain data."""

    question: str
    method: str
    version: int
    rules: Mapping[str, Any] = field(default_factory=dict)
    needs_electorate: bool = False


@dataclass(frozen=True)
class ConsoleLink:
    """A page of the console: its label, the name of its address (which takes the slug), the action
    that it needs, and one line of help."""

    label: str | Promise
    name: str
    action: str
    help: str | Promise = ""


@dataclass(frozen=True)
class Section:
    """One part of the organiser's settings: a form with a place in the address and a title.

    ``form``: a Django form made as ``form(act, data=None)`` whose ``save()`` stores what was filled in.
    """

    id: str
    title: str | Promise
    form: type[Any]
    action: str = "edit"
    help: str | Promise = ""
    template: str = "participation/console/section.html"


class Instrument:
    """The base of an instrument. Everything that an act may ask of it, with usable defaults.

    ``id``: its name in addresses and records. ``law``: its id in the law register of the library.
    ``themes``: numbers of the ten themes.
    """

    id: str
    name: str | Promise
    summary: str | Promise
    law: str
    themes: tuple[int, ...] = ()
    promises: tuple[promising.Promise, ...] = promising.PROMISES
    limits: tuple[str | Promise, ...] = promising.LIMITS
    call: str | Promise = _("Doe mee")
    entrance = "participation:ballot"  # where somebody goes who showed a good code
    sections: tuple[Section, ...] = ()
    page_template = "participation/act/page.html"
    ballot_template = "participation/box/ballot.html"
    result_template = "participation/act/result.html"

    def specs(self, act: Act) -> tuple[Spec, ...]:
        """Return the ballot papers, one for each question."""
        return tuple(spec_of(question) for question in act.settings.get("questions", ()))

    def definition(self, act: Act) -> dict[str, Any]:
        """Return what is frozen and hashed at opening, as ``definition`` in the record."""
        raise NotImplementedError

    def problems(self, act: Act) -> list[str]:
        """Return why the act can't open yet, as sentences for the organiser; empty when it can."""
        raise NotImplementedError

    def counts(self, act: Act) -> tuple[CountPlan, ...]:
        """Return the counts that decide, one or more for each question."""
        raise NotImplementedError

    def alternatives(self, act: Act, question: str) -> tuple[CountPlan, ...]:
        """Return other methods to count the same ballots with, for comparison on the result page."""
        return ()

    def hindrance(self, act: Act, step: str) -> str:
        """Return in words why a step can't be taken yet, "" when it can.

        ``step``: "close", "draw" (the number drawn in public) or "count".
        """
        return ""

    def who(self, act: Act) -> str:
        """Return in words who may take part."""
        from thorbecke.web.participation.roll import eligibility

        return str(eligibility.in_words(eligibility.from_data(act.eligibility)))

    def public_links(self, act: Act) -> list[tuple[str | Promise, str]]:
        """Return further public pages: (label, name of the address, which takes the slug)."""
        return []

    def page_context(self, request: HttpRequest, act: Act) -> dict[str, Any]:
        """Return what the participant's page needs besides the act."""
        return {}

    def ballot_context(self, request: HttpRequest, act: Act) -> dict[str, Any]:
        """Return what the ballot page needs besides the questions."""
        return {}

    def result_context(self, request: HttpRequest, act: Act, result: Result) -> dict[str, Any]:
        """Return what the result page needs besides the result."""
        return {}

    def console_links(self, act: Act) -> list[ConsoleLink]:
        """Return further console pages of this instrument."""
        return []

    def visible_in_preparation(self, act: Act) -> bool:
        """Tell whether residents see the act before it opens, to prepare it together.

        An instrument that says so sets ``settings["early"]`` too, so that the list of acts shows it.
        """
        return False

    def figures(
        self,
        act: Act,
        counts: Sequence[Mapping[str, Any]],
        votes: Sequence[Mapping[str, Any]],
        lots: Mapping[str, str] | None,
    ) -> dict[str, Any]:
        """Return what the result page shows besides the counts, as plain data; made once, at the count.

        ``counts``: as in the record, those for comparison too. ``votes``: question to answer, one for
        each ballot. It is stored in ``Result.figures["own"]`` and must tell nothing of one voter.
        """
        return {}

    def copied_settings(self, settings: dict[str, Any]) -> dict[str, Any]:
        """Return what of the settings goes along when an act is copied to a new one."""
        return settings

    def starting_settings(self) -> dict[str, Any]:
        """Return what a new act of this instrument starts with."""
        return {}


_REGISTRY: dict[str, Instrument] = {}


def register(instrument: Instrument) -> None:
    """Add an instrument; called once from its app's ``ready``."""
    _REGISTRY[instrument.id] = instrument


def all_instruments() -> list[Instrument]:
    """Return every instrument, by name."""
    return sorted(_REGISTRY.values(), key=lambda one: str(one.name))


def sections(act: Act) -> tuple[Section, ...]:
    """Return the settings of an act: those that every act has, then those of its instrument."""
    from thorbecke.web.participation.console.sections import COMMON

    return (*COMMON, *of(act).sections)


def of(act: Act) -> Instrument:
    """Return the instrument of an act."""
    return _REGISTRY[act.instrument]


def get(name: str) -> Instrument | None:
    """Return the instrument with this id, if there is one."""
    return _REGISTRY.get(name)
