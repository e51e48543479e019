"""Marks the words that a reader looked for. The text is escaped first, piece by piece."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from thorbecke.web.library.search.words import fold, stem

_WORD = re.compile(r"[^\W_]+")
SHORTEST = 3  # a shorter word is marked only where it stands alone


class Finder:
    """Tells whether a word of a text is one that was looked for."""

    def __init__(self, words: Iterable[str]) -> None:
        self._whole = {fold(word) for word in words}
        self._stems = {stem(word) for word in self._whole}
        self._starts = tuple(word for word in self._whole if len(word) >= SHORTEST)

    def __bool__(self) -> bool:
        return bool(self._whole)

    def hits(self, word: str) -> bool:
        """True for the word itself, another form of it, or a longer word that starts with it."""
        plain = fold(word)
        return plain in self._whole or stem(plain) in self._stems or plain.startswith(self._starts)


def marked(text: str, words: Iterable[str]) -> SafeString:
    """Return the text as safe HTML with ``<mark>`` around what was looked for."""
    finder = Finder(words)
    if not finder:
        return escape(text)
    parts, end = [], 0
    for match in _WORD.finditer(text):
        if finder.hits(match.group()):
            parts += [escape(text[end : match.start()]), f"<mark>{escape(match.group())}</mark>"]
            end = match.end()
    parts.append(escape(text[end:]))
    return mark_safe("".join(parts))  # noqa: S308 (every piece was escaped)


def excerpt(text: str, words: Iterable[str], length: int = 220) -> str:
    """Return a piece of at most about ``length`` characters around the first hit."""
    if len(text) <= length:
        return text
    finder = Finder(words)
    hit = next((m.start() for m in _WORD.finditer(text) if finder.hits(m.group())), 0)
    start = 0 if hit < length * 2 // 3 else text.rfind(" ", 0, hit - length // 3) + 1
    end = text.rfind(" ", start, start + length)
    piece = text[start : end if end > start else start + length]
    return (
        f"{'… ' if start else ''}{piece.rstrip(' ,;')}{'' if start + length >= len(text) else ' …'}"
    )
