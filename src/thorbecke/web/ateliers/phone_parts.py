"""The parts of a guest's page: head, form, own cards and weights, and the board."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator

from thorbecke.web.ateliers import board, live, writing
from thorbecke.web.ateliers.flow import step_of
from thorbecke.web.ateliers.models import LONGEST_CARD, Atelier, Guest, Phase
from thorbecke.web.ateliers.scripts import Step

PER_PAGE = 60


def all_parts(atelier: Atelier, guest: Guest, page: int) -> list[live.Part]:
    """Return the parts in their order. Three queries, and those of the board once a version."""
    step = step_of(atelier)
    context = {"atelier": atelier, "guest": guest, "step": step, **_own(atelier, guest, step)}
    return [
        live.draw("kop", "_phone_head.html", context | _head(atelier, guest, step)),
        live.draw("schrijf", "_phone_write.html", context | _write(atelier, guest, step)),
        live.draw("mijn", "_phone_mine.html", context),
        _board(atelier, guest, step, page),
    ]


def _head(atelier: Atelier, guest: Guest, step: Step) -> dict[str, Any]:
    choose = step.in_groups and atelier.choose_group and atelier.phase == Phase.OPEN
    return {
        "timer": live.timer(atelier),
        "number": atelier.step + 1,
        "total": len(atelier.steps),
        "closed": atelier.phase == Phase.CLOSED,
        "groups": range(1, atelier.groups + 1) if choose else (),
        "in_group": guest.group if step.in_groups else None,
    }


def _write(atelier: Atelier, guest: Guest, step: Step) -> dict[str, Any]:
    return {
        "can_write": writing.can_write(atelier, guest, step),
        "stopped": "write" in step.verbs and atelier.phase == Phase.OPEN and not atelier.writing,
        "longest": LONGEST_CARD,
    }


def _own(atelier: Atelier, guest: Guest, step: Step) -> dict[str, Any]:
    """What this guest wrote and weighed in this step."""
    if atelier.phase == Phase.CLOSED:
        return {"cards": [], "dots": [], "scores": [], "over": True}
    open_ = atelier.writing and not atelier.revealed
    dots, scores = [], []
    if "dot" in step.verbs:
        found = guest.dots.filter(step=step.key).select_related("card", "cluster")
        dots = list(found.order_by("slot"))
    if "score" in step.verbs:
        found = guest.scores.filter(step=step.key).select_related("card", "cluster")
        scores = list(found.order_by("pk"))
    cards = guest.cards.filter(step=step.key, hidden=False) if "write" in step.verbs else []
    return {"cards": list(cards), "dots": dots, "scores": scores, "may_change": open_}


def _board(atelier: Atelier, guest: Guest, step: Step, page: int) -> live.Part:
    """The board, drawn once for all guests who see the same."""
    open_ = atelier.phase == Phase.OPEN and atelier.writing and not atelier.revealed
    may = tuple(verb for verb in ("dot", "score") if open_ and writing.allowed(step, verb, guest))
    group = guest.group if step.in_groups and atelier.groups else None
    own_only = "write" in step.verbs and step.read == "own"
    hidden = atelier.phase == Phase.CLOSED or not step.looks or own_only
    key = (atelier.pk, atelier.content, step.key, may, group, page, hidden)
    return live.kept(("phone", key), lambda: _draw_board(atelier, step, may, group, page, hidden))


def _draw_board(
    atelier: Atelier, step: Step, may: tuple[str, ...], group: int | None, page: int, hidden: bool
) -> live.Part:
    found = () if hidden else board.items(atelier, step)
    if group is not None:
        found = tuple(one for one in found if not one.loose or one.line.group == group)
    if atelier.revealed:
        found = board.weighed(atelier, step, found)
    elif "write" in step.verbs:
        found = found[::-1]
    context = {
        "atelier": atelier,
        "step": step,
        "page": Paginator(found, PER_PAGE).get_page(page),
        "hidden": hidden,
        "own_only": hidden and "write" in step.verbs and atelier.phase == Phase.OPEN,
        "dot": "dot" in may,
        "score": "score" in may,
        "scores": range(1, 6),
        "revealed": atelier.revealed,
        "most": max((one.dots for one in found), default=0),
    }
    return live.draw("bord", "_phone_board.html", context)
