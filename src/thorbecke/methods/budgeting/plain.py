"""A budget as plain data, and from the carts or points that ballots hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from thorbecke.methods import ballots
from thorbecke.methods.budgeting.election import (
    Election,
    Kind,
    Project,
    WrongElection,
    from_ballots,
    from_groups,
)

FIELDS = {"kind", "projects", "budget", "ballots", "blank", "question"}
PROJECT_FIELDS = {"id", "cost", "title", "categories"}


def from_data(data: Mapping[str, Any]) -> Election:
    """Return the election of plain data, the inverse of ``to_data``. O(size · log).

    ``ballots``: [[count, place, place, …]] for approval and ordinal ballots, places from 0 in
    ``projects``; [[count, place, points, place, points, …]] for points.
    Raises ``WrongElection`` that names the field and what was expected.
    """
    if not isinstance(data, Mapping) or set(data) != FIELDS:
        raise WrongElection(f"expected exactly the fields {', '.join(sorted(FIELDS))}")
    try:
        kind = Kind(data["kind"])
    except ValueError:
        raise WrongElection(f"kind: expected one of {', '.join(Kind)}") from None
    if type(data["blank"]) is not int or data["blank"] < 0:
        raise WrongElection("blank: expected a whole number of 0 or more")
    if not isinstance(data["question"], str):
        raise WrongElection("question: expected a text")
    projects = [_project(number, item) for number, item in enumerate(_list(data, "projects"))]
    groups: dict[tuple[tuple[int, int], ...], int] = {(): data["blank"]} if data["blank"] else {}
    for number, row in enumerate(_list(data, "ballots"), start=1):
        ballot, times = _ballot(kind, number, row, len(projects))
        if ballot in groups:
            raise WrongElection(f"ballots, row {number}: this ballot stands there twice")
        groups[ballot] = times
    return from_groups(kind, projects, data["budget"], groups, data["question"])


def _list(data: Mapping[str, Any], name: str) -> list[Any]:
    if not isinstance(data[name], list):
        raise WrongElection(f"{name}: expected a list")
    found: list[Any] = data[name]
    return found


def _project(number: int, item: Any) -> Project:
    if not isinstance(item, Mapping) or set(item) != PROJECT_FIELDS:
        raise WrongElection(
            f"projects, number {number + 1}: expected {', '.join(sorted(PROJECT_FIELDS))}"
        )
    texts = [item["id"], item["title"], *item["categories"]]
    if not all(isinstance(text, str) for text in texts):
        raise WrongElection(f"projects, number {number + 1}: id, title and categories are texts")
    return Project(item["id"], item["cost"], item["title"], tuple(item["categories"]))


def _ballot(
    kind: Kind, number: int, row: Any, projects: int
) -> tuple[tuple[tuple[int, int], ...], int]:
    if not isinstance(row, list) or len(row) < 2 or any(type(value) is not int for value in row):
        raise WrongElection(f"ballots, row {number}: expected a count and places, whole numbers")
    times, rest = row[0], row[1:]
    if kind is Kind.POINTS and len(rest) % 2:
        raise WrongElection(f"ballots, row {number}: expected points with each place")
    pairs = (
        list(zip(rest[::2], rest[1::2], strict=True))
        if kind is Kind.POINTS
        else [(place, 1) for place in rest]
    )
    places = [place for place, _ in pairs]
    if len(set(places)) != len(places) or not 0 <= min(places) <= max(places) < projects:
        raise WrongElection(f"ballots, row {number}: expected different places below {projects}")
    return tuple(pairs if kind is Kind.ORDINAL else sorted(pairs)), times


def to_data(election: Election) -> dict[str, Any]:
    """Return the one plain form of an election: ballots ascending, each with its count. O(size)."""
    starts, chosen = election.starts.tolist(), election.chosen.tolist()
    points = None if election.points is None else election.points.tolist()
    joined: Counter[tuple[int, ...]] = Counter()
    for group, times in enumerate(election.counts.tolist()):
        part = slice(starts[group], starts[group + 1])
        row = chosen[part]
        if points is not None:
            row = [value for pair in zip(row, points[part], strict=True) for value in pair]
        joined[tuple(row)] += times
    return {
        "kind": str(election.kind),
        "projects": [
            {
                "id": item.id,
                "cost": item.cost,
                "title": item.title,
                "categories": list(item.categories),
            }
            for item in election.projects
        ],
        "budget": election.budget,
        "ballots": [[times, *row] for row, times in sorted(joined.items())],
        "blank": election.blank,
        "question": election.question,
    }


def from_answers(
    question: Mapping[str, Any],
    answers: Iterable[Mapping[str, int]],
    electorate: int | None = None,
) -> Election:
    """Return the election of the answers to one question. O(ballots); equal ones are checked once.

    ``question``: {"id", "type", "total", "options": [{"id", "title", "price", "area"?, "category"?}]}.
    Type ``budget`` is a cart (approval), ``points`` divides points; for another total of money than of
    points the question has ``money``. ``electorate`` is not used: shares are among those who voted.
    Raises ``ballots.WrongSpec`` for a wrong question, ``WrongElection`` with the ballot's number.
    """
    spec = ballots.spec_of(question)
    kinds = {
        ballots.Type.BUDGET: Kind.APPROVAL,
        ballots.Type.APPROVAL: Kind.APPROVAL,
        ballots.Type.CHOICE: Kind.APPROVAL,
        ballots.Type.POINTS: Kind.POINTS,
        ballots.Type.RANKING: Kind.ORDINAL,
    }
    if spec.type not in kinds:
        raise WrongElection(f"a question of type {spec.type} holds no budget")
    joined: Counter[tuple[tuple[str, int], ...]] = Counter()
    numbers: dict[tuple[tuple[str, int], ...], int] = {}
    for number, answer in enumerate(answers, start=1):
        key = tuple(answer.items())
        numbers.setdefault(key, number)
        joined[key] += 1
    kind = kinds[spec.type]
    found = from_ballots(
        kind,
        [_option(item) for item in question["options"]],
        question.get("money", question["total"]),
        [(_read(spec, kind, dict(key), numbers[key]), times) for key, times in joined.items()],
        question["id"],
    )
    return found


def _option(item: Mapping[str, Any]) -> Project:
    labels = [item.get("area") or "", item.get("category") or ""]
    return Project(
        item["id"], item["price"], item.get("title", ""), tuple(dict.fromkeys(filter(None, labels)))
    )


def _read(
    spec: ballots.Spec, kind: Kind, answer: Mapping[str, int], number: int
) -> Mapping[str, int] | list[str]:
    if wrong := ballots.faults(spec, answer):
        values = ", ".join(f"{name} {value}" for name, value in wrong[0].values.items())
        raise WrongElection(f"ballot {number}: {wrong[0].code} {values}".rstrip())
    if kind is Kind.ORDINAL:
        return sorted(answer, key=lambda name: answer[name])
    return answer
