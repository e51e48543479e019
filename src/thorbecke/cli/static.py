"""Whether the static files changed since they were last gathered."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders


def _digest() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _stamp() -> Path:
    return settings.VAR_DIR / "static.digest"


def changed() -> bool:
    """True when a file was added, removed or changed, or nothing was gathered yet."""
    stamp = _stamp()
    return not (
        settings.STATIC_ROOT.is_dir() and stamp.is_file() and stamp.read_text() == _digest()
    )


def remember() -> None:
    """Note the state of the files that were just gathered."""
    _stamp().write_text(_digest())
