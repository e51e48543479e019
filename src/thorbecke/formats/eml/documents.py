"""Which EML_NL document is this, and reading the ones without counts: 110a, 230b and 520."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from thorbecke.formats.eml.counts import NAMES, read_count
from thorbecke.formats.eml.model import (
    CandidateList,
    CandidateLists,
    Count,
    Definition,
    ElectionInfo,
    EmlError,
    Person,
    Result,
    ResultList,
    Standing,
)
from thorbecke.formats.eml.parts import candidate_id, election_info, list_name, missing
from thorbecke.formats.eml.stream import Source, drop, elements, number_of, tag, text_of

Document = Definition | CandidateLists | Count | Result
FORMS = ("110a", "230b", "510b", "510d", "520")
_ALL = (*NAMES, "Affiliation", "kr:NumberOfSeats", "kr:PreferenceThreshold", "kr:RegisteredParty")


def read_eml(source: Source, file: str) -> Document:
    """Read an EML_NL document (gzip may be around it). O(size), flat in memory for a 510.

    ``source``: the bytes, or a file opened for reading bytes that can seek. Raises ``EmlError``.
    """
    events = iter(elements(source, file, _ALL))
    form, _ = next(events)
    if form in ("510b", "510d"):
        return read_count(_without_parts(events), file, form)
    if form == "110a":
        return _definition(events, file)
    if form == "230b":
        return _candidates(events, file)
    if form == "520":
        return _result(events, file)
    expected = f"one of the forms {', '.join(FORMS)}, found {form!r}"
    raise EmlError(file, "EML, Id", expected, "choose another file of the same election")


def _without_parts(events: Iterable[tuple[str, Any]]) -> Iterable[tuple[str, Any]]:
    kept = {tag(name) for name in NAMES}
    return ((event, element) for event, element in events if element.tag in kept)


def _definition(events: Iterable[tuple[str, Any]], file: str) -> Definition:
    info: ElectionInfo | None = None
    figures: dict[str, int] = {}
    parties: list[str] = []
    for _, element in events:
        if element.tag == tag("ElectionIdentifier"):
            info = election_info(element, file)
        elif element.tag == tag("kr:RegisteredParty"):
            parties.append(text_of(element, "kr:RegisteredAppellation"))
        elif element.tag in (tag("kr:NumberOfSeats"), tag("kr:PreferenceThreshold")):
            name = element.tag.rpartition("}")[2]
            figures[name] = number_of(file, name, (element.text or "").strip(), name)
    if info is None or "NumberOfSeats" not in figures:
        raise missing(file, "ElectionIdentifier" if info is None else "kr:NumberOfSeats")
    threshold = figures.get("PreferenceThreshold", 0)
    return Definition(info, figures["NumberOfSeats"], threshold, tuple(parties))


def _candidates(events: Iterable[tuple[str, Any]], file: str) -> CandidateLists:
    info: ElectionInfo | None = None
    lists: list[CandidateList] = []
    for _, element in events:
        if element.tag == tag("ElectionIdentifier"):
            info = election_info(element, file)
        elif element.tag == tag("Affiliation"):
            head = element.find(tag("AffiliationIdentifier"))
            if head is None:
                raise missing(file, "AffiliationIdentifier")
            people = tuple(_person(found) for found in element.iterfind(tag("Candidate")))
            lists.append(CandidateList(*list_name(head), people))
            drop(element)
    if info is None or not lists:
        raise missing(file, "ElectionIdentifier" if info is None else "Affiliation")
    return CandidateLists(info, tuple(lists))


def _person(candidate: Any) -> Person:
    name = candidate.find(f"{tag('CandidateFullName')}/{tag('xnl:PersonName')}")
    if name is None:
        return Person(candidate_id(candidate), "")
    first = text_of(name, "xnl:FirstName")
    parts = (
        text_of(name, "xnl:NameLine"),
        f"({first})" if first else "",
        text_of(name, "xnl:NamePrefix"),
        text_of(name, "xnl:LastName"),
    )
    return Person(candidate_id(candidate), " ".join(part for part in parts if part))


def _result(events: Iterable[tuple[str, Any]], file: str) -> Result:
    info: ElectionInfo | None = None
    heads: list[tuple[str, str, bool]] = []
    people: list[list[Standing]] = []
    for _, element in events:
        if element.tag == tag("ElectionIdentifier"):
            info = election_info(element, file)
        elif element.tag == tag("Selection"):
            head, candidate = (
                element.find(tag(name)) for name in ("AffiliationIdentifier", "Candidate")
            )
            elected = text_of(element, "Elected") == "yes"
            if head is not None:
                heads.append((*list_name(head), elected))
                people.append([])
            elif candidate is not None and heads:
                people[-1].append(_standing(candidate, element, elected, file))
            else:
                raise missing(file, "AffiliationIdentifier")
            drop(element)
    if info is None or not heads:
        raise missing(file, "ElectionIdentifier" if info is None else "Selection")
    lists = tuple(
        ResultList(*head, tuple(found)) for head, found in zip(heads, people, strict=True)
    )
    return Result(info, lists)


def _standing(candidate: Any, element: Any, elected: bool, file: str) -> Standing:
    ranking = text_of(element, "Ranking")
    number = number_of(file, "Selection", ranking, "Ranking") if ranking else None
    return Standing(candidate_id(candidate), number, elected)
