"""How readable a text is, as advice to the editor. It never stops anybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from thorbecke.knowledge import language

GOOD_MEAN = 15
LONG_SENTENCE = 20


@dataclass(frozen=True)
class Hint:
    """What the language check found: the mean, and what could be better."""

    mean: float
    good: bool
    long_sentences: tuple[tuple[int, str], ...]
    passive_percent: int
    jargon: tuple[str, ...]

    @property
    def text(self) -> str:
        """One sentence that says how it stands."""
        return _("Een zin heeft gemiddeld %(mean)s woorden. Streef naar %(good)s of minder.") % {
            "mean": f"{self.mean:.1f}".replace(".", ","),
            "good": GOOD_MEAN,
        }


def check(content: dict[str, Any]) -> Hint | None:
    """Measure the Dutch texts of an entry; None when there is no text."""
    texts = list(_texts(content))
    measured = language.measure(texts)
    if not measured.sentences:
        return None
    return Hint(
        mean=measured.mean_sentence_words,
        good=measured.mean_sentence_words <= GOOD_MEAN,
        long_sentences=tuple(row for row in measured.longest if row[0] > LONG_SENTENCE),
        passive_percent=round(measured.passive_share * 100),
        jargon=tuple(measured.unexplained_jargon),
    )


def _texts(value: Any, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _texts(one, key)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one, name)
    elif isinstance(value, str) and name.endswith("_nl"):
        yield value
