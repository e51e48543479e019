"""Lots that a reader enters: each is a choice in the address, tied to one election and one system."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict

from thorbecke.methods.seats.election import DrawnLot, WrongElection
from thorbecke.methods.seats.outcome import Lot

PREFIX, PART = "lot", "~"
MOST = 40


@dataclass(frozen=True)
class Asked:
    """An open lot as a form shows it: the name of the field and a (value, label) per list."""

    system: str
    article: str
    field: str
    choices: tuple[tuple[str, str], ...]


def entered(query: QueryDict, election: str) -> dict[str, tuple[DrawnLot, ...]]:
    """Return the lots of this election per system; what is not a lot is left out."""
    found: dict[str, tuple[DrawnLot, ...]] = {}
    for _field, value in pairs(query):
        parts = value.split(PART)
        if len(parts) != 6 or parts[0] != election:
            continue
        _key, system, article, within, between, drawn = parts
        try:
            lot = DrawnLot(article, tuple(between.split(",")), drawn, within)
        except WrongElection:
            continue
        found[system] = (*found.get(system, ()), lot)
    return found


def pairs(query: QueryDict) -> list[tuple[str, str]]:
    """Return the fields of lots in an address, with their values."""
    found = [(k, v) for k, values in query.lists() if k.startswith(PREFIX) for v in values]
    return found[:MOST]


def asked(
    system: str, label: str, election: str, lot: Lot, names: Mapping[str, str], number: int
) -> Asked:
    """Return the form of an open lot. ``number``: how many lots were entered before."""
    between = ",".join(lot.between)
    start = PART.join((election, system, lot.article, lot.within, between))
    choices = tuple((f"{start}{PART}{one}", names.get(one, one)) for one in lot.between)
    return Asked(label, lot.article, f"{PREFIX}{number}", choices)


def others(query: QueryDict, without: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Return all fields of an address but these, to carry along as hidden fields."""
    left_out = set(without)
    return [(k, v) for k, values in query.lists() if k not in left_out for v in values]
