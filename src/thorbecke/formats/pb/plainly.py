"""Ballots read row by row: for files with quotes, long ids, points or an order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from thorbecke.formats.pb.document import Table
from thorbecke.formats.pb.errors import WrongPb
from thorbecke.formats.pb.votes import twice, unknown
from thorbecke.methods.budgeting.election import Kind

Row: TypeAlias = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Ballots:
    """Ballots in the order of the file: (place, points) of each project, with their lines."""

    rows: tuple[Row, ...]
    lines: tuple[int, ...]

    def groups(self) -> dict[Row, int]:
        """Return the different ballots with their numbers."""
        return dict(Counter(self.rows))


def read_rows(votes: Table, kind: Kind, names: Sequence[str]) -> Ballots:
    """Return the ballots. Raises ``WrongPb`` with the line for whatever is wrong."""
    places = {name: place for place, name in enumerate(names)}
    voter, vote, points = (votes.place(key) for key in ("voter_id", "vote", "points"))
    seen: dict[str, int] = {}
    rows = []
    for cells, line in zip(votes.rows, votes.lines, strict=True):
        name = cells[voter].strip()
        if not name:
            raise WrongPb(line, "there is no voter_id", "Give each ballot an id of its own")
        if name in seen:
            raise twice(line, name, seen[name])
        seen[name] = line
        chosen = _chosen(cells[vote], places, line)
        given = _points(cells[points], len(chosen), line) if kind is Kind.POINTS else None
        rows.append(_row(chosen, given, kind))
    return Ballots(tuple(rows), votes.lines)


def _chosen(text: str, places: dict[str, int], line: int) -> list[int]:
    if not text.strip():
        return []
    chosen = []
    for part in text.split(","):
        name = part.strip()
        if name not in places:
            raise unknown(line, name)
        chosen.append(places[name])
    if len(set(chosen)) != len(chosen):
        raise WrongPb(line, "the vote names a project twice", "Name each project once")
    return chosen


def _points(text: str, size: int, line: int) -> list[int]:
    parts = [part.strip() for part in text.split(",")] if text.strip() else []
    if len(parts) != size:
        raise WrongPb(
            line, f"{size} projects but {len(parts)} points", "Give points for each project"
        )
    for part in parts:
        if not part.isdigit():
            raise WrongPb(line, f"the points are {part!r}", "Write a whole number of 0 or more")
    return [int(part) for part in parts]


def _row(chosen: list[int], points: list[int] | None, kind: Kind) -> Row:
    if kind is Kind.ORDINAL:
        return tuple((place, 1) for place in chosen)
    if points is None:
        return tuple(sorted((place, 1) for place in chosen))
    return tuple(sorted((p, v) for p, v in zip(chosen, points, strict=True) if v))
