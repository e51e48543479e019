"""``thorbecke verify``: recompute a published bundle and say in plain words what was checked."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from thorbecke.cli.django import BadInput
from thorbecke.records import words
from thorbecke.records.bundle import BadBundle
from thorbecke.records.verify import Report
from thorbecke.records.verify import verify as verified


@click.command()
@click.argument("bundle", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--key", help="The public key of the organiser, as announced: 64 hex digits.")
@click.option(
    "--root", help="What was announced at closing: the root of the box, or the seal of the closing."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--language", type=click.Choice(words.LANGUAGES), help="en or nl; else from LANG.")
def verify(
    bundle: Path, key: str | None, root: str | None, as_json: bool, language: str | None
) -> None:
    """Check BUNDLE: files, signature, log, ballots, lots, and every count made again.

    Exit code 0: it holds; 1: it does not; 2: this is no bundle.
    """
    spoken = language or ("nl" if os.environ.get("LANG", "").startswith("nl") else "en")
    try:
        report = verified(bundle, key=key, root=root)
    except (BadBundle, OSError) as error:
        raise BadInput(f"{bundle}: {error}") from error
    click.echo(_as_json(report, spoken) if as_json else _as_text(report, spoken))
    raise SystemExit(0 if report.holds else 1)


def _as_json(report: Report, language: str) -> str:
    checks = [
        {"name": check.name, "holds": check.holds, "found": check.say(language)}
        for check in report.checks
    ]
    return json.dumps({"holds": report.holds, "checks": checks}, ensure_ascii=False)


def _as_text(report: Report, language: str) -> str:
    lines = [report.title, ""] if report.title else []
    for check in report.checks:
        mark = "ok " if check.holds else "NO "
        lines.append(f"{mark} {words.name(check.name, language)}: {check.say(language)}")
    return "\n".join([*lines, "", words.VERDICT[report.holds][language]])
