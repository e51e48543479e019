"""The parts of the big screen: what to do now, how far the room is, and the board."""

from __future__ import annotations

from typing import Any

from thorbecke.web.ateliers import board, live
from thorbecke.web.ateliers.flow import step_of
from thorbecke.web.ateliers.models import Atelier, Phase
from thorbecke.web.ateliers.scripts import Step

MOST_SHOWN = 24


def all_parts(atelier: Atelier) -> list[live.Part]:
    """Return the parts in their order. Five queries, and those of the board once a version."""
    step = step_of(atelier)
    context = {"atelier": atelier, "step": step, "closed": atelier.phase == Phase.CLOSED}
    head = {
        "timer": live.timer(atelier),
        "number": atelier.step + 1,
        "total": len(atelier.steps),
        "group": atelier.groups if step.in_groups else 0,
    }
    return [
        live.draw("kop", "_screen_head.html", context | head),
        live.draw("stand", "_screen_progress.html", context | progress_of(atelier, step)),
        _board(atelier, step),
    ]


def progress_of(atelier: Atelier, step: Step) -> dict[str, Any]:
    """Return how far the room is, for a template."""
    found = board.progress(atelier, step)
    return {
        "progress": found,
        "all_dots": found.people * step.dots if step.verbs.get("dot") == "all" else 0,
    }


def _board(atelier: Atelier, step: Step) -> live.Part:
    key = ("screen", atelier.pk, atelier.content, step.key)
    return live.kept(key, lambda: _draw_board(atelier, step))


def _draw_board(atelier: Atelier, step: Step) -> live.Part:
    closed = atelier.phase == Phase.CLOSED
    own_only = "write" in step.verbs and step.read == "own"
    found = () if closed or own_only or not step.looks else board.items(atelier, step)
    if atelier.revealed:
        found = board.weighed(atelier, step, found)
    elif "write" in step.verbs:
        found = found[::-1]
    context = {
        "atelier": atelier,
        "step": step,
        "items": found[:MOST_SHOWN],
        "more": max(0, len(found) - MOST_SHOWN),
        "own_only": own_only and not closed,
        "revealed": atelier.revealed,
        "most": max((one.dots for one in found), default=0),
        "closed": closed,
    }
    return live.draw("bord", "_screen_board.html", context)
