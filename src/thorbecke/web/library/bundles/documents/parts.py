"""The blocks that every kind of item is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from thorbecke.knowledge import labels, schema
from thorbecke.web.library.bundles.documents import text, words
from thorbecke.web.library.bundles.documents.model import (
    Bar,
    Block,
    Bullets,
    Chart,
    Facts,
    FigureRow,
    Figures,
    Heading,
    Panel,
    Paragraph,
    Run,
    Sources,
)
from thorbecke.web.library.bundles.documents.references import SourceList

FUNNEL = ("invited", "responded", "drawn", "participants")


@dataclass(frozen=True)
class Context:
    """What an item needs besides its own content."""

    sources: SourceList
    titles_of: Callable[[str, list[str]], list[str]]  # kind, slugs -> titles of what is published


def section(title: str, body: str | None) -> list[Block]:
    """Return a heading with text, or nothing when there is no text."""
    return [Heading(title), *text.blocks(body)] if body and body.strip() else []


def listed(title: str, rows: list[str]) -> list[Block]:
    """Return a heading with a list, or nothing."""
    if not rows:
        return []
    return [Heading(title), Bullets(tuple(text.runs(text.line(row)) for row in rows))]


def lesson(title: str, body: str) -> Panel:
    """Return what we learn from it, to stand out."""
    return Panel("lesson", title, text.blocks(body))


def facts(rows: list[tuple[str, str | None]]) -> list[Block]:
    """Return the facts that are known."""
    known = tuple((label, _capital(text.line(value))) for label, value in rows if value)
    return [Facts(words.FACTS, known)] if known else []


def figures(found: dict[schema.FigureName, schema.Figure]) -> list[Block]:
    """Return the numbers as a chart, when they are steps of one road, and always as a table."""
    rows = [_figure_row(name, found[name]) for name in labels.FIGURE_LABELS if name in found]
    if not rows:
        return []
    return [*_funnel(found), Figures(words.FIGURES, tuple(rows))]


def certainty(level: str, note: str | None = None, checked_on: date | None = None) -> list[Block]:
    """Return in words how sure we are and when somebody last looked."""
    rows = [words.CERTAINTY_MEANING[level], note or ""]
    rows += [f"Nagekeken op {words.day(checked_on)}."] if checked_on else []
    return [Heading(words.CERTAINTY), text.paragraph(" ".join(row for row in rows if row))]


def sources(context: Context, found: list[schema.Source]) -> list[Block]:
    """Return the sources of an item, with their numbers in the whole document."""
    references = context.sources.add_all(found)
    return [Sources(words.SOURCES, references)] if references else []


def address(url: str) -> list[Block]:
    """Return where the item stands on the site."""
    return [Paragraph((Run(f"{words.ADDRESS}: "), Run(url, href=url)))]


def _capital(value: str) -> str:
    return value[:1].upper() + value[1:]


def _figure_row(name: str, figure: schema.Figure) -> FigureRow:
    return FigureRow(
        label=labels.FIGURE_LABELS[name],
        value=words.figure(name, figure.value),
        note=text.line(figure.note_nl or ""),
        certainty=labels.CERTAINTY[figure.certainty],
    )


def _funnel(found: dict[schema.FigureName, schema.Figure]) -> list[Block]:
    """Return the road from invitation to taking part; only when it starts high and has two steps."""
    steps = [(name, found[name].value) for name in FUNNEL if name in found]
    most = max((value for _name, value in steps), default=0)
    if len(steps) < 2 or not most or steps[0][1] < most:
        return []
    bars = tuple(
        Bar(labels.FIGURE_LABELS[name], words.number(value), round(value / most, 4), value)
        for name, value in steps
    )
    told = words.listing([f"{bar.label.lower()} {bar.value}" for bar in bars])
    return [Chart(words.FUNNEL, f"Staafdiagram: {told}.", bars)]
