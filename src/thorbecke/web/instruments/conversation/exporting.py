"""The files of a conversation, in the layout of Polis, and its log of moderation."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.utils import timezone

from thorbecke.formats.polis import Statement as Row
from thorbecke.formats.polis import statement_lines, vote_lines
from thorbecke.formats.tables.guard import guard
from thorbecke.methods.opinion.plain import from_data
from thorbecke.web.instruments.conversation import mapping, statements
from thorbecke.web.instruments.conversation.models import Statement
from thorbecke.web.participation.models import Act, Result

MODERATED = {
    Statement.State.SHOWN: 1,
    Statement.State.WAITING: 0,
    Statement.State.REFUSED: -1,
    Statement.State.REPLACED: -1,
}


def votes(act: Act, result: Result) -> Iterator[str]:
    """Yield the lines of participants-votes.csv: the votes that were counted, with their groups."""
    labels = result.counts[0]["outcome"]["labels"]
    yield from vote_lines(from_data(mapping.inputs(act)), labels)


def texts(act: Act) -> Iterator[str]:
    """Yield the lines of comments.csv: statements that stand in the conversation; no author."""
    shown = Statement.objects.filter(act=act, state=Statement.State.SHOWN)
    yield from statement_lines(
        Row(
            str(one.number), one.text, "", MODERATED[Statement.State.SHOWN], one.agree, one.disagree
        )
        for one in shown
    )


def log(act: Act) -> Iterator[str]:
    """Yield the log of moderation; the words of what was refused stay out of it."""
    yield _line(["when", "statement", "decision", "by", "reason"])
    for entry in statements.log_of(act).iterator(chunk_size=500):
        when = timezone.localtime(entry.made_at).strftime("%Y-%m-%d %H:%M")
        number = str(entry.statement.number)
        yield _line([when, number, entry.state, entry.by, guard(entry.reason)])


def _line(cells: list[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(cells)
    return out.getvalue()
