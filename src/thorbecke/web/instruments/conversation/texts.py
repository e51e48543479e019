"""The text of a statement: cleaned, told apart, and compared with the others."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

ALIKE = 0.6  # cosine from which two statements are shown as perhaps the same
_WORD = re.compile(r"[^\W_]+")
# Words so common that sharing them says nothing.
_COMMON = frozenset(
    "de het een en of in op van voor met aan is zijn wordt worden er dat die dit deze te om als bij ook "
    "naar we wij ik u je moet moeten mag mogen kan kunnen meer niet geen the a of to and".split()
)


def clean(text: str) -> str:
    """Return a text as it is stored: one line, no control or invisible signs, single spaces."""
    plain = unicodedata.normalize("NFC", text)
    kept = (" " if sign.isspace() else sign for sign in plain if _visible(sign))
    return " ".join("".join(kept).split())


def _visible(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) not in {"Cc", "Cf", "Co", "Cs", "Cn"}


def fingerprint(text: str) -> str:
    """Return what two texts with the same words have in common: capitals and signs do not matter."""
    return hashlib.sha256(" ".join(_words(text)).encode()).hexdigest()


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def has_link(text: str) -> bool:
    """Tell whether a text holds a web or mail address, or markup: none belongs in a statement."""
    return bool(re.search(r"https?:|www\.|\S@\S+\.\S|<[a-z/!]", text, re.IGNORECASE))


def alike(text: str, others: Sequence[str]) -> list[tuple[int, float]]:
    """Return places of the texts that are alike, with their likeness, most alike first.

    The cosine of the TF-IDF vectors of words without endings. O(words of all).
    """
    if not others:
        return []
    matrix = _weights([text, *others])
    score = matrix[1:] @ matrix[0]
    order = np.argsort(-score, kind="stable")
    return [(int(place), float(score[place])) for place in order if score[place] >= ALIKE]


def pairs(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Return the pairs of texts that are alike, (later, earlier), for the organiser. O(n²) in numpy."""
    if len(texts) < 2:
        return []
    matrix = _weights(texts)
    later, earlier = np.nonzero(np.tril(matrix @ matrix.T >= ALIKE, -1))
    return list(zip(later.tolist(), earlier.tolist(), strict=True))


def _weights(texts: Sequence[str]) -> npt.NDArray[np.float64]:
    """Return one row for each text: TF-IDF of its stems, of length 1; zeros without a telling word."""
    counts = [Counter(_stems(text)) for text in texts]
    column = {stem: n for n, stem in enumerate(dict.fromkeys(s for row in counts for s in row))}
    table = np.zeros((len(texts), max(len(column), 1)))
    for row, found in enumerate(counts):
        for stem, number in found.items():
            table[row, column[stem]] = number
    spread = np.log((1 + len(texts)) / (1 + np.count_nonzero(table, axis=0))) + 1
    table *= spread
    norm = np.linalg.norm(table, axis=1, keepdims=True)
    scaled: npt.NDArray[np.float64] = np.divide(
        table, norm, out=np.zeros_like(table), where=norm > 0
    )
    return scaled


def _stems(text: str) -> list[str]:
    words = (word for word in _words(text) if word not in _COMMON)
    return [re.sub(r"(sen|en|e|s)$", "", word) if len(word) > 4 else word for word in words]
