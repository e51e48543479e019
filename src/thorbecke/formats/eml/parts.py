"""The pieces that several EML_NL documents share: the election, and a list's name."""

from __future__ import annotations

from datetime import date
from typing import Any

from thorbecke.formats.eml.model import ElectionInfo, EmlError
from thorbecke.formats.eml.stream import tag, text_of


def election_info(element: Any, file: str) -> ElectionInfo:
    """Read an ElectionIdentifier. Raises ``EmlError`` for a date that is none."""
    domain = element.find(tag("kr:ElectionDomain"))
    day = text_of(element, "kr:ElectionDate")
    try:
        when = date.fromisoformat(day) if day else None
    except ValueError:
        expected = f"a date such as 2026-03-18, found {day!r}"
        raise EmlError(file, "kr:ElectionDate", expected, "correct the date") from None
    return ElectionInfo(
        id=element.get("Id", ""),
        name=text_of(element, "ElectionName"),
        category=text_of(element, "ElectionCategory"),
        domain="" if domain is None else domain.get("Id", ""),
        domain_name="" if domain is None else (domain.text or "").strip(),
        date=when,
    )


def list_name(identifier: Any) -> tuple[str, str]:
    """The number and name of a list; a list without a name is called "Blanco lijst N"."""
    number = identifier.get("Id", "")
    return number, text_of(identifier, "RegisteredName") or f"Blanco lijst {number}"


def candidate_id(candidate: Any) -> str:
    """The number of a candidate on the list, or the short code where there is no number."""
    found = candidate.find(tag("CandidateIdentifier"))
    return "" if found is None else found.get("Id") or found.get("ShortCode", "")


def missing(file: str, name: str) -> EmlError:
    """The refusal of a document in which something that must be there is not."""
    return EmlError(file, name, f"the element {name}", "export the file again, it is incomplete")
