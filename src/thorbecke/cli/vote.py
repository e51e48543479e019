"""``thorbecke vote``: count the ballots of a file by any method, with every step."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from thorbecke.cli.django import BadInput
from thorbecke.cli.lot_source import lot_source
from thorbecke.cli.vote_words import told
from thorbecke.formats.preflib import BallotFileError, read_ballots
from thorbecke.formats.tables import TableError
from thorbecke.methods import registry
from thorbecke.methods.facts import to_data
from thorbecke.methods.voting.outcome import Outcome
from thorbecke.methods.voting.profile import Kind, Profile, WrongBallots
from thorbecke.records.bundle import lots_of, write_method_bundle

# Rule -> method, and what the numbers in a table mean when --kind does not say it.
RULES = {
    "schulze": ("voting.schulze", Kind.RANKING),
    "ranked-pairs": ("voting.ranked-pairs", Kind.RANKING),
    "irv": ("voting.irv", Kind.RANKING),
    "stv": ("voting.stv-scottish", Kind.RANKING),
    "stv-scottish": ("voting.stv-scottish", Kind.RANKING),
    "stv-meek": ("voting.stv-meek", Kind.RANKING),
    "borda": ("voting.borda", Kind.RANKING),
    "plurality": ("voting.plurality", Kind.CHOICE),
    "yesno": ("voting.yesno", Kind.CHOICE),
    "approval": ("voting.approval", Kind.APPROVAL),
    "equal-shares": ("voting.equal-shares", Kind.APPROVAL),
    "phragmen": ("voting.phragmen", Kind.APPROVAL),
    "score": ("voting.score", Kind.SCORE),
    "star": ("voting.star", Kind.SCORE),
    "judgment": ("voting.judgment", Kind.SCORE),
    "points": ("voting.points", Kind.POINTS),
}
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=FILE)
@click.option("--rule", type=click.Choice(list(RULES)), required=True)
@click.option("--seats", type=click.IntRange(1), help="How many options win (1).")
@click.option("--kind", type=click.Choice(list(Kind)), help="What the numbers in a table mean.")
@click.option(
    "--set", "settings", multiple=True, metavar="NAME=VALUE", help="A field of the rules."
)
@click.option("--electorate", type=click.IntRange(0), help="How many people could vote.")
@click.option("--seed", "--lot", "seed", metavar="HEX", help="A public seed: 64 hex digits.")
@click.option("--number", metavar="DRAWN", help='A number drawn in public, "07 12 23".')
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--bundle", type=click.Path(dir_okay=False, path_type=Path), help="Write the record.")
def vote(
    file: Path,
    rule: str,
    seats: int | None,
    kind: str | None,
    settings: tuple[str, ...],
    electorate: int | None,
    seed: str | None,
    number: str | None,
    as_json: bool,
    bundle: Path | None,
) -> None:
    """Count the ballots in FILE: PrefLib (.soc, .soi, .toc, .toi, .cat), CSV or Excel.

    In a table every column is an option and every row a ballot; a column "count" says how often. A tie
    without a lot is shown as open.
    """
    method = registry.find(RULES[rule][0])
    rules = _rules(method, seats, settings)
    source = lot_source(seed, number)
    start = time.perf_counter()
    profile = _read(file, Kind(kind) if kind else RULES[rule][1], electorate)
    parsed = time.perf_counter()
    outcome = _count(method, profile, rules, source)
    seconds = {"parse": parsed - start, "count": time.perf_counter() - parsed}
    if bundle:
        _bundle(bundle, file.name, outcome, profile, rules, source)
    click.echo(_as_json(outcome, rule, rules, seconds) if as_json else told(outcome))


def _rules(method: registry.Method, seats: int | None, settings: tuple[str, ...]) -> Any:
    given: dict[str, Any] = {}
    for text in settings:
        name, sign, value = text.partition("=")
        if not sign:
            raise BadInput(f"--set {text!r}: expected NAME=VALUE, such as majority=2/3")
        given[name.strip()] = _setting(value.strip())
    if seats is not None:
        given["seats"] = seats
    try:
        return registry.rules_of(method, given)
    except registry.WrongRules as error:
        raise BadInput(f"{error}. The rules are: {', '.join(_names(method))}.") from error


def _names(method: registry.Method) -> list[str]:
    return sorted(method.rules.__dataclass_fields__)


def _setting(text: str) -> Any:
    """Return what a value on the command line means: a number, yes or no, nothing, or a text."""
    words: dict[str, Any] = {"true": True, "false": False, "none": None}
    if text.lower() in words:
        return words[text.lower()]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else text


def _read(file: Path, kind: Kind, electorate: int | None) -> Profile:
    try:
        with file.open("rb") as stream:
            found = read_ballots(stream, file.name, kind)
    except (BallotFileError, TableError) as error:
        raise BadInput(str(error)) from error
    except OSError as error:
        raise BadInput(f"Can't read {file}: {error.strerror or error}.") from error
    return Profile(found.kind, found.options, found.rows, found.counts, "", electorate)


def _count(
    method: registry.Method, profile: Profile, rules: Any, source: Mapping[str, str] | None
) -> Outcome:
    try:
        outcome = method.count(profile, rules, lots_of(source))
    except WrongBallots as error:
        raise BadInput(f"{error}.") from error
    assert isinstance(outcome, Outcome)
    return outcome


def _bundle(
    path: Path,
    title: str,
    outcome: Outcome,
    profile: Profile,
    rules: Any,
    source: Mapping[str, str] | None,
) -> None:
    try:
        write_method_bundle(
            path,
            title=title,
            method=outcome.method,
            inputs=profile,
            rules=rules,
            outcome=outcome,
            seed=source,
        )
    except OSError as error:
        raise BadInput(f"Can't write {path}: {error.strerror or error}.") from error


def _as_json(outcome: Outcome, rule: str, rules: Any, seconds: Mapping[str, float]) -> str:
    data = {
        "rule": rule,
        "rules": to_data(rules),
        **to_data(outcome),
        "seconds": {name: round(value, 6) for name, value in seconds.items()},
    }
    return json.dumps(data, ensure_ascii=False)
