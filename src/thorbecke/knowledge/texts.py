"""The content as running text: every Dutch text that a reader sees, with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from thorbecke.knowledge.load import Shipped
from thorbecke.knowledge.schema import Content

# Fields that are read as sentences, beside those whose name ends in _nl. Names of laws are quoted.
PLAIN = frozenset({"opgave"})
NAMES = frozenset({"law_nl", "name_nl", "title_nl", "subject_nl"})


@dataclass(frozen=True)
class Row:
    """One text and where it stands: item id and path of the field."""

    item: str
    field: str
    text: str


def kinds(content: Shipped) -> dict[str, tuple[Any, ...]]:
    """All items with an identity, by kind."""
    return {
        "case": content.cases,
        "scenario": content.scenarios,
        "theme": content.themes,
        "principle": content.principles,
        "rule": content.rules,
        "bill": content.bills,
        "instrument": content.instruments,
        "municipality": content.municipalities,
        "term": content.glossary,
        "council-election": content.council_elections,
        "building-block": tuple(content.building_blocks.parameters),
        "exclusion": tuple(content.building_blocks.exclusions),
    }


def by_kind(content: Shipped) -> dict[str, list[Row]]:
    """The running texts of every kind, in the order of the content."""
    return {
        kind: [row for item in items for row in rows(item)]
        for kind, items in kinds(content).items()
        if kind != "municipality"
    }


def rows(item: Content) -> Iterator[Row]:
    """The running texts of one item."""
    name = str(getattr(item, "id", ""))
    for field, text in _walk(item.model_dump(mode="json"), ""):
        yield Row(name, field, text)


def _walk(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _walk(below, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from _walk(below, f"{path}.{index}")
    elif isinstance(value, str) and _read(path.rsplit(".", 1)[-1]):
        yield path, value


def _read(field: str) -> bool:
    return field in PLAIN or (field.endswith("_nl") and field not in NAMES)


def explained(content: Shipped) -> set[str]:
    """The words that the glossary explains, in lower case, other forms included."""
    return {word.lower() for term in content.glossary for word in (term.term, *term.forms)}
