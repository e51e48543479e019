"""Every setting that the environment can give, declared once with its help text.

``docs/settings.md`` is generated from ``VARIABLES`` and a test holds the two together. A wrong value
is collected, not raised at once, so that one message names every mistake.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TRUE = frozenset({"1", "true", "yes", "on", "ja"})
FALSE = frozenset({"0", "false", "no", "off", "nee", ""})


class WrongValue(ValueError):
    """A value that the variable does not accept; the text says what it expects."""


@dataclass(frozen=True)
class Variable:
    """One environment variable: its name, how it is read, its default and what it is for."""

    name: str
    kind: str
    default: str
    help: str
    group: str
    parse: Callable[[str], Any]


VARIABLES: dict[str, Variable] = {}
MISTAKES: list[str] = []


def _declare(variable: Variable) -> Any:
    VARIABLES[variable.name] = variable
    raw = os.environ.get(variable.name, variable.default)
    try:
        return variable.parse(raw.strip())
    except WrongValue as wrong:
        # A secret may have been put in the wrong variable, so the value itself is never echoed.
        MISTAKES.append(f"{variable.name}: {wrong}")
        return variable.parse(variable.default)


def text(name: str, default: str, help: str, group: str, choices: tuple[str, ...] = ()) -> str:
    """Read a text, if ``choices`` is given one of those."""

    def parse(raw: str) -> str:
        if choices and raw not in choices:
            raise WrongValue(f"expected one of {', '.join(choices)}")
        return raw

    value: str = _declare(Variable(name, "text", default, help, group, parse))
    return value


def flag(name: str, default: bool, help: str, group: str) -> bool:
    """Read a yes or no: 1/true/yes/on/ja or 0/false/no/off/nee."""

    def parse(raw: str) -> bool:
        if raw.lower() in TRUE:
            return True
        if raw.lower() in FALSE:
            return False
        raise WrongValue("expected yes or no (1/0, true/false, ja/nee)")

    value: bool = _declare(Variable(name, "yes or no", str(int(default)), help, group, parse))
    return value


def number(name: str, default: int, help: str, group: str, low: int = 0, high: int = 2**31) -> int:
    """Read a whole number from ``low`` to ``high``."""

    def parse(raw: str) -> int:
        if not raw.isdecimal() or not low <= int(raw) <= high:
            raise WrongValue(f"expected a whole number from {low} to {high}")
        return int(raw)

    value: int = _declare(Variable(name, "number", str(default), help, group, parse))
    return value


def listing(name: str, default: str, help: str, group: str) -> list[str]:
    """Read a list with commas between the items."""

    def parse(raw: str) -> list[str]:
        return [item.strip() for item in raw.split(",") if item.strip()]

    value: list[str] = _declare(Variable(name, "list", default, help, group, parse))
    return value


def url(name: str, default: str, help: str, group: str, schemes: tuple[str, ...]) -> str:
    """Read an address that starts with one of ``schemes``; empty is allowed if the default is."""

    def parse(raw: str) -> str:
        if raw == "" and default == "":
            return raw
        if not raw.startswith(tuple(f"{scheme}:" for scheme in schemes)):
            raise WrongValue(f"expected an address that starts with {', '.join(schemes)}")
        return raw.rstrip("/") if schemes[0].startswith("http") else raw

    value: str = _declare(Variable(name, "address", default, help, group, parse))
    return value


def folder(name: str, default: str, help: str, group: str) -> Path:
    """Read the path of a folder; it is made when it is first needed."""

    def parse(raw: str) -> Path:
        path = Path(raw).expanduser().resolve()
        if path.exists() and not path.is_dir():
            raise WrongValue("expected a folder, found a file")
        return path

    value: Path = _declare(Variable(name, "folder", default, help, group, parse))
    return value
