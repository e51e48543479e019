"""Content as one flat row, and back. The names of the columns are those of the schema.

A list stands in one cell with `` | `` between its items. A source is ``address | title | date``.
A list of pieces that fits neither is JSON in its cell. Reading what we wrote gives the same content.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from thorbecke.web.library.desk import choices, words
from thorbecke.web.library.desk.forms.plan import Spec, plan

BETWEEN = " | "
_NUMBER = re.compile(r"-?\d+,\d+")
_YES = {"ja": True, "true": True, "1": True, "nee": False, "false": False, "0": False}

Row = dict[str, str]


@dataclass(frozen=True)
class Column:
    """A column of the file: its name, its Dutch label, what goes in, and whether it must be there."""

    name: str
    label: str
    help_text: str
    required: bool
    values: tuple[str, ...] = ()


def columns(kind: str, schema: type[BaseModel]) -> list[Column]:
    """Return the columns of a kind, in the order of the schema."""
    found = []
    for spec in plan(schema):
        if spec.sort != "figures":
            found.append(_column(kind, spec))
            continue
        found += [
            _figure_column(kind, spec, key, part) for key in spec.values for part in spec.parts
        ]
    return found


def _column(kind: str, spec: Spec) -> Column:
    label, help_text = words.words(kind, spec.name)
    known = choices.known(spec.name)
    values = tuple(known) if known else spec.values
    return Column(spec.name, str(label), str(help_text), spec.required, values)


def _figure_column(kind: str, spec: Spec, key: str, part: Spec) -> Column:
    label, help_text = words.words(kind, part.name)
    name = f"{spec.name}.{key}.{part.name}"
    return Column(name, f"{choices.figure_label(key)}: {label}", str(help_text), False, part.values)


# --- writing ---------------------------------------------------------------------------------------


def row_of(schema: type[BaseModel], content: dict[str, Any]) -> list[Any]:
    """Return the cells of one entry, in the order of ``columns``."""
    cells: list[Any] = []
    for spec in plan(schema):
        value = content.get(spec.name)
        if spec.sort == "figures":
            cells += _figure_cells(spec, value or {})
        else:
            cells.append(_cell(spec, value))
    return cells


def _figure_cells(spec: Spec, figures: dict[str, Any]) -> list[Any]:
    return [
        _cell(part, (figures.get(key) or {}).get(part.name))
        for key in spec.values
        for part in spec.parts
    ]


def _cell(spec: Spec, value: Any) -> Any:
    if value is None or value == []:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if spec.sort in {"lines", "themes"}:
        return _joined([str(one) for one in value])
    if spec.sort in {"rows", "group"}:
        return _pieces(spec, value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _joined(items: list[str]) -> str:
    if any("|" in one or one.startswith("[") for one in items):
        return json.dumps(items, ensure_ascii=False)
    return BETWEEN.join(items)


def _pieces(spec: Spec, value: Any) -> str:
    if [part.name for part in spec.parts] == ["url", "title", "seen_on"]:
        lines = [_source_line(one) for one in value]
        if _sources("\n".join(lines)) == value:
            return "\n".join(lines)
    return json.dumps(value, ensure_ascii=False)


def _source_line(source: dict[str, Any]) -> str:
    if not (source["title"] or source["seen_on"]):
        return str(source["url"])
    return BETWEEN.join([source["url"], source["title"] or "", source["seen_on"] or ""])


# --- reading ---------------------------------------------------------------------------------------


class BadCell(ValueError):
    """A cell that cannot be read; the text says what was expected."""


def content_of(schema: type[BaseModel], row: Row) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the content of a row, and what is wrong by column name. Empty cells are left out."""
    content: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for spec in plan(schema):
        try:
            value = _figures(spec, row) if spec.sort == "figures" else _value(spec, row, spec.name)
        except BadCell as bad:
            wrong[bad.args[0]] = bad.args[1]
            continue
        if value not in (None, "", {}):
            content[spec.name] = value
    return content, wrong


def _figures(spec: Spec, row: Row) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key in spec.values:
        values = {p.name: _value(p, row, f"{spec.name}.{key}.{p.name}") for p in spec.parts}
        filled = {name: value for name, value in values.items() if value is not None}
        if filled:
            found[key] = filled
    return found


def _value(spec: Spec, row: Row, name: str) -> Any:
    text = row.get(name, "").replace("\r\n", "\n").strip()
    if not text:
        return None
    if text.startswith("="):
        raise BadCell(name, _("Dit is een formule. Zet de waarde zelf in de cel."))
    return _read(spec, text, name)


def _read(spec: Spec, text: str, name: str) -> Any:
    match spec.sort:
        case "lines" | "themes":
            return _json(text, name) if text.startswith("[") else _split(text)
        case "rows" | "group":
            if text.startswith(("[", "{")):
                return _json(text, name)
            return _rows(spec, text, name)
        case "yesno":
            return _YES.get(text.lower(), text)
        case "number" | "whole":
            return text.replace(",", ".") if _NUMBER.fullmatch(text) else text
    return text


def _split(text: str) -> list[str]:
    return [one.strip() for one in text.split("|") if one.strip()]


def _rows(spec: Spec, text: str, name: str) -> list[dict[str, Any]]:
    if spec.parts and spec.parts[0].name == "url":
        return _sources(text)
    raise BadCell(name, _("Hier hoort JSON, zoals in een bestand dat u bij ons ophaalt."))


def _sources(text: str) -> list[dict[str, Any]]:
    found = []
    for line in text.splitlines():
        url, _bar, rest = line.partition(BETWEEN.rstrip())
        title, _bar, seen = rest.rpartition("|")
        if not _bar:
            title, seen = rest, ""
        found.append(
            {"url": url.strip(), "title": title.strip() or None, "seen_on": seen.strip() or None}
        )
    return [one for one in found if one["url"]]


def _json(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as wrong:
        raise BadCell(name, _("Dit is geen goede JSON. Kijk haakjes en komma's na.")) from wrong
