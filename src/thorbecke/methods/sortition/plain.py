"""A pool as plain data, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from thorbecke.methods.sortition.pool import Person, Pool, Quota, WrongPool

FIELDS = {"features", "quotas", "people", "size"}


def from_data(data: Mapping[str, Any]) -> Pool:
    """Return the pool of plain data. Raises ``WrongPool`` that says what was expected. O(n·features).

    ``quotas``: [feature, value, min, max, min_flex, max_flex] each, the last two may be None;
    ``people``: [id, household, value, value, …] each.
    """
    if not isinstance(data, Mapping) or set(data) != FIELDS:
        raise WrongPool("fields", f"expected exactly the fields {', '.join(sorted(FIELDS))}")
    features = _texts("features", data["features"])
    quotas = tuple(_quota(at, one) for at, one in enumerate(_list("quotas", data["quotas"])))
    people = tuple(
        _person(at, one, len(features)) for at, one in enumerate(_list("people", data["people"]))
    )
    if type(data["size"]) is not int:
        raise WrongPool("size", "size: expected a whole number")
    return Pool(features, quotas, people, data["size"])


def to_data(pool: Pool) -> dict[str, Any]:
    """Return the one plain form of a pool."""
    return {
        "features": list(pool.features),
        "quotas": [
            [q.feature, q.value, q.low, q.high, q.low_flex, q.high_flex] for q in pool.quotas
        ],
        "people": [[one.id, one.household, *one.values] for one in pool.people],
        "size": pool.size,
    }


def _list(name: str, value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise WrongPool("fields", f"{name}: expected a list")
    return value


def _texts(name: str, value: Any) -> tuple[str, ...]:
    found = _list(name, value)
    if not all(isinstance(one, str) for one in found):
        raise WrongPool("fields", f"{name}: expected texts")
    return tuple(found)


def _quota(at: int, value: Any) -> Quota:
    if not isinstance(value, list) or len(value) != 6:
        raise WrongPool("fields", f"quota {at}: expected six values", at)
    feature, name, *bounds = value
    whole = all(type(one) is int for one in bounds[:2])
    flex = all(one is None or type(one) is int for one in bounds[2:])
    if not (isinstance(feature, str) and isinstance(name, str) and whole and flex):
        raise WrongPool("fields", f"quota {at}: expected two texts and whole numbers", at)
    return Quota(feature, name, *bounds)


def _person(at: int, value: Any, features: int) -> Person:
    if not isinstance(value, list) or len(value) != features + 2:
        raise WrongPool("fields", f"person {at}: expected {features + 2} values", at)
    name, household, *values = _texts(f"person {at}", value)
    return Person(name, tuple(values), household)
