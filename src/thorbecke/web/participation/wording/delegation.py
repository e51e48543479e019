"""Sentences for the facts of ``methods.delegation``.

Some codes, such as "lost", mean something else in other methods. So these sentences have a table of their
own and are asked for with ``lines``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from thorbecke.web.participation.wording.core import Names, Values, decimal, tally

REASONS = ("cycle", "before_cycle", "dead_end", "full")


def lines(outcome: Mapping[str, Any], names: Names) -> list[str]:
    """Return what a stored outcome tells, in sentences."""
    lost = list(outcome["lost"].values())
    why = {name: lost.count(name) for name in REASONS if name in lost}
    facts: list[tuple[str, Values]] = [
        ("delegated", {"voters": len(outcome["steps"]), "casters": len(outcome["weights"])}),
        ("lost", {"voters": len(lost), **why}),
        ("absent", {"voters": outcome["absent"]}),
        ("rescued", {"voters": outcome["rescued"]}),
        (
            "largest_weight",
            {"weight": outcome["largest"], "of": sum(outcome["weights"].values())},
        ),
        ("gini", {"value": outcome["gini"]}),
        ("without_delegation", {"tally": outcome["direct"]}),
        ("changed", {"by_delegation": outcome["leading"] != outcome["leading_direct"]}),
    ]
    facts += [("cycle", {"voters": cycle}) for cycle in outcome["cycles"]]
    facts += [("lot", {"order": one["order"]}) for one in outcome["lots"]]
    return [text for code, values in facts if (text := SENTENCES[code](values, names))]


def _delegated(values: Values, names: Names) -> str:
    text = _(
        "%(casters)s mensen stemden zelf. Zij brachten ook de stem uit van %(voters)s anderen."
    )
    return text % values


def _lost(values: Values, names: Names) -> str:
    if not values["voters"]:
        return _("Geen enkele volmacht ging verloren.")
    texts = {
        "cycle": _("%(count)s stonden in een kring"),
        "before_cycle": _("%(count)s kwamen uit bij een kring"),
        "dead_end": _("%(count)s kwamen uit bij niemand die stemde"),
        "full": _("%(count)s pasten niet meer bij wie stemde"),
    }
    parts = ", ".join(texts[name] % {"count": values[name]} for name in REASONS if values.get(name))
    head = _("%(voters)s volmachten gingen verloren:") % {"voters": values["voters"]}
    return f"{head} {parts}."


def _absent(values: Values, names: Names) -> str:
    text = _("%(voters)s mensen stemden niet en gaven geen volmacht.")
    return text % values if values["voters"] else ""


def _rescued(values: Values, names: Names) -> str:
    text = _("Zonder reserves waren er nog %(voters)s stemmen verloren gegaan.")
    return text % values if values["voters"] else ""


def _largest(values: Values, names: Names) -> str:
    return _("Wie de meeste stemmen uitbracht, had er %(weight)s van de %(of)s.") % values


def _gini(values: Values, names: Names) -> str:
    text = _(
        "De Gini-maat voor het verschil in gewicht is %(value)s. Bij 0 heeft iedereen evenveel."
    )
    return text % {"value": decimal(Fraction(values["value"]))}


def _without(values: Values, names: Names) -> str:
    return _("Zonder volmachten was het: %(tally)s.") % {"tally": tally(values["tally"], names)}


def _changed(values: Values, names: Names) -> str:
    if values["by_delegation"]:
        return _("De volmachten veranderden welke keuze de meeste stemmen kreeg.")
    return _("Zonder volmachten kreeg dezelfde keuze de meeste stemmen.")


def _cycle(values: Values, names: Names) -> str:
    return _("Een kring van %(count)s mensen wees naar elkaar.") % {"count": len(values["voters"])}


def _lot(values: Values, names: Names) -> str:
    text = _("Een loting besliste wie van %(count)s mensen nog bij een vertegenwoordiger paste.")
    return text % {"count": len(values["order"])}


SENTENCES: dict[str, Callable[[Values, Names], str]] = {
    "delegated": _delegated,
    "lost": _lost,
    "absent": _absent,
    "rescued": _rescued,
    "largest_weight": _largest,
    "gini": _gini,
    "without_delegation": _without,
    "changed": _changed,
    "cycle": _cycle,
    "lot": _lot,
}
