"""Dutch addresses, made equal when they are equal: for the rule "one person per household".

An address in the Netherlands is fixed by postcode, house number, letter and addition (the BAG, Wet
basisregistratie adressen en gebouwen, article 1). People write it in many ways; ``key`` gives one text
for all of them. Where no postcode or number is found, all texts together are the key.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_POSTCODE = re.compile(r"\b([1-9][0-9]{3})\s*([A-Za-z]{2})\b")
# The number ends the street's name: it follows a letter and a space, and short text may follow it.
# A year in the name (Plein 1944, Laan 1940-1945) is skipped when a number follows.
_YEAR = re.compile(r"\b(?:1[5-9]|20)[0-9]{2}\b(?=[\s-]+[0-9])")
_NUMBER = re.compile(r"(?:^|(?<=[\w.')]\s))([0-9]{1,5})((?:\s*[-/]?\s*[0-9a-z]{1,12}){0,3})\s*$")
_ADDITION = re.compile(r"[^0-9a-z]+")
_FILLER = re.compile(
    r"\b(?:huisnummer|nummer|nr|no|toevoeging|toev|huisletter|bis\s+letter|postcode)\b\.?"
)
_WORDS = {"bg": "bg", "begane grond": "bg", "hs": "hs", "huis": "hs", "zwart": "zw", "rood": "rd"}
_ROLES = {
    "postcode": ("postcode", "zip", "postal", "pc6"),
    "addition": ("toevoeging", "toev", "huisletter", "letter", "addition", "suffix"),
    "number": ("huisnummer", "huisnr", "number", "nummer"),
}


@dataclass(frozen=True)
class Address:
    """The parts of an address that fix it; empty texts where nothing was found."""

    postcode: str
    number: str
    addition: str
    street: str

    @property
    def key(self) -> str:
        """One text for all ways to write this address; "" when the address is empty."""
        if self.postcode and self.number:
            return f"{self.postcode} {self.number} {self.addition}".strip()
        parts = (self.street, self.number, self.addition, self.postcode)
        return " ".join(part for part in parts if part)


def address(cells: Mapping[str, str], columns: Sequence[str]) -> Address:
    """Return the address in these columns of a row, in whatever columns its parts stand.

    A column whose name tells what it holds (postcode, number, addition) is read as that; the others are
    read as free text, in which postcode and number are looked for.
    """
    found = {"postcode": "", "number": "", "addition": ""}
    free: list[str] = []
    for column in columns:
        text = plain(cells.get(column, ""))
        role = _role(column)
        if role and (role != "postcode" or _POSTCODE.search(text)):
            found[role] = f"{found[role]} {text}".strip()
        else:
            free.append(text)
    return _assembled(found, " ".join(part for part in free if part))


def household(cells: Mapping[str, str], columns: Sequence[str]) -> str:
    """Return the key of the household: equal for equal addresses, "" for an empty address."""
    return address(cells, columns).key


def plain(text: str) -> str:
    """Return a text without accents, capitals and double spaces."""
    letters = unicodedata.normalize("NFKD", text)
    bare = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return " ".join(bare.casefold().split())


def _role(column: str) -> str:
    name = plain(column)
    for role, words in _ROLES.items():
        if any(word in name for word in words):
            return role
    return ""


def _assembled(found: Mapping[str, str], free: str) -> Address:
    postcode = _POSTCODE.search(found["postcode"]) or _POSTCODE.search(free)
    rest = _FILLER.sub(" ", free)
    if postcode:
        rest = _POSTCODE.sub(" ", rest)
    given = found["number"]
    number = _number(given) or _number(rest.split(",")[0])
    if not number or (not given and not postcode):
        street = " ".join(rest.replace(",", " ").split())
        code = f"{postcode[1]}{postcode[2]}" if postcode else found["postcode"]
        return Address(code, _tidy(given), _tidy(found["addition"]), street)
    addition = f"{number[2]} {found['addition']}"
    street = rest if given else rest[: number.start()]
    code = f"{postcode[1]}{postcode[2]}" if postcode else ""
    street = " ".join(street.replace(",", " ").split())
    return Address(code, str(int(number[1])), _tidy(addition), street)


def _number(text: str) -> re.Match[str] | None:
    bare = _FILLER.sub(" ", text).strip()
    bare = _YEAR.sub("x", bare)
    return _NUMBER.search(" ".join(bare.replace("-", " - ").split()).replace(" - ", "-"))


def _tidy(addition: str) -> str:
    text = " ".join(addition.split()).strip(" -./,")
    return _ADDITION.sub("", _WORDS.get(text, text))
