"""``thorbecke whatif``: the same votes under other rules, other votes under the same rules."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from thorbecke.cli.council_files import Extra, Item, load
from thorbecke.cli.django import BadInput
from thorbecke.cli.seat_rules import RULES, fraction, method_and_rules
from thorbecke.methods.seats import scenario
from thorbecke.methods.seats.election import Election, WrongElection
from thorbecke.methods.seats.kieswet import KieswetRules
from thorbecke.methods.seats.measures import measure
from thorbecke.methods.seats.outcome import Outcome

WHOLE = [name for name in RULES if name not in ("biproportional", "mixed")]


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--rule", "rules", multiple=True, type=click.Choice(WHOLE), help="Default: kieswet.")
@click.option("--council", default="", help="Only this municipality: its code or name.")
@click.option("--seats", type=click.IntRange(1, 1000), help="Seats, where the file does not say.")
@click.option("--candidates", multiple=True, metavar="[CODE:]LIST=N")
@click.option("--new-seats", type=click.IntRange(1, 1000), help="A council of this size.")
@click.option("--turnout", multiple=True, metavar="LIST=FACTOR", help="Such as VVD=0.9.")
@click.option("--young", type=click.IntRange(0), help="How many inhabitants are 16 or 17.")
@click.option("--young-turnout", default="1/2", show_default=True, help="Which part of them votes.")
@click.option("--young-vote", multiple=True, metavar="LIST=WEIGHT", help="What they would choose.")
@click.option(
    "--young-like-others",
    help="Which part of them votes like the others; default all, or none with --young-vote.",
)
@click.option("--merge", multiple=True, metavar="LIST+LIST=NAME", help="Lists that stand as one.")
@click.option("--kept", default="1", show_default=True, help="Voters that follow a merger.")
@click.option("--split", multiple=True, metavar="LIST=NAME:WEIGHT+NAME:WEIGHT")
@click.option("--together", metavar="NAME", help="All councils of FILE as one municipality.")
@click.option(
    "--federation", is_flag=True, help="With --together: each keeps its own seats, by inhabitants."
)
@click.option("--draws", type=click.IntRange(1, 1_000_000), help="Simulate around the result.")
@click.option("--concentration", type=click.IntRange(1), default=200, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True)
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def whatif(**options: Any) -> None:
    """Compare: what would the seats in FILE have been with other rules or other votes?

    Assumptions are options and stand in the answer. Without any, it shows the rules side by side.
    """
    items = load(
        options["file"], Extra(options["seats"], None, options["candidates"]), options["council"]
    )
    try:
        if options["federation"] and not options["together"]:
            raise BadInput("--federation goes with --together.")
        if options["together"]:
            items = [_together(items, options)]
        answer = [_answer(item, options) for item in items]
        if options["draws"]:
            _simulate(answer, options)
    except (WrongElection, ValueError) as error:
        raise BadInput(str(error)) from error
    data = {
        "assumptions": _assumptions(options),
        "elections": [one["shown"] for one in answer],
        "changed": _changed(answer),
    }
    click.echo(json.dumps(data, ensure_ascii=False) if options["as_json"] else _text(data))


def _together(items: list[Item], options: dict[str, Any]) -> Item:
    seats = options["new_seats"] or max(item.election.seats for item in items)
    elections = [replace(item.election, name=item.municipality) for item in items]
    merged = scenario.merge_municipalities(
        elections, options["together"], seats, weights=_inhabitants(items)
    )
    return Item(options["together"], None, options["together"], merged)


def _inhabitants(items: list[Item]) -> list[int] | None:
    """How many people live in each; None when one is not known, then votes cast weigh."""
    from thorbecke.knowledge import shipped

    known = {place.code: place.inhabitants for place in shipped().municipalities}
    found = [known.get(item.code) for item in items]
    return None if None in found else [count for count in found if count is not None]


def _answer(item: Item, options: dict[str, Any]) -> dict[str, Any]:
    """The base (the law, the votes as they are) and a variant for each rule."""
    base = _count(item.election, "kieswet")
    changed = _changed_election(item, options)
    names = options["rules"] or ("kieswet",)
    variants = {name: _count(changed, name, options["federation"]) for name in names}
    shown = {
        "code": item.code,
        "date": item.date,
        "municipality": item.municipality,
        "base": _shown(base, None),
        "variants": [{"rule": name, **_shown(outcome, base)} for name, outcome in variants.items()],
    }
    return {"shown": shown, "election": changed, "base": base, "variants": variants}


def _count(election: Election, rule: str, per_area: bool = False) -> Outcome:
    method, rules = method_and_rules(rule, per_area=per_area)
    outcome: Outcome = method.count(election, rules)
    return outcome


def _shown(outcome: Outcome, base: Outcome | None) -> dict[str, Any]:
    before = {} if base is None else {row.name: row.seats for row in base.lists}
    found = measure([row.votes for row in outcome.lists], outcome.seats)
    return {
        "council_seats": outcome.size,
        "lists": [
            {"name": row.name, "votes": row.votes, "seats": row.seats}
            | ({"change": row.seats - before.get(row.name, 0)} if base else {})
            for row in outcome.lists
        ],
        "lots": [
            {"article": lot.article, "between": [_name(outcome, one) for one in lot.between]}
            for lot in outcome.open_lots
        ],
        **(
            {"areas": [{"name": area.id, "seats": area.seats} for area in outcome.areas]}
            if outcome.areas
            else {}
        ),
        "measures": {
            "gallagher": round(found.gallagher, 3),
            "loosemore_hanby": round(float(found.loosemore_hanby), 3),
            "parties_by_votes": round(float(found.parties_by_votes), 3),
            "parties_by_seats": round(float(found.parties_by_seats), 3),
            "wasted_votes": found.wasted,
            "majority": None if found.majority is None else outcome.lists[found.majority].name,
        },
    }


def _name(outcome: Outcome, id_: str) -> str:
    return next((row.name for row in outcome.lists if row.id == id_), id_)


def _changed_election(item: Item, options: dict[str, Any]) -> Election:
    election = item.election
    if options["turnout"]:
        election = scenario.turnout(election, _weights(election, options["turnout"], "--turnout"))
    if options["young"]:
        election = scenario.with_young(election, _young(election, options))
    for text in options["merge"]:
        election = _merged(election, text, fraction(options["kept"]))
    for text in options["split"]:
        election = _split(election, text)
    if options["new_seats"] and not options["together"]:
        election = scenario.resized(election, options["new_seats"])
    return election


def _young(election: Election, options: dict[str, Any]) -> scenario.Young:
    votes = options["young_vote"]
    like = options["young_like_others"]
    part = fraction(like) if like is not None else Fraction(0 if votes else 1)
    return scenario.Young(
        options["young"],
        fraction(options["young_turnout"]),
        _weights(election, votes, "--young-vote"),
        part,
    )


def _weights(election: Election, texts: tuple[str, ...], option: str) -> dict[str, Fraction]:
    found = {}
    for text in texts:
        name, equals, value = text.rpartition("=")
        if not equals:
            raise BadInput(f"{option} {text!r}: expected LIST=NUMBER, such as VVD=0.9")
        found[_id(election, name, option)] = fraction(value)
    return found


def _id(election: Election, name: str, option: str) -> str:
    for item in election.lists:
        if name.strip() in (item.name, item.id):
            return item.id
    known = ", ".join(item.name for item in election.lists)
    raise BadInput(f"{option}: there is no list {name.strip()!r}; the lists are {known}")


def _merged(election: Election, text: str, kept: Fraction) -> Election:
    left, equals, name = text.rpartition("=")
    if not equals:
        raise BadInput(f"--merge {text!r}: expected LIST+LIST=NAME")
    ids = [_id(election, one, "--merge") for one in left.split("+")]
    return scenario.merge_lists(election, ids, name.strip(), kept)


def _split(election: Election, text: str) -> Election:
    left, equals, right = text.rpartition("=")
    parts = {}
    for part in right.split("+"):
        name, colon, weight = part.rpartition(":")
        if not equals or not colon:
            raise BadInput(f"--split {text!r}: expected LIST=NAME:WEIGHT+NAME:WEIGHT")
        parts[name.strip()] = fraction(weight)
    return scenario.split_list(election, _id(election, left, "--split"), parts)


def _simulate(answer: list[dict[str, Any]], options: dict[str, Any]) -> None:
    """Add the simulation of each election under the first rule, which must be the Kieswet."""
    from thorbecke.methods.seats.simulate import Model, simulate

    name = (options["rules"] or ("kieswet",))[0]
    if not name.startswith("kieswet"):
        raise BadInput("--draws simulates the Kieswet; put --rule kieswet or kieswet-36641 first.")
    model = Model(options["draws"], options["concentration"], options["seed"])
    rules = KieswetRules(bill_36641=name == "kieswet-36641")
    elections = [one["election"] for one in answer]
    with _executor(options["workers"]) as executor:
        found = simulate(elections, model, rules, executor=executor)
    for one, result in zip(answer, found, strict=True):
        low_high = result.between()
        one["shown"]["simulation"] = {
            "draws": result.draws,
            "lots": result.lots,
            "changed": result.changed,
            "gallagher": round(result.gallagher, 4),
            "lists": [
                {
                    "name": item.name,
                    "mean": round(mean, 3),
                    "low": low,
                    "high": high,
                    "majority": majority,
                }
                for item, mean, (low, high), majority in zip(
                    one["election"].lists, result.mean, low_high, result.majority, strict=True
                )
            ],
        }


def _executor(workers: int) -> AbstractContextManager[Executor | None]:
    """Processes here, or a Dask cluster when THORBECKE_DASK names its scheduler."""
    address = os.environ.get("THORBECKE_DASK", "")
    if address:
        return _dask(address)
    return ProcessPoolExecutor(workers) if workers > 1 else nullcontext()


@contextmanager
def _dask(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client
    except ImportError as error:
        raise BadInput("THORBECKE_DASK is set, but the extra 'dask' is not installed.") from error
    try:
        with Client(address) as client:
            yield client.get_executor()
    except OSError as error:
        raise BadInput(f"THORBECKE_DASK: can't reach {address} ({error}).") from error


def _assumptions(options: dict[str, Any]) -> dict[str, Any]:
    """The options that say how the votes or the council differ, as they were given."""
    names = ("new_seats", "turnout", "young", "merge", "split", "together", "federation")
    kept = {name: options[name] for name in names if options[name]}
    if options["young"]:
        kept |= {
            name: options[name]
            for name in ("young_turnout", "young_vote", "young_like_others")
            if options[name]
        }
    if options["merge"]:
        kept["kept"] = options["kept"]
    if options["draws"]:
        kept |= {name: options[name] for name in ("draws", "concentration", "seed")}
    return kept


def _changed(answer: list[dict[str, Any]]) -> dict[str, int]:
    """For each rule, in how many elections some list has other seats than in the base."""
    names = answer[0]["variants"] if answer else {}
    return {
        name: sum(
            {row.name: row.seats for row in one["variants"][name].lists}
            != {row.name: row.seats for row in one["base"].lists}
            for one in answer
        )
        for name in names
    }


def _text(data: dict[str, Any]) -> str:
    lines = []
    for one in data["elections"]:
        lines.append(f"{one['municipality']} {one['date'] or ''}".strip())
        for variant in one["variants"]:
            moved = [row for row in variant["lists"] if row["change"]]
            said = ", ".join(f"{row['name']} {row['change']:+d}" for row in moved)
            lines.append(f"  {variant['rule']}: {said or 'dezelfde zetels'}")
    lines += [
        f"{name}: anders in {count} van {len(data['elections'])}"
        for name, count in data["changed"].items()
    ]
    return "\n".join(lines)
