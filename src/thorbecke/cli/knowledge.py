"""``thorbecke knowledge``: look after the content that comes with the program."""

from __future__ import annotations

import json
from pathlib import Path

import click

from thorbecke.cli.django import BadInput
from thorbecke.knowledge import ContentError, Shipped, shipped
from thorbecke.knowledge import schema as schemas
from thorbecke.knowledge.check import Finding, check
from thorbecke.knowledge.load import read

KINDS: dict[str, type[schemas.Content]] = {
    "case": schemas.Case,
    "scenario": schemas.Scenario,
    "theme": schemas.Theme,
    "principle": schemas.Principle,
    "rule": schemas.Rule,
    "bill": schemas.Bill,
    "instrument": schemas.Instrument,
    "council-size": schemas.CouncilSize,
    "building-blocks": schemas.BuildingBlocks,
    "municipality": schemas.MunicipalityFacts,
    "term": schemas.Term,
    "council-election": schemas.CouncilElection,
}


@click.group()
def knowledge() -> None:
    """Check the content files, or show the shape that they must have."""


@knowledge.command("check")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Check another folder of content than the one that comes with the program.",
)
def check_command(as_json: bool, data: Path | None) -> None:
    """Look for broken references, missing sources, double ids and hard language.

    Exit code 0: all is well; 1: something to mend; 2: a file can't be read at all.
    """
    findings = check(_content(data))
    click.echo(_as_json(findings) if as_json else _as_text(findings))
    raise SystemExit(1 if findings else 0)


def _content(data: Path | None) -> Shipped:
    try:
        return read(data) if data else shipped()
    except ContentError as error:
        raise BadInput(str(error)) from error


def _as_json(findings: list[Finding]) -> str:
    rows = [finding.as_dict() for finding in findings]
    return json.dumps({"findings": rows, "holds": not rows}, ensure_ascii=False)


def _as_text(findings: list[Finding]) -> str:
    if not findings:
        return "The content is in order."
    return "\n".join(
        f"{' '.join(part for part in (f.kind, f.item, f.field) if part)}: {f.message}"
        for f in findings
    )


@knowledge.command("schema")
@click.argument("kind", type=click.Choice(sorted(KINDS)))
def schema_command(kind: str) -> None:
    """Print the JSON Schema of a KIND of content."""
    click.echo(json.dumps(KINDS[kind].model_json_schema(), ensure_ascii=False, indent=2))
