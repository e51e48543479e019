"""Keeps text from being run as a formula when a spreadsheet opens it.

A spreadsheet takes a cell that begins with = + - @ (or with a tab or a return before those) for a
formula, and a formula can fetch and send data (OWASP, "CSV Injection"). An apostrophe in front makes it
text. Text that already begins with apostrophes and such a sign gets one more, so that ``unguard``
gives back exactly what went in.
"""

from __future__ import annotations

import re

_DANGER = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_NUMBER = re.compile(r"-[0-9]+(?:[.,][0-9]+)?", re.ASCII)


def guard(text: str) -> str:
    """Return text that no spreadsheet runs; a plain negative number such as -5 or -0,5 stays."""
    if _DANGER.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def unguard(text: str) -> str:
    """Take away what ``guard`` put in front, and nothing else."""
    return text[1:] if _GUARDED.match(text) else text
