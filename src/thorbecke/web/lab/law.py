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
LONGEST_TITLE, LONGEST_PLACE = 120, 80  # what a design takes


@dataclass(frozen=True)
class Law:
    """An instrument of the register with its articles; ``carry``: where the choice can go on."""

    instrument: Instrument
    meaning: object
    rules: tuple[Rule, ...]
    carry: str
    to_design: bool


def law(slug: str, title: str = "", place: str = "") -> Law | None:
    """Return the verdict on an instrument; None when it is not published. Two queries.

    ``title``: the choice in words, ``place``: the municipality, both for the address of a design.
    """
    try:
        found = register.instrument(slug)
    except Http404:
        return None
    rules = tuple(register.rules_named(found.articles))
    try:
        asked = {
            "instrument": slug,
            "titel": title[:LONGEST_TITLE],
            "gemeente": place[:LONGEST_PLACE],
        }
        query = urlencode({name: value for name, value in asked.items() if value})
        carry, to_design = f"{reverse(DESIGN)}?{query}", True
    except NoReverseMatch:
        carry, to_design = reverse("instrument", args=[slug]), False
    return Law(found, VERDICT_MEANING[found.verdict], rules, carry, to_design)
