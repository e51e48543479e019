"""What the EML_NL documents hold, as far as a count needs it; no addresses, no gender."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


class EmlError(Exception):
    """A file that can't be used: which file, where in it, what was expected and how to mend it."""

    def __init__(self, file: str, place: str, expected: str, mend: str) -> None:
        self.file, self.place, self.expected, self.mend = file, place, expected, mend
        where = ", ".join(part for part in (file, place) if part)
        super().__init__(f"{where}: expected {expected}. To mend: {mend}.")


@dataclass(frozen=True)
class ElectionInfo:
    """Which election: id (GR2022_WestMaasenWaal), name, category (GR), domain (municipality), date."""

    id: str
    name: str
    category: str
    domain: str
    domain_name: str
    date: date | None

    @property
    def code(self) -> str:
        """The municipality's code as CBS writes it (GM0668); "" when the domain is not a number."""
        return f"GM{int(self.domain):04d}" if self.domain.isdigit() else ""


@dataclass(frozen=True)
class Definition:
    """EML 110a: how many seats, the preference threshold in per cent of the quota, who is registered."""

    election: ElectionInfo
    seats: int
    preference_threshold: int
    parties: tuple[str, ...]


@dataclass(frozen=True)
class Person:
    """A candidate on a list."""

    id: str
    name: str


@dataclass(frozen=True)
class CandidateList:
    """A list of candidates in its order."""

    id: str
    name: str
    candidates: tuple[Person, ...]


@dataclass(frozen=True)
class CandidateLists:
    """EML 230b: all lists of an election."""

    election: ElectionInfo
    lists: tuple[CandidateList, ...]


@dataclass(frozen=True)
class ListTally:
    """The votes of a list and, in the order of the list, of its candidates."""

    id: str
    name: str
    votes: int
    candidates: tuple[str, ...]
    candidate_votes: tuple[int, ...]


@dataclass(frozen=True)
class Unit:
    """A polling station (510b) or municipality (510d): votes per list and candidate, in file order.

    ``counted``: valid votes. ``rejected``: blank and invalid. ``uncounted``: voters admitted and such.
    """

    id: str
    name: str
    votes: tuple[int, ...]
    candidate_votes: tuple[tuple[int, ...], ...]
    counted: int
    cast: int
    rejected: Mapping[str, int]
    uncounted: Mapping[str, int]


@dataclass(frozen=True)
class Count:
    """EML 510b or 510d: the totals per list and candidate, and the same per unit."""

    form: str
    election: ElectionInfo
    authority: str
    lists: tuple[ListTally, ...]
    total: Unit
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class Standing:
    """A candidate in the result: place in the ranking (None: not given) and whether elected."""

    id: str
    ranking: int | None
    elected: bool


@dataclass(frozen=True)
class ResultList:
    """A list in the result, with its candidates in file order."""

    id: str
    name: str
    elected: bool
    candidates: tuple[Standing, ...]


@dataclass(frozen=True)
class Result:
    """EML 520: who is elected."""

    election: ElectionInfo
    lists: tuple[ResultList, ...]
