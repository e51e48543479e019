"""What the pages of one experiment share: the menu, and how a page is made."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thorbecke.web.experiments.models import Experiment
from thorbecke.web.experiments.permissions import TABLE, may

WRONG = 422
PARTS = (
    (_("Overzicht"), "overview", "see"),
    (_("Gegevens"), "edit", "edit"),
    (_("Stukken"), "documents", "see"),
    (_("Meetplan"), "plan", "see"),
    (_("Metingen"), "observations", "see"),
    (_("Vragenlijst"), "surveys", "see"),
    (_("Meedoen"), "acts", "see"),
    (_("Logboek"), "logbook", "see"),
    (_("Steun"), "support", "see"),
    (_("Pers"), "press", "see"),
)


def page(
    request: HttpRequest, experiment: Experiment, template: str, code: int = 200, **context: Any
) -> HttpResponse:
    """Render a page of the desk of an experiment."""
    found = {
        "experiment": experiment,
        "desk_menu": menu(request, experiment),
        "may": {action: may(request.user, action, experiment) for action in TABLE},
        **context,
    }
    return render(request, f"experiments/desk/{template}", found, status=code)


def menu(request: HttpRequest, experiment: Experiment) -> list[dict[str, Any]]:
    """Return the parts that this person may open."""
    found = []
    for label, name, action in PARTS:
        url = reverse(f"experiments:{name}", args=[experiment.slug])
        if may(request.user, action, experiment):
            inside = request.path == url or (name != "overview" and request.path.startswith(url))
            found.append({"label": label, "url": url, "current": inside})
    return found


def back(
    request: HttpRequest, name: str, *args: Any, done: Any = "", wrong: Any = ""
) -> HttpResponse:
    """Go to a page and say what was done, or why not."""
    if wrong:
        messages.error(request, str(wrong))
    elif done:
        messages.success(request, str(done))
    return redirect(f"experiments:{name}", *args)
