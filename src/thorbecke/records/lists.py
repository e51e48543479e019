"""The published lists of an act: ballots and receipts, sorted, with one Merkle root over all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from thorbecke.records import canonical, merkle

WITH_RECEIPT, APART, TOTALS = "with_receipt", "apart", "totals"
MODES = (WITH_RECEIPT, APART, TOTALS)
BALLOTS, RECEIPTS = "ballots.json", "receipts.json"
FILES = {WITH_RECEIPT: (BALLOTS,), APART: (BALLOTS, RECEIPTS), TOTALS: (RECEIPTS,)}
FEWEST = 10  # a group with fewer ballots than this is never shown as a split


@dataclass(frozen=True)
class Paper:
    """One ballot as it is published. ``vote``: question -> answer; empty for an ``invalid`` one."""

    receipt: str
    vote: Mapping[str, Mapping[str, int]]
    invalid: bool = False


@dataclass(frozen=True)
class Lists:
    """The lines of each file, in their published order."""

    mode: str
    lines: Mapping[str, list[bytes]]

    @property
    def root(self) -> str:
        """The root that is announced at closing: over all files, in the order of their names."""
        return merkle.joined([self.roots[name] for name in sorted(self.lines)])

    @cached_property
    def roots(self) -> Mapping[str, str]:
        """The Merkle root of each file."""
        return {name: merkle.root(lines) for name, lines in self.lines.items()}

    def summary(self) -> dict[str, Any]:
        """Return size and root of each file, as ``lists`` in the record."""
        return {
            name: {"size": len(lines), "root": self.roots[name]}
            for name, lines in self.lines.items()
        }


def mode_of(chosen: str, electronic: int, paper: int) -> str:
    """Return how so many ballots are published: a small group is never shown as a split.

    Fewer than ten in all: only totals. The receipt of a paper ballot shows that it was on paper, so
    fewer than ten of either kind: ballots and receipts apart.
    """
    if electronic + paper < FEWEST:
        return TOTALS
    return APART if 0 < electronic < FEWEST or 0 < paper < FEWEST else chosen


def publish(papers: Iterable[Paper], mode: str) -> Lists:
    """Return the lists of these ballots. O(n log n).

    With receipts the ballots stand in the order of their receipts. Apart, each list is sorted by its
    own text, so that the places in one tell nothing of the other.
    """
    if mode == WITH_RECEIPT:
        rows = sorted(papers, key=lambda paper: paper.receipt)
        return Lists(mode, {BALLOTS: [canonical.dumps(_row(paper)) for paper in rows]})
    found = list(papers)
    receipts = sorted(canonical.dumps(paper.receipt) for paper in found)
    if mode == TOTALS:
        return Lists(mode, {RECEIPTS: receipts})
    votes = sorted(canonical.dumps(_shown(paper)) for paper in found)
    return Lists(mode, {BALLOTS: votes, RECEIPTS: receipts})


def _shown(paper: Paper) -> dict[str, Any]:
    vote = {name: dict(answer) for name, answer in paper.vote.items()}
    return {"invalid": True, "vote": vote} if paper.invalid else {"vote": vote}


def _row(paper: Paper) -> dict[str, Any]:
    return {**_shown(paper), "receipt": paper.receipt}
