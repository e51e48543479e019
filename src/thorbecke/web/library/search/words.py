"""From what a reader types to words that can be looked up. Nothing typed can break the syntax."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

import snowballstemmer

MOST_WORDS = 8
LONGEST_WORD = 40
SHORTEST_PART = 5  # a shorter piece would stand inside too many words

STOP = frozenset(
    (
        "de het een en van in op te dat die is voor met aan er om als bij ook tot naar uit over "
        "door of dan maar was zijn hun hoe wat wie waar we ze ik u je niet geen"
    ).split()
)
_WORD = re.compile(r"[a-z0-9]+")
_stemmer = snowballstemmer.stemmer("dutch")


def fold(text: str) -> str:
    """Return the text in small letters without accents."""
    loose = unicodedata.normalize("NFKD", text.lower())
    return "".join(sign for sign in loose if not unicodedata.combining(sign))


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded: only letters a to z and digits."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(fold(text))]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of a folded Dutch word."""
    return str(_stemmer.stemWord(word))


def asked(text: str) -> list[str]:
    """Return the words to look for: at most eight, without small words unless nothing else is left."""
    found = list(dict.fromkeys(words_of(text[:1000])))
    telling = [word for word in found if word not in STOP]
    return (telling or found)[:MOST_WORDS]


def compounds(word: str, vocabulary: Mapping[str, str], most: int = 40) -> list[str]:
    """Return words that hold this one, as burgerbegroting holds begroting. O(vocabulary).

    ``vocabulary`` maps each known word to its stem: a stem may differ from the start of its word.
    """
    part = stem(word)
    if len(part) < SHORTEST_PART:
        return []
    found = [
        other
        for other, root in vocabulary.items()
        if (part in root or word in other) and other != word
    ]
    return sorted(found, key=lambda other: (len(other), other))[:most]
