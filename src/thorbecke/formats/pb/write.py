"""Writing .pb files: back byte for byte, or anew from an election, with the rule that was used."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any

from thorbecke.formats.pb.document import PERSONAL, Document, table
from thorbecke.formats.pb.read import Budget
from thorbecke.methods.budgeting.election import Election, Kind
from thorbecke.methods.facts import to_data

VOTE_TYPES = {Kind.APPROVAL: "approval", Kind.POINTS: "cumulative", Kind.ORDINAL: "ordinal"}


def without_personal(document: Document, keep: Iterable[str] = ()) -> Document:
    """Return the file without columns that say something of a voter, such as age and sex.

    What is left is written as it stood; a file without such columns comes back byte for byte.
    """
    section = document.section("VOTES")
    found = table(section)
    drop = {
        place
        for place, name in enumerate(found.columns)
        if name in PERSONAL and name not in set(keep)
    }
    if not drop:
        return document
    end = "\r\n" if b"\r\n" in section.body[:10_000] else "\n"
    rows = [
        [cell for place, cell in enumerate(row) if place not in drop]
        for row in (found.columns, *found.rows)
    ]
    return document.with_body("VOTES", _lines(rows, end))


def with_rule(budget: Budget, rule: str, rules: Any, funded: Sequence[str]) -> Document:
    """Return the file with the rule, its options and the winners of this count; personal columns gone.

    META gets ``rule`` and one row ``rule_…`` for each option; PROJECTS gets ``selected`` 1 or 0.
    """
    document = without_personal(budget.document)
    meta = table(document.section("META"))
    rows = [row for row in meta.rows if row[0] != "rule" and not row[0].startswith("rule_")]
    rows += [("rule", rule), *options(rules)]
    listed = table(document.section("PROJECTS"))
    chosen, name, place = set(funded), listed.place("project_id"), listed.place("selected")
    columns = listed.columns if place >= 0 else (*listed.columns, "selected")
    projects = []
    for row in listed.rows:
        mark = "1" if row[name] in chosen else "0"
        cells = list(row) if place >= 0 else [*row, ""]
        cells[place] = mark
        projects.append(cells)
    document = document.with_body("META", _lines([meta.columns, *rows], "\n"))
    return document.with_body("PROJECTS", _lines([columns, *projects], "\n"))


def options(rules: Any) -> list[tuple[str, str]]:
    """Return each option of the rules as a row of META: ("rule_completion", "add1")."""
    found = []
    for item in fields(rules):
        value = to_data(getattr(rules, item.name))
        if isinstance(value, list):
            value = "|".join(
                ":".join(map(str, part)) if isinstance(part, list) else str(part) for part in value
            )
        found.append((f"rule_{item.name}", str(value)))
    return found


def write(
    election: Election,
    meta: Mapping[str, str],
    rule: str,
    rules: Any,
    funded: Sequence[str] = (),
    decimals: int = 2,
) -> bytes:
    """Return a .pb file of an election, for instance of our own vote. O(ballots).

    ``decimals``: 2 when money is in cents. Voters get the numbers 1, 2, … in the order of the groups, so
    the file tells nothing of who they are or when they voted.
    """
    head = {
        "num_projects": str(len(election.projects)),
        "num_votes": str(election.voters),
        "budget": amount(election.budget, decimals),
        "vote_type": VOTE_TYPES[election.kind],
        **meta,
        "rule": rule,
    }
    rows = [("key", "value"), *head.items(), *options(rules)]
    chosen = set(funded)
    projects = [("project_id", "cost", "votes", "name", "category", "selected")]
    for project, votes in zip(election.projects, election.votes, strict=True):
        projects.append(
            (
                project.id,
                amount(project.cost, decimals),
                str(votes),
                project.title,
                ",".join(project.categories),
                "1" if project.id in chosen else "0",
            )
        )
    parts = ((b"META\n", rows), (b"PROJECTS\n", projects), (b"VOTES\n", _votes(election)))
    return b"".join(name + _lines(found, "\n") for name, found in parts)


def amount(value: int, decimals: int) -> str:
    """Return money as the file writes it: 12500, or 12500.50 where the cents are not 0."""
    found = Decimal(value).scaleb(-decimals)
    return str(int(found)) if found == int(found) else f"{found:f}"


def _votes(election: Election) -> list[tuple[str, ...]]:
    points = election.points
    rows = [("voter_id", "vote") + (("points",) if points is not None else ())]
    number = 0
    starts = election.starts.tolist()
    for group, times in enumerate(election.counts.tolist()):
        part = slice(starts[group], starts[group + 1])
        cells = [",".join(election.ids[place] for place in election.chosen[part].tolist())]
        if points is not None:
            cells.append(",".join(map(str, points[part].tolist())))
        for _ in range(times):
            number += 1
            rows.append((str(number), *cells))
    for _ in range(election.blank):
        number += 1
        rows.append((str(number), "") + (("",) if points is not None else ()))
    return rows


def _lines(rows: Iterable[Sequence[str]], end: str) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator=end).writerows(rows)
    return text.getvalue().encode()
