"""One council's result as the files of the Kiesraad give it, and what can be wrong with a file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from thorbecke.methods.seats.election import DrawnLot, Election, PartyList, WrongElection


class ResultsError(Exception):
    """A results file that can't be used: which file, row and column, what was expected, how to mend it.

    ``row`` counts from 1 with the column names in row 1; None when the whole file is meant.
    """

    def __init__(self, file: str, row: int | None, column: str, expected: str, mend: str) -> None:
        self.file, self.row, self.column = file, row, column
        self.expected, self.mend = expected, mend
        places = (file, row and f"row {row}", column and f"column {column}")
        place = ", ".join(part for part in places if part)
        super().__init__(f"{place}: expected {expected}. To mend: {mend}.")


@dataclass(frozen=True)
class ListRow:
    """A list with its votes. ``seats``: the official seats, if the file has them; ``size``: candidates."""

    name: str
    votes: int
    seats: int | None = None
    size: int | None = None


@dataclass(frozen=True)
class Council:
    """One council election. ``seats``: of the council; None when the file does not say.

    ``amsterdam_code``: the Kiesraad's third column, kept so that the file can be written again.
    """

    code: str
    municipality: str
    date: date | None
    seats: int | None
    lists: tuple[ListRow, ...]
    lots: tuple[DrawnLot, ...] = ()
    amsterdam_code: str = ""

    @property
    def name(self) -> str:
        """What names the count and its lots: "GM0957 2026-03-18"."""
        return " ".join(part for part in (self.code, self.date and self.date.isoformat()) if part)

    @property
    def official(self) -> tuple[int, ...] | None:
        """The official seats in the order of the lists; None when one is not known."""
        seats = tuple(row.seats for row in self.lists if row.seats is not None)
        return seats if len(seats) == len(self.lists) else None

    def election(self) -> Election:
        """Return the election to count; lists are numbered from 1 in the order of the file.

        Raises ``WrongElection`` when the number of seats is not known.
        """
        if self.seats is None:
            raise WrongElection(
                f"{self.municipality} ({self.code}): the number of council seats is not known; give it"
            )
        lists = tuple(
            PartyList(str(number), row.name, row.votes, row.size)
            for number, row in enumerate(self.lists, 1)
        )
        return Election(self.name, self.seats, lists, lots=self.lots)

    def with_sizes(self, sizes: dict[str, int]) -> Council:
        """Return the council with the number of candidates of the lists that are named."""
        lists = tuple(replace(row, size=sizes.get(row.name, row.size)) for row in self.lists)
        return replace(self, lists=lists)


def whole_number(file: str, row: int, column: str, text: str) -> int:
    """Return a cell as a number of 0 or more. Raises ``ResultsError``."""
    cleaned = text.strip()
    if not (cleaned.isascii() and cleaned.isdigit()):
        expected = f"a whole number of 0 or more, found {text!r}"
        raise ResultsError(file, row, column, expected, "write digits only, without dots or spaces")
    return int(cleaned)


def municipality_code(file: str, row: int, column: str, text: str) -> str:
    """Return a code as CBS writes it: "G0518", "518" and "GM0518" are all GM0518."""
    digits = text.strip().upper().removeprefix("GM").removeprefix("G")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 4):
        expected = f"the code of a municipality such as GM0518, found {text!r}"
        raise ResultsError(file, row, column, expected, "use the code of CBS")
    return f"GM{int(digits):04d}"


def iso_date(file: str, row: int, column: str, text: str) -> date:
    """Return a date written as 2026-03-18. Raises ``ResultsError``."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        expected = f"a date such as 2026-03-18, found {text!r}"
        raise ResultsError(file, row, column, expected, "write year, month and day") from None


def check_seats(file: str, row: int, council: Council) -> Council:
    """Refuse official seats that are more than the council has; an empty seat may occur (P 10)."""
    official = council.official
    if official is not None and council.seats is not None and sum(official) > council.seats:
        expected = (
            f"at most {council.seats} official seats in {council.municipality}, "
            f"found {sum(official)}"
        )
        raise ResultsError(file, row, "seats", expected, "correct the seats of one of the lists")
    return council
