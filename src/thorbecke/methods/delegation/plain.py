"""Delegations as plain data, and back: what a record holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from thorbecke.methods.delegation.inputs import Delegations, Grant, WrongDelegation

KEYS = {"question", "options", "voters", "votes", "grants", "theme", "subject", "declined"}
_NEEDED = ("question", "options", "voters", "votes")


def from_data(data: Mapping[str, Any]) -> Delegations:
    """Return the delegations that plain data holds. O(size). Raises ``WrongDelegation``.

    {"question": "q", "options": ["yes", "no"], "voters": ["a", "b"], "votes": {"a": "yes"},
     "grants": {"b": [{"scope": "theme", "name": "traffic", "delegates": ["a"]}]},
     "theme": "traffic", "subject": "", "declined": []}
    """
    if unknown := sorted(set(data) - KEYS):
        raise WrongDelegation(f"unknown key {unknown[0]!r}")
    if missing := [name for name in _NEEDED if name not in data]:
        raise WrongDelegation(f"the key {missing[0]!r} is missing")
    return Delegations(
        _text(data, "question"),
        _texts(data, "options"),
        _texts(data, "voters"),
        _votes(data["votes"]),
        {voter: _grants(voter, rows) for voter, rows in _mapping(data, "grants").items()},
        _text(data, "theme"),
        _text(data, "subject"),
        _texts(data, "declined"),
    )


def to_data(inputs: Delegations) -> dict[str, Any]:
    """Return the one plain form of these delegations: voters in the order of the roll. O(size)."""
    return {
        "question": inputs.question,
        "options": list(inputs.options),
        "voters": list(inputs.voters),
        "votes": {voter: inputs.votes[voter] for voter in inputs.voters if voter in inputs.votes},
        "grants": {
            voter: [_grant_data(grant) for grant in _ordered(inputs.grants[voter])]
            for voter in inputs.voters
            if inputs.grants.get(voter)
        },
        "theme": inputs.theme,
        "subject": inputs.subject,
        "declined": [voter for voter in inputs.voters if voter in set(inputs.declined)],
    }


def _ordered(grants: tuple[Grant, ...]) -> list[Grant]:
    return sorted(grants, key=lambda grant: (grant.scope, grant.name))


def _grant_data(grant: Grant) -> dict[str, Any]:
    return {"scope": grant.scope, "name": grant.name, "delegates": list(grant.delegates)}


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        raise WrongDelegation(f"{key}: expected a text, found {value!r}")
    return value


def _texts(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return _names(key, data.get(key, []))


def _names(place: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise WrongDelegation(f"{place}: expected a list of texts")
    return tuple(value)


def _mapping(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = data.get(key, {})
    if not isinstance(value, Mapping):
        raise WrongDelegation(f"{key}: expected an object")
    return value


def _votes(value: Any) -> dict[str, str]:
    if not isinstance(value, Mapping) or not all(isinstance(item, str) for item in value.values()):
        raise WrongDelegation("votes: expected an object of voter to option")
    return dict(value)


def _grants(voter: str, rows: Any) -> tuple[Grant, ...]:
    place = f"voter {voter}"
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise WrongDelegation(f"{place}: expected a list of grants")
    return tuple(
        Grant(_text(row, "scope"), _text(row, "name"), _names(place, row.get("delegates")))
        for row in rows
    )
