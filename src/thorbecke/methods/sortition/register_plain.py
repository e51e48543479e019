"""A register of addresses or persons as plain data, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from thorbecke.methods.sortition.invite import Register, WrongRegister


def from_data(data: Mapping[str, Any]) -> Register:
    """Return the register of plain data: {"entries": [[id, stratum], …]}. Raises ``WrongRegister``."""
    if not isinstance(data, Mapping) or set(data) != {"entries"}:
        raise WrongRegister("expected exactly the field entries")
    entries = data["entries"]
    if not isinstance(entries, list) or not all(
        isinstance(one, list) and len(one) == 2 and all(isinstance(part, str) for part in one)
        for one in entries
    ):
        raise WrongRegister("entries: expected pairs of texts, an id and a stratum")
    return Register(tuple((one[0], one[1]) for one in entries))


def to_data(register: Register) -> dict[str, Any]:
    """Return the one plain form of a register."""
    return {"entries": [list(one) for one in register.entries]}
