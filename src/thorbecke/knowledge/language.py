"""How hard a Dutch text is to read: sentence length, long words, passive voice, unexplained jargon.

The measures follow the usual advice for level B1 (short sentences, common words, active voice). They are
counts, not a judgement of the level: a text can pass and still be unclear.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from thorbecke.knowledge.words import ABBREVIATIONS, JARGON

LONG_WORD = 13  # letters; Dutch joins words, so a shorter bound would flag half of all texts
LONGEST_SHOWN = 10

_END = re.compile(r"([.!?…]+)([\"'’”)]*)\s+(?=[\"'‘“(]*[A-ZÀ-Þ0-9])")
_WORD = re.compile(r"[0-9]+(?:[.,:/-][0-9]+)*|[^\W\d_]+(?:[-'’./][^\W\d_]+)*", re.UNICODE)
_PASSIVE = re.compile(r"\b(?:word|wordt|worden|werd|werden|geworden)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Readability:
    """The measures of a set of texts. Shares run from 0 to 1; the mean is in words a sentence."""

    sentences: int
    words: int
    mean_sentence_words: float
    share_long: float
    passive_share: float
    unexplained_jargon: tuple[str, ...]
    longest: tuple[tuple[int, str], ...]  # words, sentence; longest first


def sentences(text: str) -> list[str]:
    """Split a text in sentences: a full stop after an abbreviation or inside a number ends none."""
    return [part for line in text.splitlines() for part in _split(line.strip()) if part]


def _split(line: str) -> Iterator[str]:
    start = 0
    for match in _END.finditer(line):
        if match[1] == "." and _abbreviated(line[start : match.start()], line[match.end() :]):
            continue
        yield line[start : match.end()].strip()
        start = match.end()
    yield line[start:].strip()


def _abbreviated(before: str, after: str) -> bool:
    last = before.rsplit(maxsplit=1)[-1].strip("('\"‘“").lower() if before.strip() else ""
    if last in {
        "lid",
        "no",
        "min",
        "st",
        "ml",
        "nl",
    }:  # also words: only an abbreviation before a number
        return after[:1].isdigit()
    return last in ABBREVIATIONS or _initial(before)


def _initial(before: str) -> bool:
    """An initial, as in "J. Jansen"; not the letter of a name of a thing, as in "plan B. Daarna"."""
    *rest, last = before.split() or [""]
    named = bool(rest) and rest[-1].lower() in {
        "plan",
        "optie",
        "groep",
        "variant",
        "bijlage",
        "lid",
    }
    return len(last) == 1 and last.isupper() and not named


def words(sentence: str) -> list[str]:
    """The words of a sentence; a number, date or compound with a hyphen counts as one."""
    return _WORD.findall(sentence)


def sentence_lengths(text: str) -> list[int]:
    """Words of each sentence of a text; a line without words has none."""
    return [size for part in sentences(text) if (size := len(words(part)))]


def jargon_in(text: str) -> set[str]:
    """The listed difficult words that occur in a text, in lower case."""
    low = f" {' '.join(words(text)).lower()} "
    return {word for word in JARGON if f" {word} " in low}


def measure(texts: Iterable[str], explained: Collection[str] | None = None) -> Readability:
    """Measure texts together.

    Args:
        texts: plain Dutch text, without mark-up.
        explained: words (lower case) that the reader can look up; other jargon is reported. Without it:
            the words of the glossary that comes with the program.
    """
    texts = list(texts)
    parts = [(len(words(part)), part) for text in texts for part in sentences(text)]
    parts = [part for part in parts if part[0]]
    count = sum(size for size, _ in parts)
    found = set().union(*(jargon_in(text) for text in texts)) if texts else set()
    return Readability(
        sentences=len(parts),
        words=count,
        mean_sentence_words=count / len(parts) if parts else 0.0,
        share_long=_share(sum(_long(part) for _, part in parts), count),
        passive_share=_share(sum(bool(_PASSIVE.search(part)) for _, part in parts), len(parts)),
        unexplained_jargon=tuple(
            sorted(found - set(_glossary() if explained is None else explained))
        ),
        longest=tuple(sorted(parts, key=lambda part: -part[0])[:LONGEST_SHOWN]),
    )


def _long(sentence: str) -> int:
    return sum(len(word) >= LONG_WORD for word in words(sentence))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


@cache
def _glossary() -> frozenset[str]:
    # Imported here because the texts are read with this module.
    from thorbecke.knowledge import shipped
    from thorbecke.knowledge.texts import explained

    return frozenset(explained(shipped()))
