"""Which track fits a submission, and why: rules as data, and a pure function over them.

The first rule that fits decides. A rule fits when each of its conditions does: the answer is one of the
given values, or, for a list, has one of them. The team may choose otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

INSPIRATION, ATELIER, EXPERIMENT = "inspiration", "atelier", "experiment"


@dataclass(frozen=True)
class Rule:
    """One rule: its conditions (answer to values), the track, and the reason in plain words."""

    id: str
    track: str
    reason: str | Promise
    when: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Suggestion:
    """The track, the rule that decided, the answers it looked at, and the next rule that fits."""

    track: str
    rule: Rule
    because: tuple[tuple[str, str], ...]
    otherwise: Rule | None


def _rule(name: str, track: str, reason: str | Promise, **when: str) -> Rule:
    return Rule(name, track, reason, {key: frozenset(text.split()) for key, text in when.items()})


RULES = (
    _rule("join", INSPIRATION, _("Wie wil meedenken, hoort eerst wat er al is."), door="join"),
    _rule(
        "question",
        INSPIRATION,
        _("Op een vraag past vaak een voorbeeld of een artikel uit de wet."),
        door="question",
    ),
    _rule(
        "running",
        EXPERIMENT,
        _("Het experiment loopt al of is besloten. Dan is meten en leren de volgende stap."),
        door="experiment",
        stage="running decided",
    ),
    _rule(
        "legal",
        EXPERIMENT,
        _("Er is een plan en de wet zit in de weg. Dan is regelruimte nodig."),
        door="experiment",
        stage="plan",
        support="legal_room",
    ),
    _rule(
        "plan",
        EXPERIMENT,
        _("Er is een plan op papier. Dat kan naar een meetplan en een besluit."),
        door="experiment",
        stage="plan",
    ),
    _rule(
        "early",
        ATELIER,
        _("Het experiment is nog een idee. In een atelier wordt het een plan."),
        door="experiment",
        stage="idea",
    ),
    _rule("try", EXPERIMENT, _("De afzender wil het plan uitproberen."), door="idea", wish="try"),
    _rule(
        "together",
        ATELIER,
        _("De afzender wil samen een plan maken."),
        door="idea",
        wish="together",
    ),
    _rule(
        "examples",
        INSPIRATION,
        _("De afzender zoekt voorbeelden."),
        door="idea",
        wish="examples",
    ),
    _rule(
        "council",
        ATELIER,
        _("Er is een idee, en de raad weet ervan. Dan kan een atelier snel beginnen."),
        door="idea",
        council="yes knows",
    ),
    _rule(
        "unclear",
        ATELIER,
        _("Er is een experiment, maar niet bekend hoe ver het is. Praat erover in een atelier."),
        door="experiment",
    ),
    _rule("start", INSPIRATION, _("Er is nog weinig bekend. Begin met voorbeelden van elders.")),
)


def suggest(facts: Mapping[str, Any], rules: Iterable[Rule] = RULES) -> Suggestion:
    """Return the track for these answers. Pure; O(rules). Raises ``LookupError`` if no rule fits."""
    fitting = [rule for rule in rules if _fits(rule, facts)]
    if not fitting:
        raise LookupError("no rule fits")
    rule = fitting[0]
    other = next((one for one in fitting[1:] if one.track != rule.track), None)
    because = tuple((name, value) for name in rule.when for value in _found(rule, name, facts))
    return Suggestion(rule.track, rule, because, other)


def _fits(rule: Rule, facts: Mapping[str, Any]) -> bool:
    return all(_found(rule, name, facts) for name in rule.when)


def _found(rule: Rule, name: str, facts: Mapping[str, Any]) -> list[str]:
    """Return the values of an answer that a rule looks for."""
    value = facts.get(name)
    given = value if isinstance(value, list) else [value]
    return [one for one in given if isinstance(one, str) and one in rule.when[name]]
