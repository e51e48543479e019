"""``thorbecke settings``: print docs/settings.md from the declarations in the code."""

from __future__ import annotations

from itertools import groupby

import click

HEAD = """# Settings

Everything that differs between machines comes from the environment. This page is made from the code
by `thorbecke settings`; a test fails when the two differ. A wrong value stops the start with one
message that names each mistake. Besides these, `PORT` (default 8000) chooses the port.
"""


@click.command()
def settings() -> None:
    """Print all settings as Markdown."""
    click.echo(page(), nl=False)


def page() -> str:
    """Return the settings page: a table per group."""
    from thorbecke.web.settings import env

    parts = [HEAD]
    for group, variables in groupby(env.VARIABLES.values(), key=lambda v: v.group):
        parts.append(
            f"\n## {group}\n\n| variable | kind | default | what it is for |\n|---|---|---|---|\n"
        )
        for variable in variables:
            default = f"`{variable.default}`" if variable.default else "empty"
            parts.append(f"| `{variable.name}` | {variable.kind} | {default} | {variable.help} |\n")
    return "".join(parts)
