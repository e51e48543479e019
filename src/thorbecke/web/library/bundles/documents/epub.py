"""The bundle as an EPUB 3.3 book with accessibility metadata (EPUB Accessibility 1.1)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, time
from xml.etree.ElementTree import Element, SubElement, tostring

from thorbecke.web.library.bundles.documents import words, xhtml
from thorbecke.web.library.bundles.documents.model import Chart, Document
from thorbecke.web.library.bundles.documents.xhtml import element

Report = Callable[[int, str], None]

CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)
STYLE = """body { font-family: serif; line-height: 1.5; margin: 0 5%; }
h1, h2 { color: #0d4650; line-height: 1.2; hyphens: none; }
h2 { font-size: 1.1em; margin: 1.6em 0 0.4em; }
a { color: #0b5c67; overflow-wrap: anywhere; }
p, li, dd, td { overflow-wrap: anywhere; }
.kicker { color: #a8381a; font-weight: bold; margin: 2em 0 0; }
.meta, .subtitle { color: #4d5b61; margin-top: 0; }
.subtitle { font-size: 1.2em; }
.panel { border-left: 4px solid #0b5c67; background-color: #eff7f6; padding: 0.5em 1em; margin: 1.2em 0; }
.panel.own { border-left-color: #a8381a; background-color: #fdf3ee; }
.panel, .panel h2 { color: #17242b; }
.panel h2 { margin-top: 0.3em; }
dt { font-weight: bold; }
dd { margin: 0 0 0.6em; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #ddd4c3; padding: 0.3em 0.5em 0.3em 0; text-align: left; }
figure { margin: 1em 0; }
.sources { font-size: 0.9em; }
"""
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same book twice gives the same file


def render(document: Document, report: Report) -> bytes:
    """Return the book. A few milliseconds an item."""
    files = {"style.css": STYLE.encode(), "nav.xhtml": _nav(document)}
    files["cover.xhtml"] = xhtml.page(document.title, document.language, xhtml.cover(document))
    parts = list(document.all_chapters)
    for index, part in enumerate(parts, start=1):
        body = xhtml.chapter(part)
        files[f"{part.anchor}.xhtml"] = xhtml.page(part.title, document.language, body)
        report(20 + 70 * index // len(parts), f"Hoofdstuk {index} van {len(parts)}")
    files["package.opf"] = _package(document)
    return _zipped(files)


def _zipped(files: dict[str, bytes]) -> bytes:
    """Return the zip; the type comes first and is stored as it is (OCF 3.3, section 4.2)."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        _put(archive, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        _put(archive, "META-INF/container.xml", CONTAINER.encode(), zipfile.ZIP_DEFLATED)
        for name, body in files.items():
            _put(archive, f"EPUB/{name}", body, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _put(archive: zipfile.ZipFile, name: str, body: bytes, how: int) -> None:
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = how
    archive.writestr(info, body)


def _nav(document: Document) -> bytes:
    rows = [
        element(
            "li",
            children=[element("a", _label(part.number, part.title), href=f"{part.anchor}.xhtml")],
        )
        for part in document.all_chapters
    ]
    first = element("li", children=[element("a", "Voorkant", href="cover.xhtml")])
    inside = [element("h1", words.CONTENTS), element("ol", children=[first, *rows])]
    nav = element("nav", children=inside, epub_type="toc", id="toc", role="doc-toc")
    return xhtml.page(words.CONTENTS, document.language, [nav])


def _label(number: int, title: str) -> str:
    return f"{number}. {title}" if number else title


def _package(document: Document) -> bytes:
    root = Element(
        "package",
        {
            "xmlns": "http://www.idpf.org/2007/opf",
            "version": "3.0",
            "unique-identifier": "id",
            "xml:lang": document.language,
            "prefix": "schema: http://schema.org/",
        },
    )
    _metadata(root, document)
    manifest = SubElement(root, "manifest")
    spine = SubElement(root, "spine")
    _item(manifest, "style", "style.css", "text/css")
    _item(manifest, "nav", "nav.xhtml", "application/xhtml+xml", "nav")
    pages = [("cover", False), *((p.anchor, _has_picture(p.blocks)) for p in document.all_chapters)]
    for name, picture in pages:
        _item(manifest, name, f"{name}.xhtml", "application/xhtml+xml", "svg" if picture else "")
        SubElement(spine, "itemref", idref=name)
        if name == "cover":
            SubElement(spine, "itemref", idref="nav")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode").encode()


def _has_picture(blocks: tuple[object, ...]) -> bool:
    return any(isinstance(block, Chart) for block in blocks)


def _item(manifest: Element, name: str, href: str, kind: str, properties: str = "") -> None:
    attributes = {"id": name, "href": href, "media-type": kind}
    SubElement(manifest, "item", attributes | ({"properties": properties} if properties else {}))


def _metadata(root: Element, document: Document) -> None:
    metadata = SubElement(root, "metadata", {"xmlns:dc": "http://purl.org/dc/elements/1.1/"})
    SubElement(metadata, "dc:identifier", id="id").text = document.identifier
    SubElement(metadata, "dc:title").text = document.title
    SubElement(metadata, "dc:language").text = document.language
    SubElement(metadata, "dc:creator").text = "Thorbecke"
    SubElement(metadata, "dc:source").text = document.address
    SubElement(metadata, "dc:date").text = document.day.isoformat()
    if document.subtitle:
        SubElement(metadata, "dc:description").text = document.subtitle
    moment = datetime.combine(document.day, time(), UTC)
    for name, value in [("dcterms:modified", f"{moment:%Y-%m-%dT%H:%M:%SZ}"), *_access(document)]:
        SubElement(metadata, "meta", property=name).text = value


def _access(document: Document) -> list[tuple[str, str]]:
    pictures = any(_has_picture(part.blocks) for part in document.all_chapters)
    modes = ["textual", "visual"] if pictures else ["textual"]
    features = [
        "tableOfContents",
        "structuralNavigation",
        "readingOrder",
        "displayTransformability",
    ]
    features += ["alternativeText"] if pictures else []
    return [
        *(("schema:accessMode", mode) for mode in modes),
        ("schema:accessModeSufficient", "textual"),
        *(("schema:accessibilityFeature", feature) for feature in features),
        ("schema:accessibilityHazard", "none"),
        (
            "schema:accessibilitySummary",
            "Koppen, lijsten en tabellen zijn opgemaakt. Elke afbeelding heeft een beschrijving.",
        ),
    ]
