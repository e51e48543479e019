"""The parts of the console: steps and timer, how far the room is, and the board with its tools."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator

from thorbecke.web.ateliers import board, grouping, live
from thorbecke.web.ateliers.flow import step_of
from thorbecke.web.ateliers.models import Atelier
from thorbecke.web.ateliers.screen_parts import progress_of
from thorbecke.web.ateliers.scripts import Step

PER_PAGE = 60


def all_parts(atelier: Atelier, page: int) -> list[live.Part]:
    """Return the parts in their order. Nine queries at most."""
    step = step_of(atelier)
    context = {"atelier": atelier, "step": step, "page_number": page}
    return [
        live.draw("leiden", "_console_lead.html", context | _lead(atelier, step)),
        live.draw("stand", "_console_progress.html", context | _progress(atelier, step)),
        live.draw("bord", "_console_board.html", context | _board(atelier, step, page)),
        live.draw("stappen", "_console_steps.html", context | _steps(atelier)),
    ]


def _lead(atelier: Atelier, step: Step) -> dict[str, Any]:
    place = atelier.step
    following = atelier.steps[place + 1] if place + 1 < len(atelier.steps) else None
    return {
        "timer": live.timer(atelier),
        "number": place + 1,
        "total": len(atelier.steps),
        "following": following,
        "next_round": atelier.round < step.rounds,
        "weighs": bool({"dot", "score"} & set(step.verbs)),
    }


def _progress(atelier: Atelier, step: Step) -> dict[str, Any]:
    return {
        **progress_of(atelier, step),
        "groups": grouping.sizes(atelier),
        "purpose": grouping.purpose(atelier),
    }


def _board(atelier: Atelier, step: Step, page: int) -> dict[str, Any]:
    found = board.items(atelier, step, hidden=True)
    if atelier.revealed:
        found = board.weighed(atelier, step, found)
    return {
        "page": Paginator(found, PER_PAGE).get_page(page),
        "clusters": [one for one in found if not one.loose],
        "can_cluster": "cluster" in step.verbs and not atelier.revealed,
        "revealed": atelier.revealed,
    }


def _steps(atelier: Atelier) -> dict[str, Any]:
    return {
        "steps": [
            {
                "place": place,
                "number": place + 1,
                "title": data["title_nl"],
                "now": place == atelier.step,
            }
            for place, data in enumerate(atelier.steps)
        ]
    }
