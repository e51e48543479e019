"""Decision documents: looked into before they are kept. What a file is, its first bytes say."""

from __future__ import annotations

import hashlib
import re
import secrets
import warnings
import zipfile
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST = 15 * 2**20
MOST_PIXELS = 40_000_000
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "png": "image/png",
    "jpg": "image/jpeg",
}
ACCEPT = ",".join(f".{name}" for name in [*TYPES, "jpeg"])
_ODT = TYPES["odt"].encode()
_ACTIVE = re.compile(rb"/(JavaScript|Launch|EmbeddedFile)\b")
_BROKEN = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
    OSError,
    ValueError,
    SyntaxError,  # Pillow raises it for a broken PNG
)


class WrongFile(ValueError):
    """A file that we don't take; the text says what to do."""


def clean(file: Any) -> tuple[ContentFile[bytes], str, str]:
    """Return the content under a name that tells nothing, its extension and its hash.

    Pictures are drawn anew, without place or camera. Raises ``WrongFile``. O(size).
    """
    if file.size > LARGEST:
        raise WrongFile(_("Dit bestand is groter dan 15 MB."))
    data = file.read()
    extension = kind_of(data)
    if extension in {"png", "jpg"}:
        data = _drawn_anew(data, extension)
    name = f"{secrets.token_hex(16)}.{extension}"
    return ContentFile(data, name=name), extension, hashlib.sha256(data).hexdigest()


def kind_of(data: bytes) -> str:
    """Return pdf, docx, odt, png or jpg by what the bytes are. Raises ``WrongFile``."""
    if data.startswith(b"%PDF-"):
        if _ACTIVE.search(data):
            raise WrongFile(_("Deze PDF bevat een programma of een bijlage. Sla hem op zonder."))
        return "pdf"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    raise WrongFile(_("Kies een PDF, Word-bestand (docx), odt, PNG of JPG."))


def _office(data: bytes) -> str:
    """Look at the names in the archive; nothing is unpacked but the short type of an odt."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            if any("vbaproject" in name.lower() or name.startswith("Basic/") for name in names):
                raise WrongFile(_("Dit bestand bevat macro's. Sla het op zonder macro's."))
            if {"[Content_Types].xml", "word/document.xml"} <= names:
                return "docx"
            if "mimetype" in names:
                with archive.open("mimetype") as member:
                    if member.read(len(_ODT) + 1) == _ODT:
                        return "odt"
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as problem:
        raise WrongFile(_("Dit bestand is beschadigd.")) from problem
    raise WrongFile(_("Kies een PDF, Word-bestand (docx), odt, PNG of JPG."))


def _drawn_anew(data: bytes, extension: str) -> bytes:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as found:
                if found.size[0] * found.size[1] > MOST_PIXELS:
                    raise WrongFile(_("Dit plaatje heeft te veel beeldpunten."))
                turned = ImageOps.exif_transpose(found)
                picture = turned.convert("RGB" if extension == "jpg" else "RGBA")
                plain = Image.new(picture.mode, picture.size)
                plain.paste(picture)
    except WrongFile:
        raise
    except _BROKEN as problem:
        raise WrongFile(_("Dit plaatje is beschadigd.")) from problem
    target = BytesIO()
    plain.save(target, "JPEG" if extension == "jpg" else "PNG", quality=90)
    return target.getvalue()


def forget(instance: Any, **_more: Any) -> None:
    """Erase the file of a row that is gone; a signal handler."""
    held = getattr(instance, "file", None) or getattr(instance, "photo", None)
    if held:
        transaction.on_commit(lambda: held.storage.delete(held.name))
