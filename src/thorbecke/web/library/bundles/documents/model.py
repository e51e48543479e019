"""The neutral document: what a bundle says and in which order, with nothing of how it looks.

Every format draws exactly this, so that all formats have the same titles, figures and sources.
Everything is frozen and made of text, so that two equal documents have the same digest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar


@dataclass(frozen=True)
class Run:
    """A piece of running text. A line end is a forced line break; ``href`` makes it a link."""

    text: str
    strong: bool = False
    href: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of text."""

    kind: ClassVar[str] = "paragraph"
    runs: Runs


@dataclass(frozen=True)
class Bullets:
    """A list without an order."""

    kind: ClassVar[str] = "bullets"
    items: tuple[Runs, ...]


@dataclass(frozen=True)
class Heading:
    """A heading inside a chapter, one level below the chapter's title."""

    kind: ClassVar[str] = "heading"
    text: str


@dataclass(frozen=True)
class Panel:
    """Text that stands out. ``tone``: own (words of the maker), lesson, or note."""

    kind: ClassVar[str] = "panel"
    tone: str
    title: str
    blocks: tuple[Paragraph | Bullets, ...]


@dataclass(frozen=True)
class Facts:
    """What we know, as pairs of a label and a value."""

    kind: ClassVar[str] = "facts"
    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FigureRow:
    """One number: label, value in words, a remark, and how sure we are in words."""

    label: str
    value: str
    note: str
    certainty: str


@dataclass(frozen=True)
class Figures:
    """A table of numbers."""

    kind: ClassVar[str] = "figures"
    title: str
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True)
class Bar:
    """One bar: ``amount`` is the number, ``value`` how it is written, ``share`` its length, 0 to 1."""

    label: str
    value: str
    share: float
    amount: float


@dataclass(frozen=True)
class Chart:
    """A picture of bars. ``description`` says the same in words, for who cannot see it."""

    kind: ClassVar[str] = "chart"
    title: str
    description: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Reference:
    """A source with its number in the list of the whole document."""

    number: int
    title: str
    url: str
    seen: str


@dataclass(frozen=True)
class Sources:
    """A list of sources."""

    kind: ClassVar[str] = "sources"
    title: str
    items: tuple[Reference, ...]


Block = Paragraph | Bullets | Heading | Panel | Facts | Figures | Chart | Sources


@dataclass(frozen=True)
class Chapter:
    """One item of the bundle, or a closing part when ``number`` is 0."""

    anchor: str
    number: int
    kicker: str
    title: str
    meta: str
    certainty: str  # key of the level, or empty
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """A whole bundle. Times: ``day`` is the day on which the bundle last changed."""

    identifier: str
    title: str
    subtitle: str
    day: date
    day_text: str
    address: str
    summary: str  # for example: 8 praktijkvoorbeelden en 2 toekomstscenario's
    foreword: tuple[Paragraph | Bullets, ...]
    chapters: tuple[Chapter, ...]
    closing: tuple[Chapter, ...]
    language: str = "nl"

    @property
    def all_chapters(self) -> Iterator[Chapter]:
        """The items and then the closing parts."""
        yield from self.chapters
        yield from self.closing


def as_data(value: Any) -> Any:
    """Return the document as plain lists and dicts; every block carries its ``kind``.

    O(n) in the size of the document.
    """
    if isinstance(value, tuple):
        return [as_data(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if not hasattr(value, "__dataclass_fields__"):
        return value
    data = {name: as_data(getattr(value, name)) for name in value.__dataclass_fields__}
    return {"kind": value.kind, **data} if hasattr(value, "kind") else data


def digest(document: Document, renderer: str) -> str:
    """Return the SHA-256 of the content and of the version of what draws it."""
    text = json.dumps(as_data(document), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{renderer}\n{text}".encode()).hexdigest()
