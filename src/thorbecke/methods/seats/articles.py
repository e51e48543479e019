"""The articles of the Kieswet that a count follows, each with its date, source and certainty.

``state``: the election for which the rule as programmed was recounted and found equal to the official
results. ``in_force_from``: only where a source gives it. See ``docs/methods/kieswet-seats.md`` for what
was and was not read literally.
"""

from __future__ import annotations

from dataclasses import dataclass

STATE = "2026-03-18"
ENGINE = "https://github.com/kiesraad/abacus"
MEMORANDUM = "https://www.tweedekamer.nl/kamerstukken/detail?did=2024D40315&id=2024Z16712"


@dataclass(frozen=True)
class Article:
    """One article: number, since when (None: not found), the state that we follow, where it was read."""

    number: str
    law: str
    state: str
    source: str
    in_force_from: str | None = None


def _kieswet(number: str, source: str, in_force_from: str | None = None) -> Article:
    return Article(number, "Kieswet", STATE, source, in_force_from)


ARTICLES = {
    article.number: article
    for article in (
        _kieswet("P 5", ENGINE),
        _kieswet("P 6", ENGINE),
        _kieswet("P 7", MEMORANDUM),
        _kieswet("P 8", "https://mijnwetten.nl/kieswet/artikelp8"),
        _kieswet("P 9", ENGINE),
        _kieswet("P 10", ENGINE),
        _kieswet("P 15", "https://wetten.legaltools.nl/kieswet/artikel-p-15", "2014-07-01"),
        _kieswet("P 17", ENGINE),
        _kieswet("P 19", ENGINE),
        _kieswet("P 19a", ENGINE),
        Article("36641", "Wetsvoorstel aanscherping restzetels", "2024-12-16", MEMORANDUM),
    )
}


def dated(number: str) -> str:
    """Return the article with the date of the state that is followed: "Kieswet P 7 (2026-03-18)"."""
    article = ARTICLES.get(number)
    return f"{article.law} {article.number} ({article.state})" if article else number
