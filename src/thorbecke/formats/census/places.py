"""Dutch addresses: street, house number, addition and postcode, also when they stand in one cell."""

from __future__ import annotations

import re

LONGEST_STREET, LONGEST_ADDITION = 120, 20
# 1000 to 9999 and two letters, never SA, SD or SS
_POSTCODE = re.compile(r"([1-9]\d{3})\s?([A-Z]{2})", re.ASCII)
_NUMBER = re.compile(r"(\d{1,5})[\s\-/]*(.*)", re.ASCII)
_ADDITION = re.compile(r"[\w .\-/]*")
# A house number stands after a space; what is glued behind it belongs to it.
_CANDIDATE = re.compile(r"(?<=\s)(\d{1,5})(?=\D|$)", re.ASCII)
_STREET_YEAR = range(1500, 2100)  # "Plein 1945 3"
_FLOOR = re.compile(r"(?:hoog|hg|etage|e\b|ste\b|de\b)", re.IGNORECASE)


class WrongAddress(ValueError):
    """An address that can't be split without doubt; ``reason``: "no_number", "two_numbers", "form"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_postcode(text: str) -> str:
    """Return "1234AB". Raises ``WrongAddress``. ("SA", "SD" and "SS" are never given out.)"""
    found = _POSTCODE.fullmatch(text.strip().upper())
    if found is None or found[2] in {"SA", "SD", "SS"}:
        raise WrongAddress("form")
    return found[1] + found[2]


def read_number(text: str) -> tuple[str, str]:
    """Return house number and addition of a cell such as "12", "12b", "12-2 hoog" or "7/A"."""
    found = _NUMBER.fullmatch(" ".join(text.split()))
    if found is None or not _is_addition(found[2]) or int(found[1]) == 0:
        raise WrongAddress("form")
    return str(int(found[1])), found[2]


def read_address(text: str) -> tuple[str, str, str]:
    """Return street, number and addition of "Dorpsstraat 12 b". Raises ``WrongAddress``.

    A year in a street's name is no house number ("Plein 1945 3"). Two numbers that could both be the
    house number ("Buurt 3 12") are refused: a guess would send a code to the wrong door.
    """
    line = " ".join(text.split()).strip(" ,")
    places = list(_CANDIDATE.finditer(line))
    if not places:
        raise WrongAddress("no_number")
    if len(places) > 1 and int(places[0][1]) in _STREET_YEAR:
        places = places[1:]
    if len(places) > 1 and not _FLOOR.match(line[places[1].end() :].lstrip()):
        raise WrongAddress("two_numbers")
    street = line[: places[0].start()].strip(" ,")
    number, addition = read_number(line[places[0].start() :])
    if not any(sign.isalpha() for sign in street) or len(street) > LONGEST_STREET:
        raise WrongAddress("form")
    return street, number, addition


def _is_addition(text: str) -> bool:
    return len(text) <= LONGEST_ADDITION and _ADDITION.fullmatch(text) is not None
