"""A design as an address holds it: choices, instruments, answers and bills. Strict: what it can't be
is refused, so that nothing unknown reaches a page or a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from thorbecke.knowledge import shipped
from thorbecke.knowledge.schema import BuildingBlocks

ANSWERS = {"ja": True, "nee": False}
LONGEST = {"titel": 120, "gemeente": 80}


class Refused(ValueError):
    """A design that can't be; the text says in plain Dutch what is wrong."""


@dataclass(frozen=True)
class State:
    """A design. ``choices``: parameter to option; ``extra``: instruments that were added by hand;
    ``answers``: instrument, question (from 1), yes or no; ``bills``: bills to take as law.
    """

    choices: Mapping[str, str] = field(default_factory=dict)
    extra: tuple[str, ...] = ()
    answers: Mapping[str, Mapping[int, bool]] = field(default_factory=dict)
    bills: tuple[str, ...] = ()
    title: str = ""
    place: str = ""

    def pairs(self) -> list[tuple[str, str]]:
        """The state as the fields of a form, in a fixed order."""
        found = list(self.choices.items())
        found += [("instrument", name) for name in self.extra]
        for name, given in self.answers.items():
            found += [(f"a.{name}.{n}", "ja" if yes else "nee") for n, yes in sorted(given.items())]
        found += [("wet", bill) for bill in self.bills]
        texts = (("titel", self.title), ("gemeente", self.place))
        return found + [(name, value) for name, value in texts if value]

    @property
    def query(self) -> str:
        """The state as the query of an address."""
        return urlencode(self.pairs())

    def choosing(self, **choices: str) -> State:
        """The same design with other options; an empty option opens the parameter again."""
        kept = {**self.choices, **choices}
        return replace(self, choices={name: option for name, option in kept.items() if option})


def blocks() -> BuildingBlocks:
    """Return the building blocks that come with the program."""
    return shipped().building_blocks


def read(data: QueryDict) -> State:
    """Return the design of an address or a form. Raises ``Refused``."""
    return State(
        choices=_choices(data),
        extra=_known("instrument", data, _questions()),
        answers=_answers(data),
        bills=_known("wet", data, {bill.id: 0 for bill in shipped().bills}),
        title=_text(data, "titel"),
        place=_text(data, "gemeente"),
    )


def from_query(query: str) -> State:
    """Return the design of a query that was kept. Raises ``Refused``."""
    return read(QueryDict(query))


def as_data(state: State) -> dict[str, Any]:
    """Return the design as plain data, for export."""
    return {
        "choices": dict(state.choices),
        "instruments": list(state.extra),
        "answers": {
            name: {str(n): yes for n, yes in sorted(given.items())}
            for name, given in state.answers.items()
        },
        "bills": list(state.bills),
        "title": state.title,
        "municipality": state.place,
    }


def _choices(data: QueryDict) -> dict[str, str]:
    found = {}
    for one in blocks().parameters:
        option = data.get(one.id, "")
        if not option:
            continue
        if option not in {row.id for row in one.options}:
            raise Refused(_("Bij ‘%(name)s’ bestaat deze keuze niet.") % {"name": one.name_nl})
        found[one.id] = option
    return found


def _questions() -> dict[str, int]:
    return {one.id: len(one.questions) for one in shipped().instruments}


def _known(name: str, data: QueryDict, known: Mapping[str, int]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(value for value in data.getlist(name) if value))
    if any(value not in known for value in found):
        raise Refused(_("Het adres noemt iets dat niet in het register staat."))
    return found


def _answers(data: QueryDict) -> dict[str, dict[int, bool]]:
    questions = _questions()
    found: dict[str, dict[int, bool]] = {}
    for key in data:
        value = data[key]
        if not key.startswith("a.") or not value:
            continue
        name, _dot, number = key[2:].rpartition(".")
        known = number.isascii() and number.isdecimal() and len(number) < 4
        if not known or not 1 <= int(number) <= questions.get(name, 0) or value not in ANSWERS:
            raise Refused(_("Het adres geeft antwoord op een vraag die niet bestaat."))
        found.setdefault(name, {})[int(number)] = ANSWERS[value]
    return found


def _text(data: QueryDict, name: str) -> str:
    found = " ".join(data.get(name, "").replace("\x00", " ").split())
    if len(found) > LONGEST[name]:
        raise Refused(
            _("Een naam is te lang. Gebruik hooguit %(n)s tekens.") % {"n": LONGEST[name]}
        )
    return found
