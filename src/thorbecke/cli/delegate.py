"""``thorbecke delegate``: count a question on which people could hand on their vote."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from thorbecke.cli.django import BadInput
from thorbecke.cli.lot_source import lot_source
from thorbecke.formats.delegation import DelegationFileError, TableError, read_delegations
from thorbecke.methods import registry
from thorbecke.methods.delegation import Delegations
from thorbecke.methods.delegation.count import Rules
from thorbecke.methods.delegation.outcome import Outcome
from thorbecke.methods.facts import to_data
from thorbecke.methods.voting.ties import LotNeeded
from thorbecke.records.bundle import lots_of, write_method_bundle

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
METHOD = "delegation.breadth-first"
_REASONS = {
    "cycle": "in een kring",
    "before_cycle": "weg komt uit bij een kring",
    "dead_end": "weg komt uit bij mensen die niet stemden",
    "full": "geen plek, de grens was bereikt",
}
_MOST_LINES = 20


@click.command()
@click.argument("file", type=FILE)
@click.option("--cap", type=click.IntRange(1), help="The most votes that one voter may cast.")
@click.option("--delegates", type=click.IntRange(1), help="How many choices count; 1: no back-ups.")
@click.option("--seed", metavar="HEX", help="A public seed (64 hex digits), where a lot is needed.")
@click.option("--number", metavar="DRAWN", help='A number drawn in public, "07 12 23".')
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--bundle", type=click.Path(dir_okay=False, path_type=Path), help="Write the record.")
def delegate(
    file: Path,
    cap: int | None,
    delegates: int | None,
    seed: str | None,
    number: str | None,
    as_json: bool,
    bundle: Path | None,
) -> None:
    """Count the votes and delegations in FILE.

    FILE: a table with the columns voter, vote (or empty) and delegate_1 … delegate_n, best first. The
    own vote counts before the delegates; the shortest way to somebody who voted counts.
    """
    rules = Rules(cap, delegates)
    source = lot_source(seed, number)
    start = time.perf_counter()
    inputs = _read(file)
    parsed = time.perf_counter()
    outcome = _count(inputs, rules, source)
    seconds = {"parse": parsed - start, "count": time.perf_counter() - parsed}
    if bundle:
        _bundle(bundle, file.name, inputs, rules, outcome, source)
    click.echo(_as_json(outcome, rules, seconds) if as_json else told(outcome))


def _read(file: Path) -> Delegations:
    try:
        with file.open("rb") as stream:
            return read_delegations(stream, file.name)
    except (DelegationFileError, TableError) as error:
        raise BadInput(str(error)) from error
    except OSError as error:
        raise BadInput(f"Can't read {file}: {error.strerror or error}.") from error


def _count(inputs: Delegations, rules: Rules, source: Mapping[str, str] | None) -> Outcome:
    try:
        outcome: Outcome = registry.find(METHOD).count(inputs, rules, lots_of(source))
    except LotNeeded as error:
        number = len(error.tie.between)
        raise BadInput(
            f"A lot is needed: {number} voters compete for {error.tie.place} "
            f"({', '.join(error.tie.between[:5])}{' …' if number > 5 else ''}). "
            "Give --seed or --number."
        ) from error
    return outcome


def _bundle(
    path: Path,
    title: str,
    inputs: Delegations,
    rules: Rules,
    outcome: Outcome,
    source: Mapping[str, str] | None,
) -> None:
    try:
        write_method_bundle(
            path,
            title=title,
            method=METHOD,
            inputs=inputs,
            rules=rules,
            outcome=outcome,
            seed=source,
        )
    except OSError as error:
        raise BadInput(f"Can't write {path}: {error.strerror or error}.") from error


def _as_json(outcome: Outcome, rules: Rules, seconds: Mapping[str, float]) -> str:
    data: dict[str, Any] = {
        "outcome": outcome.tally,
        "lost": list(outcome.lost),
        "cycles": outcome.cycles,
        "weights": outcome.weights,
        "largest_weight": outcome.largest,
        "leading": outcome.leading,
        "without_delegation": outcome.direct,
        "leading_without_delegation": outcome.leading_direct,
        "reasons": outcome.lost,
        "absent": outcome.absent,
        "rescued": outcome.rescued,
        "gini": float(outcome.gini),
        "steps": to_data(outcome.steps),
        "lots": to_data(outcome.lots),
        "rules": to_data(rules),
        "seconds": {name: round(value, 6) for name, value in seconds.items()},
    }
    return json.dumps(data, ensure_ascii=False)


def told(outcome: Outcome) -> str:
    """Return the outcome in plain Dutch, lines of text."""
    lines = ["Uitslag:"]
    for option, weight in sorted(outcome.tally.items(), key=lambda item: -item[1]):
        lines.append(f"  {option}: {weight} (zonder volmacht {outcome.direct[option]})")
    if outcome.leading != outcome.leading_direct:
        lines.append("  Zonder volmacht was de uitslag anders geweest.")
    casters = len(outcome.weights)
    lines += [
        "",
        f"Zelf gestemd: {casters}. Via een ander: {len(outcome.steps)}.",
        f"  Daarvan dankzij een reservekeuze: {outcome.rescued}.",
        f"  De zwaarste stem telt {outcome.largest} keer. "
        f"Ongelijkheid (Gini): {float(outcome.gini):.3f}",
        f"Niet gestemd en niemand gekozen: {outcome.absent}.",
    ]
    return "\n".join([*lines, *_lost(outcome)])


def _lost(outcome: Outcome) -> list[str]:
    if not outcome.lost:
        return ["Er ging geen stem verloren."]
    lines = [f"Verloren stemmen: {len(outcome.lost)}."]
    for reason, number in sorted(Counter(outcome.lost.values()).items()):
        lines.append(f"  {_REASONS[reason]}: {number}")
    for cycle in outcome.cycles[:_MOST_LINES]:
        shown = " → ".join(cycle[:_MOST_LINES])
        lines.append(f"  kring: {shown}{' → …' if len(cycle) > _MOST_LINES else f' → {cycle[0]}'}")
    if len(outcome.cycles) > _MOST_LINES:
        lines.append(f"  … en nog {len(outcome.cycles) - _MOST_LINES} kringen")
    return lines
