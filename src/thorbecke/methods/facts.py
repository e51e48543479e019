"""What a count tells about itself, without language: facts, ties, and their plain-data form.

Every method gives its steps and explanations as facts: a code and values. The web and the command
line put them into words. Values are exact: integers, fractions, texts, and tuples of those.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Any, TypeAlias

Value: TypeAlias = "int | bool | str | Fraction | tuple[Value, ...] | Mapping[str, Value] | None"
NOTHING: Mapping[str, Value] = MappingProxyType({})


@dataclass(frozen=True)
class Fact:
    """One thing that happened or holds: ``code`` says what, ``values`` with which figures."""

    code: str
    values: Mapping[str, Value] = field(default_factory=lambda: NOTHING)


def fact(code: str, **values: Value) -> Fact:
    """Return a fact with these values."""
    return Fact(code, MappingProxyType(values))


@dataclass(frozen=True)
class Tie:
    """Options that stood equal where the count had to choose.

    ``place``: a code for where (``winner``, ``elimination``, ``pair`` …). ``round``: from 1.
    ``between``: the options, in the order of the question. ``order``: the order that settled it,
    best first; empty while a lot is still to be drawn. ``by``: ``lot``, or the code of the rule.
    """

    place: str
    round: int
    between: tuple[str, ...]
    order: tuple[str, ...] = ()
    by: str = "lot"

    @property
    def open(self) -> bool:
        """True while the lot is still to be drawn."""
        return not self.order


def to_data(value: Any) -> Any:
    """Return dataclasses, fractions, mappings and tuples as what JSON can hold. O(size).

    A fraction becomes a text ("617/1" is "617", 1/3 is "1/3"), so that nothing is rounded.
    Raises ``TypeError`` for a float or another thing that has no exact form.
    """
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Fraction):
        return str(value)
    if is_dataclass(value):
        return {item.name: to_data(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_data(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [to_data(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no exact plain form")
