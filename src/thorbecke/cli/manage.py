"""Django's own commands, for administrators: ``thorbecke manage migrate`` and the like."""

from __future__ import annotations

import sys

import click

from thorbecke.cli.django import clear_messages


@click.command(context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def manage(words: tuple[str, ...]) -> None:
    """Run a Django command (for administrators)."""
    from django.core.management import execute_from_command_line

    with clear_messages():
        execute_from_command_line([sys.argv[0], *words])
