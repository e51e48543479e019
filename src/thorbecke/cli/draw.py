"""``thorbecke draw``: a panel by the fairest lottery, with everyone's chance and the proof."""

from __future__ import annotations

import json
import os
import secrets
import sys
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from thorbecke.cli.django import BadInput
from thorbecke.formats.pools import PoolFileError, PoolFiles, read_pool
from thorbecke.methods.lots import SEED_BYTES, Lots
from thorbecke.methods.sortition import counting, explaining, help_quotas, lift
from thorbecke.methods.sortition.legacy import LegacyNeedsLots
from thorbecke.methods.sortition.orbits import Orbits, orbits
from thorbecke.methods.sortition.outcome import Outcome
from thorbecke.methods.sortition.pool import GOALS, SCALE, Pool, Rules
from thorbecke.methods.sortition.relax import Infeasible

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
WIDTH = 40  # signs of the longest bar
KINDS = {
    "proved": "proved: no lottery gives fairer chances",
    "proved-staged": "proved step by step over all panels",
    "bounded": "NOT proved to be the fairest; see the deviation",
    "none": "nothing is claimed: chances are estimates from the draws",
}


@click.command()
@click.argument("people", type=FILE)
@click.argument("quotas", type=FILE)
@click.option("--size", type=click.IntRange(min=1), required=True, help="Seats of the panel.")
@click.option("--goal", type=click.Choice(GOALS), default="leximin", show_default=True)
@click.option("--household", metavar="COL,COL", help="Address columns: at most one of an address.")
@click.option("--seed", metavar="HEX", help="The public seed; without it one is made and shown.")
@click.option("--panels", type=click.IntRange(min=1), default=1000, show_default=True,
              help="Equally likely panels in the public lottery.")  # fmt: skip
@click.option("--gamma", type=float, default=1.0, show_default=True,
              help="Weight of low chances (goldilocks).")  # fmt: skip
@click.option("--id", "id_column", default="", help="The column with the id.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--bundle", type=click.Path(dir_okay=False, path_type=Path), help="Write the record.")
def draw(
    people: Path,
    quotas: Path,
    size: int,
    goal: str,
    household: str | None,
    seed: str | None,
    panels: int,
    gamma: float,
    id_column: str,
    as_json: bool,
    bundle: Path | None,
) -> None:
    """Draw a panel of K from PEOPLE so that QUOTAS hold, with the fairest chances.

    PEOPLE: CSV or Excel with an id and a column per feature. QUOTAS: feature, value, min, max.
    """
    clock = time.perf_counter()
    files = _read(people, quotas, size, household, id_column)
    parsed = time.perf_counter() - clock
    public = _seed(seed)
    quiet_solver()
    rules = _rules(panels, household, gamma)
    clock = time.perf_counter()
    outcome = _count(files.pool, goal, rules, Lots(bytes.fromhex(public)))
    seconds = {"parse": parsed, "count": time.perf_counter() - clock}
    if bundle:
        _bundle(bundle, files.pool, rules, outcome, public)
    types = orbits(files.pool, rules.household)
    if as_json:
        click.echo(json.dumps(_as_json(files.pool, types, outcome, public, seconds)))
    else:
        click.echo(report(files.pool, types, outcome, public))


def quiet_solver() -> None:
    """Let the solver write its banner, once per process, anywhere but on standard output."""
    import ctypes

    import highspy

    libc = ctypes.CDLL(None)
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        highspy.Highs()
        libc.fflush(None)
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def _read(
    people: Path, quotas: Path, size: int, household: str | None, id_column: str
) -> PoolFiles:
    columns = [name.strip() for name in (household or "").split(",") if name.strip()]
    try:
        return read_pool(
            people.read_bytes(), people.name, quotas.read_bytes(), quotas.name, size,
            columns, id_column,
        )  # fmt: skip
    except PoolFileError as error:
        raise BadInput(str(error)) from error


def _seed(given: str | None) -> str:
    if given is None:
        return secrets.token_hex(SEED_BYTES)
    text = given.strip().lower().removeprefix("0x")
    if not text or len(text) > 2 * SEED_BYTES or set(text) - set("0123456789abcdef"):
        raise BadInput(f"--seed: expected at most {2 * SEED_BYTES} hexadecimal digits")
    return text.zfill(2 * SEED_BYTES)


def _rules(panels: int, household: str | None, gamma: float) -> Rules:
    try:
        return Rules(panels=panels, household=bool(household), gamma=round(gamma * 100))
    except ValueError as error:
        raise BadInput(str(error)) from error


def _count(pool: Pool, goal: str, rules: Rules, lots: Lots) -> Outcome:
    try:
        with click.progressbar(length=1000, label="drawing", file=sys.stderr,
                               show_pos=False) as bar:  # fmt: skip
            found = counting.count(goal, pool, rules, lots, _mover(bar))
            bar.update(bar.length - bar.pos)
            return found
    except Infeasible:
        raise BadInput(_advice(pool, rules)) from None
    except LegacyNeedsLots as error:
        raise BadInput(str(error)) from error


def _mover(bar: Any) -> Callable[[float], None]:
    def move(done: float) -> None:
        bar.update(max(int(done * 1000) - bar.pos, 0))

    return move


