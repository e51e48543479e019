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
    """Return a count in a few words, for a table of counts."""
    if method == GREEDY:
        parts = [_("De meeste stemmen")]
    else:
        parts = [
            _("Gelijke delen"),
            {
                "none": _("niet aangevuld"),
                "votes": _("aangevuld met de meeste stemmen"),
                "add1": _("delen groeien"),
                "add1u": _("delen groeien, dan aangevuld"),
            }[rules["completion"]],
        ]
        if rules["completion"] in {"add1", "add1u"}:
            parts.append(
                _("stopt als niets meer past")
                if rules["stop_when_exhaustive"]
                else _("groeit door tot het geld op is")
            )
        parts.append(
            _("elke euro telt") if rules["utility"] == "cost" else _("elk plan telt even zwaar")
        )
    if rules.get("minimum_votes", 0) > FEWEST_VOTES:
        parts.append(_("vanaf %(votes)s stemmen") % {"votes": rules["minimum_votes"]})
    return ", ".join(parts)
