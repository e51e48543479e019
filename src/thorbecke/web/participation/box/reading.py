"""Reading the box, for the count and for the record: the ballots, and how many there are of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from thorbecke.web.participation.box import drawers
from thorbecke.web.participation.models import (
    Act,
    Credential,
    PaperBallot,
    PaperBatch,
    Spent,
)


@dataclass(frozen=True)
class Ballot:
    """One ballot. ``invalid``: a spoiled paper ballot, in the pile but without answers."""

    receipt: str
    area: str
    vote: Mapping[str, Mapping[str, int]]
    paper: bool = False
    invalid: bool = False


@dataclass(frozen=True)
class Totals:
    """How many codes there are and what became of them, and how many ballots lie in the box.

    ``codes``: given out and not void. ``spent``: of those, used, electronically or on paper.
    ``electronic``, ``paper``: ballots of each kind, paper from finished piles only, ``invalid`` ones
    among them. ``ballots``: both together.
    """

    codes: int
    void: int
    spent: int
    spent_on_paper: int
    electronic: int
    paper: int
    invalid: int

    @property
    def ballots(self) -> int:
        """All ballots."""
        return self.electronic + self.paper

    @property
    def sound(self) -> bool:
        """True when no kind of ballot is there more often than codes were used for it."""
        return (
            self.electronic == self.spent - self.spent_on_paper
            and self.paper <= self.spent_on_paper
        )


def ballots(act: Act) -> list[Ballot]:
    """Return every ballot, sorted by receipt. O(n log n)."""
    electronic = (Ballot(slip.receipt, slip.area, slip.vote) for slip in drawers.slips(act))
    return sorted([*electronic, *_paper(act)], key=lambda ballot: ballot.receipt)


def totals(act: Act) -> Totals:
    """Return how many codes and ballots there are. Four queries, none reads a ballot."""
    given = Credential.objects.filter(act=act).aggregate(
        codes=Count("pk", filter=Q(void=False)), void=Count("pk", filter=Q(void=True))
    )
    used = Spent.objects.filter(credential__act=act).aggregate(
        spent=Count("pk"), spent_on_paper=Count("pk", filter=Q(how=Spent.How.PAPER))
    )
    paper = _finished(act).aggregate(paper=Count("pk"), invalid=Count("pk", filter=_INVALID))
    return Totals(electronic=drawers.total(act), **given, **used, **paper)


_INVALID = Q(final__invalid=True)


def _finished(act: Act) -> Any:
    return PaperBallot.objects.filter(batch__act=act, batch__state=PaperBatch.State.DONE)


def _paper(act: Act) -> Iterator[Ballot]:
    rows = _finished(act).values_list("batch__number", "number", "batch__area", "final")
    for batch, number, area, final in rows.order_by("batch__number", "number"):
        invalid = final.get("invalid") is True
        vote = {} if invalid else final
        yield Ballot(paper_receipt(batch, number), area, vote, paper=True, invalid=invalid)


def paper_receipt(batch: int, number: int) -> str:
    """Return the receipt of a paper ballot: its pile and its place in it, "P-12-003"."""
    return f"P-{batch}-{number:03d}"
