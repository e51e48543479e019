"""A box with choices as plain data, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from thorbecke.methods.design.box import Box, Clash, Parameter, WrongBox
from thorbecke.methods.design.consistent import Inputs


def from_data(data: Mapping[str, Any]) -> Inputs:
    """Return the inputs of plain data, the inverse of ``to_data``. Raises ``WrongBox``."""
    try:
        parameters = tuple(
            Parameter(one["id"], tuple(one["options"])) for one in data["parameters"]
        )
        clashes = tuple(_clash(one) for one in data["clashes"])
        choices = {str(name): str(option) for name, option in data["choices"].items()}
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise WrongBox(f"expected parameters, clashes and choices: {error}") from error
    return Inputs(Box(parameters, clashes), choices)


def _clash(data: Mapping[str, Any]) -> Clash:
    options = tuple((str(name), str(option)) for name, option in data["options"])
    return Clash(data["id"], options, data["reason"], data["source"], data["legal"])


def to_data(inputs: Inputs) -> dict[str, Any]:
    """Return the one plain form of a box with choices."""
    return {
        "parameters": [
            {"id": one.id, "options": list(one.options)} for one in inputs.box.parameters
        ],
        "clashes": [
            {
                "id": one.id,
                "options": [list(pair) for pair in one.options],
                "reason": one.reason,
                "source": one.source,
                "legal": one.legal,
            }
            for one in inputs.box.clashes
        ],
        "choices": dict(inputs.choices),
    }
