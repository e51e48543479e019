"""Counting in the background. A worker may die at any moment: whoever goes on makes only what is missing,
and nothing is stored twice. The outcome is stored, with its bundle, in one transaction.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from thorbecke.methods.voting.ties import LotNeeded
from thorbecke.records import bundle, canonical, lists, recount
from thorbecke.web.participation import instruments
from thorbecke.web.participation.box import reading
from thorbecke.web.participation.models import Act, CountPart, Phase, Result
from thorbecke.web.participation.record import log, sealing, seed
from thorbecke.web.participation.record.locking import held

logger = logging.getLogger(__name__)
COUNTABLE = (Phase.CLOSED, Phase.COUNTED)


@task()
def count(act_id: str) -> None:
    """Count an act; the worker's task."""
    run(uuid.UUID(act_id))


def run(act_id: uuid.UUID) -> None:
    """Make every count that is not there yet, then store the result. Safe to run twice, also at once."""
    act = Act.objects.get(pk=act_id)
    if act.phase not in COUNTABLE:
        return
    ballots, lots = reading.ballots(act), seed.lots_data(act)
    made = [part(act, plan, ballots, lots) for plan in (act.definition or {})["counts"]]
    own = {} if withheld(act) else _figures(act, made, ballots, lots)
    store(act, ballots, made, lots, own)


def withheld(act: Act) -> bool:
    """True when there are too few ballots to tell more than who won."""
    return bool(_closed(act)["publish"] == lists.TOTALS)


def _figures(
    act: Act,
    made: Sequence[Mapping[str, Any]],
    ballots: Sequence[reading.Ballot],
    lots: Mapping[str, str] | None,
) -> dict[str, Any]:
    """Return the instrument's own figures; nothing while a tie waits for its lot."""
    if open_ties(made):
        return {}
    return instruments.of(act).figures(act, made, [ballot.vote for ballot in ballots], lots)


def resume() -> int:
    """Go on with counts of which the worker died; return how many. Run daily and when the site starts."""
    waiting = Act.objects.filter(phase=Phase.CLOSED, log__kind="count_asked").distinct()
    keys = list(waiting.values_list("pk", flat=True))
    for key in keys:
        count.enqueue(str(key))
    return len(keys)


def part(
    act: Act,
    plan: Mapping[str, Any],
    ballots: Sequence[reading.Ballot],
    lots: Mapping[str, str] | None,
) -> dict[str, Any]:
    """Return one count as it stands in the record; from the store when it was made before."""
    key = canonical.hashed([plan, lots])
    found = CountPart.objects.filter(act=act, key=key).first()
    if found is None:
        made = _count(act, plan, ballots, lots)
        found, _new = CountPart.objects.get_or_create(act=act, key=key, defaults={"count": made})
    stored: dict[str, Any] = found.count
    return stored


def store(
    act: Act,
    ballots: Sequence[reading.Ballot],
    made: Sequence[Mapping[str, Any]],
    lots: Mapping[str, str] | None,
    own: Mapping[str, Any],
) -> None:
    """Store result, log entry, phase and bundle together, unless this very result is there already."""
    with transaction.atomic():
        now = held(act)
        if now.phase not in COUNTABLE or lots != seed.lots_data(now):
            return
        outcome = canonical.hashed([one["outcome"] for one in made])
        if not _counted_before(now, outcome, made):
            files = {one["inputs"]["file"]: one["inputs"]["data"] for one in made if _own(one)}
            bare = [_bare(one) for one in made]
            hashes = {name: canonical.hashed(data) for name, data in files.items()}
            log.append(now, "counted", None, {"outcome": outcome, "inputs": hashes})
            result = _result(now, bare, own)
            if not open_ties(result.counts):
                _attach(now, result, ballots, bare, files)
            result.save()
        now.phase = Phase.COUNTED
        now.save(update_fields=["phase"])
        CountPart.objects.filter(act=now).delete()


