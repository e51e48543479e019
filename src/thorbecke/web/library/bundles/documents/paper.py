"""A plain paper of heads, lines, points and tables, for letters, proposals and reports.

It is drawn as Word, and as a tagged PDF that meets PDF/UA-1 (ISO 14289-1).
"""

from __future__ import annotations

import io
import json
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from thorbecke.web.library.bundles.documents import pdf
from thorbecke.web.library.bundles.documents.word_styles import set_up

TEMPLATE = Path(__file__).with_name("paper.typ")
LONGEST_PROPERTY = 255  # characters that python-docx allows in a property
HEADS = ("Onderwerp", "Inhoud")


@dataclass(frozen=True)
class Part:
    """A head with what stands under it: paragraphs, then points, then rows of two cells."""

    title: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Paper:
    """A whole document."""

    title: str
    subtitle: str
    day: date
    parts: tuple[Part, ...] = field(default=())


def word(paper: Paper) -> bytes:
    """Return the Word file. O(size)."""
    made = docx.Document()
    set_up(made)
    made.core_properties.title = paper.title[:LONGEST_PROPERTY]
    made.core_properties.author = "Thorbecke"
    made.core_properties.language = "nl-NL"
    moment = datetime.combine(paper.day, time(), UTC)
    made.core_properties.created = made.core_properties.modified = moment
    made.add_heading(paper.title, 1)
    made.add_paragraph(paper.subtitle, style="Meta")
    for part in paper.parts:
        made.add_heading(part.title, 2)
        for text in part.paragraphs:
            made.add_paragraph(text)
        for text in part.points:
            made.add_paragraph(text, style="List Bullet")
        if part.rows:
            _table(made, part.rows)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _table(made: Any, rows: tuple[tuple[str, str], ...]) -> None:
    table = made.add_table(rows=1, cols=2, style="Table Grid")
    _fill(table.rows[0].cells, HEADS, bold=True)
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
    for row in rows:
        _fill(table.add_row().cells, row)


def _fill(cells: Any, values: tuple[str, str], bold: bool = False) -> None:
    for cell, value in zip(cells, values, strict=True):
        cell.paragraphs[0].add_run(value).bold = bold or None


def tagged_pdf(paper: Paper) -> bytes:
    """Return the PDF; Typst refuses to make one that breaks PDF/UA. What people typed is data."""
    data = _printable({**asdict(paper), "day": [paper.day.year, paper.day.month, paper.day.day]})
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    return pdf.compiled(TEMPLATE.read_bytes(), inputs)


def _printable(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _printable(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    return pdf.breakable(pdf.displayable(value)) if isinstance(value, str) else value
