"""The facts of a count in plain words: each code one sentence, with the names of the options.

A fact as the record stores it is {"code": …, "values": {…}}. Fractions are texts such as "617/3".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

Values = Mapping[str, Any]
Names = Mapping[str, str]
Words = Callable[[Values, Names], str]

WORDS: dict[str, Words] = {}


def words(code: str) -> Callable[[Words], Words]:
    """Register the sentence of a code."""

    def add(function: Words) -> Words:
        WORDS[code] = function
        return function

    return add


def sentence(fact: Mapping[str, Any], names: Names) -> str:
    """Return a fact as a sentence; a code without words shows itself, so that nothing is hidden."""
    function = WORDS.get(fact["code"])
    if function is None:
        values = ", ".join(f"{key} {value}" for key, value in fact.get("values", {}).items())
        return f"{fact['code']}: {values}"
    return function(fact.get("values", {}), names)


def sentences(facts: Sequence[Mapping[str, Any]], names: Names) -> list[str]:
    """Return each fact as a sentence."""
    return [sentence(fact, names) for fact in facts]


def name(option: Any, names: Names) -> str:
    """Return the title of an option."""
    return names.get(str(option), str(option))


def listed(options: Sequence[Any], names: Names) -> str:
    """Return titles as "a, b en c"."""
    titles = [name(option, names) for option in options]
    if len(titles) < 2:
        return "".join(titles)
    return _("%(first)s en %(last)s") % {"first": ", ".join(titles[:-1]), "last": titles[-1]}


def number(value: Any) -> str:
    """Return a whole number, or a fraction as a decimal with its exact form behind it."""
    if value is None:
        return "–"
    exact = Fraction(value)
    if exact.denominator == 1:
        return str(exact.numerator)
    return f"{decimal(exact)} ({exact})"


def decimal(value: Any, places: int = 2) -> str:
    """Return a figure with a comma; rounding is for the eye only."""
    return f"{float(Fraction(value)):.{places}f}".replace(".", _(","))


def percent(value: Any) -> str:
    """Return a share as a percentage with one decimal."""
    share = Fraction(value) * 100
    return f"{share.numerator}%" if share.denominator == 1 else f"{decimal(share, 1)}%"


def tally(votes: Values, names: Names) -> str:
    """Return "Park 12, School 7", highest first."""
    rows = sorted(votes.items(), key=lambda row: -Fraction(row[1]))
    return ", ".join(f"{name(option, names)} {number(value)}" for option, value in rows)
