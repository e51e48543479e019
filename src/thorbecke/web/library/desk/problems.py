"""What pydantic finds wrong, said in plain Dutch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

EMPTY = gettext_lazy("Vul dit in.")
NUMBER = gettext_lazy("Vul een getal in.")
WHOLE = gettext_lazy("Vul een heel getal in.")
ADDRESS = gettext_lazy("Dit is geen goed webadres. Begin met https://.")
DATE = gettext_lazy("Vul een datum in, zoals 2025-11-23.")

_PLAIN: dict[str, str | Promise] = {
    "missing": EMPTY,
    "string_too_short": EMPTY,
    "string_type": gettext_lazy("Hier hoort tekst."),
    "bool_parsing": gettext_lazy("Vul ja of nee in."),
    "extra_forbidden": gettext_lazy("Dit veld kennen wij niet. Haal het weg."),
    "list_type": gettext_lazy("Hier hoort een lijst."),
    "dict_type": gettext_lazy("Hier horen velden met een naam."),
    "model_type": gettext_lazy("Hier horen velden met een naam."),
    "url_too_long": gettext_lazy("Dit webadres is te lang."),
}
_STARTS: tuple[tuple[str, str | Promise], ...] = (
    ("int_", WHOLE),
    ("float_", NUMBER),
    ("finite_", NUMBER),
    ("url_", ADDRESS),
    ("date_", DATE),
)


def explain(kind: str, error: Mapping[str, Any]) -> tuple[tuple[Any, ...], str]:
    """Return the place of one pydantic error and what to do about it."""
    location = tuple(part for part in error["loc"] if part != "[key]")
    if error["type"] == "value_error" and not location:
        return ("year_end",), _("Het laatste jaar ligt voor het eerste jaar.")
    return location, _text(error, str(location[-1]) if location else "")


def _text(error: Mapping[str, Any], name: str) -> str:
    sort, context = error["type"], error.get("ctx", {})
    if sort in _PLAIN:
        return str(_PLAIN[sort])
    if sort in {"literal_error", "enum"}:
        return _("Kies een van deze: %(values)s.") % {
            "values": _values(context.get("expected", ""))
        }
    if sort == "string_too_long":
        return _("Dit is te lang: hooguit %(most)s tekens.") % {"most": context["max_length"]}
    if sort == "too_short":
        return _("Vul er minstens %(least)s in.") % {"least": context["min_length"]}
    if sort == "string_pattern_mismatch":
        return _pattern(name)
    return _bounds(sort, context) or _start(sort)


def _values(expected: str) -> str:
    return expected.replace("'", "").replace(" or ", ", ")


def _pattern(name: str) -> str:
    if name == "country":
        return _("Gebruik twee hoofdletters, zoals NL.")
    return _("Gebruik alleen kleine letters, cijfers en streepjes.")


def _bounds(sort: str, context: Mapping[str, Any]) -> str:
    if sort == "greater_than_equal":
        return _("Vul %(low)s of een hoger getal in.") % {"low": context["ge"]}
    if sort == "less_than_equal":
        return _("Vul %(high)s of een lager getal in.") % {"high": context["le"]}
    return ""


def _start(sort: str) -> str:
    for start, text in _STARTS:
        if sort.startswith(start):
            return str(text)
    return _("Deze waarde klopt niet.")
