"""The electoral systems that the lab compares, and counting with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thorbecke.methods import registry
from thorbecke.methods.seats.election import Election
from thorbecke.methods.seats.outcome import Outcome

BASE = "kieswet"
KIESWET, DIVISOR, REMAINDER = "seats.kieswet", "seats.divisor", "seats.remainder"
# A size at which every council is small (largest remainders) or large (largest averages).
ALWAYS_SMALL, ALWAYS_LARGE = 1001, 1


@dataclass(frozen=True)
class System:
    """One system: its key in addresses, its name, what it does in simple words, method and rules."""

    key: str
    label: str | Promise
    simple: str | Promise
    method: str
    rules: Mapping[str, Any] = field(default_factory=dict)

    @property
    def takes_threshold(self) -> bool:
        """True when a threshold can be set; the Kieswet has its own rules for that."""
        return self.method != KIESWET

    def made(self, threshold: Fraction = Fraction(0)) -> Any:
        """Return the rules with this threshold (a share of the votes)."""
        data = dict(self.rules)
        if threshold and self.takes_threshold:
            data["threshold"] = str(threshold)
        return registry.rules_of(registry.find(self.method), data)


SYSTEMS = {
    system.key: system
    for system in (
        System(
            BASE,
            _("Kieswet nu"),
            _("Eerst volle zetels. De rest gaat naar het hoogste gemiddelde of overschot."),
            KIESWET,
        ),
        System(
            "kieswet-36641",
            _("Wetsvoorstel 36641"),
            _("Een restzetel is er alleen voor een lijst die zelf een volle zetel heeft."),
            KIESWET,
            {"bill_36641": True},
        ),
        System(
            "overschotten",
            _("Restzetels altijd naar overschotten"),
            _("Restzetels gaan ook in grote raden naar de grootste overschotten."),
            KIESWET,
            {"large_from": ALWAYS_SMALL},
        ),
        System(
            "gemiddelden",
            _("Restzetels altijd naar gemiddelden"),
            _("Restzetels gaan ook in kleine raden naar de hoogste gemiddelden."),
            KIESWET,
            {"large_from": ALWAYS_LARGE},
        ),
        System(
            "dhondt",
            _("D'Hondt"),
            _("Deel de stemmen door 1, 2, 3 en verder. Dit helpt grote lijsten een beetje."),
            DIVISOR,
            {"divisor": "dhondt"},
        ),
        System(
            "sainte-lague",
            _("Sainte-Laguë"),
            _("Deel de stemmen door 1, 3, 5 en verder. Dit is neutraal voor groot en klein."),
            DIVISOR,
            {"divisor": "sainte-lague"},
        ),
        System(
            "danish",
            _("Deense methode"),
            _("Deel de stemmen door 1, 4, 7 en verder. Dit helpt kleine lijsten."),
            DIVISOR,
            {"divisor": "danish"},
        ),
        System(
            "adams",
            _("Adams"),
            _("Elke lijst begint met een zetel. Dit helpt kleine lijsten het meest."),
            DIVISOR,
            {"divisor": "adams"},
        ),
        System(
            "hare",
            _("Hare, grootste overschotten"),
            _("Eerst volle zetels. De rest gaat naar de grootste overschotten, zonder drempel."),
            REMAINDER,
            {"quota": "hare"},
        ),
        System(
            "droop",
            _("Droop, grootste overschotten"),
            _("Zoals Hare, maar een volle zetel kost iets minder stemmen."),
            REMAINDER,
            {"quota": "droop"},
        ),
    )
}


def count(election: Election, key: str, threshold: Fraction = Fraction(0)) -> Outcome:
    """Count an election with a system; the same question is counted once a process."""
    return _count(election, key, threshold if SYSTEMS[key].takes_threshold else Fraction(0))


@lru_cache(maxsize=512)
def _count(election: Election, key: str, threshold: Fraction) -> Outcome:
    system = SYSTEMS[key]
    found: Outcome = registry.find(system.method).count(election, system.made(threshold))
    return found
