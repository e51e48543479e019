"""How the register says things: themes, choices of a design, numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.formats import number_format

from thorbecke.knowledge import shipped
from thorbecke.web.experiments.models import Phase

TONES = {
    Phase.RUNNING: "green",
    Phase.EVALUATION: "green",
    Phase.ANCHORED: "blue",
    Phase.STOPPED: "amber",
}


def theme_tags(ids: Iterable[str]) -> list[dict[str, str]]:
    """Return themes as tags with a link to the library."""
    wanted = set(ids)
    return [
        {"label": one.title_nl, "url": _address("theme", one.id)}
        for one in shipped().themes
        if one.id in wanted
    ]


def _address(name: str, *args: str) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def phase_tag(phase: str) -> dict[str, str]:
    """Return a phase as a tag."""
    return {"label": str(Phase(phase).label), "tone": TONES.get(Phase(phase), "neutral")}


def choices_of(design: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    """Return what a design chose, as (parameter, option) in words; unknown ones are left out."""
    chosen = _plain(design).get("choices") or {}
    return [
        (one.name_nl, option.name_nl)
        for one in shipped().building_blocks.parameters
        for option in one.options
        if chosen.get(one.id) == option.id
    ]


def verdict_of(design: Mapping[str, Any] | None) -> str:
    """Return the legal verdict that was copied with the design, or nothing."""
    found = (design or {}).get("verdict")
    return found if isinstance(found, str) else ""


def _plain(design: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """Return the part with the choices: of a design file, or of the plain state itself."""
    found = design or {}
    inner = found.get("design")
    return inner if isinstance(inner, Mapping) else found


def number(value: Decimal | float | None, unit: str = "") -> str:
    """Return a number as Dutch readers write it, with its unit; a dash when it is not known."""
    if value is None:
        return "–"
    text = f"{Decimal(value):.3f}".rstrip("0").rstrip(".")
    shown = str(number_format(text or "0", use_l10n=True))
    return f"{shown} {unit}".strip().replace(" %", "\N{NO-BREAK SPACE}%")
