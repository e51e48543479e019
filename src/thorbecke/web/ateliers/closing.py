"""Closing: what was chosen becomes the report, in one transaction. What people wrote goes on its date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from thorbecke.knowledge import designs, shipped
from thorbecke.methods.design.survivors import near
from thorbecke.web.ateliers import flow, results
from thorbecke.web.ateliers.board import Item
from thorbecke.web.ateliers.models import Atelier, LogEntry, Phase
from thorbecke.web.ateliers.results import Outcome
from thorbecke.web.ateliers.words import mark

FORMAT = "thorbecke-atelier"


@flow.changes(content=True)
def close(atelier: Atelier, person: Any, given: Mapping[str, Any]) -> None:
    """Close it with a report. ``given``: title, challenge, themes, choices, share_report, erase_on, chosen
    (targets of what to keep).
    """
    if atelier.phase != Phase.OPEN:
        raise flow.Refused("phase")
    atelier.phase, atelier.closed_at = Phase.CLOSED, timezone.now()
    atelier.ends_at = atelier.left = None
    atelier.writing = False
    for name in ("title", "challenge", "themes", "share_report", "erase_on"):
        setattr(atelier, name, given[name])
    atelier.report = report(atelier, given["chosen"], given["choices"])
    flow.note(atelier, person, LogEntry.Action.CLOSED)


@flow.changes(content=True)
def reopen(atelier: Atelier, person: Any) -> None:
    """Undo the closing, as long as what people wrote is still there. The report is made again later."""
    if atelier.phase != Phase.CLOSED or atelier.erased_at:
        raise flow.Refused("phase")
    atelier.phase, atelier.closed_at, atelier.report = Phase.OPEN, None, None
    atelier.writing = True
    flow.note(atelier, person, LogEntry.Action.OPENED)


def report(atelier: Atelier, chosen: Collection[str], choices: Mapping[str, str]) -> dict[str, Any]:
    """Return the report as plain data: what was chosen, with its weights; no names. Eight queries."""
    kinds = Counter(atelier.guests.values_list("kind", flat=True))
    with override("nl"):
        return {
            "format": FORMAT,
            "version": 1,
            "title": atelier.title,
            "challenge": atelier.challenge,
            "themes": list(atelier.themes),
            "organisation": atelier.organisation.name,
            "template": atelier.template,
            "held_on": timezone.localdate(atelier.opened_at).isoformat(),
            "people": sum(kinds.values()),
            "experts": kinds["expert"],
            "colleagues": kinds["colleague"],
            "cards": atelier.cards.filter(hidden=False, ready=False).count(),
            "choices": dict(choices),
            "steps": [_step(one, chosen) for one in results.outcomes(atelier) if _has(one, chosen)],
        }


def _has(outcome: Outcome, chosen: Collection[str]) -> bool:
    return any(one.target in chosen for one in outcome.items)


def _step(outcome: Outcome, chosen: Collection[str]) -> dict[str, Any]:
    step = outcome.step
    return {
        "key": step.key,
        "title": step.title_nl,
        "question": step.instruction_nl,
        "canvas": step.canvas,
        "principle": step.principle,
        "cards": outcome.cards,
        "people": outcome.people,
        "dotted": "dot" in step.verbs,
        "scored": "score" in step.verbs,
        "items": [_item(one) for one in outcome.items if one.target in chosen],
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "text": item.title,
        "mark": mark(item.line.kind, item.line.label) if item.loose else "",
        "cards": [] if item.loose else [_line_text(line) for line in item.lines],
        "dots": item.dots,
        "score": round(item.score, 2) if item.score is not None else None,
        "scored": item.scored,
    }


def _line_text(line: Any) -> str:
    found = mark(line.kind, line.label)
    return f"{line.text} ({found})" if found else str(line.text)


def challenge_of(atelier: Atelier, found: Sequence[Outcome]) -> str:
    """Return the challenge with what the room chose to say about it, for the closing form."""
    lines = [atelier.challenge] if atelier.challenge else []
    for outcome in found:
        if outcome.step.field == "challenge":
            kept = outcome.proposed
            lines += [f"- {one.title}" for one in outcome.items if one.target in kept][:5]
    return "\n".join(lines)[:4000]


def together(choices: Mapping[str, str]) -> bool:
    """Tell whether at least one design holds all these choices."""
    box = designs.box(shipped().building_blocks)
    return len(near(box, dict(choices), 0).rows) > 0
