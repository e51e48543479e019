"""Make a count of a record again, from what stands in the bundle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from thorbecke.methods import facts, registry
from thorbecke.methods.lots import Lots

Answers = Sequence[Mapping[str, Mapping[str, int]]]


def inputs_from_votes(
    kind: str, question: Mapping[str, Any], votes: Answers, electorate: int | None
) -> Any:
    """Return the inputs of a count on one question. O(n·m).

    A vote without that question (an invalid paper ballot) is blank on it, or left out where a blank
    ballot is not allowed. Raises a ``ValueError`` subclass that names the ballot and what is wrong.
    """
    name, blank = question["id"], question.get("blank", True)
    answers = (vote.get(name, {}) for vote in votes if blank or name in vote)
    return registry.inputs_module(kind).from_answers(question, answers, electorate)


def inputs_from_data(kind: str, data: Mapping[str, Any]) -> Any:
    """Return the inputs that stand in a file. Raises a ``ValueError`` subclass."""
    return registry.inputs_module(kind).from_data(data)


def count(
    method: str, version: int, rules: Mapping[str, Any], inputs: Any, lots: Lots | None
) -> Any:
    """Return the outcome as plain data. Raises ``UnknownMethod``, ``WrongRules``, ``LotNeeded``."""
    found = registry.find(method, version)
    return facts.to_data(found.count(inputs, registry.rules_of(found, rules), lots))


SHOWN = frozenset({"method", "version", "winners", "passed", "funded", "spent", "budget"})


def withheld(outcome: Mapping[str, Any]) -> dict[str, Any]:
    """Return what may be told of an outcome of fewer than ten ballots: who won, and how many voted."""
    found = {name: value if name in SHOWN else _empty(value) for name, value in outcome.items()}
    if isinstance(figures := outcome.get("figures"), Mapping) and "ballots" in figures:
        found["figures"] = {"ballots": figures["ballots"]}
    return found


def _empty(value: Any) -> Any:
    return {} if isinstance(value, Mapping) else [] if isinstance(value, list) else None
