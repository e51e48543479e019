"""``thorbecke reference``: data that an operator brings in."""

from __future__ import annotations

from pathlib import Path

import click

from thorbecke.cli.django import BadInput, clear_messages, setup


@click.group()
def reference() -> None:
    """Load reference data, such as municipal boundaries."""


@reference.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def boundaries(file: Path) -> None:
    """Load municipal boundaries from a GeoJSON FILE as CBS and PDOK publish it."""
    setup()
    from django.db import transaction

    from thorbecke.web.library.search.indexing import move_on
    from thorbecke.web.people.boundaries import BoundariesError, load_boundaries

    with clear_messages():
        try:
            with transaction.atomic():
                report = load_boundaries(file)
                move_on()  # the maps of the library are kept by version
        except BoundariesError as error:
            raise BadInput(str(error)) from error
    click.echo(report)
