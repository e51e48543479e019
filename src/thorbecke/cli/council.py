"""``thorbecke council``: take in the results of real council elections."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import click

from thorbecke.cli.council_files import known_seats
from thorbecke.cli.django import BadInput
from thorbecke.formats.eml import Count, EmlError, read_eml, to_council
from thorbecke.formats.kiesraad import (
    Council,
    ResultsError,
    load_store,
    read_councils,
    save_store,
)

STORE = "councils.json"


@click.group()
def council() -> None:
    """Take in results of council elections, for the what-if pages."""


@council.command("import")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Day of the election.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--dry-run", is_flag=True, help="Only read and check; keep nothing.")
def import_command(
    files: tuple[Path, ...], day: datetime | None, as_json: bool, dry_run: bool
) -> None:
    """Read FILES (Kiesraad CSV, council table, EML 510) and keep the councils.

    All files are read before anything is kept: a fault in one leaves the store as it was.
    """
    found = councils_of(files, day.date() if day else None)
    try:
        kept = load_store(store()) if dry_run else save_store(store(), found)
    except ResultsError as error:
        raise BadInput(str(error)) from error
    except OSError as error:
        raise BadInput(f"Can't write {store()}: {error.strerror or error}.") from error
    report = {"read": len(found), "kept": len(kept), "lists": sum(len(c.lists) for c in found)}
    click.echo(
        json.dumps(report)
        if as_json
        else f"{report['read']} councils read, {report['lists']} lists; {report['kept']} are kept."
    )


def store() -> Path:
    """The file that keeps the councils, in the folder of the site (THORBECKE_VAR)."""
    return Path(os.environ.get("THORBECKE_VAR", "var")) / STORE


def councils_of(files: tuple[Path, ...], day: date | None = None) -> list[Council]:
    """Return the councils in these files. Raises ``BadInput`` that names the file and the place."""
    found = [one for file in files for one in _read(file, day)]
    for one in found:
        if one.date is None:
            raise BadInput(
                f"{one.municipality}: the day of the election is not known; give --date YYYY-MM-DD."
            )
    return found


def _read(file: Path, day: date | None) -> list[Council]:
    data = file.read_bytes()
    try:
        if data[:2] == b"\x1f\x8b" or data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<":
            document = read_eml(data, file.name)
            if not isinstance(document, Count):
                raise BadInput(f"{file.name}: expected a count (EML 510b or 510d)")
            info = document.election
            return [to_council(document, known_seats(info.code, info.date))]
        councils = read_councils(data, file.name)
    except (EmlError, ResultsError) as error:
        raise BadInput(str(error)) from error
    return [replace(one, date=day or one.date) for one in councils]
