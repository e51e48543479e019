"""From a count in EML_NL to an election that the seat methods can count."""

from __future__ import annotations

from collections.abc import Container

from thorbecke.formats.eml.model import Count
from thorbecke.formats.kiesraad.model import Council, ListRow
from thorbecke.methods.seats.election import Area, Candidate, Election, PartyList


def to_election(
    count: Count,
    seats: int,
    deceased: Container[tuple[str, str]] = (),
    with_units: bool = False,
) -> Election:
    """Return the election of a 510. ``seats`` stands in the 110a, not in the count itself.

    ``deceased``: (list, candidate) that died; their votes count for the list (P 19a).
    ``with_units``: also the polling stations, as areas.
    """
    lists = tuple(
        PartyList(
            item.id,
            item.name,
            item.votes,
            candidates=tuple(
                Candidate(name, votes, (item.id, name) in deceased)
                for name, votes in zip(item.candidates, item.candidate_votes, strict=True)
            ),
        )
        for item in count.lists
    )
    areas = tuple(Area(unit.id or unit.name, unit.votes) for unit in count.units)
    day = count.election.date
    name = " ".join(
        part
        for part in (count.election.code or count.election.id, day.isoformat() if day else "")
        if part
    )
    return Election(name, seats, lists, areas if with_units else ())


def to_council(count: Count, seats: int | None) -> Council:
    """Return the count as a council of the results files, with the size of each list."""
    rows = tuple(
        ListRow(item.name, item.votes, None, len(item.candidates) or None) for item in count.lists
    )
    info = count.election
    name = info.domain_name or count.authority or info.name
    return Council(info.code or info.id, name, info.date, seats, rows)
