"""The signing secret: from the environment, or made once and kept in the var folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

SHORTEST = 50


def load(given: str, var: Path) -> str:
    """Return the secret; make ``var/secret.key`` (readable by the owner only) when none is given.

    Raises ``ImproperlyConfigured`` for a secret that is too short or a folder that can't be written.
    """
    if given:
        if len(given) < SHORTEST:
            raise ImproperlyConfigured(
                f"THORBECKE_SECRET_KEY: expected at least {SHORTEST} characters, found {len(given)}"
            )
        return given
    path = var / "secret.key"
    try:
        var.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _write_once(path)
        return path.read_text(encoding="ascii")
    except OSError as error:
        raise ImproperlyConfigured(
            f"THORBECKE_VAR: can't keep the secret in {var} ({error.strerror}). "
            "Give a folder that this user may write, with space left, or set THORBECKE_SECRET_KEY."
        ) from error


def _write_once(path: Path) -> None:
    """Write whole or not at all, so that two processes that start together read one secret."""
    scratch = path.with_suffix(f".{os.getpid()}")
    scratch.touch(mode=0o600)
    scratch.write_text(secrets.token_urlsafe(64), encoding="ascii")
    try:
        os.link(scratch, path)
    except FileExistsError:
        pass
    finally:
        scratch.unlink()
