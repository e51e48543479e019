"""From a schema to a plan: which field, of which sort, with which parts."""

from __future__ import annotations

import types
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import AnyUrl, BaseModel

SHORT_NL = frozenset({"title_nl", "name_nl", "law_nl", "subject_nl", "status_nl", "q_nl"})
LONG = frozenset({"legal_basis", "axes"})


@dataclass(frozen=True)
class Spec:
    """One field: ``sort`` is text, long, number, whole, date, url, choice, yesno, lines, themes,
    group, rows or figures; ``parts`` are the fields inside the last three."""

    name: str
    sort: str
    required: bool
    nullable: bool
    values: tuple[str, ...] = ()
    parts: tuple[Spec, ...] = ()


@cache
def plan(schema: type[BaseModel]) -> tuple[Spec, ...]:
    """Return the fields of a schema in the order in which it declares them."""
    return tuple(
        _spec(name, field.annotation, field.is_required())
        for name, field in schema.model_fields.items()
    )


def _spec(name: str, annotation: Any, required: bool) -> Spec:
    inner, nullable = _unwrap(annotation)
    sort, values, parts = _sort(name, inner)
    return Spec(name, sort, required and not nullable, nullable, values, parts)


def _unwrap(annotation: Any) -> tuple[Any, bool]:
    """Take off Annotated and Optional; return what is inside and whether None is allowed."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _unwrap(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        rest = [one for one in get_args(annotation) if one is not type(None)]
        return _unwrap(rest[0])[0], True
    return annotation, False


def _sort(name: str, inner: Any) -> tuple[str, tuple[str, ...], tuple[Spec, ...]]:
    origin = get_origin(inner)
    if origin is Literal:
        return "choice", tuple(str(one) for one in get_args(inner)), ()
    if origin is list:
        return _list_sort(_unwrap(get_args(inner)[0])[0])
    if origin is dict:
        keys, value = get_args(inner)
        return "figures", get_args(keys), plan(value)
    if issubclass(inner, BaseModel):
        return "group", (), plan(inner)
    if issubclass(inner, Enum):
        return "choice", tuple(str(one.value) for one in inner), ()
    return _plain_sort(name, inner), (), ()


def _list_sort(item: Any) -> tuple[str, tuple[str, ...], tuple[Spec, ...]]:
    if isinstance(item, type) and issubclass(item, BaseModel):
        return "rows", (), plan(item)
    return ("themes" if item is int else "lines"), (), ()


def _plain_sort(name: str, inner: type) -> str:
    for kind, sort in ((bool, "yesno"), (int, "whole"), (float, "number"), (date, "date")):
        if issubclass(inner, kind):
            return sort
    if issubclass(inner, AnyUrl):
        return "url"
    return "long" if name in LONG or (name.endswith("_nl") and name not in SHORT_NL) else "text"