def _advice(pool: Pool, rules: Rules) -> str:
    lines = [f"no panel of {pool.size} meets all quotas. Ways to mend it, the smallest first:"]
    for number, found in enumerate(help_quotas.relaxations(pool, rules.household), start=1):
        lines.append(f"  {number}. {_changes(found)}")
    return "\n".join(lines)


def _changes(found: help_quotas.Relaxation) -> str:
    parts = [
        f"{change.feature} = {change.value}: {change.low}–{change.high} instead of "
        f"{change.was_low}–{change.was_high}"
        for change in found.changes
    ]
    smallest = f"smallest chance then {float(found.smallest):.1%}"
    return f"{'; '.join(parts)} ({smallest})"


def _bundle(path: Path, pool: Pool, rules: Rules, outcome: Outcome, seed: str) -> None:
    from thorbecke.records.bundle import write_method_bundle

    try:
        write_method_bundle(
            path,
            title=f"Loting {pool.size} uit {len(pool.people)}",
            method=outcome.method,
            inputs=pool,
            rules=rules,
            outcome=outcome,
            seed={"seed": seed},
        )
    except OSError as error:
        raise BadInput(f"--bundle: can't write {path}: {error.strerror}") from error


def _as_json(
    pool: Pool, types: Orbits, outcome: Outcome, seed: str, seconds: dict[str, float]
) -> dict[str, Any]:
    chance = {
        pool.people[who].id: float(one)
        for one, members in zip(outcome.chances, types.members, strict=True)
        for who in members
    }
    assert outcome.lottery is not None
    assert outcome.drawn is not None
    return {
        "probabilities": {person.id: chance[person.id] for person in pool.people},
        "minimum": float(min(outcome.chances)),
        "panels": [
            {"weight": weight / SCALE, "members": [pool.people[who].id for who in members]}
            for weight, members in lift.lifted(types, outcome.panels)
        ],
        "panel": list(outcome.drawn.members),
        "certificate": {
            "kind": outcome.certificate.kind,
            "deviation": float(outcome.certificate.deviation),
            "path": outcome.certificate.path,
        },
        "seconds": seconds,
        "goal": outcome.goal,
        "seed": seed,
        "lottery": {
            "panels": outcome.lottery.size,
            "number": outcome.drawn.number,
            "loss": float(outcome.lottery.loss),
            "change": float(outcome.lottery.change),
        },
    }


def report(pool: Pool, types: Orbits, outcome: Outcome, seed: str) -> str:
    """Return the draw as text: proof, who has which chance, quotas, the panel."""
    return "\n".join(
        [*_head(outcome), "", *_histogram(types, outcome), "", *_quotas(pool, outcome), "",
         *_panel(outcome, seed)]
    )  # fmt: skip


def _head(outcome: Outcome) -> list[str]:
    figures, proof = outcome.figures, outcome.certificate
    smallest, largest = float(figures["smallest"]), float(figures["largest"])
    return [
        f"{outcome.goal}: {figures['seats']} of {figures['people']} people, {figures['types']} types",
        f"chances: {_percent(smallest)} (1 in {1 / smallest:.1f}) to {_percent(largest)}"
        if smallest
        else f"chances: 0 % to {_percent(largest)}; some people can't be drawn under these quotas",
        f"certificate: {KINDS[proof.kind]} (deviation {float(proof.deviation):.1e}, {proof.path})",
    ]


def _percent(chance: float | Fraction) -> str:
    return f"{float(chance):.2%}"


def _histogram(types: Orbits, outcome: Outcome) -> list[str]:
    bars = explaining.histogram(types, outcome)
    most = max(count for _top, count in bars)
    lines, below = ["how many people have which chance"], Fraction(0)
    for top, count in bars:
        bar = "█" * max(round(count * WIDTH / most), 1 if count else 0)
        lines.append(f"  {_percent(below):>7} – {_percent(top):>7}  {count:>6}  {bar}")
        below = top
    return lines


def _quotas(pool: Pool, outcome: Outcome) -> list[str]:
    assert outcome.drawn is not None
    members = set(outcome.drawn.members)
    rows = ["quotas: in the pool, minimum – maximum, in the panel"]
    place = {feature: at for at, feature in enumerate(pool.features)}
    for quota in pool.quotas:
        mine = [one for one in pool.people if one.values[place[quota.feature]] == quota.value]
        seated = sum(1 for one in mine if one.id in members)
        name = f"{quota.feature} = {quota.value}"
        rows.append(f"  {name:<40} {len(mine):>6}  {quota.low:>4} – {quota.high:<4} {seated:>4}")
    return rows


def _panel(outcome: Outcome, seed: str) -> list[str]:
    assert outcome.drawn is not None
    assert outcome.lottery is not None
    lottery = outcome.lottery
    return [
        f"lottery: {lottery.size} equally likely panels; the smallest chance falls by "
        f"{_percent(lottery.loss)}, a chance changes by at most {_percent(lottery.change)}",
        f"seed: {seed}",
        f"drawn: number {outcome.drawn.number}",
        *(f"  {name}" for name in outcome.drawn.members),
    ]
