"""The box: choose, and see what remains possible and why the rest is not."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thorbecke.web.core.charts.chart import number
from thorbecke.web.designs import cases, possible
from thorbecke.web.designs.state import State, blocks, read
from thorbecke.web.designs.views import begin, pages


@require_safe
@pages.strict
def box(request: HttpRequest) -> HttpResponse:
    """Show the box with the choices of the address. One query beside those of every page."""
    state = read(request.GET)
    found = possible.outcome(state)
    rules = possible.rules_by_id()
    hardest = _hardest(found.gains, rules)
    context: dict[str, Any] = {
        "crumbs": [(_("Home"), "/"), (_("Ontwerp"),)],
        "steps": pages.steps(state),
        "state": state,
        **begin.working(request, state),
        "status": blocks().status,
        "parameters": possible.parameters(state, cases.by_method()),
        "carried": [pair for pair in state.pairs() if pair[0] not in state.choices],
        "possible": found.possible,
        "possible_text": number(found.possible),
        "combinations": number(found.combinations),
        "conflicts": [rules[name] for name in found.conflicts],
        "hardest": hardest,
        "hardest_list": [hardest] if hardest else [],
        "designs": [_start(state, one) for one in found.designs] if found.possible > 1 else [],
        "apart": found.apart,
        "complete": len(state.choices) == len(blocks().parameters),
        "verdict_url": pages.address("designs:verdict", state),
        "start_url": reverse("designs:new"),
    }
    return render(request, "designs/box.html", context)


def _hardest(gains: tuple[tuple[str, int], ...], rules: dict[str, Any]) -> dict[str, Any] | None:
    if not gains or not gains[0][1]:
        return None
    name, gain = gains[0]
    return {**rules[name], "gain": number(gain)}


def _start(state: State, design: Any) -> dict[str, Any]:
    filled = state.choosing(**design)
    return {"url": pages.address("designs:new", filled), "options": possible.chosen(filled)}
