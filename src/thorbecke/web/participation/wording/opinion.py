"""Sentences for the facts of ``methods.opinion``. Figures are in millionths; groups have letters."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from thorbecke.web.participation.wording.core import Names, Values, name, words

MILLION = 10**6


def group(number: int) -> str:
    """Return the letter of a group: A is the largest."""
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number] if number < 26 else str(number + 1)


def share(millionths: int) -> str:
    """Return a share as a whole percentage; rounding is for the eye only."""
    return f"{round(millionths * 100 / MILLION)}%"


def groups(numbers: Sequence[int]) -> str:
    """Return "A en B"."""
    letters = [group(number) for number in numbers]
    if len(letters) < 2:
        return "".join(letters)
    return _("%(first)s en %(last)s") % {"first": ", ".join(letters[:-1]), "last": letters[-1]}


@words("groups")
def _groups(values: Values, names: Names) -> str:
    few = _("%(few)s mensen gaven te weinig antwoorden voor een groep.") % {
        "few": values["few_votes"]
    }
    few = f" {few}" if values["few_votes"] else ""
    if values["k"] < 2:
        return _("Er zijn geen duidelijke groepen.") + few
    sizes = ", ".join(f"{group(n)} {size}" for n, size in enumerate(values["sizes"]))
    text = _("Er zijn %(k)s groepen. Zo groot zijn zij: %(sizes)s.")
    return text % {"k": values["k"], "sizes": sizes} + few


@words("stability")
def _stability(values: Values, names: Names) -> str:
    texts = {
        "stable": _("De groepen zijn stevig: met minder stemmen komen zij ook tevoorschijn."),
        "not_stable": _(
            "De groepen zijn niet stevig. Met andere stemmen waren zij anders geweest."
        ),
        "no_groups": _("Toeval kan verklaren wat er aan verschil is."),
    }
    found = texts.get(values["badge"], str(values["badge"]))
    if values["badge"] == "no_groups" or not values["repeats"]:
        return found
    repeated = _("In %(same)s van de %(repeats)s proeven kwam hetzelfde aantal groepen terug.")
    return f"{found} {repeated}" % {"same": values["same_number"], "repeats": values["repeats"]}


@words("axes")
def _axes(values: Values, names: Names) -> str:
    first, second = values["shares"]
    text = _("De kaart toont %(share)s van alle verschil tussen mensen.")
    return text % {"share": share(first + second)}


@words("representative")
def _representative(values: Values, names: Names) -> str:
    agree = _("Groep %(group)s is het hier vaker mee eens dan de anderen: %(statement)s")
    disagree = _("Groep %(group)s is het hier vaker mee oneens dan de anderen: %(statement)s")
    text = agree if values["direction"] == "agree" else disagree
    return text % {"group": group(values["group"]), "statement": name(values["statement"], names)}


@words("consensus")
def _consensus(values: Values, names: Names) -> str:
    agree = _("In elke groep is de meerderheid het hiermee eens: %(statement)s")
    disagree = _("In elke groep is de meerderheid het hiermee oneens: %(statement)s")
    text = agree if values["direction"] == "agree" else disagree
    return text % {"statement": name(values["statement"], names)}


@words("division")
def _division(values: Values, names: Names) -> str:
    statement = name(values["statement"], names)
    if len(values["groups"]) < 2:
        return _("Hierover zijn de meningen verdeeld: %(statement)s") % {"statement": statement}
    text = _("Hierover verschillen de groepen %(groups)s: %(statement)s")
    return text % {"groups": groups(values["groups"]), "statement": statement}
