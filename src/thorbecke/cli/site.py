"""``thorbecke run`` and ``thorbecke serve``: from files on disk to a site that answers."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable

import click

from thorbecke.cli import server
from thorbecke.cli.django import BadInput, clear_messages, setup


@click.command()
def prepare() -> None:
    """Build the look and the languages; needs no database."""
    setup()
    _step("Build the look", _build_assets)
    _step("Compile the languages", _compile_languages)


@click.command()
def run() -> None:
    """Start on this machine, with demonstration accounts."""
    os.environ.setdefault("THORBECKE_DEMO", "1")
    _start(check_deploy=False)


@click.command()
def serve() -> None:
    """Start as in production, with the settings of the environment."""
    _start(check_deploy=True)


def _start(check_deploy: bool) -> None:
    port = server.port()
    os.environ.setdefault("THORBECKE_BASE_URL", f"http://localhost:{port}")
    setup()
    with clear_messages():
        _get_ready(check_deploy)
        server.supervise(port, when_ready=lambda: _tell(port))


def _get_ready(check_deploy: bool) -> None:
    from django.conf import settings

    for folder in (settings.VAR_DIR, settings.MEDIA_ROOT):
        folder.mkdir(parents=True, exist_ok=True)
    _step("Build the look", _build_assets)
    _step("Compile the languages", _compile_languages)
    _step("Gather the static files", _collect_static)
    _step("Bring the database up to date", _migrate)
    _step("Load the content", _load_content)
    if settings.DEMO:
        _step("Make the demonstration accounts", _demo_accounts)
    if check_deploy:
        _step("Check the settings", _check)


def _step(label: str, work: Callable[[], str | None]) -> None:
    click.echo(f"  {label} … ", nl=False)
    start = time.monotonic()
    found = work()
    click.echo(f"{time.monotonic() - start:.1f} s" + (f" ({found})" if found else ""))


def _build_assets() -> str:
    from django.core.management import CommandError, call_command

    said = io.StringIO()
    try:
        call_command("build_assets", stdout=said)
    except CommandError as error:
        raise BadInput(str(error)) from error
    return said.getvalue().strip()


def _compile_languages() -> str:
    from thorbecke.cli.messages import compile_catalogs

    return "" if compile_catalogs() else "unchanged"


def _collect_static() -> str:
    from django.conf import settings
    from django.core.management import call_command

    from thorbecke.cli.static import changed, remember

    if settings.DEBUG or not changed():
        return "unchanged"
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    remember()
    return ""


def _migrate() -> str:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "unchanged"
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    return ""


def _load_content() -> str:
    from thorbecke.knowledge import ContentError, shipped
    from thorbecke.web.library.loading import LoadFailed, load

    try:
        return str(load(shipped()))
    except (ContentError, LoadFailed) as error:
        raise BadInput(str(error)) from error


def _demo_accounts() -> str:
    from django.conf import settings

    from thorbecke.web.people.demo import ensure_demo

    return f"{len(ensure_demo(settings.VAR_DIR))}"


def _check() -> str:
    from django.core.management import call_command

    call_command("check", deploy=True, fail_level="ERROR", verbosity=0)
    return ""


def _tell(port: int) -> None:
    from django.conf import settings

    click.echo(f"\nThorbecke is ready:  http://localhost:{port}/\n")
    if not settings.DEMO:
        return
    from thorbecke.web.people.demo import ensure_demo

    click.echo(f"Sign in as staff at  http://localhost:{port}/account/login/")
    for account in ensure_demo(settings.VAR_DIR):
        click.echo(f"  {account.role:<14} {account.email:<36} {account.password}")
    click.echo("\nReaders need no account. Stop with Ctrl-C; your data stay in the var folder.")
