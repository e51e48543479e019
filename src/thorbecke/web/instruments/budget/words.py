"""How rules and options are told: each in two plain sentences at most."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thorbecke.web.instruments.budget.ballot import FEWEST_VOTES, GREEDY, SHARES

METHODS: tuple[tuple[str, str | Promise], ...] = (
    (
        SHARES,
        gettext_lazy(
            "Gelijke delen. Elke stemmer krijgt in gedachten een even groot deel van het geld. "
            "Plannen worden betaald door de mensen die ze kozen, dus ook een kleinere groep krijgt iets."
        ),
    ),
    (
        GREEDY,
        gettext_lazy(
            "De meeste stemmen. Het plan met de meeste stemmen gaat eerst, zolang het geld er is. "
            "Een grote groep kan zo alles krijgen."
        ),
    ),
)
COMPLETIONS: tuple[tuple[str, str | Promise], ...] = (
    (
        "add1u",
        gettext_lazy(
            "Delen laten groeien, dan aanvullen. Elk deel groeit met een euro tot het geld bijna op is. "
            "Wat dan nog past, gaat naar de plannen met de meeste stemmen."
        ),
    ),
    (
        "add1",
        gettext_lazy(
            "Delen laten groeien. Elk deel groeit met een euro tot het geld bijna op is. "
            "Wat dan over is, blijft over."
        ),
    ),
    (
        "none",
        gettext_lazy(
            "Niet aanvullen. Geld dat geen groep samen kan uitgeven, blijft over. Dat kan veel zijn."
        ),
    ),
)
UTILITIES: tuple[tuple[str, str | Promise], ...] = (
    (
        "cost",
        gettext_lazy(
            "Elke euro telt. Een duur plan dat doorgaat, is meer waard dan een goedkoop plan."
        ),
    ),
    (
        "cardinality",
        gettext_lazy("Elk plan telt even zwaar. Goedkope plannen maken dan meer kans."),
    ),
)


def told(rule: Mapping[str, Any]) -> list[str]:
    """Return how an act counts, in sentences for residents."""
    found = [str(dict(METHODS)[rule["method"]])]
    if rule["method"] == SHARES:
        found.append(str(dict(COMPLETIONS)[rule["completion"]]))
    if rule.get("minimum_votes"):
        text = _("Een plan doet mee vanaf %(votes)s stemmen.")
        found.append(text % {"votes": rule["minimum_votes"]})
    return found


def short(method: str, rules: Mapping[str, Any]) -> str:
    """Return a count in a few words."""
    return ", ".join(_parts(method, rules))


def difference(deciding: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """Return in a few words how another count differs from the one that decided."""
    here = _parts(deciding["method"], deciding["rules"])
    there = _parts(other["method"], other["rules"])
    if there[0] != here[0]:
        return there[0]
    other_words = [part for part in there[1:] if part not in here]
    return _("%(rule)s, maar: %(parts)s") % {
        "rule": there[0],
        "parts": ", ".join(other_words) or _("zonder drempel"),
    }


def _parts(method: str, rules: Mapping[str, Any]) -> list[str]:
    """Return the name of a rule, then each option in a few words."""
    least = rules.get("minimum_votes", 0)
    limit = [_("vanaf %(votes)s stemmen") % {"votes": least}] if least > FEWEST_VOTES else []
    if method == GREEDY:
        return [_("De meeste stemmen"), *limit]
    found = [_("Gelijke delen"), _completions()[rules["completion"]]]
    if rules["completion"] in {"add1", "add1u"}:
        found.append(
            _("stopt als niets meer past")
            if rules["stop_when_exhaustive"]
            else _("groeit door tot het geld op is")
        )
    worth = _("elke euro telt") if rules["utility"] == "cost" else _("elk plan telt even zwaar")
    return [*found, worth, *limit]


def _completions() -> dict[str, str]:
    return {
        "none": _("niet aangevuld"),
        "votes": _("aangevuld met de meeste stemmen"),
        "add1": _("delen groeien"),
        "add1u": _("delen groeien, dan aangevuld"),
    }
