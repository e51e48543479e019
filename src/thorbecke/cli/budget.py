"""``thorbecke budget``: count a neighbourhood budget, explain every project, compare rules."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from thorbecke.cli.budget_chart import chart
from thorbecke.cli.budget_words import compared, money, told, told_project
from thorbecke.cli.django import BadInput
from thorbecke.formats.pb import Budget, WrongPb, parse, with_rule
from thorbecke.methods import lots as lots_of_seed
from thorbecke.methods.budgeting import axioms, bos, equal_shares, explain, greedy, phragmen
from thorbecke.methods.budgeting.compare import Line, side_by_side
from thorbecke.methods.budgeting.election import WrongElection
from thorbecke.methods.budgeting.outcome import Outcome
from thorbecke.methods.budgeting.why import Why
from thorbecke.methods.facts import to_data
from thorbecke.methods.lots import Lots
from thorbecke.methods.voting.ties import LotNeeded

RULES = ("greedy", "mes", "mes-add1", "mes-add1u", "mes-votes", "phragmen", "bos")
METHODS = {
    "greedy": "budgeting.greedy",
    "phragmen": "budgeting.phragmen",
    "bos": "budgeting.bos",
}
COMPLETIONS = {"mes": "none", "mes-votes": "votes", "mes-add1": "add1", "mes-add1u": "add1u"}
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, path_type=Path)


class FileFirst(click.Group):
    """``thorbecke budget FILE`` counts; a name of a command before the file runs that command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] != "--help":
            args = ["count", *args]
        return super().parse_args(ctx, args)


@click.group(cls=FileFirst)
def budget() -> None:
    """Count a budget: thorbecke budget FILE.pb --rule mes. Or: thorbecke budget compare FILE.pb.

    All options of the count: thorbecke budget count --help.
    """


@dataclass(frozen=True)
class Options:
    """The options of the command line that make the rules."""

    rule: str
    utility: str
    stop: bool
    step: int
    ties: tuple[str, ...]
    minimum_votes: int
    caps: tuple[tuple[str, int], ...]
    floors: tuple[tuple[str, int], ...]
    exclusive: tuple[tuple[str, ...], ...]
    comparison: bool


def _pair(ctx: click.Context, option: click.Parameter, values: tuple[str, ...]) -> Any:
    found = []
    for value in values:
        name, sign, amount = value.rpartition("=")
        if not sign or not amount.strip().isdigit():
            raise BadInput(f'{option.opts[0]} {value!r}: expected "category=amount"')
        found.append((name.strip(), int(amount)))
    return tuple(found)


