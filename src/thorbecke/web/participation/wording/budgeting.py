"""Sentences for the facts of ``methods.budgeting``. Money is in cents."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thorbecke.web.participation.box.words import euros
from thorbecke.web.participation.wording.core import Names, Values, name, number, words


def money(value: Any) -> str:
    """Return an amount in cents as euros; a part of a cent is rounded for the eye."""
    return euros(round(Fraction(value)))


def people(count: int) -> str:
    """Return "1 persoon" or "12 mensen"."""
    return ngettext("%(count)s persoon", "%(count)s mensen", count) % {"count": number(count)}


def votes(count: int) -> str:
    """Return "1 stem" or "12 stemmen"."""
    return ngettext("%(count)s stem", "%(count)s stemmen", count) % {"count": number(count)}


@words("bought_with_shares")
def _bought(values: Values, names: Names) -> str:
    text = _("Ronde %(round)s: %(project)s gaat door. %(people)s betalen mee.")
    return text % {
        "round": values["round"],
        "project": name(values["project"], names),
        "people": people(values["paying"]),
    }


@words("bought_in_turn")
def _in_turn(values: Values, names: Names) -> str:
    text = _("Ronde %(round)s: %(project)s gaat door. De last is verdeeld over %(people)s.")
    return text % {
        "round": values["round"],
        "project": name(values["project"], names),
        "people": people(values["votes"]),
    }


@words("bought_with_overspending")
def _overspending(values: Values, names: Names) -> str:
    text = _(
        "Ronde %(round)s: %(project)s gaat door. Wie meebetaalt, mag iets boven zijn deel gaan."
    )
    return text % {"round": values["round"], "project": name(values["project"], names)}


@words("funded_by_votes")
def _by_votes(values: Values, names: Names) -> str:
    text = _("Ronde %(round)s: %(project)s gaat door met %(votes)s.")
    return text % {
        "round": values["round"],
        "project": name(values["project"], names),
        "votes": votes(values["votes"]),
    }


@words("not_funded")
def _not_funded(values: Values, names: Names) -> str:
    text = _("%(project)s gaat niet door. Het kreeg %(votes)s.")
    return text % {"project": name(values["project"], names), "votes": votes(values["votes"])}


@words("why_funded")
def _why_funded(values: Values, names: Names) -> str:
    given = {
        "project": name(values["project"], names),
        "votes": votes(values["votes"]),
        "round": values["round"],
    }
    if values["stage"] == "votes":
        text = _("%(project)s gaat door, in ronde %(round)s. Het kreeg %(votes)s en paste nog.")
        return text % given
    text = _("%(project)s gaat door, in ronde %(round)s. Het kreeg %(votes)s.")
    if values.get("price") is None:
        return text % given
    paid = _("%(people)s betaalden elk %(price)s.") % {
        "people": people(values["full"]),
        "price": money(values["price"]),
    }
    poor = values["paying"] - values["full"]
    if poor:
        paid += " " + _("%(people)s gaven wat zij nog over hadden.") % {"people": people(poor)}
    return f"{text % given} {paid}"


def _reasons() -> dict[str, str]:
    return {
        "money": _("De mensen die het kozen, hadden samen niet genoeg geld over."),
        "room": _("Het paste niet meer in het geld dat over was."),
        "support": _("Het kreeg minder stemmen dan nodig is om mee te doen."),
        "cap": _("Voor deze groep plannen was het geld op."),
        "rival": _("Een ander plan uit dezelfde groep ging voor."),
    }


@words("why_not_funded")
def _why_not(values: Values, names: Names) -> str:
    head = _("%(project)s gaat niet door. Het kreeg %(votes)s.") % {
        "project": name(values["project"], names),
        "votes": votes(values["votes"]),
    }
    return " ".join(filter(None, [head, _reasons().get(values["reason"], ""), missing(values)]))


def missing(values: Values) -> str:
    """Return what would have been enough, or nothing when no number would do."""
    more, cheaper = values.get("supporters"), values.get("cheaper")
    given = {"more": votes(more or 0), "cheaper": money(cheaper or 0)}
    if more is not None and cheaper is not None:
        text = _("Het ging wel door met nog %(more)s, of als het %(cheaper)s goedkoper was.")
    elif more is not None:
        text = _("Het ging wel door met nog %(more)s.")
    elif cheaper is not None:
        text = _("Het ging wel door als het %(cheaper)s goedkoper was.")
    else:
        return ""
    if values.get("proved") == "run":
        text += " " + _("Wij rekenden daarbij met hetzelfde bedrag per stemmer.")
    return text % given


@words("floor_not_met")
def _floor(values: Values, names: Names) -> str:
    text = _("Voor %(group)s was minstens %(floor)s bedoeld. Er kon maar %(spent)s naartoe.")
    return text % {
        "group": name(values["category"], names),
        "floor": money(values["floor"]),
        "spent": money(values["spent"]),
    }


@words("completion_stopped")
def _stopped(values: Values, names: Names) -> str:
    texts = {
        "exhaustive": _("Het deel per stemmer groeide tot er geen plan meer bij paste."),
        "over_budget": _("Het deel per stemmer groeide tot het geld bijna op was."),
        "all_bought": _("Elk plan dat iemand koos, gaat door."),
    }
    return texts.get(values["why"], str(values["why"]))


@words("compared_with_greedy")
def _compared(values: Values, names: Names) -> str:
    text = _("Deze uitslag beviel %(shares)s beter. De gewone telling beviel %(greedy)s beter.")
    return text % {
        "shares": people(values["prefer_shares"]),
        "greedy": people(values["prefer_greedy"]),
    }


@words("stopped_over_budget")
def _over(values: Values, names: Names) -> str:
    text = _("%(project)s was aan de beurt, maar paste niet meer. Toen stopte de telling.")
    return text % {"project": name(values["project"], names)}
