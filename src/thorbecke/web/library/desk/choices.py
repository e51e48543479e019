"""What an editor can choose from, with the words that readers see too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from thorbecke.knowledge import labels
from thorbecke.web.library.desk.forms.plan import Spec

# Fields that the schema holds as text, but that only take these keys.
_KNOWN: dict[str, Mapping[str, str]] = {
    "method_group": labels.METHOD_GROUPS,
    "opgave_group": labels.OPGAVE_GROUPS,
    "country": labels.COUNTRIES,
}
_WORDS: dict[str, Mapping[str, str]] = {
    **_KNOWN,
    "scale": labels.SCALES,
    "outcome": labels.OUTCOMES,
    "binding": labels.BINDING,
    "decided_by": labels.DECIDED_BY,
    "certainty": labels.CERTAINTY,
    "confidence": labels.CERTAINTY,
}

Choices = list[tuple[Any, str]]


def themes() -> Choices:
    """The ten themes with their short titles."""
    return [(number, f"{number}. {title}") for number, title in labels.THEMES.items()]


def known(name: str) -> Mapping[str, str] | None:
    """The keys that a text field takes, if it takes only some."""
    return _KNOWN.get(name)


def of(spec: Spec) -> Choices:
    """The values of an enumeration with their labels, with an empty choice in front."""
    found = {value: word(spec.name, value) for value in spec.values}
    return with_blank(found, spec.required)


def with_blank(found: Mapping[str, str], required: bool) -> Choices:
    """Put an empty choice in front, so that nobody chooses the first value by accident."""
    return [("", _("Kies…") if required else _("Niet bekend")), *found.items()]


def word(name: str, value: Any) -> str:
    """Return the label of a value; the value itself when there is none."""
    return str(_WORDS.get(name, {}).get(str(value), value))


def figure_label(name: str) -> str:
    """Return the Dutch name of a figure."""
    found = labels.FIGURE_LABELS.get(name, name)
    return found if isinstance(found, str) else str(found[0])
