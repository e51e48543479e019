"""What is fixed at opening: questions, rules, counts and how ballots are published, as one hash."""

from __future__ import annotations

from typing import Any

from thorbecke.methods import registry
from thorbecke.methods.facts import to_data
from thorbecke.records import canonical
from thorbecke.web.participation import instruments
from thorbecke.web.participation.instruments import CountPlan
from thorbecke.web.participation.models import Act


def freeze(act: Act) -> dict[str, Any]:
    """Return the definition of an act as plain data, every rule filled in.

    Raises ``WrongRules`` or ``UnknownMethod`` for a count that can't be made, ``WrongSpec`` for a
    question that can't be asked, ``NotCanonical`` for a value without an exact form.
    """
    instrument = instruments.of(act)
    instrument.specs(act)
    found = {
        "instrument": act.instrument,
        "title": act.title,
        "slug": act.slug,
        "questions": act.settings.get("questions", []),
        "counts": [_plan(plan, decides) for plan, decides in plans(act)],
        "eligibility": act.eligibility,
        "may_change": act.may_change,
        "publish": act.publish,
        "details": instrument.definition(act),
    }
    canonical.dumps(found)
    return found


def plans(act: Act) -> list[tuple[CountPlan, bool]]:
    """Return every count to make: first those that decide, then the others for comparison."""
    instrument = instruments.of(act)
    deciding = instrument.counts(act)
    questions = list(dict.fromkeys(plan.question for plan in deciding))
    others = [plan for question in questions for plan in instrument.alternatives(act, question)]
    return [*((plan, True) for plan in deciding), *((plan, False) for plan in others)]


def _plan(plan: CountPlan, decides: bool) -> dict[str, Any]:
    method = registry.find(plan.method, plan.version)
    rules = registry.rules_of(method, to_data(plan.rules))
    return {
        "question": plan.question,
        "method": plan.method,
        "version": plan.version,
        "rules": to_data(rules),
        "decides": decides,
        "needs_electorate": plan.needs_electorate,
    }
