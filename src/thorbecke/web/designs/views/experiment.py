"""From a kept design to an experiment: all that is known goes along, nothing is asked."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thorbecke.web.designs import access
from thorbecke.web.designs.models import Design
from thorbecke.web.designs.views import files, pages
from thorbecke.web.experiments import permissions, starting


def may_make(request: HttpRequest, design: Design) -> bool:
    """Tell whether this visitor may make an experiment of the design: a member who may start one."""
    return permissions.may_start(request.user, design.organisation_id)


@require_POST
@pages.strict
def make(request: HttpRequest, token: str) -> HttpResponse:
    """Make an experiment of a kept design; a second time gives the same one."""
    design = access.find_to_change(request, token)
    if design.organisation is None or not may_make(request, design):
        raise Http404
    made = starting.start(
        design.organisation,
        request.user,
        title=design.title,
        challenge=design.challenge,
        themes=design.themes,
        design=as_plain(design),
        origin={
            "kind": "design",
            "id": str(design.pk),
            "url": reverse("designs:saved", args=[design.token]),
        },
    )
    messages.success(request, _("Dit is het experiment. De keuzes en het oordeel zijn meegenomen."))
    return redirect("experiments:overview", made.slug)


def as_plain(design: Design) -> dict[str, Any]:
    """Return the design with its verdict, as in its file of data."""
    state, others = files.state_of(design), files.alternatives_of(design)
    made = files.FILES["gegevens"].make(state, others, timezone.localdate(), design.challenge)
    found = json.loads(made)
    assert isinstance(found, dict)
    return found