def open_ties(counts: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the ties of the deciding counts for which a lot is still to be drawn."""
    return [
        {**tie, "question": one["question"]}
        for one in counts
        for tie in _ties(one["outcome"])
        if not tie["order"]
    ]


def _ties(outcome: Any) -> list[dict[str, Any]]:
    found = outcome.get("ties") if isinstance(outcome, Mapping) else None
    return found if isinstance(found, list) else []


def _count(
    act: Act,
    plan: Mapping[str, Any],
    ballots: Sequence[reading.Ballot],
    lots: Mapping[str, str] | None,
) -> dict[str, Any]:
    """Make one count, exactly as ``verify`` will make it again."""
    inputs, source = _inputs(act, plan, ballots)
    try:
        outcome = recount.count(
            plan["method"], plan["version"], plan["rules"], inputs, bundle.lots_of(lots)
        )
    except LotNeeded as needed:
        outcome = _interrupted(plan, needed)
    if withheld(act) and "file" not in source:  # an instrument guards its own data
        outcome = recount.withheld(outcome)
    names = ("question", "method", "version", "rules", "decides")
    return {**{name: plan[name] for name in names}, "inputs": source, "outcome": outcome}


def _inputs(
    act: Act, plan: Mapping[str, Any], ballots: Sequence[reading.Ballot]
) -> tuple[Any, dict[str, Any]]:
    """Return the inputs of a count and where they come from: the ballots, or the instrument's own data.

    An instrument whose counts need more than ballots has ``count_inputs(act, plan)``, which returns
    plain data for ``from_data``, or None. They are published as they are: nothing personal.
    """
    kind = recount.registry.find(plan["method"], plan["version"]).inputs
    own = getattr(instruments.of(act), "count_inputs", None)
    if own is not None and (data := own(act, plan)) is not None:
        name = f"inputs/{canonical.hashed([plan, data])[:16]}.json"
        return recount.inputs_from_data(kind, data), {"kind": kind, "file": name, "data": data}
    definition: Mapping[str, Any] = act.definition or {}
    question = next(one for one in definition["questions"] if one["id"] == plan["question"])
    electorate = _closed(act)["totals"]["codes"] if plan["needs_electorate"] else None
    votes = [ballot.vote for ballot in ballots]
    inputs = recount.inputs_from_votes(kind, question, votes, electorate)
    return inputs, {"kind": kind, "from": "ballots", "electorate": electorate}


def _interrupted(plan: Mapping[str, Any], needed: LotNeeded) -> dict[str, Any]:
    """Return an outcome that tells only of the tie for which a lot is needed."""
    tie = recount.facts.to_data(needed.tie)
    empty = {"winners": [], "ranking": [], "scores": {}, "steps": [], "figures": {}, "passed": None}
    return {"method": plan["method"], "version": plan["version"], **empty, "ties": [tie]}


def _closed(act: Act) -> Mapping[str, Any]:
    entry = log.last_of(act, "closed")
    if entry is None:
        raise LookupError("the act was not closed")
    found: Mapping[str, Any] = entry.values
    return found


def _counted_before(act: Act, outcome: str, made: Sequence[Mapping[str, Any]]) -> bool:
    last = log.last_of(act, "counted")
    result = Result.objects.filter(act=act).first()
    if last is None or result is None or last.values["outcome"] != outcome:
        return False
    return bool(result.bundle) or bool(open_ties(made))


def _own(count: Mapping[str, Any]) -> bool:
    return "data" in count["inputs"]


def _bare(count: Mapping[str, Any]) -> dict[str, Any]:
    """Return a count without the data that get a file of their own in the bundle."""
    source = {name: value for name, value in count["inputs"].items() if name != "data"}
    return {**count, "inputs": source}


def _result(act: Act, made: Sequence[Mapping[str, Any]], own: Mapping[str, Any]) -> Result:
    result = Result.objects.filter(act=act).first() or Result(act=act)
    closed = _closed(act)
    result.counts = [one for one in made if one["decides"]]
    result.figures = {
        "totals": closed["totals"],
        "areas": closed["areas"],
        "alternatives": [one for one in made if not one["decides"]],
        "own": dict(own),
    }
    result.counted_at = timezone.now()
    return result


def _attach(
    act: Act,
    result: Result,
    ballots: Sequence[reading.Ballot],
    made: Sequence[Mapping[str, Any]],
    files: Mapping[str, Any],
) -> None:
    """Seal the bundle and put it with the result; the file is new, so a reader never sees half."""
    data = sealing.make(act, ballots, [bundle.Count(**one) for one in made], files)
    result.bundle_sha256 = canonical.sha256(data)
    result.bundle.save(f"{act.slug}-{result.bundle_sha256[:12]}.zip", ContentFile(data), save=False)
