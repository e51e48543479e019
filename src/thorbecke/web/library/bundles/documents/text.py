"""From what somebody typed to blocks of text. Plain text stays text: no markup gets through.

A reader may use three things that plain text already has: an empty line between paragraphs, lines
that start with a dash, and **two stars** for what is important. Addresses become links.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from thorbecke.web.library.bundles.documents.model import Bullets, Paragraph, Run, Runs

_LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029|\x0b|\x0c|\x85")
_EMPTY_LINES = re.compile(r"\n[ \t]*\n\s*")
_BULLET = re.compile(r"^\s*[-*•]\s+")
_INLINE = re.compile(r"\*\*(?P<strong>[^*\n]+)\*\*|(?P<href>https?://[^\s<>\"]+)")
_TRAILING = ".,;:!?)]}'\""
# Signs that turn the direction of text around can make a text say something else than it does.
_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str) -> str:
    """Return the text in normal form (NFC) without control signs, which XML files cannot hold."""
    plain = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text))
    return "".join(sign for sign in plain if sign in "\n\t" or _allowed(sign)).strip()


def line(text: str) -> str:
    """Return the text cleaned and on one line."""
    return " ".join(clean(text).split())


def safe_href(url: str) -> str:
    """Return the address when it is a web address, else nothing."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.netloc else ""


def blocks(text: str) -> tuple[Paragraph | Bullets, ...]:
    """Return the paragraphs and lists of a text; empty when there is none. O(n)."""
    found: list[Paragraph | Bullets] = []
    for part in _EMPTY_LINES.split(clean(text)):
        found += _part(part)
    return tuple(found)


def paragraph(text: str) -> Paragraph:
    """Return one paragraph of text of our own."""
    return Paragraph(runs(line(text)))


def runs(text: str) -> Runs:
    """Return the text with links and important words marked. O(n)."""
    found: list[Run] = []
    end = 0
    for match in _INLINE.finditer(text):
        found.append(Run(text[end : match.start()]))
        found += [Run(match["strong"], strong=True)] if match["strong"] else _link(match["href"])
        end = match.end()
    found.append(Run(text[end:]))
    return tuple(run for run in found if run.text)


def _allowed(sign: str) -> bool:
    if sign in _DIRECTION or unicodedata.category(sign) in {"Cc", "Cs", "Co"}:
        return False
    return ord(sign) & 0xFFFE != 0xFFFE and not 0xFDD0 <= ord(sign) <= 0xFDEF


def _part(part: str) -> list[Paragraph | Bullets]:
    found: list[Paragraph | Bullets] = []
    rows: list[str] = []
    bulleted = False
    for row in part.split("\n"):
        is_bullet = bool(_BULLET.match(row))
        if rows and is_bullet != bulleted:
            found.append(_block(rows, bulleted))
            rows = []
        bulleted = is_bullet
        rows.append(row.strip())
    found.append(_block(rows, bulleted))
    return [block for block in found if not (isinstance(block, Paragraph) and not block.runs)]


def _block(rows: list[str], bulleted: bool) -> Paragraph | Bullets:
    if bulleted:
        return Bullets(tuple(runs(_BULLET.sub("", row)) for row in rows))
    return Paragraph(runs("\n".join(rows).strip()))


def _link(address: str) -> list[Run]:
    """Return the link; a full stop or bracket that ends the sentence is not part of it."""
    url = address.rstrip(_TRAILING)
    if not safe_href(url):
        return [Run(address)]
    return [Run(url, href=url), Run(address[len(url) :])]
