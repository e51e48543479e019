"""The fonts of the PDF: those of the site when its build has them, else those inside Typst.

npm packages of fonts hold WOFF files; Typst reads plain OpenType. WOFF 1.0 (W3C Recommendation,
2012) is the same tables packed with zlib, so turning it back takes no library.
"""

from __future__ import annotations

import hashlib
import os
import struct
import tempfile
import zlib
from functools import cache
from pathlib import Path

from django.conf import settings

from thorbecke.web.core import assets

_WOFF_HEADER = struct.Struct(">4sIIHHIHHIIIII")
_WOFF_TABLE = struct.Struct(">4sIIII")
_SFNT_HEADER = struct.Struct(">IHHHH")
_SFNT_TABLE = struct.Struct(">4sIII")


class NotAFont(ValueError):
    """The bytes are not a WOFF 1.0 font."""


def from_woff(data: bytes) -> bytes:
    """Return the OpenType font inside a WOFF 1.0 file. O(size).

    Raises ``NotAFont`` when the file is something else or is damaged.
    """
    try:
        signature, flavor, _length, count, *_rest = _WOFF_HEADER.unpack_from(data)
        if signature != b"wOFF":
            raise NotAFont("no WOFF signature")
        places = [_WOFF_TABLE.unpack_from(data, _WOFF_HEADER.size + 20 * i) for i in range(count)]
        return _sfnt(flavor, [(place, _table(data, place)) for place in sorted(places)])
    except (struct.error, zlib.error) as error:
        raise NotAFont(str(error)) from error


@cache
def folder() -> Path | None:
    """Return a folder with the site's fonts for Typst, or None when the build has none.

    Made once; several processes may make it at the same time.
    """
    found = sorted(assets.OUT.glob("*.woff"))
    if not found:
        return None
    mark = hashlib.sha256(b"".join(path.read_bytes() for path in found)).hexdigest()[:16]
    place = Path(settings.VAR_DIR) / "fonts" / mark
    place.mkdir(parents=True, exist_ok=True)
    for path in found:
        _write_once(place / f"{path.stem}.ttf", path.read_bytes())
    return place


def _write_once(target: Path, woff: bytes) -> None:
    if target.exists():
        return
    handle, name = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(from_woff(woff))
    Path(name).replace(target)


def _table(data: bytes, place: tuple[bytes, int, int, int, int]) -> bytes:
    _tag, offset, packed, length, _checksum = place
    body = data[offset : offset + packed]
    body = zlib.decompress(body) if packed < length else body
    if len(body) != length:
        raise NotAFont("a table has the wrong length")
    return body


def _sfnt(flavor: int, tables: list[tuple[tuple[bytes, int, int, int, int], bytes]]) -> bytes:
    """Return the font file of these tables, each at a multiple of four bytes."""
    count = len(tables)
    power = count.bit_length() - 1
    search = 16 * 2**power
    head = _SFNT_HEADER.pack(flavor, count, search, power, 16 * count - search)
    start = _SFNT_HEADER.size + _SFNT_TABLE.size * count
    directory, bodies = b"", b""
    for (tag, _offset, _packed, length, checksum), body in tables:
        directory += _SFNT_TABLE.pack(tag, checksum, start + len(bodies), length)
        bodies += body + b"\0" * (-length % 4)
    return head + directory + bodies
