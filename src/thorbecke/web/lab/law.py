"""The legal verdict at the end of each lab page, out of the law register."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404
from django.urls import NoReverseMatch, reverse

from thorbecke.knowledge.schema import Instrument, Rule
from thorbecke.web.library.law import register
from thorbecke.web.library.law.words import VERDICT_MEANING

DESIGN = "designs:new"


@dataclass(frozen=True)
class Law:
    """An instrument of the register with its articles; ``carry``: where the choice can go on."""

    instrument: Instrument
    meaning: object
    rules: tuple[Rule, ...]
    carry: str
    to_design: bool


def law(slug: str, choice: dict[str, object]) -> Law | None:
    """Return the verdict on an instrument; None when it is not published. Two queries.

    ``choice``: what the reader chose, for the address of a design.
    """
    try:
        found = register.instrument(slug)
    except Http404:
        return None
    rules = tuple(register.rules_named(found.articles))
    try:
        asked = {"instrument": slug} | {k: v for k, v in choice.items() if v not in (None, "", [])}
        carry, to_design = f"{reverse(DESIGN)}?{urlencode(asked, doseq=True)}", True
    except NoReverseMatch:
        carry, to_design = reverse("instrument", args=[slug]), False
    return Law(found, VERDICT_MEANING[found.verdict], rules, carry, to_design)
