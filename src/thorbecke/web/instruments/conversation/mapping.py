"""The map of a running conversation: drawn in a worker, stored as a snapshot for the pages.

The worker keeps votes and chart of a conversation in its memory. New votes are put in and the map moves on
(``opinion.live``); it is drawn anew when statements went away, when the votes grew by half, or when a group
became too small. What is published at the end is the full map, counted by the core.

A snapshot holds nothing about fewer than ``FEWEST`` people: no group, and no figure of a statement.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from django_tasks import task

from thorbecke.methods.facts import to_data
from thorbecke.methods.opinion import Chart, Rules, Stability, Votes, draw_chart, judge, live
from thorbecke.methods.opinion.axes import Axes, positions
from thorbecke.methods.opinion.count import describe
from thorbecke.methods.opinion.kmeans import assign
from thorbecke.methods.opinion.plain import to_data as votes_data
from thorbecke.methods.opinion.votes import from_triples
from thorbecke.web.instruments.conversation import rooms
from thorbecke.web.instruments.conversation.models import Participant, Room, Statement, Vote
from thorbecke.web.participation.models import Act

FEWEST = 5
MOST_DOTS = 1_500
OVERLAP = timedelta(seconds=10)  # a vote may be stored a little after its time
KEPT = 8  # conversations in the memory of a worker
METHOD, VERSION = "opinion.map", 1


@dataclass
class Held:
    """What a worker remembers of a conversation. ``size``: votes at the last full map."""

    votes: Votes
    chart: Chart
    stability: Stability
    until: datetime
    size: int
    names: dict[Any, int]  # participant's key to place


_held: dict[uuid.UUID, Held] = {}


@task()
def refresh(act_id: str) -> None:
    """Draw the map of an act; the worker's task."""
    act = Act.objects.filter(pk=act_id).first()
    if act is not None:
        run(act)


def rules_of(act: Act) -> Rules:
    """Return the rules of the map; those that the act fixed at opening."""
    return Rules(seed=rooms.map_seed(act))


def run(act: Act) -> None:
    """Draw the map and store its snapshot."""
    rules = rules_of(act)
    found = _moved(act, rules) or _anew(act, rules)
    if found is None:
        return
    while len(_held) >= KEPT and act.pk not in _held:
        _held.pop(next(iter(_held)))
    _held[act.pk] = found
    outcome = to_data(describe(found.votes, rules, found.chart, found.stability))
    told = snapshot(outcome, found.chart.axes, found.chart)
    told["given"] = len(found.votes.value)
    Room.objects.filter(act=act).update(snapshot=told)


def _anew(act: Act, rules: Rules) -> Held | None:
    """Read all votes and draw the whole map; None without a vote."""
    votes, names, until = read(act)
    if until is None:
        return None
    chart = draw_chart(votes, rules)
    return Held(votes, chart, judge(votes, chart, rules), until, len(votes.value), names)


def _moved(act: Act, rules: Rules) -> Held | None:
    """Put new votes in the map that is in memory; None when it must be drawn anew."""
    before = _held.get(act.pk)
    if before is None:
        return None
    statements = tuple(map(str, _numbers(act)))
    if statements[: len(before.votes.statements)] != before.votes.statements:
        return None
    fresh = statements[len(before.votes.statements) :]
    rows = list(_rows(act).filter(at__gte=before.until - OVERLAP))
    if not rows:
        return before
    place = {number: n for n, number in enumerate(statements)}
    rows = [row for row in rows if str(row[2]) in place]
    names, newcomers = dict(before.names), []
    for key, label, *_rest in rows:
        if key not in names:
            names[key] = len(names)
            newcomers.append(label)
    votes = live.add_votes(
        before.votes,
        [names[row[0]] for row in rows],
        [place[str(row[2])] for row in rows],
        [row[3] for row in rows],
        tuple(newcomers),
        fresh,
    )
    if 2 * len(votes.value) > 3 * before.size:
        return None
    chart = live.refresh(votes, before.chart, rules)
    if chart.k > 1 and np.bincount(chart.labels, minlength=chart.k).min() < rules.smallest_group:
        return None
    until = max(row[4] for row in rows)
    return Held(votes, chart, before.stability, until, before.size, names)


def _numbers(act: Act) -> list[int]:
    shown = Statement.objects.filter(act=act, state=Statement.State.SHOWN)
    return list(shown.order_by("number").values_list("number", flat=True))


def _rows(act: Act) -> Any:
    return Vote.objects.filter(act=act, statement__state=Statement.State.SHOWN).values_list(
        "participant_id", "participant__label", "statement__number", "value", "at"
    )


