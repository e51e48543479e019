"""Start Django for a command, and turn what can go wrong into one clear message."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import click

BAD_INPUT = 2


class BadInput(click.ClickException):
    """Something that the user can mend; exit code 2 as DESIGN section 7 promises."""

    exit_code = BAD_INPUT


@contextmanager
def clear_messages() -> Iterator[None]:
    """Translate wrong settings, a full disk or an absent database into one sentence each."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    try:
        yield
    except ImproperlyConfigured as error:
        raise BadInput(str(error)) from error
    except DatabaseError as error:
        raise BadInput(_database_text(error)) from error
    except OSError as error:
        raise BadInput(_disk_text(error)) from error


def _database_text(error: Exception) -> str:
    text = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    if "disk is full" in text or "No space" in text:
        return "The disk is full, nothing was changed. Free some space and start again."
    if "unable to open" in text or "readonly" in text:
        return f"The database file can't be written ({text}). Check DATABASE_URL and THORBECKE_VAR."
    if "connect" in text or "authentication" in text or "does not exist" in text:
        return f"The database can't be reached ({text}). Check DATABASE_URL."
    return f"The database refused the change ({text}). Nothing was changed."


def _disk_text(error: OSError) -> str:
    place = error.filename or "a file"
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"The disk is full while writing {place}. Free some space and start again."
    return f"Can't use {place}: {error.strerror or error}."


def setup() -> None:
    """Load the settings and all applications."""
    import django

    with clear_messages():
        django.setup()
