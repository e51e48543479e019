"""The real council elections that we ship, ready to be counted."""

from __future__ import annotations

from collections.abc import Iterable

from thorbecke.formats.kiesraad import Council, ListRow
from thorbecke.knowledge.schema import CouncilElection
from thorbecke.methods.seats.election import DrawnLot


def councils(elections: Iterable[CouncilElection]) -> tuple[Council, ...]:
    """Return them as the results files give them: lists in order, lots by the number of the list."""
    return tuple(_council(election) for election in elections)


def _council(election: CouncilElection) -> Council:
    number = {row.name: str(place) for place, row in enumerate(election.lists, 1)}
    lots = tuple(
        DrawnLot(lot.article, tuple(number[name] for name in lot.between), number[lot.drawn])
        for lot in election.lots
    )
    rows = tuple(ListRow(row.name, row.votes, row.seats, row.candidates) for row in election.lists)
    return Council(
        election.code, election.municipality, election.election, election.council_seats, rows, lots
    )
