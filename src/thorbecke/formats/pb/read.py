"""A .pb file as an election that can be counted, with the file itself kept beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import numpy as np

from thorbecke.formats.pb.document import Document, Section, Table, split, table
from thorbecke.formats.pb.errors import WrongPb
from thorbecke.formats.pb.plainly import Ballots, read_rows
from thorbecke.formats.pb.votes import Rows, approvals, group
from thorbecke.methods.budgeting.election import (
    MOST_MONEY,
    Election,
    Kind,
    Project,
    WrongElection,
    from_groups,
)

KINDS = {
    "approval": Kind.APPROVAL,
    "choose-1": Kind.APPROVAL,
    "cumulative": Kind.POINTS,
    "scoring": Kind.POINTS,
    "ordinal": Kind.ORDINAL,
}
CATEGORY_COLUMNS = ("category", "neighborhood", "district", "subunit")
MOST_BYTES = 500_000_000


@dataclass(frozen=True, eq=False)
class Budget:
    """A file that was read. ``decimals``: money in ``election`` is in units of 10 ** -decimals of the
    currency. ``meta``: the section META. ``document``: the file itself."""

    document: Document
    meta: Mapping[str, str]
    election: Election
    decimals: int
    vote_type: str

    @property
    def currency(self) -> str:
        return self.meta.get("currency", "")


def parse(content: bytes) -> Budget:
    """Return the election of a .pb file. O(bytes). A hundred thousand ballots take some 50 ms.

    Raises ``WrongPb`` with the line, what was expected and how to mend it; nothing is half read.
    """
    if len(content) > MOST_BYTES:
        raise WrongPb(0, f"the file is larger than {MOST_BYTES} bytes", "Split the vote")
    document = split(content)
    meta_table = table(document.section("META"))
    meta = _meta(document.section("META"), meta_table)
    vote_type = meta.get("vote_type", "").lower()
    if vote_type not in KINDS:
        raise WrongPb(
            _line_of(meta_table, "vote_type"),
            f"vote_type is {vote_type!r}",
            f"Choose one of {', '.join(KINDS)}",
        )
    listed = table(document.section("PROJECTS"))
    decimals = _decimals(meta, meta_table, listed)
    projects = _projects(listed, document.section("PROJECTS"), meta, meta_table, decimals)
    budget = _money(meta.get("budget", ""), decimals, _line_of(meta_table, "budget"), "budget")
    try:
        election = _election(document, meta, vote_type, projects, budget, decimals)
    except WrongElection as error:
        raise WrongPb(0, str(error), "Check the file") from None
    return Budget(document, meta, election, decimals, vote_type)


def _meta(section: Section, rows: Table) -> dict[str, str]:
    if len(rows.columns) < 2:
        raise WrongPb(section.line + 1, "META has one column", 'Give it the columns "key;value"')
    meta = {row[0].strip().lower(): row[1].strip() for row in rows.rows}
    for key in ("budget", "vote_type"):
        if not meta.get(key):
            raise WrongPb(section.line, f"META has no {key}", f'Add a row "{key};…"')
    return meta


def _line_of(rows: Table, key: str) -> int:
    for row, line in zip(rows.rows, rows.lines, strict=True):
        if row[0].strip().lower() == key:
            return line
    return 0


def _number(text: str, line: int, what: str) -> Decimal:
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise WrongPb(line, f"{what} is {text!r}", "Write a number such as 12500 or 12500.50")
    return value


def _decimals(meta: Mapping[str, str], meta_table: Table, listed: Table) -> int:
    """Return how many decimals money needs in this file."""
    cost = listed.place("cost")
    texts = [(meta["budget"], _line_of(meta_table, "budget"), "budget")]
    if cost >= 0:
        texts += [
            (row[cost], line, "the cost")
            for row, line in zip(listed.rows, listed.lines, strict=True)
        ]
    if "max_sum_cost" in meta:
        texts.append((meta["max_sum_cost"], _line_of(meta_table, "max_sum_cost"), "max_sum_cost"))
    most = 0
    for text, line, what in texts:
        if not text.strip().isdigit():
            exponent = _number(text, line, what).normalize().as_tuple().exponent
            assert isinstance(exponent, int)
            most = max(most, -exponent)
    return most


def _money(text: str, decimals: int, line: int, what: str) -> int:
    value = int(_number(text, line, what).scaleb(decimals))
    if not 1 <= value <= MOST_MONEY:
        raise WrongPb(line, f"{what} is {text.strip()}", "Write an amount above 0")
    return value


def _projects(
    listed: Table, section: Section, meta: Mapping[str, str], meta_table: Table, decimals: int
) -> list[Project]:
    name, cost, title = (listed.place(key) for key in ("project_id", "cost", "name"))
    for place, key in ((name, "project_id"), (cost, "cost")):
        if place < 0:
            raise WrongPb(section.line + 1, f"PROJECTS has no column {key}", "Add the column")
    labels = [listed.place(key) for key in CATEGORY_COLUMNS if listed.place(key) >= 0]
    found: dict[str, Project] = {}
    seen: dict[str, int] = {}
    for row, line in zip(listed.rows, listed.lines, strict=True):
        key = row[name].strip()
        if not key or "," in key:
            raise WrongPb(line, f"the project id is {key!r}", "Write an id without a comma")
        if key in found:
            raise WrongPb(
                line, f"project {key!r} stands on line {seen[key]} too", "Give each its own id"
            )
        seen[key] = line
        names = [part.strip() for place in labels for part in row[place].split(",")]
        found[key] = Project(
            key,
            _money(row[cost], decimals, line, f"the cost of project {key}"),
            row[title].strip() if title >= 0 else "",
            tuple(dict.fromkeys(part for part in names if part)),
        )
    if not found:
        raise WrongPb(section.line, "there are no projects", "Add a row for each project")
    _check_number(meta, meta_table, "num_projects", len(found))
    return list(found.values())


def _check_number(meta: Mapping[str, str], meta_table: Table, key: str, found: int) -> None:
    """A file that holds other numbers of rows than it says was cut off or changed by hand."""
    text = meta.get(key, "")
    if text.isdigit() and int(text) != found:
        raise WrongPb(
            _line_of(meta_table, key),
            f"{key} is {text}, but there are {found}",
            "Check that the whole file arrived, or mend the number",
        )


def _election(
    document: Document,
    meta: Mapping[str, str],
    vote_type: str,
    projects: Sequence[Project],
    budget: int,
    decimals: int,
) -> Election:
    section, kind = document.section("VOTES"), KINDS[vote_type]
    columns = _vote_columns(section, kind)
    names = [project.id for project in projects]
    rows = approvals(section, columns, names) if kind is Kind.APPROVAL else None
    meta_table = table(document.section("META"))
    if rows is None:
        ballots = read_rows(table(section), kind, names)
        _check_number(meta, meta_table, "num_votes", len(ballots.rows))
        _check_ballots(ballots, meta, vote_type, projects, decimals)
        return from_groups(kind, projects, budget, ballots.groups())
    _check_number(meta, meta_table, "num_votes", len(rows.lines))
    _check_rows(rows, meta, vote_type, projects, decimals)
    starts, chosen, counts, blank = group(rows, len(projects))
    return Election(kind, tuple(projects), budget, starts, chosen, counts, None, blank)


def _vote_columns(section: Section, kind: Kind) -> list[str]:
    head = section.body.split(b"\n", 1)[0].decode("utf-8-sig").strip()
    columns = [part.strip().strip('"').lower() for part in head.split(";")]
    needed = ["voter_id", "vote", *(["points"] if kind is Kind.POINTS else [])]
    for key in needed:
        if key not in columns:
            raise WrongPb(
                section.line + 1, f"VOTES has no column {key}", "Add it to the line of column names"
            )
    return columns


def _limits(
    meta: Mapping[str, str], vote_type: str, decimals: int
) -> tuple[int | None, int | None, int | None]:
    """Return the most projects, money and points that a ballot may name."""
    length = meta.get("max_length", "")
    most = 1 if vote_type == "choose-1" else int(length) if length.isdigit() else None
    cost = meta.get("max_sum_cost")
    points = meta.get("max_sum_points", "")
    return (
        most,
        None if not cost else int(_number(cost, 0, "max_sum_cost").scaleb(decimals)),
        int(points) if points.isdigit() else None,
    )


def _check_rows(
    rows: Rows, meta: Mapping[str, str], vote_type: str, projects: Sequence[Project], decimals: int
) -> None:
    most, money, _ = _limits(meta, vote_type, decimals)
    sizes = np.diff(rows.starts)
    if most is not None and len(sizes) and sizes.max() > most:
        at = int(np.argmax(sizes > most))
        raise _too_many(int(rows.lines[at]), int(sizes[at]), most)
    if money is not None and len(rows.chosen):
        costs = np.array([project.cost for project in projects], np.int64)[rows.chosen]
        voted = np.flatnonzero(sizes)
        spent = np.add.reduceat(costs, rows.starts[:-1][voted])
        if spent.max() > money:
            at = int(np.argmax(spent > money))
            raise _too_dear(int(rows.lines[voted[at]]), int(spent[at]), money, decimals)


def _check_ballots(
    ballots: Ballots,
    meta: Mapping[str, str],
    vote_type: str,
    projects: Sequence[Project],
    decimals: int,
) -> None:
    most, money, points = _limits(meta, vote_type, decimals)
    for row, line in zip(ballots.rows, ballots.lines, strict=True):
        if most is not None and len(row) > most:
            raise _too_many(line, len(row), most)
        spent = sum(projects[place].cost for place, _ in row)
        if money is not None and spent > money:
            raise _too_dear(line, spent, money, decimals)
        given = sum(value for _, value in row)
        if points is not None and vote_type in {"cumulative", "scoring"} and given > points:
            raise WrongPb(
                line,
                f"the vote gives {given} points, at most {points} are allowed",
                "Mend the vote",
            )


def _too_many(line: int, found: int, most: int) -> WrongPb:
    return WrongPb(
        line, f"the vote names {found} projects, at most {most} are allowed", "Mend the vote"
    )


def _too_dear(line: int, spent: int, most: int, decimals: int) -> WrongPb:
    amounts = [Decimal(value).scaleb(-decimals) for value in (spent, most)]
    return WrongPb(
        line,
        f"the vote spends {amounts[0]}, over the {amounts[1]} of max_sum_cost",
        "Remove a project from the vote",
    )
