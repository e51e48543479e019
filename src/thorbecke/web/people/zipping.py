"""A zip file that is made while it is sent: nothing is kept whole in memory or on disk."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator

from django.utils import timezone

from thorbecke.web.people.owning import File


class _Pipe:
    """Takes what the zip writes and gives it on; can't go back, so the zip describes itself."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing to do: ``taken`` gives it on."""

    def taken(self) -> bytes:
        """Return what came in since the last time."""
        found, self.parts = b"".join(self.parts), []
        return found


def stream(files: Iterable[File]) -> Iterator[bytes]:
    """Yield the bytes of a zip with these files, piece by piece."""
    pipe = _Pipe()
    moment = timezone.localtime().timetuple()[:6]
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as package:  # type: ignore[arg-type]
        for path, content in files:
            info = zipfile.ZipInfo(path, date_time=moment)
            info.compress_type = zipfile.ZIP_DEFLATED
            with package.open(info, "w", force_zip64=True) as entry:
                for piece in [content] if isinstance(content, bytes) else content:
                    entry.write(piece)
                    if found := pipe.taken():
                        yield found
    yield pipe.taken()
