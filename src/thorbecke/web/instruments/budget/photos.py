"""Photos of residents: opened, drawn anew and stored without anything else that the file held.

What goes in is never what comes out: the picture is decoded and encoded again as JPEG, so that a place,
a name of a camera, a script or a second file behind the picture is gone (abuse cases 27).
"""

from __future__ import annotations

import secrets
import warnings
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP")
LARGEST_FILE = 8 * 2**20
MOST_PIXELS = (
    40_000_000  # a telephone makes 12 to 50 million; this many take some 120 MB for a moment
)
LONGEST_SIDE = 1600
SHORTEST_SIDE = 50
QUALITY = 82


class WrongPhoto(ValueError):
    """A file that is no photo that we take; the text says what to do."""


def clean(file: Any) -> ContentFile[bytes]:
    """Return the photo anew, at most 1600 pixels long, under a name that tells nothing.

    Raises ``WrongPhoto``.
    """
    if file.size is None or file.size > LARGEST_FILE:
        raise WrongPhoto(_("Deze foto is groter dan 8 MB. Kies een kleinere foto."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = _decoded(file)
    except WrongPhoto:
        raise
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
        OSError,
        ValueError,
        SyntaxError,  # Pillow raises it for a broken PNG
    ) as problem:
        raise WrongPhoto(
            _("Dit is geen foto die wij kunnen lezen. Kies een JPG, PNG of WebP.")
        ) from problem
    target = BytesIO()
    picture.save(target, "JPEG", quality=QUALITY, optimize=True)
    return ContentFile(target.getvalue(), name=f"{secrets.token_hex(16)}.jpg")


def forget(instance: Any, **_: Any) -> None:
    """Erase the file of a row that is gone, also when its act was deleted; a signal handler."""
    if instance.photo:
        file = instance.photo
        transaction.on_commit(lambda: file.storage.delete(file.name))


def _decoded(file: Any) -> Image.Image:
    with Image.open(file, formats=FORMATS) as found:
        width, height = found.size  # known from the head: nothing is decoded yet
        if width * height > MOST_PIXELS:
            raise WrongPhoto(_("Deze foto heeft te veel beeldpunten. Kies een kleinere foto."))
        if min(width, height) < SHORTEST_SIDE:
            raise WrongPhoto(_("Deze foto is te klein om iets op te zien."))
        found.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        turned = ImageOps.exif_transpose(found)
        picture = turned.convert("RGBA") if "A" in turned.getbands() else turned.convert("RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain = Image.new("RGB", picture.size, "white")  # a new picture: no notes of the old one
    plain.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    return plain
