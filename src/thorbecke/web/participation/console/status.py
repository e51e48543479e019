"""What the overview of an act shows: the road, what is still to do, and the figures so far."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from thorbecke.web.participation import instruments
from thorbecke.web.participation.box import reading
from thorbecke.web.participation.console import steps
from thorbecke.web.participation.models import Act, Phase
from thorbecke.web.participation.permissions import may
from thorbecke.web.participation.roll import erasing

ORDER = list(Phase)


def context(request: HttpRequest, act: Act) -> dict[str, Any]:
    """Return road, problems, next step and figures. At most six queries."""
    step = steps.next_step(act)
    return {
        "road": [phase.label for phase in ORDER],
        "place": ORDER.index(Phase(act.phase)) + 1,
        "problems": instruments.of(act).problems(act) if act.phase == Phase.PREPARE else [],
        "step": step if step and may(request.user, step.action, act) else None,
        "figures": figures(act),
        "overdue": erasing.overdue(act),
        "rehearsals": list(act.rehearsals.order_by("-made_at")[:5]),
        "may": {name: may(request.user, name, act) for name in ("rehearse", "copy", "delete")},
    }


def figures(act: Act) -> list[tuple[str, Any]]:
    """Return how many codes and ballots there are; never what is on a ballot."""
    totals = reading.totals(act)
    return [
        (_("Codes"), totals.codes),
        (_("Stembiljetten"), totals.ballots),
        (_("Waarvan op papier"), totals.paper),
    ]
