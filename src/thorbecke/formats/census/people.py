"""Rows of a register turned into people, or into faults that say what is wrong and how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from thorbecke.formats.census.dates import WrongDate, read_date
from thorbecke.formats.census.fields import Field, WrongColumns, missing
from thorbecke.formats.census.places import (
    LONGEST_ADDITION,
    LONGEST_STREET,
    WrongAddress,
    read_address,
    read_number,
    read_postcode,
)
from thorbecke.formats.tables import Stream

Part = TypeVar("Part")
LONGEST = {Field.NAME: 160, Field.PLACE: 80, Field.AREA: 80, Field.PERSON: 60}


class Code(StrEnum):
    """What is wrong with a cell; a fixed word, so that a page can say it in its own language."""

    EMPTY = "empty"
    LONG = "long"
    CONTROL = "control"
    POSTCODE = "postcode"
    NUMBER = "number"
    ADDITION = "addition"
    NO_NUMBER = "no_number"
    TWO_NUMBERS = "two_numbers"
    ADDRESS = "address"
    DATE = "date"
    SHORT_YEAR = "short_year"
    UNKNOWN_PART = "unknown_part"
    NO_SUCH_DAY = "no_such_day"
    FUTURE = "future"
    TOO_OLD = "too_old"


# code -> (what was expected, how to mend it)
TEXTS: dict[Code, tuple[str, str]] = {
    Code.EMPTY: ("a value", "fill this cell in, or delete the row"),
    Code.LONG: ("a shorter text", "check that this is the right column"),
    Code.CONTROL: ("a text on one line", "take line ends and invisible signs out of the cell"),
    Code.POSTCODE: ("a postcode such as 1234 AB", "correct the postcode"),
    Code.NUMBER: ("a house number such as 12", "correct the number; put an addition behind it"),
    Code.ADDITION: (f"an addition of at most {LONGEST_ADDITION} letters and figures", "shorten it"),
    Code.NO_NUMBER: ("a street with a house number", "add the house number"),
    Code.TWO_NUMBERS: ("one house number", "give the house number a column of its own"),
    Code.ADDRESS: ("an address such as Dorpsstraat 12 b", "correct the address"),
    Code.DATE: ("a date such as 1-2-1980 or 1980-02-01", "write the date so"),
    Code.SHORT_YEAR: ("a year of four figures", "write 1980 in place of 80"),
    Code.UNKNOWN_PART: (
        "a whole date",
        "decide with the register which day counts, and fill it in",
    ),
    Code.NO_SUCH_DAY: ("a day that exists", "correct the date; the day comes before the month"),
    Code.FUTURE: ("a date in the past", "correct the date"),
    Code.TOO_OLD: ("a date after 1890", "correct the date"),
}
_DATE_CODES = {
    "form": Code.DATE,
    "short_year": Code.SHORT_YEAR,
    "unknown_part": Code.UNKNOWN_PART,
    "none": Code.NO_SUCH_DAY,
    "future": Code.FUTURE,
    "too_old": Code.TOO_OLD,
}
_ADDRESS_CODES = {
    "no_number": Code.NO_NUMBER,
    "two_numbers": Code.TWO_NUMBERS,
    "form": Code.ADDRESS,
}


@dataclass(frozen=True, slots=True)
class Person:
    """One row: who, where, born when. ``row`` counts as a spreadsheet does; names are row 1."""

    row: int
    name: str
    street: str
    number: str
    addition: str
    postcode: str
    place: str
    born_on: date | None
    area: str
    person: str  # the register's own number, or ""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: row, column, a fixed code, and what stood there (at most 80 signs)."""

    row: int
    column: str
    code: Code
    found: str

    def __str__(self) -> str:
        expected, mend = TEXTS[self.code]
        return (
            f"row {self.row}, column {self.column}: expected {expected}, "
            f"found {self.found!r}. To mend: {mend}."
        )


def people(
    stream: Stream, fields: Mapping[str, Field], today: date, born_needed: bool = False
) -> Iterator[Person | list[Fault]]:
    """Yield a Person for each good row and the faults of each other row. O(rows), flat memory.

    ``fields``: column -> field, as ``match`` gives it. ``born_needed``: a row without a date of birth
    is a fault. Raises ``WrongColumns`` when a needed field or a date of birth has no column, and
    TableError for a row that can't be read.
    """
    needed = missing(fields)
    if born_needed and Field.BORN not in fields.values():
        needed.append(Field.BORN)
    if needed:
        raise WrongColumns("missing", needed)
    places = {field: at for at, name in enumerate(stream.columns) if (field := fields.get(name))}
    reader = _Reader(places, stream.columns, today, born_needed)
    for number, cells in stream.rows:
        yield reader.read(number, cells)


