"""``thorbecke opinion``: the opinion map of a conversation: groups, what they share, what divides."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from thorbecke.cli.django import BadInput
from thorbecke.cli.opinion_words import told
from thorbecke.formats.polis import PolisFileError, read_statements, read_votes
from thorbecke.methods import registry
from thorbecke.methods.facts import to_data
from thorbecke.methods.opinion import Outcome, Rules, Votes, WrongVotes

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
METHOD = "opinion.map"
MILLION = 10**6


@click.command()
@click.argument("file", type=FILE)
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="Of every draw.")
@click.option("--statements", type=FILE, help="comments.csv, for the texts of the statements.")
@click.option(
    "--set", "settings", multiple=True, metavar="NAME=NUMBER", help="A field of the rules."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--bundle", type=click.Path(dir_okay=False, path_type=Path), help="Write the record.")
def opinion(
    file: Path,
    seed: int,
    statements: Path | None,
    settings: tuple[str, ...],
    as_json: bool,
    bundle: Path | None,
) -> None:
    """Draw the opinion map of the votes in FILE.

    FILE: rows are participants, columns are statements (the participants-votes.csv of Polis): 1 agree,
    -1 disagree, 0 pass, empty not seen. The same file and seed give the same map on every machine.
    """
    method = registry.find(METHOD)
    rules = _rules(method, seed, settings)
    start = time.perf_counter()
    votes = _read(file)
    texts = _texts(statements)
    parsed = time.perf_counter()
    outcome: Outcome = method.count(votes, rules)
    seconds = {"parse": parsed - start, "count": time.perf_counter() - parsed}
    if bundle:
        _bundle(bundle, file.name, votes, rules, outcome)
    click.echo(_as_json(outcome, rules, seconds) if as_json else told(outcome, rules, texts))


def _rules(method: registry.Method, seed: int, settings: tuple[str, ...]) -> Rules:
    given: dict[str, Any] = {"seed": seed}
    for text in settings:
        name, sign, value = text.partition("=")
        if not sign or not value.strip().isascii() or not value.strip().isdigit():
            raise BadInput(f"--set {text!r}: expected NAME=NUMBER, such as most_groups=4")
        given[name.strip()] = int(value)
    try:
        rules = registry.rules_of(method, given)
    except registry.WrongRules as error:
        known = ", ".join(sorted(Rules.__dataclass_fields__))
        raise BadInput(f"{error}. The rules are: {known}.") from error
    assert isinstance(rules, Rules)
    return rules


def _read(file: Path) -> Votes:
    try:
        with file.open("rb") as stream:
            return read_votes(stream, file.name).votes
    except (PolisFileError, WrongVotes) as error:
        raise BadInput(str(error)) from error
    except OSError as error:
        raise BadInput(f"Can't read {file}: {error.strerror or error}.") from error


def _texts(file: Path | None) -> Mapping[str, str]:
    if file is None:
        return {}
    try:
        with file.open("rb") as stream:
            return {one.id: one.text for one in read_statements(stream, file.name)}
    except PolisFileError as error:
        raise BadInput(str(error)) from error


def _bundle(path: Path, title: str, votes: Votes, rules: Rules, outcome: Outcome) -> None:
    from thorbecke.records.bundle import write_method_bundle

    try:
        write_method_bundle(
            path, title=title, method=METHOD, inputs=votes, rules=rules, outcome=outcome
        )
    except OSError as error:
        raise BadInput(f"Can't write {path}: {error.strerror or error}.") from error


def _as_json(outcome: Outcome, rules: Rules, seconds: Mapping[str, float]) -> str:
    found = outcome.stability
    data = {
        "k": outcome.k,
        "stable": outcome.stable,
        "badge": found.badge,
        "stability": {
            "agreement": found.agreement / MILLION,
            "same_number": found.group_counts.count(outcome.k),
            "repeats": len(found.group_counts),
            "axis": found.axis / MILLION,
            "axis_by_chance": found.by_chance / MILLION,
        },
        "labels": outcome.labels,
        "sizes": outcome.sizes,
        "few_votes": outcome.few_votes,
        "consensus": [
            {
                "statement": one.statement,
                "direction": one.direction,
                "value": float(one.value),
                "exact": str(one.value),
                "low": one.low / MILLION,
                "high": one.high / MILLION,
            }
            for one in outcome.consensus
        ],
        "representative": {
            str(group): [_representative(one) for one in chosen]
            for group, chosen in enumerate(outcome.representative)
        },
        "divisions": [
            {"statement": one.statement, "groups": one.groups, "apart": one.apart / MILLION}
            for one in outcome.divisions
        ],
        "positions": {name: [x / 1e5, y / 1e5] for name, (x, y) in outcome.positions.items()},
        "statements": {name: [x / 1e5, y / 1e5] for name, (x, y) in outcome.statements.items()},
        "silhouettes": {k: value / MILLION for k, value in outcome.silhouettes.items()},
        "rules": to_data(rules),
        "seconds": {name: round(value, 6) for name, value in seconds.items()},
    }
    return json.dumps(data, ensure_ascii=False)


def _representative(one: Any) -> dict[str, Any]:
    return {
        "statement": one.statement,
        "direction": one.direction,
        "said": one.said,
        "seen": one.seen,
        "ratio": one.ratio / MILLION,
        "test": one.test / MILLION,
        "ratio_test": one.ratio_test / MILLION,
    }
