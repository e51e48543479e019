"""Plain data to an election and back: the input of every seat count as a record keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from thorbecke.methods.seats.election import (
    Area,
    Candidate,
    DrawnLot,
    Election,
    PartyList,
    WrongElection,
)


def from_data(data: Mapping[str, Any]) -> Election:
    """Return the election in plain data. Raises ``WrongElection`` that names the field."""
    _known("election", data, {"name", "seats", "lists", "areas", "lots"})
    return Election(
        name=_text("election", data, "name"),
        seats=_number("election", data, "seats"),
        lists=tuple(_list(row) for row in _rows("election", data, "lists")),
        areas=tuple(_area(row) for row in _rows("election", data, "areas", needed=False)),
        lots=tuple(_lot(row) for row in _rows("election", data, "lots", needed=False)),
    )


def to_data(inputs: Election) -> dict[str, Any]:
    """Return the election as plain data; the same election always gives the same data."""
    data: dict[str, Any] = {
        "name": inputs.name,
        "seats": inputs.seats,
        "lists": [_list_data(item) for item in inputs.lists],
    }
    if inputs.areas:
        data["areas"] = [_area_data(area) for area in inputs.areas]
    if inputs.lots:
        data["lots"] = [_lot_data(lot) for lot in inputs.lots]
    return data


def _list_data(item: PartyList) -> dict[str, Any]:
    data: dict[str, Any] = {"id": item.id, "name": item.name, "votes": item.votes}
    if item.size is not None:
        data["size"] = item.size
    if item.candidates:
        data["candidates"] = [
            {"id": c.id, "votes": c.votes} | ({"deceased": True} if c.deceased else {})
            for c in item.candidates
        ]
    return data


def _area_data(area: Area) -> dict[str, Any]:
    data: dict[str, Any] = {"id": area.id, "votes": list(area.votes)}
    for name in ("seats", "weight"):
        if (value := getattr(area, name)) is not None:
            data[name] = value
    return data


def _lot_data(lot: DrawnLot) -> dict[str, Any]:
    data: dict[str, Any] = {
        "article": lot.article,
        "between": list(lot.between),
        "drawn": lot.drawn,
    }
    return data | ({"within": lot.within} if lot.within else {})


def _list(row: Mapping[str, Any]) -> PartyList:
    _known("list", row, {"id", "name", "votes", "size", "candidates"})
    where = f"list {row.get('id')!r}"
    return PartyList(
        id=_text(where, row, "id"),
        name=_text(where, row, "name"),
        votes=_number(where, row, "votes"),
        size=_number(where, row, "size") if row.get("size") is not None else None,
        candidates=tuple(
            _candidate(where, one) for one in _rows(where, row, "candidates", needed=False)
        ),
    )


def _candidate(where: str, row: Mapping[str, Any]) -> Candidate:
    _known(f"{where}, candidate", row, {"id", "votes", "deceased"})
    deceased = row.get("deceased", False)
    if not isinstance(deceased, bool):
        raise WrongElection(f"{where}, candidate: deceased must be true or false")
    return Candidate(
        _text(f"{where}, candidate", row, "id"),
        _number(f"{where}, candidate", row, "votes"),
        deceased,
    )


def _area(row: Mapping[str, Any]) -> Area:
    _known("area", row, {"id", "votes", "seats", "weight"})
    where = f"area {row.get('id')!r}"
    votes = row.get("votes")
    if not isinstance(votes, list) or not all(type(item) is int for item in votes):
        raise WrongElection(f"{where}: votes must be a list of whole numbers")
    seats, weight = (
        _number(where, row, name) if row.get(name) is not None else None
        for name in ("seats", "weight")
    )
    return Area(_text(where, row, "id"), tuple(votes), seats, weight)


def _lot(row: Mapping[str, Any]) -> DrawnLot:
    _known("lot", row, {"article", "between", "drawn", "within"})
    between = row.get("between")
    if not isinstance(between, list) or not all(isinstance(item, str) for item in between):
        raise WrongElection("lot: between must be a list of texts")
    return DrawnLot(
        _text("lot", row, "article"),
        tuple(between),
        _text("lot", row, "drawn"),
        _text("lot", row, "within") if "within" in row else "",
    )


def _known(where: str, row: Any, names: set[str]) -> None:
    if not isinstance(row, Mapping):
        raise WrongElection(f"{where}: expected an object, found {row!r}")
    if unknown := sorted(set(row) - names):
        raise WrongElection(f"{where}: unknown field {unknown[0]!r}")


def _rows(where: str, data: Mapping[str, Any], name: str, needed: bool = True) -> list[Any]:
    rows = data.get(name)
    if rows is None and not needed:
        return []
    if not isinstance(rows, list):
        raise WrongElection(f"{where}: {name} must be a list")
    return rows


def _text(where: str, row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str):
        raise WrongElection(f"{where}: {name} must be a text, found {value!r}")
    return value


def _number(where: str, row: Mapping[str, Any], name: str) -> int:
    value = row.get(name)
    if type(value) is not int:
        raise WrongElection(f"{where}: {name} must be a whole number, found {value!r}")
    return value
