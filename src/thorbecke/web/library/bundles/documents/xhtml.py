"""The blocks as XHTML elements. A tree, not text: it cannot be anything else than well-formed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from thorbecke.web.library.bundles.documents import words
from thorbecke.web.library.bundles.documents.model import (
    Block,
    Bullets,
    Chapter,
    Chart,
    Document,
    Facts,
    Figures,
    Heading,
    Panel,
    Paragraph,
    Runs,
    Sources,
)

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'


def page(title: str, language: str, body: Iterable[Element], kind: str = "") -> bytes:
    """Return a whole XHTML file with this body. ``kind`` is an epub:type for the body."""
    root = Element(
        "html", {"xmlns": XHTML, "xmlns:epub": OPS, "lang": language, "xml:lang": language}
    )
    head = SubElement(root, "head")
    SubElement(head, "title").text = title
    SubElement(head, "link", rel="stylesheet", type="text/css", href="style.css")
    SubElement(root, "body", {"epub:type": kind} if kind else {}).extend(body)
    return (DECLARATION + tostring(root, encoding="unicode")).encode()


def element(
    tag: str, text: str = "", children: Iterable[Element] = (), **attributes: str
) -> Element:
    """Return an element; ``class_`` and ``epub_type`` stand for class and epub:type."""
    names = {"class_": "class", "epub_type": "epub:type", "aria_label": "aria-label"}
    made = Element(tag, {names.get(name, name): value for name, value in attributes.items()})
    made.text = text or None
    made.extend(children)
    return made


def spans(made: Element, runs: Runs) -> Element:
    """Add running text to an element and return it."""
    for run in runs:
        inner = made
        if run.href:
            inner = SubElement(inner, "a", href=run.href)
        if run.strong:
            inner = SubElement(inner, "strong")
        _lines(inner, run.text)
    return made


def chapter(part: Chapter) -> list[Element]:
    """Return the head and the blocks of a chapter."""
    head = [element("p", f"{part.number}. {part.kicker}", class_="kicker")] if part.number else []
    head.append(element("h1", part.title))
    if part.meta:
        head.append(element("p", part.meta, class_="meta"))
    return [element("section", children=[*head, *drawn(part.blocks)], id=part.anchor)]


def cover(document: Document) -> list[Element]:
    """Return the title page with the words of the maker."""
    lines = [line for line in (document.summary, document.day_text, words.MADE_WITH) if line]
    head = [element("p", "Bundel", class_="kicker"), element("h1", document.title)]
    if document.subtitle:
        head.append(element("p", document.subtitle, class_="subtitle"))
    head += [element("p", line, class_="meta") for line in lines]
    if document.foreword:
        head.append(element("h2", words.FOREWORD))
    return [element("section", children=[*head, *drawn(document.foreword)], class_="cover")]


def drawn(blocks: Iterable[Block]) -> list[Element]:
    """Return the elements of these blocks."""
    return [made for block in blocks for made in DRAWERS[block.kind](block)]


def _lines(parent: Element, text: str) -> None:
    first, *rest = text.split("\n")
    _append_text(parent, first)
    for part in rest:
        SubElement(parent, "br").tail = part


def _append_text(parent: Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _paragraph(block: Paragraph) -> list[Element]:
    return [spans(element("p"), block.runs)]


def _bullets(block: Bullets) -> list[Element]:
    return [element("ul", children=[spans(element("li"), runs) for runs in block.items])]


def _heading(block: Heading) -> list[Element]:
    return [element("h2", block.text)]


def _panel(block: Panel) -> list[Element]:
    inside = [element("h2", block.title), *drawn(block.blocks)]
    return [element("div", children=inside, class_=f"panel {block.tone}")]


def _facts(block: Facts) -> list[Element]:
    rows = []
    for label, value in block.rows:
        rows += [element("dt", label), element("dd", value)]
    return [element("h2", block.title), element("dl", children=rows)]


def _figures(block: Figures) -> list[Element]:
    heads = [
        element("th", name, scope="col") for name in ("Wat", "Aantal", "Toelichting", "Zekerheid")
    ]
    rows = [
        element(
            "tr",
            children=[
                element("th", row.label, scope="row"),
                *(element("td", cell) for cell in (row.value, row.note or "–", row.certainty)),
            ],
        )
        for row in block.rows
    ]
    head = element("thead", children=[element("tr", children=heads)])
    return [
        element("h2", block.title),
        element("table", children=[head, element("tbody", children=rows)]),
    ]


def _chart(block: Chart) -> list[Element]:
    """Return the bars as SVG; its title says in words what the picture shows."""
    height = 34 * len(block.bars)
    shapes = [element("title", block.description)]
    for index, bar in enumerate(block.bars):
        top = 34 * index
        width = max(2.0, 300 * bar.share)
        shapes += [
            element("text", bar.label, x="0", y=str(top + 20), **{"font-size": "15"}),
            element(
                "rect", x="130", y=str(top + 6), width=f"{width:.1f}", height="20", fill="#0b5c67"
            ),
            element(
                "text", bar.value, x=f"{138 + width:.1f}", y=str(top + 21), **{"font-size": "15"}
            ),
        ]
    drawing = element(
        "svg",
        children=shapes,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 510 {height}",
        role="img",
        aria_label=block.description,
    )
    return [element("h2", block.title), element("figure", children=[drawing])]


def _sources(block: Sources) -> list[Element]:
    head = [element("h2", block.title)] if block.title else []
    rows = []
    for source in block.items:
        seen = f", {source.seen}" if source.seen else ""
        row = element("li", value=str(source.number), children=[element("strong", source.title)])
        row[0].tail = f"{seen}: "
        row.append(element("a", source.url, href=source.url))
        rows.append(row)
    return [*head, element("ol", children=rows, class_="sources")]


DRAWERS: dict[str, Callable[[Any], list[Element]]] = {
    "paragraph": _paragraph,
    "bullets": _bullets,
    "heading": _heading,
    "panel": _panel,
    "facts": _facts,
    "figures": _figures,
    "chart": _chart,
    "sources": _sources,
}
