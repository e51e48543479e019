"""Dates as Dutch registers and spreadsheets write them. What can be read in two ways is refused."""

from __future__ import annotations

import re
from datetime import date

FIRST_YEAR = 1890
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan",
            "februari feb",
            "maart mrt",
            "april apr",
            "mei",
            "juni jun",
            "juli jul",
            "augustus aug",
            "september sep sept",
            "oktober okt",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
_BASE = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)  # as in the basic registration of persons
_DUTCH = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?: 0?0:00(?::00)?)?", re.ASCII)
_SHORT = re.compile(r"\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2}", re.ASCII)
_WORDS = re.compile(r"(\d{1,2})[- ]([a-z]{3,9})\.?[- ](\d{4})", re.ASCII)


class WrongDate(ValueError):
    """A date of birth that can't be used.

    ``reason``: "form" (not a date as we know it), "short_year", "unknown_part" (month or day 00, as a
    register writes what it does not know), "none" (such a day does not exist), "too_old" or "future".
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_date(text: str, today: date) -> date:
    """Return the date in a cell: 1-2-1980, 01/02/1980, 1980-02-01, 19800201 or 1 februari 1980.

    Day before month, as in Dutch; a year has four figures. Raises ``WrongDate``.
    """
    year, month, day = _parts(text.strip().lower())
    if not month or not day:
        raise WrongDate("unknown_part")
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise WrongDate("none") from error
    if found > today:
        raise WrongDate("future")
    if found.year < FIRST_YEAR:
        raise WrongDate("too_old")
    return found


def _parts(text: str) -> tuple[int, int, int]:
    if found := _ISO.fullmatch(text) or _BASE.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _DUTCH.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1])
    if (found := _WORDS.fullmatch(text)) and found[2] in MONTHS:
        return int(found[3]), MONTHS[found[2]], int(found[1])
    raise WrongDate("short_year" if _SHORT.fullmatch(text) else "form")
