"""What an organisation owns: each app says how its part is exported and how it is deleted.

Call it in ``apps.py``, in ``ready``::

    owning.register("designs", exporting.files_of, exporting.delete_of)

An app that keeps something public after the organisation is gone says what (``stays``), and an app in
which something runs that can't be cut off says so (``blocks``). Both give short Dutch sentences.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from thorbecke.web.people.models import Organisation

# The path inside the folder of the app, and the content: whole, or in pieces.
File = tuple[str, bytes | Iterable[bytes]]
Words = Callable[[Organisation], Iterable[Any]]


def _nothing(_organisation: Organisation) -> Iterable[Any]:
    return ()


@dataclass(frozen=True)
class Part:
    """What one app keeps for an organisation. ``delete`` runs inside the transaction of the caller."""

    app: str
    export: Callable[[Organisation], Iterable[File]]
    delete: Callable[[Organisation], object]
    stays: Words = _nothing
    blocks: Words = _nothing


_PARTS: dict[str, Part] = {}


def register(
    app: str,
    export: Callable[[Organisation], Iterable[File]],
    delete: Callable[[Organisation], object],
    stays: Words = _nothing,
    blocks: Words = _nothing,
) -> None:
    """Add the part of an app; a second call for the same app replaces the first."""
    _PARTS[app] = Part(app, export, delete, stays, blocks)


def parts() -> list[Part]:
    """Return all parts, the lowest app first."""
    return list(_PARTS.values())


def staying(organisation: Organisation) -> list[str]:
    """Say what stays public when the organisation is deleted."""
    return [str(line) for part in parts() for line in part.stays(organisation)]


def blocking(organisation: Organisation) -> list[str]:
    """Say what must be ended before the organisation can be deleted."""
    return [str(line) for part in parts() for line in part.blocks(organisation)]


def delete(organisation: Organisation) -> None:
    """Delete what all apps keep, the highest app first: it points to the lower ones."""
    for part in reversed(parts()):
        part.delete(organisation)


def files(organisation: Organisation) -> Iterator[File]:
    """Yield every file of the export, each in the folder of its app."""
    for part in parts():
        for path, content in part.export(organisation):
            yield f"{part.app}/{path}", content


def as_json(value: Any) -> bytes:
    """Return a value as readable JSON; dates, keys and numbers become text."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=str).encode()