def counting(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that choose a count."""
    options = [
        click.option(
            "--utility", type=click.Choice(["cost", "cardinality", "points"]), default="cost"
        ),
        click.option(
            "--stop-when-exhaustive/--no-stop-when-exhaustive",
            "stop",
            default=True,
            help="Add1 also stops when no project fits any more. It can change the result.",
        ),
        click.option(
            "--step", type=click.IntRange(1), default=1, help="Of Add1, in the file's unit."
        ),
        click.option(
            "--ties",
            metavar="KEYS",
            help="What tells equal projects apart: votes, cost, listed, id, lot. Default: id; "
            "with a seed votes,cost,lot.",
        ),
        click.option("--minimum-votes", type=click.IntRange(0), default=0),
        click.option("--cap", "caps", multiple=True, callback=_pair, metavar="CATEGORY=AMOUNT"),
        click.option("--floor", "floors", multiple=True, callback=_pair, metavar="CATEGORY=AMOUNT"),
        click.option("--exclusive", multiple=True, metavar="ID,ID", help="One of these at most."),
        click.option(
            "--comparison", is_flag=True, help="Greedy instead, if more voters prefer it."
        ),
        click.option("--seed", metavar="HEX", help="A public seed for lots: 64 hex digits."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@budget.command()
@click.argument("file", type=FILE)
@click.option("--rule", type=click.Choice(RULES), required=True)
@counting
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--explain", "names", multiple=True, metavar="ID", help="Explain this project.")
@click.option("--bundle", type=OUT, help="Write the sealed record.")
@click.option("--chart", "svg", type=OUT, help="Write a chart (SVG).")
@click.option("--export", type=OUT, help="Write the file with this rule and its winners (.pb).")
def count(
    file: Path,
    rule: str,
    as_json: bool,
    names: tuple[str, ...],
    bundle: Path | None,
    svg: Path | None,
    export: Path | None,
    **options: Any,
) -> None:
    """Count the ballots of FILE (.pb) and say for every project why it won or lost."""
    seed = options.pop("seed")
    start = time.perf_counter()
    read = _read(file)
    parsed = time.perf_counter()
    _progress(f"{read.election.voters} ballots on {len(read.election.projects)} projects")
    rules = _rules(read, _options(rule, seed, options))
    found = _count(read, rules, seed)
    seconds = {"parse": parsed - start, "count": time.perf_counter() - parsed}
    whys = explain.whys(found)
    _files(read, rule, found, whys, seed, bundle, svg, export, file.name)
    if as_json:
        click.echo(_as_json(read, found.outcome, whys, rule, rules, seconds))
        return
    known = {why.project: why for why in whys}
    for name in names:
        if name not in known:
            raise BadInput(f"There is no project {name!r} in {file.name}.")
    if names:
        click.echo("\n\n".join(told_project(read, found.outcome, known[name]) for name in names))
        return
    audit = axioms.audit(read.election, found.outcome.funded)
    click.echo(told(read, found.outcome, whys, audit))


@budget.command()
@click.argument("file", type=FILE)
@counting
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def compare(file: Path, as_json: bool, **options: Any) -> None:
    """Count the same ballots of FILE (.pb) by every rule, side by side."""
    seed = options.pop("seed")
    read = _read(file)
    lines: list[Line] = []
    for rule in RULES:
        _progress(f"counting {rule} …")
        rules = _rules(read, _options(rule, seed, options))
        found = _count(read, rules, seed)
        lines.append(side_by_side(read.election, rule, found.outcome))
    if as_json:
        data = {"rules": [to_data(line) for line in lines], "budget": read.election.budget}
        click.echo(json.dumps(data, ensure_ascii=False))
        return
    click.echo(compared(read, lines))


def _progress(text: str) -> None:
    click.echo(text, err=True)


def _read(file: Path) -> Budget:
    try:
        return parse(file.read_bytes())
    except WrongPb as error:
        raise BadInput(f"{file.name}, {error}") from error
    except OSError as error:
        raise BadInput(f"{file.name} can't be read: {error.strerror}.") from error


def _options(rule: str, seed: str | None, options: dict[str, Any]) -> Options:
    ties = options.pop("ties", None) or ("votes,cost,lot" if seed else "id")
    exclusive = tuple(
        tuple(name.strip() for name in group.split(",")) for group in options.pop("exclusive", ())
    )
    made = Options(
        rule=rule,
        ties=tuple(key.strip() for key in ties.split(",")),
        exclusive=exclusive,
        **options,
    )
    options.update(ties=ties, exclusive=[",".join(group) for group in exclusive])
    return made


def _rules(read: Budget, options: Options) -> Any:
    scale = 10**read.decimals
    common: dict[str, Any] = {
        "ties": options.ties,
        "minimum_votes": options.minimum_votes,
        "caps": tuple((name, amount * scale) for name, amount in options.caps),
        "floors": tuple((name, amount * scale) for name, amount in options.floors),
        "exclusive": options.exclusive,
    }
    try:
        if options.rule == "greedy":
            return greedy.Rules(**common)
        if options.rule == "phragmen":
            return phragmen.Rules(**common)
        if options.rule == "bos":
            return bos.Rules(utility=options.utility, **common)
        return equal_shares.Rules(
            utility=options.utility,
            completion=COMPLETIONS[options.rule],
            stop_when_exhaustive=options.stop,
            step=options.step,
            compare=options.comparison,
            **common,
        )
    except ValueError as error:
        raise BadInput(f"{error}.") from error


def _lots(seed: str | None) -> Lots | None:
    if seed is None:
        return None
    try:
        return Lots(bytes.fromhex(seed))
    except (ValueError, lots_of_seed.WrongSeed) as error:
        raise BadInput(f"--seed: expected 64 hex digits: {error}.") from error


def _count(read: Budget, rules: Any, seed: str | None) -> explain.Counted:
    try:
        return explain.counted(read.election, rules, _lots(seed))
    except LotNeeded as error:
        between = ", ".join(error.tie.between)
        raise BadInput(
            f"A lot must decide between {between}. Give --seed, or --ties with another order."
        ) from error
    except (WrongElection, ValueError) as error:
        raise BadInput(f"{error}.") from error


def _files(
    read: Budget,
    rule: str,
    found: explain.Counted,
    whys: tuple[Why, ...],
    seed: str | None,
    bundle: Path | None,
    svg: Path | None,
    export: Path | None,
    name: str,
) -> None:
    outcome = found.outcome
    try:
        if svg is not None:
            svg.write_text(chart(read, outcome, whys), encoding="utf-8")
        if export is not None:
            written = with_rule(read, pabulib_rule(rule), found.rules, outcome.funded)
            export.write_bytes(written.to_bytes())
        if bundle is not None:
            from thorbecke.records.bundle import write_method_bundle

            write_method_bundle(
                bundle,
                title=read.meta.get("description", "") or name,
                method=outcome.method,
                inputs=read.election,
                rules=found.rules,
                outcome=outcome,
                seed={"seed": seed} if seed else None,
            )
    except OSError as error:
        raise BadInput(f"{error.filename} can't be written: {error.strerror}.") from error


def pabulib_rule(rule: str) -> str:
    """Return the name of a rule as the .pb format writes it."""
    names = {
        "mes": "equalshares",
        "mes-votes": "equalshares/utilitarian",
        "mes-add1": "equalshares/add1",
        "mes-add1u": "equalshares/add1u",
        "bos": "equalshares/bos",
    }
    return names.get(rule, rule)


def _as_json(
    read: Budget,
    found: Outcome,
    whys: tuple[Why, ...],
    rule: str,
    rules: Any,
    seconds: dict[str, float],
) -> str:
    scale = 10**read.decimals
    projects = {
        why.project: {
            "votes": why.votes,
            "funded": why.funded,
            "effective_support": round(float(why.support), 4) if why.behind else None,
            "missing": None
            if why.funded
            else {
                "reason": why.reason,
                "supporters": why.supporters,
                "cheaper": None if why.cheaper is None else money(why.cheaper, scale),
                "proved": why.proved,
            },
            "round": why.round or None,
            "price": None if why.price is None else str(why.price / scale),
            "paying": why.paying,
            "full": why.full,
        }
        for why in whys
    }
    return json.dumps(
        {
            "funded": list(found.funded),
            "spent": money(found.spent, scale),
            "budget": money(found.budget, scale),
            "rules": {"rule": rule, "method": found.method, **to_data(rules)},
            "projects": projects,
            "ties": to_data(found.ties),
            "steps": to_data(found.steps),
            "figures": to_data(found.figures),
            "seconds": seconds,
        },
        ensure_ascii=False,
    )
