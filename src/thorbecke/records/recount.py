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
    """Return the inputs of a count on one question; a vote without that question is blank on it.

    Raises a ``ValueError`` subclass that names the ballot and what is wrong with it. O(n·m).
    """
    module = registry.inputs_module(kind)
    return module.from_answers(
        question, (vote.get(question["id"], {}) for vote in votes), electorate
    )


def inputs_from_data(kind: str, data: Mapping[str, Any]) -> Any:
    """Return the inputs that stand in a file. Raises a ``ValueError`` subclass."""
    return registry.inputs_module(kind).from_data(data)


def count(
    method: str, version: int, rules: Mapping[str, Any], inputs: Any, lots: Lots | None
) -> Any:
    """Return the outcome as plain data. Raises ``UnknownMethod``, ``WrongRules``, ``LotNeeded``."""
    found = registry.find(method, version)
    return facts.to_data(found.count(inputs, registry.rules_of(found, rules), lots))
