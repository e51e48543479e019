"""The fixed words of a document, and how numbers and dates are written in Dutch.

A document is always Dutch, because its content is. So these words are not translated.
"""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from thorbecke.knowledge import labels

MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december"
).split()

NO_TITLE = "Bundel lokale democratie"
FOREWORD = "Vooraf"
CONTENTS = "Inhoud"
OWN_WORDS = "Waarom dit in de bundel staat"
FACTS = "De feiten op een rij"
FIGURES = "Cijfers"
FUNNEL = "Van uitnodiging tot deelname"
WHAT_HAPPENED = "Wat gebeurde er?"
LESSON = "Wat leren wij hiervan?"
WENT_WRONG = "Wat ging er mis?"
STOPPED = "Waarom stopte het?"
LEGAL = "Wat zegt de wet?"
CERTAINTY = "Hoe zeker is dit?"
SOURCES = "Bronnen"
ALL_SOURCES = "Alle bronnen"
SIGNALS = "Wat wij nu al zien"
QUESTION = "De vraag"
QUESTIONS = "Vragen om te stellen"
ADDRESS = "Lees verder"
CITE = "Zo verwijst u naar deze bundel"
LICENCE = "Wie maakte dit?"
MISSING = "Niet opgenomen"
MADE_WITH = "Gemaakt met Thorbecke"
NOT_SHOWN = "Deze onderdelen zijn niet meer gepubliceerd. Ze staan daarom niet in de bundel."
MAKER = (
    "De maker van deze bundel koos de onderdelen. De maker schreef ook het voorwoord en de stukjes "
    "onder ‘Waarom dit in de bundel staat’. De andere teksten komen uit de bibliotheek van Thorbecke."
)
OUR_LICENCE = (
    "De teksten van Thorbecke vallen onder de licentie EUPL-1.2. "
    "U mag ze gebruiken en delen als u de bron noemt."
)
NOT_ADVICE = "Teksten over de wet zijn uitleg. Ze zijn geen juridisch advies."

CERTAINTY_MEANING = {
    "hoog": "Wij zijn hier zeker van. De feiten zijn nagegaan in een goede bron.",
    "midden": "Wij zijn hier vrij zeker van. De bron is gezien, maar niet alles is nagegaan.",
    "laag": "Wij zijn hier niet zeker van. Er zijn weinig of zwakke bronnen.",
    "geheugen": "Dit moet nog worden nagegaan in een bron.",
}

COUNTED = {
    "case": ("praktijkvoorbeeld", "praktijkvoorbeelden"),
    "scenario": ("toekomstscenario", "toekomstscenario’s"),
    "theme": ("thema", "thema’s"),
    "principle": ("uitgangspunt", "uitgangspunten"),
    "rule": ("wetsartikel", "wetsartikelen"),
    "bill": ("wetsvoorstel", "wetsvoorstellen"),
    "instrument": ("instrument", "instrumenten"),
}


def day(value: date) -> str:
    """Return for example ``1 januari 2027``."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def number(value: float) -> str:
    """Return the number as Dutch writes it: ``2.311`` or ``7,1``."""
    text = f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0")
    return text.translate(str.maketrans(",.", ".,"))


def figure(name: str, value: float) -> str:
    """Return a figure with its unit: ``€ 200.000``, ``7,1 procent`` or ``935``."""
    unit = labels.FIGURE_UNITS.get(name, "")
    if unit == "euro":
        return f"€ {number(value)}"
    return f"{number(value)} {unit}".strip()


def years(start: int | None, end: int | None, running: bool) -> str:
    """Return ``2018–2020``, ``2021``, ``vanaf 2018`` (only when it still runs), or nothing."""
    if start and end and start != end:
        return f"{start}–{end}"
    if start and not end and running:
        return f"vanaf {start}"
    return str(start or end or "")


def site(url: str) -> str:
    """Return the name of the site that an address is on."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def listing(parts: list[str]) -> str:
    """Return ``a, b en c``."""
    return " en ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def counted(kinds: list[str]) -> str:
    """Return for example ``8 praktijkvoorbeelden en 2 toekomstscenario’s``."""
    parts = []
    for kind, (one, more) in COUNTED.items():
        if total := kinds.count(kind):
            parts.append(f"{total} {one if total == 1 else more}")
    return listing(parts) if parts else ""
