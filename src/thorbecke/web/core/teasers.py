"""Lines that an app shows on the front page, such as a call that is open. Core knows none of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import monotonic

from django.utils.translation import get_language


@dataclass(frozen=True)
class Teaser:
    """A title, one sentence, and where it leads. Plain texts, in the language of the reader."""

    title: str
    text: str
    url: str
    label: str


_SOURCES: dict[str, Callable[[], Iterable[Teaser]]] = {}
_KEPT: dict[str, tuple[float, tuple[Teaser, ...]]] = {}
SECONDS = 60.0


def register(app: str, source: Callable[[], Iterable[Teaser]]) -> None:
    """Add the lines of an app; a second call for the same app replaces the first."""
    _SOURCES[app] = source
    clear()


def clear() -> None:
    """Forget what was kept: an app calls it when its lines change. Other processes follow in a minute."""
    _KEPT.clear()


def current() -> tuple[Teaser, ...]:
    """Return the lines of this moment, kept for a minute. Else each app does at most one query."""
    language, now = get_language() or "", monotonic()
    until, lines = _KEPT.get(language, (0.0, ()))
    if now >= until:
        lines = tuple(teaser for source in _SOURCES.values() for teaser in source())
        _KEPT[language] = (now + SECONDS, lines)
    return lines