def read(act: Act) -> tuple[Votes, dict[Any, int], datetime | None]:
    """Return the votes on the statements that are shown, participants in the order of their labels."""
    rows = list(_rows(act))
    numbers = _numbers(act)
    labels = dict(sorted({row[0]: row[1] for row in rows}.items(), key=lambda one: one[1]))
    names = {key: place for place, key in enumerate(labels)}
    column = {number: place for place, number in enumerate(numbers)}
    rows = [row for row in rows if row[2] in column]
    votes = from_triples(
        tuple(labels.values()),
        tuple(map(str, numbers)),
        [names[row[0]] for row in rows],
        [column[row[2]] for row in rows],
        np.array([row[3] for row in rows], np.int8),
    )
    return votes, names, max((row[4] for row in rows), default=None)


def inputs(act: Act) -> dict[str, Any]:
    """Return the votes as the record publishes them: random names, whole numbers, nothing else.

    With fewer than ``FEWEST`` participants nobody's votes are published.
    """
    votes, _names, _until = read(act)
    if len(votes.participants) < FEWEST:
        votes = votes.only(np.zeros(0, np.int64))
    return votes_data(votes)


def snapshot(outcome: dict[str, Any], axes: Axes | None, chart: Chart | None) -> dict[str, Any]:
    """Return what the pages show of an outcome in plain form, small and without a single person.

    ``dots``: [x, y, group] of at most ``MOST_DOTS`` people, in the order of their places on the map.
    ``axes``, ``centres``: to find the place of one participant from their own votes.
    """
    people = len(outcome["labels"])
    keys = ("k", "sizes", "stability", "shares", "consensus", "divisions", "representative")
    found: dict[str, Any] = {name: outcome[name] for name in keys}
    found |= {"people": people, "few_votes": outcome["few_votes"]}
    found["numbers"] = list(outcome["statements"])
    found["extremity"] = {
        number: round((x * x + y * y) ** 0.5) for number, (x, y) in outcome["statements"].items()
    }
    if people < FEWEST:
        empty: dict[str, Any] = {"k": 1, "sizes": [], "dots": [], "groups": []}
        lists: dict[str, Any] = {"consensus": [], "divisions": [], "representative": []}
        return {**found, **empty, **lists, "shown": False}
    found["dots"] = dots(outcome)
    found["groups"] = [
        [list(row) for row in zip(*(outcome[name][group] for name in COUNTED), strict=True)]
        for group in range(outcome["k"])
    ]
    if axes is not None and chart is not None:
        found["axes"] = {
            "direction": axes.direction.tolist(),
            "sums": axes.sums.tolist(),
            "seen": axes.seen.tolist(),
        }
        found["centres"] = chart.centres.tolist() if outcome["k"] > 1 else []
    return {**found, "shown": True}


COUNTED = ("agree", "disagree", "seen")


def dots(outcome: dict[str, Any]) -> list[list[int]]:
    """Return the places of people in groups, rounded so that a place is not a fingerprint."""
    step = 2_000  # a fiftieth of a unit
    rows = sorted(
        [round(x / step) * step, round(y / step) * step, group]
        for (x, y), group in (
            (outcome["positions"][name], group) for name, group in outcome["labels"].items()
        )
    )
    if len(rows) <= MOST_DOTS:
        return rows
    return [rows[n * len(rows) // MOST_DOTS] for n in range(MOST_DOTS)]


def place_of(found: dict[str, Any] | None, who: Participant) -> dict[str, Any] | None:
    """Return where a participant stands on the latest map: x, y and group; None without votes. 1 query."""
    if not found or not found.get("shown") or "axes" not in found:
        return None
    column = {number: place for place, number in enumerate(found["numbers"])}
    votes = Vote.objects.filter(participant=who).values_list("statement__number", "value")
    mine = [(column[str(number)], value) for number, value in votes if str(number) in column]
    if not mine:
        return None
    axes = found["axes"]
    table = Axes(
        np.array(axes["direction"], np.int64),
        (0, 0),
        np.array(axes["sums"], np.int64),
        np.array(axes["seen"], np.int64),
    )
    one = from_triples(
        ("me",),
        tuple(found["numbers"]),
        [0] * len(mine),
        [n for n, _v in mine],
        [v for _n, v in mine],
    )
    where = positions(one, table)
    group = int(assign(where, np.array(found["centres"]))[0]) if found["centres"] else None
    enough = len(mine) >= min(Rules().least_votes, len(found["numbers"]))
    return {
        "x": int(where[0, 0]),
        "y": int(where[0, 1]),
        "group": group if enough else None,
        "enough": enough,
        "given": len(mine),
    }
