"""What changed between two versions, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from thorbecke.web.library.desk import choices, words

_TOKENS = re.compile(r"\s+|\w+|[^\w\s]")
# Comparing takes time in the square of the length; longer texts are shown whole.
MOST_TOKENS = 8000


@dataclass(frozen=True)
class Piece:
    """A run of words: ``sort`` is same, added or removed."""

    sort: str
    text: str


@dataclass(frozen=True)
class FieldChange:
    """A field that differs, with its label and the words in order."""

    path: str
    label: str
    pieces: tuple[Piece, ...]
    old: str
    new: str


def compare(kind: str, old: dict[str, Any] | None, new: dict[str, Any] | None) -> list[FieldChange]:
    """Return the fields that differ, in the order of the newer content."""
    before, after = flatten(kind, old or {}), flatten(kind, new or {})
    order = [*after, *(key for key in before if key not in after)]
    return [_change(key, before, after) for key in order if _text(before, key) != _text(after, key)]


Flat = dict[str, tuple[str, str]]


def _text(flat: Flat, key: str) -> str:
    return flat.get(key, ("", ""))[1]


def _change(key: str, before: Flat, after: Flat) -> FieldChange:
    label = (after.get(key) or before[key])[0]
    old, new = _text(before, key), _text(after, key)
    return FieldChange(key, label, tuple(pieces(old, new)), old, new)


def pieces(old: str, new: str) -> list[Piece]:
    """Return the words of both texts in reading order. Removed words come before added ones."""
    left, right = _TOKENS.findall(old), _TOKENS.findall(new)
    if len(left) + len(right) > MOST_TOKENS:
        return [Piece("removed", old), Piece("added", new)]
    found: list[Piece] = []
    for sort, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if sort == "equal":
            found.append(Piece("same", "".join(left[a:b])))
            continue
        found += [Piece("removed", "".join(left[a:b]))] if b > a else []
        found += [Piece("added", "".join(right[c:d]))] if d > c else []
    return found


def flatten(kind: str, content: dict[str, Any]) -> Flat:
    """Return each filled field as (label, text) by its path; a list of texts is one field."""
    found: Flat = {}
    _walk(kind, content, "", "", found)
    return found


def _walk(kind: str, value: dict[str, Any], path: str, label: str, found: Flat) -> None:
    for name, one in value.items():
        own = choices.figure_label(name) if path == "figures." else words.label(kind, name)
        _put(kind, name, one, f"{path}{name}", f"{label}{own}", found)


def _put(kind: str, name: str, value: Any, path: str, label: str, found: Flat) -> None:
    if value in (None, "", [], {}):
        return
    if isinstance(value, dict):
        _walk(kind, value, f"{path}.", f"{label}, ", found)
    elif isinstance(value, list) and isinstance(value[0], dict):
        for number, row in enumerate(value, 1):
            row_label = f"{words.ROW.get(name, label)} {number}, "
            _walk(kind, row, f"{path}.{number}.", row_label, found)
    else:
        found[path] = (label, shown(name, value))


def shown(name: str, value: Any) -> str:
    """Return a value as a reader reads it."""
    if isinstance(value, list):
        return "\n".join(shown(name, one) for one in value)
    if name == "themes":
        return dict(choices.themes()).get(value, str(value))
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return choices.word(name, value)
