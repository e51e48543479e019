"""EML_NL 510b and 510d: votes per list and candidate, in all and per polling station, streamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from thorbecke.formats.eml.model import Count, ElectionInfo, EmlError, ListTally, Unit
from thorbecke.formats.eml.parts import candidate_id, election_info, list_name, missing
from thorbecke.formats.eml.stream import drop, number_of, tag, text_of

NAMES = (
    "ElectionIdentifier",
    "AuthorityIdentifier",
    "Selection",
    "TotalVotes",
    "ReportingUnitVotes",
)
_SELECTION, _TOTAL = tag("Selection"), tag("TotalVotes")
_ELECTION, _AUTHORITY = tag("ElectionIdentifier"), tag("AuthorityIdentifier")
_AFFILIATION, _CANDIDATE = tag("AffiliationIdentifier"), tag("Candidate")
_VOTES, _REJECTED, _UNCOUNTED = tag("ValidVotes"), tag("RejectedVotes"), tag("UncountedVotes")
TOGETHER = "compare with the paper record, correct the file or ask for it again"


class _Tally:
    """The selections since the last total or unit."""

    def __init__(self) -> None:
        self.heads: list[tuple[str, str]] = []
        self.votes: list[int] = []
        self.ids: list[list[str]] = []
        self.candidates: list[list[int]] = []

    def add(self, element: Any, file: str) -> None:
        place = f"list {self.heads[-1][0]}" if self.heads else "first Selection"
        found = element.find(_VOTES)
        text = "" if found is None else (found.text or "").strip()
        votes = number_of(file, place, text, "ValidVotes")
        identifier = element.find(_AFFILIATION)
        if identifier is not None:
            self.heads.append(list_name(identifier))
            self.votes.append(votes)
            self.ids.append([])
            self.candidates.append([])
            return
        candidate = element.find(_CANDIDATE)
        if candidate is None or not self.heads:
            raise missing(file, "AffiliationIdentifier")
        self.ids[-1].append(candidate_id(candidate))
        self.candidates[-1].append(votes)


def read_count(events: Iterable[tuple[str, Any]], file: str, form: str) -> Count:
    """Read the count. Raises ``EmlError``, also when votes do not add up."""
    info: ElectionInfo | None = None
    authority, tally = "", _Tally()
    total: Unit | None = None
    lists: tuple[ListTally, ...] = ()
    units: list[Unit] = []
    for _, element in events:
        if element.tag == _SELECTION:
            tally.add(element, file)
            element.clear()
        elif element.tag == _ELECTION:
            info = election_info(element, file)
        elif element.tag == _AUTHORITY:
            authority = (element.text or "").strip()
        else:
            unit = _unit(element, tally, file)
            if element.tag == _TOTAL:
                total, lists = unit, _lists(tally)
            else:
                _same_lists(lists, tally, unit, file)
                units.append(unit)
            tally = _Tally()
            drop(element)
    if info is None or total is None:
        raise missing(file, "ElectionIdentifier" if info is None else "TotalVotes")
    _units_add_up(lists, total, units, file)
    return Count(form, info, authority, lists, total, tuple(units))


def _unit(element: Any, tally: _Tally, file: str) -> Unit:
    identifier = element.find(tag("ReportingUnitIdentifier"))
    name = "the total" if identifier is None else (identifier.text or "").strip()
    unit = Unit(
        id="" if identifier is None else identifier.get("Id", ""),
        name=name,
        votes=tuple(tally.votes),
        candidate_votes=tuple(tuple(votes) for votes in tally.candidates),
        counted=number_of(file, name, text_of(element, "TotalCounted"), "TotalCounted"),
        cast=number_of(file, name, text_of(element, "Cast") or "0", "Cast"),
        rejected=dict(_reasons(element, _REJECTED, file, name)),
        uncounted=dict(_reasons(element, _UNCOUNTED, file, name)),
    )
    _adds_up(tally, unit, file)
    return unit


def _reasons(element: Any, name: str, file: str, place: str) -> Iterator[tuple[str, int]]:
    for found in element.iterfind(name):
        text = (found.text or "").strip()
        yield found.get("ReasonCode", ""), number_of(file, place, text, "votes")


def _adds_up(tally: _Tally, unit: Unit, file: str) -> None:
    for (number, name), votes, candidates in zip(
        tally.heads, unit.votes, unit.candidate_votes, strict=True
    ):
        if candidates and sum(candidates) != votes:
            expected = (
                f"{votes} votes for the candidates of list {number} ({name}) together, "
                f"found {sum(candidates)}"
            )
            raise EmlError(file, unit.name, expected, TOGETHER)
    if sum(unit.votes) != unit.counted:
        expected = f"{unit.counted} votes for all lists together, found {sum(unit.votes)}"
        raise EmlError(file, unit.name, expected, TOGETHER)


def _lists(tally: _Tally) -> tuple[ListTally, ...]:
    return tuple(
        ListTally(*head, votes, tuple(ids), tuple(candidates))
        for head, votes, ids, candidates in zip(
            tally.heads, tally.votes, tally.ids, tally.candidates, strict=True
        )
    )


def _same_lists(lists: tuple[ListTally, ...], tally: _Tally, unit: Unit, file: str) -> None:
    known = [item.id for item in lists]
    if [number for number, _ in tally.heads] != known:
        expected = f"the lists {', '.join(known) or 'of TotalVotes'} in this order"
        raise EmlError(file, unit.name, expected, "export the file again")
    for item, ids in zip(lists, tally.ids, strict=True):
        if tuple(ids) != item.candidates:
            expected = f"the same candidates of list {item.id} as in the total"
            raise EmlError(file, unit.name, expected, "export the file again")


def _units_add_up(lists: tuple[ListTally, ...], total: Unit, units: list[Unit], file: str) -> None:
    if not units:
        return
    for place, item in enumerate(lists):
        found = sum(unit.votes[place] for unit in units)
        if found != item.votes:
            expected = (
                f"{item.votes} votes for list {item.id} ({item.name}) in all units, found {found}"
            )
            raise EmlError(file, total.name, expected, TOGETHER)
        columns = zip(*(unit.candidate_votes[place] for unit in units), strict=True)
        for name, votes, column in zip(
            item.candidates, item.candidate_votes, columns, strict=False
        ):
            if sum(column) != votes:
                expected = (
                    f"{votes} votes for candidate {name} of list {item.id} in all units, "
                    f"found {sum(column)}"
                )
                raise EmlError(file, total.name, expected, TOGETHER)
