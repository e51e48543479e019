"""What we ship as content: themes, principles, cases, scenarios, law, building blocks.

``shipped()`` reads and validates all of it once. It raises ``ContentError`` with one clear message when
a file can't be used; then nothing is loaded.
"""

from __future__ import annotations

from functools import cache

from thorbecke.knowledge.errors import ContentError
from thorbecke.knowledge.load import Shipped, read

__all__ = ["ContentError", "Shipped", "shipped"]


@cache
def shipped() -> Shipped:
    """Return the content that comes with the program; read once a process.

    Raises:
        ContentError: a file is absent or not valid; says which, where, and how to mend it.
    """
    return read()
