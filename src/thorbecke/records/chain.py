"""A log in which each entry holds the hash of the one before it: nothing can be changed unseen.

An entry is hashed as canonical JSON of its six fields. The first has 64 zeros as ``previous``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from thorbecke.records.canonical import NotCanonical, hashed

START = "0" * 64


@dataclass(frozen=True)
class Entry:
    """One entry. ``number`` from 1; ``at`` in UTC to the minute; ``by`` a role, never a name."""

    number: int
    at: str
    kind: str
    by: str
    values: Mapping[str, Any]
    previous: str

    def data(self) -> dict[str, Any]:
        """Return the entry as it stands in ``log.json``, its hash included."""
        return {**self._hashed(), "hash": self.hash}

    @property
    def hash(self) -> str:
        """The hash that the next entry holds as ``previous``."""
        return hashed(self._hashed())

    def _hashed(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "at": self.at,
            "kind": self.kind,
            "by": self.by,
            "values": dict(self.values),
            "previous": self.previous,
        }


def first_fault(rows: Iterable[Mapping[str, Any]]) -> int | None:
    """Return the number of the first entry that does not fit the chain, or None. O(n)."""
    previous = START
    for number, row in enumerate(rows, start=1):
        if not _fits(row, number, previous):
            return number
        previous = row["hash"]
    return None


def _fits(row: Mapping[str, Any], number: int, previous: str) -> bool:
    fields = {"number", "at", "kind", "by", "values", "previous", "hash"}
    if not isinstance(row, Mapping) or set(row) != fields or not isinstance(row["values"], dict):
        return False
    entry = Entry(**{name: row[name] for name in fields - {"hash"}})
    try:
        return bool(
            row["number"] == number and row["previous"] == previous and row["hash"] == entry.hash
        )
    except NotCanonical:
        return False
