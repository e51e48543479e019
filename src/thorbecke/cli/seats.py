"""``thorbecke seats``: from votes to seats, with the article, fraction and rivals of every seat."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from thorbecke.cli.council_files import Extra, Item, load, split_code
from thorbecke.cli.django import BadInput
from thorbecke.cli.seat_rules import RULES, method_and_rules
from thorbecke.methods.facts import to_data
from thorbecke.methods.lots import Lots, WrongSeed
from thorbecke.methods.registry import Method
from thorbecke.methods.seats.articles import ARTICLES
from thorbecke.methods.seats.election import DrawnLot, WrongElection
from thorbecke.methods.seats.outcome import Lot, Outcome, Step

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=FILE)
@click.option("--rule", type=click.Choice(list(RULES)), default="kieswet", show_default=True)
@click.option("--lot", "lots", multiple=True, metavar="[CODE:]LIST", help="Who a lot fell on.")
@click.option("--seed", help="A public seed (64 hexadecimal digits) that draws the open lots.")
@click.option("--seats", type=click.IntRange(1, 1000), help="Seats, where the file does not say.")
@click.option("--definition", type=FILE, help="EML 110a with the seats of an EML 510.")
@click.option(
    "--candidates",
    multiple=True,
    metavar="[CODE:]LIST=N",
    help="How many candidates a list has (P 10).",
)
@click.option(
    "--deceased", multiple=True, metavar="LIST/CANDIDATE", help="Who died (EML 510, P 19a)."
)
@click.option("--council", default="", help="Only this municipality: its code or name.")
@click.option("--threshold", help="Needed share of the votes, such as 5% (not with kieswet).")
@click.option("--per-area", is_flag=True, help="Count each area by itself (JSON with areas).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--bundle", type=click.Path(dir_okay=False, path_type=Path), help="Write the record.")
def seats(
    file: Path,
    rule: str,
    lots: tuple[str, ...],
    seed: str | None,
    seats: int | None,
    definition: Path | None,
    candidates: tuple[str, ...],
    deceased: tuple[str, ...],
    council: str,
    threshold: str | None,
    per_area: bool,
    as_json: bool,
    bundle: Path | None,
) -> None:
    """Divide the seats of the councils in FILE.

    FILE: a Kiesraad CSV, a table with election, cbs_code, council_seats, party and votes, an EML 510,
    or one election as JSON. Lots that nobody drew are shown as open.
    """
    items = load(file, Extra(seats, definition, candidates, deceased), council)
    method, rules = method_and_rules(rule, threshold, per_area)
    drawn = _Drawn(lots)
    public = _seed(seed)
    counted = [_count(item, method, rules, drawn, public) for item in items]
    drawn.check(counted)
    if bundle:
        _bundle(bundle, counted, rules, seed)
    click.echo(_as_json(counted, rule) if as_json else _as_text(counted))
    _warn(counted, rule)


@dataclass(frozen=True)
class Counted:
    """An election and its count."""

    item: Item
    outcome: Outcome


class _Drawn:
    """The lots of the command line; each is used once."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._left = [(text, *split_code(text)) for text in texts]

    def winner(self, item: Item, lot: Lot) -> str | None:
        """Return who of the lot was named on the command line, by name or number."""
        names = item.names
        for entry in self._left:
            _, code, name = entry
            if code not in ("", item.code):
                continue
            for contender in lot.between:
                if name in (names.get(contender, contender), contender):
                    self._left.remove(entry)
                    return contender
        return None

    def check(self, counted: list[Counted]) -> None:
        """Refuse a lot that no count asked for."""
        if not self._left:
            return
        asked = [
            f"{one.item.municipality}: {lot.article} between {', '.join(_names(one.item, lot))}"
            for one in counted
            for lot in one.outcome.open_lots
        ]
        raise BadInput(
            f"--lot {self._left[0][0]!r}: no open lot has this name. "
            + (f"Open: {'; '.join(asked)}." if asked else "No lot is open.")
        )


def _seed(text: str | None) -> Lots | None:
    if text is None:
        return None
    try:
        return Lots(bytes.fromhex(text))
    except (ValueError, WrongSeed) as error:
        raise BadInput(f"--seed: expected 64 hexadecimal digits ({error})") from error


def _count(item: Item, method: Method, rules: Any, drawn: _Drawn, public: Lots | None) -> Counted:
    """Count, and again with each lot of the command line that the count asks for."""
    while True:
        try:
            outcome: Outcome = method.count(item.election, rules, public)
        except WrongElection as error:
            raise BadInput(str(error)) from error
        for lot in outcome.open_lots:
            if winner := drawn.winner(item, lot):
                made = DrawnLot(lot.article, lot.between, winner, lot.within)
                election = replace(item.election, lots=(*item.election.lots, made))
                item = replace(item, election=election)
                break
        else:
            return Counted(item, outcome)


def _names(item: Item, lot: Lot) -> list[str]:
    if lot.step == "preference":
        return [f"{item.names[lot.within]}, kandidaat {one}" for one in lot.between]
    return [item.names.get(one, one) for one in lot.between]


