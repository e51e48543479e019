"""The facts of a count in plain words: each code one sentence, with the names of the options.

A fact as the record stores it is {"code": …, "values": {…}}. Fractions are texts such as "617/3".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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


@words("votes")
def _votes(values: Values, names: Names) -> str:
    return _("Stemmen: %(tally)s.") % {"tally": tally(values["votes"], names)}


@words("approvals")
def _approvals(values: Values, names: Names) -> str:
    return _("Zo vaak aangekruist: %(tally)s.") % {"tally": tally(values["votes"], names)}


@words("points")
def _points(values: Values, names: Names) -> str:
    return _("Punten: %(tally)s.") % {"tally": tally(values["points"], names)}


@words("scores")
def _scores(values: Values, names: Names) -> str:
    return _("Totaal van de cijfers: %(tally)s.") % {"tally": tally(values["totals"], names)}


@words("grades")
def _grades(values: Values, names: Names) -> str:
    found = {key: value for key, value in values["majority_grades"].items() if value is not None}
    return _("Middelste oordeel: %(tally)s.") % {"tally": tally(found, names)}


@words("duels")
def _duels(values: Values, names: Names) -> str:
    return _("Elke keuze is met elke andere vergeleken. De tabel hieronder laat zien hoe vaak.")


@words("condorcet")
def _condorcet(values: Values, names: Names) -> str:
    return _("%(option)s wint van elke andere keuze, een voor een vergeleken.") % {
        "option": name(values["option"], names)
    }


@words("final")
def _final(values: Values, names: Names) -> str:
    return _("Eindronde tussen %(first)s en %(second)s: %(tally)s.") % {
        "first": name(values["first"], names),
        "second": name(values["second"], names),
        "tally": tally(values["votes"], names),
    }


@words("eliminated")
def _eliminated(values: Values, names: Names) -> str:
    return _("Ronde %(round)s: %(options)s valt af.") % {
        "round": values.get("round", ""),
        "options": listed(values["options"], names),
    }


@words("winners")
def _winners(values: Values, names: Names) -> str:
    return ngettext("Gekozen: %(options)s.", "Gekozen: %(options)s.", len(values["options"])) % {
        "options": listed(values["options"], names)
    }


@words("no_winner")
def _no_winner(values: Values, names: Names) -> str:
    return _("Er is geen keuze aangenomen.")


@words("no_votes")
def _no_votes(values: Values, names: Names) -> str:
    return _("Er is geen geldige stem.")


@words("won")
def _won(values: Values, names: Names) -> str:
    return _("%(option)s is gekozen, op plaats %(place)s.") % {
        "option": name(values["option"], names),
        "place": values["place"],
    }


@words("lost")
def _lost(values: Values, names: Names) -> str:
    option = name(values["option"], names)
    if values.get("behind") is None:
        return _("%(option)s is niet gekozen.") % {"option": option}
    return _("%(option)s is niet gekozen; het verschil is %(behind)s.") % {
        "option": option,
        "behind": number(values["behind"]),
    }


def _threshold_names() -> dict[str, str]:
    return {
        "turnout": _("Opkomst"),
        "majority": _("Deel van de geldige stemmen"),
        "electorate_share": _("Deel van alle mensen die mochten stemmen"),
    }


@words("threshold")
def _threshold(values: Values, names: Names) -> str:
    given = {
        "what": _threshold_names().get(values["which"], values["which"]),
        "found": percent(values["found"]),
        "needed": percent(values["needed"]),
    }
    if values["holds"]:
        return _("%(what)s: %(found)s. Nodig was %(needed)s. Dat is gehaald.") % given
    return _("%(what)s: %(found)s. Nodig was %(needed)s. Dat is niet gehaald.") % given


@words("tie")
def _tie(values: Values, names: Names) -> str:
    between = listed(values["between"], names)
    if not values.get("order"):
        return _("%(between)s staan gelijk. Er is een loting nodig.") % {"between": between}
    first = name(values["order"][0], names)
    if values.get("by") == "lot":
        text = _("%(between)s stonden gelijk. De loting gaf eerst: %(first)s.")
    elif values.get("by") == "status_quo":
        text = _("%(between)s stonden gelijk. De regel zegt dan: er verandert niets.")
    else:
        text = _("%(between)s stonden gelijk. Eerdere cijfers gaven de doorslag voor %(first)s.")
    return text % {"between": between, "first": first}
