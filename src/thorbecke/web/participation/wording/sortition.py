"""Sentences for the facts of ``methods.sortition``: a draw, its proof, one person's chance, warnings."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thorbecke.web.participation.wording.core import Names, Values, decimal, percent, words


def one_in(chance: Any) -> str:
    """Return "1 op 15": a chance as people say it; rounding is for the eye only."""
    exact = Fraction(chance)
    if not exact:
        return "0"
    return _("1 op %(number)s") % {"number": decimal(1 / exact, 1).removesuffix(_(",") + "0")}


def people(count: Any) -> str:
    """Return "1 persoon" or "12 mensen"."""
    return ngettext("%(count)s persoon", "%(count)s mensen", int(count)) % {"count": count}


@words("sortition_goal")
def _goal(values: Values, _names: Names) -> str:
    text = _(
        "%(people)s doen mee aan de loting om %(seats)s plaatsen. "
        "De kleinste kans is %(low)s, de grootste %(high)s."
    )
    return text % {
        "people": people(values["people"]),
        "seats": values["seats"],
        "low": one_in(values["smallest"]),
        "high": one_in(values["largest"]),
    }


@words("sortition_certificate")
def _certificate(values: Values, _names: Names) -> str:
    if values["kind"] in {"proved", "proved-staged"}:
        return _("Bewezen: met deze grenzen bestaat geen loterij met eerlijker kansen.")
    if values["kind"] == "bounded":
        text = _("Niet bewezen dat dit de eerlijkste loterij is. Hoogstens %(off)s scheelt het.")
        return text % {"off": percent(values["deviation"])}
    return _("Over de eerlijkheid van deze loting is niets bewezen.")


@words("sortition_lottery")
def _lottery(values: Values, _names: Names) -> str:
    text = _(
        "Er zijn %(size)s panels met elk dezelfde kans. "
        "Daardoor verandert iemands kans hoogstens %(change)s."
    )
    return text % {"size": values["size"], "change": percent(values["change"])}


@words("sortition_drawn")
def _drawn(values: Values, _names: Names) -> str:
    return _("Het lot viel op panel %(number)s, met %(seats)s mensen.") % values


@words("sortition_estimated")
def _estimated(_values: Values, _names: Names) -> str:
    return _("De kansen zijn geschat uit veel proeflotingen.")


@words("sortition_chance")
def _chance(values: Values, _names: Names) -> str:
    exact = Fraction(values["chance"])
    if not exact:
        return _("Uw kans was 0. Binnen de grenzen past niemand met uw antwoorden in een panel.")
    text = ngettext(
        "Uw kans was %(one_in)s. Er waren %(seats)s plaatsen voor %(people)s. "
        "Niemand anders had precies uw antwoorden.",
        "Uw kans was %(one_in)s. Er waren %(seats)s plaatsen voor %(people)s. "
        "%(alike)s hadden precies uw antwoorden, u meegeteld.",
        int(values["alike"]),
    )
    return text % {
        "one_in": one_in(exact),
        "seats": values["seats"],
        "people": people(values["people"]),
        "alike": people(values["alike"]),
    }


@words("sortition_value")
def _value(values: Values, _names: Names) -> str:
    texts = {
        "more": _(
            "Omdat u bij %(feature)s “%(value)s” bent: minstens %(low)s plaatsen, en %(people)s. "
            "Dat maakt uw kans groter."
        ),
        "fewer": _(
            "Omdat u bij %(feature)s “%(value)s” bent: hoogstens %(high)s plaatsen voor %(people)s. "
            "Dat maakt uw kans kleiner."
        ),
        "even": _(
            "%(feature)s “%(value)s”: %(low)s tot %(high)s plaatsen voor %(people)s. "
            "Dat past bij hun aantal."
        ),
    }
    text = texts[values["direction"]]
    return text % {**values, "people": people(values["people"])}


@words("few_people")
def _few(values: Values, _names: Names) -> str:
    text = _("Er zijn weinig mensen: %(people)s voor %(seats)s plaatsen.")
    return text % {**values, "people": people(values["people"])}


@words("scarce")
def _scarce(values: Values, _names: Names) -> str:
    text = _("%(feature)s “%(value)s” is krap: %(people)s voor minstens %(low)s plaatsen.")
    return text % {**values, "people": people(values["people"])}


@words("small_group")
def _small(values: Values, _names: Names) -> str:
    text = _("%(feature)s “%(value)s” heeft maar %(people)s. Zij zijn misschien te herkennen.")
    return text % {**values, "people": people(values["people"])}


@words("alone")
def _alone(values: Values, _names: Names) -> str:
    text = ngettext(
        "%(count)s persoon is de enige met zijn antwoorden. De lijst wordt openbaar, dus zo iemand is "
        "misschien te herkennen. Neem minder kenmerken als dat niet goed is.",
        "%(count)s mensen zijn de enige met hun antwoorden. De lijst wordt openbaar, dus zij zijn "
        "misschien te herkennen. Neem minder kenmerken als dat niet goed is.",
        int(values["people"]),
    )
    return text % {"count": values["people"]}