def _bundle(path: Path, counted: list[Counted], rules: Any, seed: str | None) -> None:
    from thorbecke.records.bundle import write_method_bundle

    if len(counted) != 1:
        raise BadInput("--bundle holds one count; choose a municipality with --council.")
    one = counted[0]
    try:
        write_method_bundle(
            path,
            title=f"{one.item.municipality} {one.item.date or ''}".strip(),
            method=one.outcome.method,
            inputs=one.item.election,
            rules=rules,
            outcome=one.outcome,
            seed={"seed": seed} if seed else None,
        )
    except OSError as error:
        raise BadInput(f"Can't write {path}: {error.strerror or error}.") from error


def _as_json(counted: list[Counted], rule: str) -> str:
    data = {"rule": rule, "elections": [_election(one) for one in counted]}
    return json.dumps(data, ensure_ascii=False)


def _election(one: Counted) -> dict[str, Any]:
    item, outcome = one.item, one.outcome
    official = {} if item.official is None else {"official": list(item.official)}
    return {
        "code": item.code,
        "date": item.date,
        "municipality": item.municipality,
        "council_seats": outcome.size,
        "quota": to_data(outcome.quota),
        "threshold": to_data(outcome.threshold),
        "preference_threshold": to_data(outcome.preference_threshold),
        "lists": [
            {
                "number": row.id,
                "name": row.name,
                "votes": row.votes,
                "seats": row.seats,
                "full": row.full,
                "residual": row.residual,
            }
            for row in outcome.lists
        ],
        "lots": [_lot(item, lot) for lot in outcome.lots],
        "steps": [*_full(one), *(_step(item, step) for step in outcome.steps)],
        "unassigned": outcome.unassigned,
        "elected": [
            {"list": item.names[row.list], "preference": row.preference, "order": row.order}
            for row in outcome.nominations
        ],
        **({"areas": to_data(outcome.areas)} if outcome.areas else {}),
        **official,
    }


def _lot(item: Item, lot: Lot) -> dict[str, Any]:
    names = dict(zip(lot.between, _names(item, lot), strict=True))
    return {
        "article": lot.article,
        "between": list(names.values()),
        "step": lot.step,
        "value": to_data(lot.value),
        "drawn": names.get(lot.drawn),
    }


def _full(one: Counted) -> list[dict[str, Any]]:
    """P 6 as steps, so that the log tells of every seat."""
    if one.outcome.method != "seats.kieswet":
        return []
    quota = one.outcome.quota
    return [
        {
            "number": 0,
            "code": "full",
            **_dated("P 6"),
            "list": one.item.names[row.id],
            "seats": row.full,
            "value": to_data(row.votes / quota) if quota else "0",
        }
        for row in one.outcome.lists
        if row.full
    ]


def _dated(article: str) -> Mapping[str, Any]:
    known = ARTICLES.get(article)
    return {"article": article, "article_state": known.state if known else None}


def _step(item: Item, step: Step) -> dict[str, Any]:
    names = item.names
    data: dict[str, Any] = {
        "number": step.number,
        "code": step.code,
        **_dated(step.article),
        "list": names.get(step.list, step.list),
        "seats": step.seats,
        "value": to_data(step.value),
        "rivals": [
            {"list": names.get(rival.list, rival.list), "value": to_data(rival.value)}
            for rival in step.rivals
        ],
        "lot": _lot(item, step.lot) if step.lot else None,
    }
    optional = {
        "taken_from": names.get(step.taken_from, step.taken_from),
        "after": step.after,
        "area": step.area,
    }
    return data | {name: value for name, value in optional.items() if value}


def _as_text(counted: list[Counted]) -> str:
    return "\n\n".join(_text(one) for one in counted)


def _text(one: Counted) -> str:
    item, outcome = one.item, one.outcome
    lines = [f"{item.municipality} ({item.code}) {item.date or ''}, {outcome.size} zetels"]
    wide = max(len(name) for name in item.names.values())
    lines += [
        f"  {item.names[row.id]:<{wide}}  {row.votes:>8}  {row.seats:>3}" for row in outcome.lists
    ]
    lines += [
        f"  Loting ({lot.article}) tussen {' en '.join(_names(item, lot))}: "
        + ("nog te trekken" if lot.open else f"{_lot(item, lot)['drawn']}")
        for lot in outcome.lots
    ]
    if outcome.unassigned:
        lines.append(f"  Niet toegewezen: {outcome.unassigned}")
    return "\n".join(lines)


def _warn(counted: list[Counted], rule: str) -> None:
    """Say on standard error where the Kieswet gives something else than the official result."""
    if rule != "kieswet":
        return
    for one in counted:
        official = one.item.official
        if official is not None and official != one.outcome.seats:
            why = (
                "a lot is open: give --lot"
                if one.outcome.open_lots
                else "a list may have fewer candidates than seats: give --candidates"
            )
            click.echo(
                f"{one.item.municipality}: differs from the official seats; {why}.", err=True
            )