def identity(person: Person) -> str:
    """Return the text that tells one person from another: her number, or name, birth and address."""
    if person.person:
        return f"number:{person.person}"
    born = person.born_on.isoformat() if person.born_on else ""
    parts = (person.name, born, person.postcode, person.number, person.addition)
    return "|".join(part.casefold().replace(" ", "") for part in parts)


class _Reader:
    """Reads the rows of one register; keeps the faults of the row at hand."""

    def __init__(
        self, places: Mapping[Field, int], columns: Sequence[str], today: date, born_needed: bool
    ) -> None:
        self._places, self._columns = places, columns
        self._today, self._born_needed = today, born_needed
        self._row, self._cells, self._faults = 0, [""], list[Fault]()

    def read(self, number: int, cells: list[str]) -> Person | list[Fault]:
        self._row, self._cells, self._faults = number, cells, []
        street, house, addition = self._address()
        person = Person(
            row=number,
            name=self._name(),
            street=street,
            number=house,
            addition=addition,
            postcode=self._postcode(),
            place=self._text(Field.PLACE, needed=True),
            born_on=self._born(),
            area=self._text(Field.AREA),
            person=self._text(Field.PERSON),
        )
        return self._faults or person

    def _raw(self, field: Field) -> str:
        at = self._places.get(field)
        return self._cells[at] if at is not None else ""

    def _text(self, field: Field, needed: bool = False, most: int = 0) -> str:
        raw = self._raw(field)
        text = " ".join(raw.split())
        if not text and needed:
            self._fault(field, Code.EMPTY)
        elif len(text) > (most or LONGEST.get(field, LONGEST_STREET)):
            self._fault(field, Code.LONG)
        elif not text.isprintable():
            self._fault(field, Code.CONTROL)
        return text

    def _name(self) -> str:
        if Field.NAME in self._places:
            return self._text(Field.NAME, needed=True)
        family = self._text(Field.FAMILY, needed=True, most=100)
        parts = (self._text(Field.GIVEN, most=40), self._text(Field.PREFIX, most=18), family)
        return " ".join(part for part in parts if part)

    def _address(self) -> tuple[str, str, str]:
        if Field.NUMBER in self._places:
            return self._split_address()
        line = self._text(Field.ADDRESS, needed=True, most=LONGEST_STREET + 30)
        try:
            return read_address(line) if line else ("", "", "")
        except WrongAddress as wrong:
            self._fault(Field.ADDRESS, _ADDRESS_CODES[wrong.reason])
        return "", "", ""

    def _split_address(self) -> tuple[str, str, str]:
        column = Field.STREET if Field.STREET in self._places else Field.ADDRESS
        street = self._text(column, needed=True)
        text = self._text(Field.NUMBER, needed=True)
        number, behind = self._try(Field.NUMBER, Code.NUMBER, read_number, text, ("", ""))
        extra = (behind, self._text(Field.LETTER), self._text(Field.ADDITION))
        addition = " ".join(part for part in extra if part)
        if len(addition) > LONGEST_ADDITION:
            self._fault(Field.ADDITION, Code.ADDITION)
        return street, number, addition

    def _postcode(self) -> str:
        text = self._text(Field.POSTCODE, needed=True)
        return self._try(Field.POSTCODE, Code.POSTCODE, read_postcode, text, "")

    def _born(self) -> date | None:
        text = self._raw(Field.BORN).strip()
        if not text:
            if self._born_needed:
                self._fault(Field.BORN, Code.EMPTY)
            return None
        try:
            return read_date(text, self._today)
        except WrongDate as wrong:
            self._fault(Field.BORN, _DATE_CODES[wrong.reason])
        return None

    def _try(
        self, field: Field, code: Code, read: Callable[[str], Part], text: str, otherwise: Part
    ) -> Part:
        if not text:
            return otherwise
        try:
            return read(text)
        except WrongAddress:
            self._fault(field, code)
        return otherwise

    def _fault(self, field: Field, code: Code) -> None:
        at = self._places.get(field, self._places.get(Field.NUMBER, 0))
        self._faults.append(Fault(self._row, self._columns[at], code, self._cells[at][:80]))
