"""Ready-made pages, kept in the process until the library changes.

A key starts with the version of the library and the language, so that a change of content makes
every older piece unreachable; the least used pieces go first when the store is full. Only pieces
that are the same for every reader belong here: nothing about a person, no form token.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

from django.utils.translation import get_language

from thorbecke.web.library import search

MOST_PIECES = 600  # about 60 kB each at worst: 36 MB a process
LONGEST_KEY = 400  # characters; a stranger question is answered but not kept

_pieces: OrderedDict[tuple[Hashable, ...], Any] = OrderedDict()
_lock = Lock()


def clear() -> None:
    """Forget every piece."""
    with _lock:
        _pieces.clear()


def kept(key: tuple[Hashable, ...], build: Callable[[], Any]) -> Any:
    """Return the piece under ``key``, built when it is not there yet. One query.

    Two threads may build the same piece at once; that costs time, never correctness. Nothing is
    kept before the first publication (version 0).
    """
    version = search.version()
    if not version or sum(len(str(part)) for part in key) > LONGEST_KEY:
        return build()
    whole = (version, get_language(), *key)
    with _lock:
        if whole in _pieces:
            _pieces.move_to_end(whole)
            return _pieces[whole]
    return _put(whole, build())


def _put(key: tuple[Hashable, ...], piece: Any) -> Any:
    with _lock:
        _pieces[key] = piece
        while len(_pieces) > MOST_PIECES:
            _pieces.popitem(last=False)
    return piece
