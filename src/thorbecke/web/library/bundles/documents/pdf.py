"""The bundle as a tagged PDF that meets PDF/UA-1 (ISO 14289-1), made by Typst.

What people typed goes to Typst as data, never as markup. Typst itself checks the standard and
refuses to make a file that breaks it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

import typst

from thorbecke.web.library.bundles.documents import fonts, words
from thorbecke.web.library.bundles.documents.model import Document, as_data

Report = Callable[[int, str], None]

TEMPLATE = Path(__file__).with_name("bundle.typ")
STANDARDS = ["ua-1"]
LONG_WORD = 28
_LONG_WORDS = re.compile(rf"\S{{{LONG_WORD},}}")
_AFTER = re.compile(r"([/?&=_.\-:])(?=[^/?&=_.\-:\s])")
_PIECE = re.compile(rf"[^\u200b]{{{LONG_WORD}}}(?=[^\u200b])")
_LAST_SURE = 0x17F  # Latin with accents: every font of ours has it
_LAST_CHECKED = 0x2E7F  # beyond are scripts and pictures that our fonts never have
_INVISIBLE = frozenset("\u200b\u200c\u200d\ufe0e\ufe0f") | {chr(n) for n in range(0x1F3FB, 0x1F400)}
UNTOUCHED = frozenset({"href", "url", "kind", "tone", "anchor", "identifier"})
OTHER_SCRIPT = "[tekst in een ander schrift]"


def render(document: Document, report: Report) -> bytes:
    """Return the PDF. About 30 ms an item; raises ``typst.TypstError`` when it cannot be made."""
    report(20, "Bladzijden opmaken")
    try:
        made = _typeset(document, _LAST_CHECKED)
    except typst.TypstError:
        # Signs that exist one by one may still not exist together in one font.
        made = _typeset(document, _LAST_SURE)
    report(90, "Toegankelijkheid gecontroleerd")
    return made


def _typeset(document: Document, last: int) -> bytes:
    """Return the PDF; signs after ``last`` are told in words."""
    data = _printable(_data(document), lambda value: breakable(displayable(value, last)))
    return compiled(TEMPLATE.read_bytes(), {"data": json.dumps(data, ensure_ascii=False)})


def compiled(source: bytes, inputs: dict[str, str]) -> bytes:
    """Return the PDF of Typst source; only our fonts, so that it looks the same on every machine."""
    made = typst.compile(
        source,
        format="pdf",
        pdf_standards=STANDARDS,
        sys_inputs=inputs,
        **_font_options(),
    )
    assert isinstance(made, bytes)
    return made


def picture(markup: bytes, inputs: dict[str, str]) -> bytes:
    """Return a PNG of Typst source, for formats that cannot draw."""
    made = typst.compile(markup, format="png", ppi=200, sys_inputs=inputs, **_font_options())
    assert isinstance(made, bytes)
    return made


@cache
def _font_options() -> dict[str, Any]:
    place = fonts.folder()
    options: dict[str, Any] = {"ignore_system_fonts": True}
    return {**options, "font_paths": [str(place)]} if place else options


def _data(document: Document) -> dict[str, Any]:
    fixed = {"contents": words.CONTENTS, "foreword": words.FOREWORD, "made_with": words.MADE_WITH}
    data = as_data(document)
    data["date"] = [document.day.year, document.day.month, document.day.day]
    return {**data, "words": fixed}


def _printable(value: Any, change: Callable[[str], str], key: str = "") -> Any:
    if isinstance(value, dict):
        value = {**value, "shown": value["url"]} if "url" in value else value
        return {name: _printable(item, change, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_printable(item, change, key) for item in value]
    if isinstance(value, str) and key not in UNTOUCHED:
        return change(value)
    return value


def breakable(text: str) -> str:
    """Return the text with invisible break places in words that are too long for a line."""
    return _LONG_WORDS.sub(lambda match: _broken(match[0]), text)


def _broken(word: str) -> str:
    return _PIECE.sub(lambda match: f"{match[0]}\u200b", _AFTER.sub("\\1\u200b", word))


def displayable(text: str, last: int = _LAST_CHECKED) -> str:
    """Return the text with signs that no font of ours has replaced by what they are, in words.

    PDF/UA forbids a sign without a glyph: a screen reader could not read it either. Loose accents,
    on letters that never have them, are left out. Signs after ``last`` are not tried.
    """
    if all(ord(sign) <= _LAST_SURE for sign in text):
        return text
    kept = (sign for sign in text if sign not in _INVISIBLE and not unicodedata.combining(sign))
    groups = groupby(kept, key=lambda sign: _sort_of(sign, last))
    return "".join(
        "".join(signs) if sort == "seen" else _told(sort, signs) for sort, signs in groups
    )


def _sort_of(sign: str, last: int) -> str:
    if ord(sign) <= _LAST_SURE or (ord(sign) <= last and _has_glyph(sign)):
        return "seen"
    return "picture" if unicodedata.category(sign).startswith("S") else "script"


def _told(sort: str, signs: Any) -> str:
    if sort == "script":
        return OTHER_SCRIPT
    return "".join(f"[{unicodedata.name(sign, 'teken').lower()}]" for sign in signs)


@lru_cache(maxsize=4096)
def _has_glyph(sign: str) -> bool:
    """Ask Typst whether one of our fonts has this sign. A few milliseconds, once a sign."""
    probe = (
        '#set document(title: "x")\n#set text(lang: "nl", font: ("Source Sans 3", "Libertinus Serif"))'
        f"\nx#str.from-unicode({ord(sign)})x"
    )
    try:
        compiled(probe.encode(), {})
    except typst.TypstError:
        return False
    return True
