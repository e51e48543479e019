"""How to refer to an entry: a line in the style of the APA, and BibTeX. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

PUBLISHER = "Thorbecke"
MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december"
).split()
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True)
class Reference:
    """What a citation needs: a title, what sort of thing it is, its address and its date."""

    key: str
    title: str
    kind: str
    url: str
    day: date


def dutch_day(day: date) -> str:
    """Return for example ``20 november 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def apa(reference: Reference) -> str:
    """Return one line: author, date, title, kind, address (APA 7, section 10.16, web page)."""
    day = f"{reference.day.year}, {reference.day.day} {MONTHS[reference.day.month - 1]}"
    title = reference.title.rstrip(".")
    return f"{PUBLISHER}. ({day}). {title} [{reference.kind}]. {reference.url}"


def tex(text: str) -> str:
    """Return ``text`` with the signs that mean something to TeX written as signs."""
    return "".join(_TEX.get(sign, sign) for sign in text)


def bibtex(reference: Reference) -> str:
    """Return a ``@misc`` record; the address stands in ``url``, where TeX reads signs as they are."""
    key = re.sub(r"[^a-z0-9]", "", reference.key.lower()) or "bron"
    address = re.sub(r"[{}\\\s]", "", reference.url)
    return "\n".join(
        [
            f"@misc{{thorbecke-{key}-{reference.day.year},",
            f"  author = {{{{{PUBLISHER}}}}},",
            f"  title = {{{{{tex(reference.title)}}}}},",
            f"  year = {{{reference.day.year}}},",
            f"  note = {{{tex(reference.kind)}, {dutch_day(reference.day)}}},",
            f"  url = {{{address}}}",
            "}",
        ]
    )
