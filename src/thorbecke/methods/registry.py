"""All methods by id and version, so that a record made today recomputes in ten years.

A method's module is imported when it is asked for. ``inputs`` names the kind of input that the method
counts, for whoever has to build it from a record ("profile": a question with ballots).
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from fractions import Fraction
from typing import Any, get_type_hints

from thorbecke.methods.facts import Fact


class UnknownMethod(KeyError):
    """There is no method with this id and version."""


class WrongRules(ValueError):
    """Rules that the method can't use; the text names the field and what was expected."""


@dataclass(frozen=True)
class Method:
    """One method: how it counts, how it explains, and the type of its rules.

    ``check(inputs, rules, outcome, lots)``: for an outcome that is proved by a certificate and not by
    counting again; takes the outcome's plain form and returns what is wrong with it, nothing when it holds.
    """

    id: str
    version: int
    inputs: str
    rules: type[Any]
    count: Callable[..., Any]
    explain: Callable[[Any], tuple[Fact, ...]]
    check: Callable[..., tuple[Fact, ...]] | None = None


# id -> version -> module; the module has METHOD, or METHODS when it holds more of them.
MODULES: dict[str, dict[int, str]] = {}


def register(module: str, *ids: str, version: int = 1) -> None:
    """Say which module holds these methods."""
    for name in ids:
        MODULES.setdefault(name, {})[version] = module


# kind of input -> module with ``from_data``, ``to_data`` and, where ballots feed it, ``from_answers``.
INPUTS: dict[str, str] = {}


def register_inputs(kind: str, module: str) -> None:
    """Say which module turns plain data into this kind of input, and back."""
    INPUTS[kind] = module


def inputs_module(kind: str) -> Any:
    """Return the module for a kind of input. Raises ``UnknownMethod``."""
    if kind not in INPUTS:
        raise UnknownMethod(f"there is no kind of input {kind!r}")
    return importlib.import_module(INPUTS[kind])


register_inputs("opinion", "thorbecke.methods.opinion.plain")
register("thorbecke.methods.opinion.count", "opinion.map")
register_inputs("delegation", "thorbecke.methods.delegation.plain")
register("thorbecke.methods.delegation.count", "delegation.breadth-first")
register_inputs("budget", "thorbecke.methods.budgeting.plain")
register("thorbecke.methods.budgeting.greedy", "budgeting.greedy")
register("thorbecke.methods.budgeting.equal_shares", "budgeting.equal-shares")
register("thorbecke.methods.budgeting.phragmen", "budgeting.phragmen")
register("thorbecke.methods.budgeting.bos", "budgeting.bos")
register_inputs("profile", "thorbecke.methods.voting.plain")
register_inputs("design", "thorbecke.methods.design.plain")
register_inputs("evidence", "thorbecke.methods.evidence.plain")
register("thorbecke.methods.evidence.pooling", "evidence.pooling")
register("thorbecke.methods.design.consistent", "design.consistent")
register("thorbecke.methods.voting.plurality", "voting.plurality")
register("thorbecke.methods.voting.yesno", "voting.yesno")
register("thorbecke.methods.voting.approval", "voting.approval")
register("thorbecke.methods.voting.score", "voting.score")
register("thorbecke.methods.voting.star", "voting.star")
register("thorbecke.methods.voting.borda", "voting.borda")
register("thorbecke.methods.voting.judgment", "voting.judgment")
register("thorbecke.methods.voting.points", "voting.points")
register("thorbecke.methods.voting.irv", "voting.irv")
register("thorbecke.methods.voting.schulze", "voting.schulze")
register("thorbecke.methods.voting.ranked_pairs", "voting.ranked-pairs")
register("thorbecke.methods.voting.stv_scottish", "voting.stv-scottish")
register("thorbecke.methods.voting.stv_meek", "voting.stv-meek")
register("thorbecke.methods.voting.equal_shares", "voting.equal-shares")
register("thorbecke.methods.voting.phragmen", "voting.phragmen")
register_inputs("seats", "thorbecke.methods.seats.plain")
register("thorbecke.methods.seats.kieswet", "seats.kieswet")
register("thorbecke.methods.seats.divisors", "seats.divisor")
register("thorbecke.methods.seats.remainders", "seats.remainder")
register("thorbecke.methods.seats.biproportional", "seats.biproportional")
register("thorbecke.methods.seats.mixed", "seats.mixed")
register_inputs("sortition", "thorbecke.methods.sortition.plain")
register_inputs("register", "thorbecke.methods.sortition.register_plain")
register("thorbecke.methods.sortition.invite", "sortition.invite")
register(
    "thorbecke.methods.sortition.counting",
    "sortition.leximin",
    "sortition.maximin",
    "sortition.nash",
    "sortition.goldilocks",
    "sortition.random",
)


def find(name: str, version: int | None = None) -> Method:
    """Return a method; the newest version when none is named. Raises ``UnknownMethod``."""
    try:
        versions = MODULES[name]
        module = importlib.import_module(versions[version or max(versions)])
    except KeyError:
        raise UnknownMethod(f"there is no method {name!r} version {version}") from None
    several: dict[str, Method] = getattr(module, "METHODS", {})
    method: Method = several[name] if several else module.METHOD
    return method


def rules_of(method: Method, data: Mapping[str, Any]) -> Any:
    """Return the method's rules from plain data. Raises ``WrongRules`` with the field's name.

    Every field of the rules is an integer, a bool, a text, a fraction ("2/3"), None, or a tuple.
    """
    hints = get_type_hints(method.rules)
    known = {item.name: item for item in fields(method.rules)}
    if unknown := sorted(set(data) - set(known)):
        raise WrongRules(f"{method.id}: unknown rule {unknown[0]!r}")
    missing = [
        name
        for name, item in known.items()
        if name not in data and item.default is MISSING and item.default_factory is MISSING
    ]
    if missing:
        raise WrongRules(f"{method.id}: the rule {missing[0]!r} is missing")
    values = {name: _value(f"{method.id}: {name}", hints[name], data[name]) for name in data}
    try:
        return method.rules(**values)
    except (TypeError, ValueError) as error:
        raise WrongRules(f"{method.id}: {error}") from error


def _value(place: str, hint: Any, value: Any) -> Any:
    text = str(hint)
    if "Fraction" in text and isinstance(value, str):
        try:
            return Fraction(value)
        except (ValueError, ZeroDivisionError):
            raise WrongRules(
                f'{place}: expected a fraction such as "2/3", found {value!r}'
            ) from None
    if isinstance(value, list):
        return tuple(tuple(item) if isinstance(item, list) else item for item in value)
    if isinstance(value, float):
        raise WrongRules(f"{place}: expected an exact value, found the float {value!r}")
    return value
