"""Abuse case 27: what is uploaded as a photo comes out as a new picture, or not at all."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from instrument_budget.round import photo, upload
from thorbecke.web.instruments.budget import photos


def cleaned(content: bytes, name: str = "foto.jpg") -> bytes:
    return photos.clean(upload(content, name)).read()


def refused(content: bytes, name: str = "foto.jpg") -> str:
    with pytest.raises(photos.WrongPhoto) as problem:
        photos.clean(upload(content, name))
    return str(problem.value)


def with_place() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "CAMERA-VAN-BO"
    exif[0x0112] = 6  # lies on its side
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 22.0, 12.0), 3: "E", 4: (4.0, 53.0, 42.0)})
    return photo(exif=exif)


def test_place_and_camera_are_gone_and_the_picture_stands_upright():
    before = with_place()
    assert b"CAMERA-VAN-BO" in before
    after = cleaned(before)
    assert b"CAMERA-VAN-BO" not in after
    with Image.open(BytesIO(after)) as picture:
        assert not picture.getexif()
        assert picture.size == (480, 640)
        assert "comment" not in picture.info


def test_a_second_file_behind_the_picture_is_gone():
    after = cleaned(photo() + b"PK\x03\x04<script>alert(1)</script>")
    assert b"<script>" not in after
    assert b"PK\x03\x04" not in after


def test_text_in_a_png_is_gone():
    from PIL.PngImagePlugin import PngInfo

    notes = PngInfo()
    notes.add_text("Author", "<svg onload=alert(1)>")
    after = cleaned(photo("PNG", pnginfo=notes), "foto.png")
    assert b"svg" not in after
    assert after[:2] == b"\xff\xd8"


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_formats_become_jpeg_and_large_ones_smaller(kind):
    with Image.open(BytesIO(cleaned(photo(kind, (4000, 1000))))) as picture:
        assert picture.format == "JPEG"
        assert picture.size == (1600, 400)


def test_what_is_see_through_becomes_white():
    target = BytesIO()
    Image.new("RGBA", (100, 100), (0, 0, 0, 0)).save(target, "PNG")
    with Image.open(BytesIO(cleaned(target.getvalue()))) as picture:
        assert picture.getpixel((50, 50)) == (255, 255, 255)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"GIF89a" + b"\0" * 200,
        b"%PDF-1.7",
        b"<html><script>alert(1)</script>",
        photo()[:200],
        photo("PNG")[:60],
        photo("BMP"),
    ],
)
def test_what_is_no_photo_is_refused(content):
    assert "JPG, PNG of WebP" in refused(content)


def test_a_picture_bomb_is_refused_before_it_is_opened():
    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    assert refused(bomb + chunk(b"IEND", b""))
    assert "beeldpunten" in refused(photo("PNG", (8000, 6000)))


def test_a_file_too_large_and_a_picture_too_small_are_refused():
    assert "8 MB" in refused(photo() + b"\0" * photos.LARGEST_FILE)
    assert "te klein" in refused(photo(size=(20, 20)))


def test_the_name_that_was_sent_is_never_used():
    made = photos.clean(upload(photo(), "../../etc/passwd.php\0.jpg"))
    assert made.name is not None
    assert len(made.name) == 36
    assert made.name.endswith(".jpg")
