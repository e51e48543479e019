"""The steps of an act: open, close, count, publish; each asks once more before it is taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thorbecke.web.participation.models import Act, Phase
from thorbecke.web.participation.record import phases


@dataclass(frozen=True)
class Step:
    """One step: the permission it needs, the question, what follows from it, and what is said after."""

    id: str
    action: str
    after: Phase
    label: str | Promise
    question: str | Promise
    follows: tuple[str | Promise, ...]
    done: str | Promise


STEPS = {
    step.id: step
    for step in (
        Step(
            "openen",
            "open",
            Phase.PREPARE,
            _("Openen"),
            _("Wilt u de stembus openen?"),
            (
                _("Vragen, opties en regels liggen daarna vast. Niemand kan ze nog veranderen."),
                _("De pagina wordt openbaar en mensen met een code kunnen meedoen."),
                _("Het aantal codes en de vingerafdruk van de regels komen in het logboek."),
            ),
            _("De stembus is open."),
        ),
        Step(
            "sluiten",
            "close",
            Phase.OPEN,
            _("Sluiten"),
            _("Wilt u de stembus sluiten?"),
            (
                _("Daarna komt er geen stem meer bij. Openen kan niet opnieuw."),
                _("Het aantal stembiljetten en hun vingerafdruk worden meteen openbaar."),
            ),
            _("De stembus is gesloten."),
        ),
        Step(
            "tellen",
            "count",
            Phase.CLOSED,
            _("Tellen"),
            _("Wilt u de stemmen tellen?"),
            (_("Tellen verandert niets aan de stembiljetten. Het mag vaker."),),
            _("Het tellen is begonnen."),
        ),
        Step(
            "publiceren",
            "publish",
            Phase.COUNTED,
            _("Publiceren"),
            _("Wilt u de uitslag publiceren?"),
            (
                _("Iedereen ziet daarna de uitslag en kan hem natellen."),
                _("De uitslag krijgt een handtekening van deze site. Zij verandert niet meer."),
            ),
            _("De uitslag is gepubliceerd."),
        ),
    )
}


def next_step(act: Act) -> Step | None:
    """Return the step that follows in this phase."""
    return next((step for step in STEPS.values() if step.after == act.phase), None)


def take(step: Step, act: Act, person: Any) -> str:
    """Take the step; return in words why it can't be taken, or nothing."""
    functions = {
        "open": phases.open_act,
        "close": phases.close_act,
        "count": phases.count_act,
        "publish": phases.publish_act,
    }
    try:
        functions[step.action](act, person)
    except phases.NotNow as reason:
        return str(reason)
    return ""
