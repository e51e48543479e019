"""The bundle as a Word document: real styles, language, table headers and alternative texts."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph as WordParagraph

from thorbecke.web.library.bundles.documents import pdf, words
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
    as_data,
)
from thorbecke.web.library.bundles.documents.word_styles import BRICK, SOFT, WATER, set_up

Report = Callable[[int, str], None]

CHART = Path(__file__).with_name("chart.typ")
LONGEST_PROPERTY = 255  # characters that python-docx allows in a property


def render(document: Document, report: Report) -> bytes:
    """Return the Word file. A few milliseconds an item, more for a picture."""
    made = docx.Document()
    set_up(made)
    _properties(made, document)
    _cover(made, document)
    _contents(made, document)
    parts = list(document.all_chapters)
    for index, part in enumerate(parts, start=1):
        _chapter(made, part)
        report(20 + 70 * index // len(parts), f"Hoofdstuk {index} van {len(parts)}")
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _properties(made: WordDocument, document: Document) -> None:
    found = made.core_properties
    found.title = document.title[:LONGEST_PROPERTY]
    found.subject = document.subtitle[:LONGEST_PROPERTY]
    found.author = "Thorbecke"
    found.language = "nl-NL"
    found.comments = document.address[:LONGEST_PROPERTY]
    found.created = found.modified = datetime.combine(document.day, time(), UTC)


def _cover(made: WordDocument, document: Document) -> None:
    made.add_paragraph(document.title, style="Title")
    if document.subtitle:
        made.add_paragraph(document.subtitle, style="Subtitle")
    for line in (document.summary, document.day_text, words.MADE_WITH):
        if line:
            made.add_paragraph(line)
    if document.foreword:
        made.add_heading(words.FOREWORD, 1)
        _blocks(made, document.foreword)


def _contents(made: WordDocument, document: Document) -> None:
    """Write the list of chapters as links, so that it is right without Word's "update field"."""
    made.add_heading(words.CONTENTS, 1)
    for part in document.all_chapters:
        label = f"{part.number}. {part.title}" if part.number else part.title
        _hyperlink(made.add_paragraph(style="List"), label, anchor=_bookmark_name(part))


def _chapter(made: WordDocument, part: Chapter) -> None:
    head = made.add_paragraph(style="Kicker")
    head.add_run(f"{part.number}. {part.kicker}" if part.number else words.MADE_WITH)
    head.paragraph_format.page_break_before = True
    _bookmark(made.add_heading(part.title, 1), _bookmark_name(part))
    if part.meta:
        made.add_paragraph(part.meta, style="Meta")
    _blocks(made, part.blocks)


def _blocks(made: WordDocument, blocks: tuple[Block, ...]) -> None:
    for block in blocks:
        DRAWERS[block.kind](made, block)


def _spans(paragraph: WordParagraph, runs: Runs) -> None:
    for run in runs:
        if run.href:
            _hyperlink(paragraph, run.text, url=run.href)
        else:
            _lines(paragraph, run.text, run.strong)


def _lines(paragraph: WordParagraph, text: str, strong: bool) -> None:
    for index, line in enumerate(text.split("\n")):
        run = paragraph.add_run(line)
        run.bold = strong or None
        if index < text.count("\n"):
            run.add_break(WD_BREAK.LINE)


def _paragraph(made: WordDocument, block: Paragraph) -> None:
    _spans(made.add_paragraph(), block.runs)


def _bullets(made: WordDocument, block: Bullets) -> None:
    for runs in block.items:
        _spans(made.add_paragraph(style="List Bullet"), runs)


def _heading(made: WordDocument, block: Heading) -> None:
    made.add_heading(block.text, 2)


def _panel(made: WordDocument, block: Panel) -> None:
    made.add_heading(block.title, 2)
    for part in block.blocks:
        if isinstance(part, Bullets):
            _bullets(made, part)
        else:
            style = "Own words" if block.tone == "own" else "Lesson"
            _spans(made.add_paragraph(style=style), part.runs)


def _facts(made: WordDocument, block: Facts) -> None:
    made.add_heading(block.title, 2)
    table = _table(made, ("Onderwerp", "Wat wij weten"), (5.0, 10.5))
    for row in block.rows:
        _row(table, row)


def _figures(made: WordDocument, block: Figures) -> None:
    made.add_heading(block.title, 2)
    table = _table(made, ("Wat", "Aantal", "Toelichting", "Zekerheid"), (4.0, 3.0, 5.5, 3.0))
    for row in block.rows:
        _row(table, (row.label, row.value, row.note or "–", row.certainty))


def _table(made: WordDocument, heads: tuple[str, ...], widths: tuple[float, ...]) -> Table:
    """Return a table with a header row that repeats on every page and is read out as header."""
    table = made.add_table(rows=1, cols=len(heads), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    _fill(table.rows[0].cells, heads, bold=True)
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
    return table


def _row(table: Table, cells: tuple[str, ...]) -> None:
    row = table.add_row()
    _fill(row.cells, cells)
    row.cells[0].paragraphs[0].runs[0].bold = True


def _fill(cells: Any, values: tuple[str, ...], bold: bool = False) -> None:
    for cell, value in zip(cells, values, strict=True):
        run = cell.paragraphs[0].add_run(value)
        run.bold = bold or None
        run.font.size = Pt(10)


def _chart(made: WordDocument, block: Chart) -> None:
    made.add_heading(block.title, 2)
    data = json.dumps(as_data(block), ensure_ascii=False)
    made.add_picture(io.BytesIO(pdf.picture(CHART.read_bytes(), {"data": data})), width=Cm(15.5))
    properties = made.inline_shapes[-1]._inline.docPr
    properties.set("descr", block.description)
    properties.set("title", block.title)


def _sources(made: WordDocument, block: Sources) -> None:
    if block.title:
        made.add_heading(block.title, 2)
    for source in block.items:
        paragraph = made.add_paragraph(style="Source")
        number = paragraph.add_run(f"{source.number}. ")
        number.font.color.rgb = RGBColor.from_string(BRICK)
        paragraph.add_run(source.title).bold = True
        if source.seen:
            paragraph.add_run(f", {source.seen}").font.color.rgb = RGBColor.from_string(SOFT)
        paragraph.add_run(": ")
        _hyperlink(paragraph, source.url, url=source.url)


def _hyperlink(paragraph: WordParagraph, text: str, url: str = "", anchor: str = "") -> None:
    """Add a link to an address or to a place in the document (ECMA-376, 17.16.22)."""
    link = OxmlElement("w:hyperlink")
    if anchor:
        link.set(qn("w:anchor"), anchor)
    else:
        relation = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), relation)
    run = paragraph.add_run(text)
    run.font.color.rgb = RGBColor.from_string(WATER)
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def _bookmark_name(part: Chapter) -> str:
    return part.anchor.replace("-", "_")


def _bookmark(paragraph: WordParagraph, name: str) -> None:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    number = str(sum(name.encode()) * 1000 + len(paragraph.text))
    for mark in (start, end):
        mark.set(qn("w:id"), number)
    start.set(qn("w:name"), name)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(end)


DRAWERS: dict[str, Callable[[WordDocument, Any], None]] = {
    "paragraph": _paragraph,
    "bullets": _bullets,
    "heading": _heading,
    "panel": _panel,
    "facts": _facts,
    "figures": _figures,
    "chart": _chart,
    "sources": _sources,
}
