"""The ``thorbecke`` command. Each verb lives in a module of its own and is imported when asked for."""

from __future__ import annotations

import importlib
import os
import sys

import click

COMMANDS = {
    "budget": "thorbecke.cli.budget:budget",
    "draw": "thorbecke.cli.draw:draw",
    "run": "thorbecke.cli.site:run",
    "serve": "thorbecke.cli.site:serve",
    "prepare": "thorbecke.cli.site:prepare",
    "knowledge": "thorbecke.cli.knowledge:knowledge",
    "reference": "thorbecke.cli.reference:reference",
    "seats": "thorbecke.cli.seats:seats",
    "council": "thorbecke.cli.council:council",
    "whatif": "thorbecke.cli.whatif:whatif",
    "messages": "thorbecke.cli.messages:messages",
    "verify": "thorbecke.cli.verify:verify",
    "vote": "thorbecke.cli.vote:vote",
    "delegate": "thorbecke.cli.delegate:delegate",
    "opinion": "thorbecke.cli.opinion:opinion",
    "settings": "thorbecke.cli.settings_page:settings",
    "manage": "thorbecke.cli.manage:manage",
}


class LazyGroup(click.Group):
    """Finds a verb by name and imports only that module, so that every command starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=LazyGroup)
@click.version_option(package_name="thorbecke")
def cli() -> None:
    """Thorbecke: the workbench for tailor-made local democracy."""


def main() -> None:
    """Run the command; a reader who closes the pipe is not an error."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thorbecke.web.settings")
    try:
        cli(prog_name="thorbecke")
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
