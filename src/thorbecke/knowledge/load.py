"""Reads the content files and validates them: all of it, or one clear message and nothing.

A folder of ``data/`` holds one kind; a file in it holds one item or a list of items. The file name is
for people: only what stands in the file counts.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from thorbecke.knowledge import schema
from thorbecke.knowledge.errors import ContentError, from_validation

DATA = Path(__file__).parent / "data"

Item = TypeVar("Item", bound=schema.Content)


@dataclass(frozen=True)
class Shipped:
    """All content that comes with the program. The tuples are in the order in which to show them."""

    cases: tuple[schema.Case, ...]
    scenarios: tuple[schema.Scenario, ...]
    themes: tuple[schema.Theme, ...]
    principles: tuple[schema.Principle, ...]
    rules: tuple[schema.Rule, ...]
    bills: tuple[schema.Bill, ...]
    instruments: tuple[schema.Instrument, ...]
    council_sizes: tuple[schema.CouncilSize, ...]
    municipalities: tuple[schema.MunicipalityFacts, ...]
    building_blocks: schema.BuildingBlocks
    glossary: tuple[schema.Term, ...]
    council_elections: tuple[schema.CouncilElection, ...]


def read(data: Path = DATA) -> Shipped:
    """Read and validate everything under ``data``.

    Raises:
        ContentError: a file is absent, unreadable or not valid; says where and how to mend it.
    """
    return Shipped(
        cases=_folder(data / "cases", schema.Case),
        scenarios=_folder(data / "scenarios", schema.Scenario),
        themes=tuple(sorted(_folder(data / "themes", schema.Theme), key=_number)),
        principles=tuple(sorted(_folder(data / "principles", schema.Principle), key=_number)),
        rules=_folder(data / "rules", schema.Rule),
        bills=_folder(data / "bills", schema.Bill),
        instruments=_folder(data / "instruments", schema.Instrument),
        council_sizes=items(data / "council_sizes.json", schema.CouncilSize),
        municipalities=_municipalities(data / "municipalities.csv"),
        building_blocks=_building_blocks(data / "building_blocks.json"),
        glossary=items(data / "glossary.json", schema.Term),
        council_elections=items(data / "council_elections.json", schema.CouncilElection),
    )


def _number(item: schema.Theme | schema.Principle) -> int:
    return item.number


def _folder(folder: Path, kind: type[Item]) -> tuple[Item, ...]:
    """All items of a folder, file by file in the order of their names; an id may stand there once."""
    files = sorted(folder.glob("*.json"))
    if not files:
        raise ContentError(folder.name, "", "", "at least one .json file", "put the files back")
    seen: dict[str, str] = {}
    found = []
    for file in files:
        for item in items(file, kind):
            _refuse_double(file, item, seen)
            found.append(item)
    return tuple(found)


def _refuse_double(file: Path, item: schema.Content, seen: dict[str, str]) -> None:
    name = str(getattr(item, "id", ""))
    if name in seen:
        expected = f"an id that is used once; it also stands in {seen[name]}"
        raise ContentError(_place(file), name, "id", expected, "give one of the two another id")
    seen[name] = _place(file)


def items(file: Path, kind: type[Item]) -> tuple[Item, ...]:
    """Return the items of one file, in their order. Raises ``ContentError``."""
    raw = _json(file)
    rows = raw if isinstance(raw, list) else [raw]
    return tuple(_item(file, kind, row, _name(row, index)) for index, row in enumerate(rows, 1))


def _name(row: Any, index: int) -> str:
    return str(row.get("id", f"item {index}")) if isinstance(row, dict) else f"item {index}"


def _item(file: Path, kind: type[Item], row: Any, name: str) -> Item:
    try:
        return kind.model_validate(row)
    except ValidationError as error:
        raise from_validation(error, _place(file), name, kind) from error


def _place(file: Path) -> str:
    """The file as a reader of the message finds it: folder and name."""
    return str(Path(file.parent.name) / file.name)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        expected = f"text in UTF-8 (byte {error.start} is not)"
        raise ContentError(_place(file), "", "", expected, "save the file as UTF-8") from error
    except OSError as error:
        expected = f"a file that can be read ({error.strerror})"
        raise ContentError(_place(file), "", "", expected, "put the file back") from error


def _json(file: Path) -> Any:
    try:
        return json.loads(_text(file))
    except json.JSONDecodeError as error:
        expected = f"valid JSON ({error.msg} at line {error.lineno}, column {error.colno})"
        mend = "look at that line and the one before it for a comma, quote or bracket"
        raise ContentError(_place(file), "", "", expected, mend) from error


def _building_blocks(file: Path) -> schema.BuildingBlocks:
    found = items(file, schema.BuildingBlocks)
    if len(found) != 1:
        raise ContentError(_place(file), "", "", "one object", "keep one pair of braces")
    return found[0]


def _municipalities(file: Path) -> tuple[schema.MunicipalityFacts, ...]:
    lines = _text(file).splitlines()
    rows = list(csv.DictReader(lines))
    if not rows:
        raise ContentError(_place(file), "", "", "a head and rows", "put the file back")
    return tuple(_municipality(file, row) for row in rows)


def _municipality(file: Path, row: dict[str, Any]) -> schema.MunicipalityFacts:
    if None in row or None in row.values():
        expected = "as many cells as the head has columns"
        mend = "count the commas; put a cell with a comma in it between double quotes"
        raise ContentError(_place(file), str(row.get("code")), "", expected, mend)
    kept = dict(_cells(row))
    return _item(file, schema.MunicipalityFacts, kept, row.get("code", ""))


def _cells(row: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """The cells of a row in the types of the schema: an empty cell is a field that is not known."""
    for name, cell in row.items():
        if name == "aliases":
            yield name, [alias for alias in cell.split(";") if alias]
        elif cell or name in {"predecessors", "note"}:
            yield name, cell
        else:
            yield name, None
