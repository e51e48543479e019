"""The regelruimte page: the questionnaire, the verdict and the smallest change that mends it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thorbecke.web.designs import access, law, possible
from thorbecke.web.designs.state import blocks, read
from thorbecke.web.designs.views import begin, files, pages


@require_safe
@pages.strict
def verdict(request: HttpRequest) -> HttpResponse:
    """Show the verdict on the design of the address. Six queries at most beside those of every page."""
    state = read(request.GET)
    found = law.read(state)
    asked = {one["name"] for row in found.rows for one in row["questions"] if not one["follows"]}
    fixed = ("titel", "gemeente", "wet", "instrument")
    context = {
        "crumbs": pages.crumbs((_("Regelruimte"),)),
        "steps": pages.steps(state),
        "state": state,
        **begin.working(request, state),
        "law": found,
        "status": blocks().status,
        "chosen": possible.chosen(state),
        "carried": [pair for pair in state.pairs() if pair[0] not in {*asked, *fixed}],
        "added": state.extra,
        "all": state.pairs(),
        "box_url": pages.address("designs:new", state),
        "files": files.links(state),
        "organisations": list(access.organisations(request)),
    }
    return render(request, "designs/verdict.html", context)
