"""Reading XML from outside with care: no document type, no entities, no network, flat in memory."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from lxml import etree

from thorbecke.formats.eml.model import EmlError

EML = "urn:oasis:names:tc:evs:schema:eml"
KR = "http://www.kiesraad.nl/extensions"
XNL = "urn:oasis:names:tc:ciq:xsdschema:xNL:2.0"
ROOT = f"{{{EML}}}EML"
MAX_BYTES = 200_000_000
_HEAD = 65_536

Source = bytes | BinaryIO


def tag(name: str) -> str:
    """The full name of an element: ``tag("Selection")``, ``tag("kr:NumberOfSeats")``."""
    space, _, local = name.rpartition(":")
    return f"{{{ {'': EML, 'kr': KR, 'xnl': XNL}[space] }}}{local}"


def opened(source: Source) -> BinaryIO:
    """Return the source as a file of XML; gzip is unpacked on the way."""
    file = io.BytesIO(source) if isinstance(source, bytes) else source
    start = file.read(2)
    file.seek(0)
    return gzip.GzipFile(fileobj=file) if start == b"\x1f\x8b" else file  # type: ignore[return-value]


class Guarded(io.RawIOBase):
    """Passes bytes on, refuses a document type in the head and more than ``MAX_BYTES`` in all."""

    def __init__(self, source: BinaryIO, file: str) -> None:
        self._source, self._file, self._seen = source, file, 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._source.read(size if size >= 0 else MAX_BYTES + 1)
        # UTF-16 puts a zero byte between the letters; without them the word is found there too.
        if self._seen < _HEAD and b"<!DOCTYPE" in data.replace(b"\0", b""):
            raise document_type(self._file)
        self._seen += len(data)
        if self._seen > MAX_BYTES:
            raise EmlError(
                self._file, "", f"at most {MAX_BYTES // 1_000_000} MB of XML", "split the file"
            )
        return data


def document_type(file: str) -> EmlError:
    """The refusal of a file that could pull in other files or blow itself up."""
    return EmlError(
        file,
        "",
        "EML_NL without a document type (<!DOCTYPE …>) or entities",
        "remove the document type; the Kiesraad's software never writes one",
    )


def elements(source: Source, file: str, names: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """Yield the form ("510b", None) first, then ("end", element) for each element named. O(size).

    Whoever reads an element clears it (``drop``), so that memory stays flat. Raises ``EmlError``: no
    XML, no EML, a document type, too large.
    """
    try:
        yield from _events(source, file, names)
    except (etree.XMLSyntaxError, EOFError, gzip.BadGzipFile, UnicodeError) as error:
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        expected = f"well-formed XML ({said})"
        raise EmlError(
            file, "", expected, "fetch or export the file again, it is damaged"
        ) from error


def _events(source: Source, file: str, names: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    stream = Guarded(opened(source), file)
    events = etree.iterparse(
        stream,
        events=("start", "end"),
        tag=(ROOT, *(tag(name) for name in names)),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    known = False
    for event, element in events:
        if not known:
            yield _form(events, element, file), None
            known = True
        if event == "end" and element.tag != ROOT:
            yield "end", element
    if not known:
        raise _foreign(file, events.root)


def _form(events: Any, element: Any, file: str) -> str:
    document = element.getroottree().docinfo
    if document.doctype or document.internalDTD is not None:
        raise document_type(file)
    if element.tag != ROOT or element.getparent() is not None:
        raise _foreign(file, element.getroottree().getroot())
    return str(element.get("Id", ""))


def _foreign(file: str, root: Any) -> EmlError:
    found = root.tag if root is not None else "nothing"
    expected = f"the element EML in the namespace {EML}, found {found}"
    return EmlError(file, "first element", expected, "choose a file in EML_NL")


def drop(element: Any) -> None:
    """Forget an element that has been read, and what stands before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def text_of(element: Any, name: str) -> str:
    """The text of the first child of this name (a path may be given), "" when there is none."""
    found = element.find("/".join(tag(part) for part in name.split("/")))
    return "" if found is None else (found.text or "").strip()


def number_of(file: str, place: str, text: str, name: str) -> int:
    """Return a text as a number of 0 or more. Raises ``EmlError``."""
    if not (text.isascii() and text.isdigit() and len(text) < 13):
        expected = f"a whole number in {name}, found {text!r}"
        raise EmlError(file, place, expected, "correct the number, or export the file again")
    return int(text)
