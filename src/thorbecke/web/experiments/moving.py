"""From one phase to another: one transaction with its entry on the road, and why."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thorbecke.web.experiments.models import NEXT, Experiment, Phase, Step
from thorbecke.web.experiments.models.experiment import MEASURED


class NotNow(Exception):
    """A step that can't be taken; the text says why, in Dutch."""


def choices(experiment: Experiment) -> list[tuple[str, Any]]:
    """Return the phases to which the experiment can go."""
    return [(phase.value, phase.label) for phase in NEXT[Phase(experiment.phase)]]


def hindrance(experiment: Experiment, after: str) -> str:
    """Return why a step can't be taken yet, or nothing."""
    if after not in {phase.value for phase in NEXT[Phase(experiment.phase)]}:
        return _("Deze stap kan niet vanuit deze fase. Een collega zette misschien al een stap.")
    if after in MEASURED and not experiment.plan_hash:
        return _("Leg eerst het meetplan vast. Dat moet voor de start.")
    return ""


@transaction.atomic
def move(experiment: Experiment, after: str, person: Any, on: date, reason: str) -> Step:
    """Take a step. Raises ``NotNow``."""
    now = Experiment.objects.select_for_update().get(pk=experiment.pk)
    if why := hindrance(now, after):
        raise NotNow(why)
    if on > timezone.localdate():
        raise NotNow(_("De datum ligt in de toekomst."))
    step = Step.objects.create(
        experiment=now, before=now.phase, after=after, on=on, reason=reason, person=person
    )
    now.phase = after
    now.save(update_fields=["phase", "changed_at"])
    experiment.phase = after
    return step


@transaction.atomic
def make_public(experiment: Experiment, public: bool) -> None:
    """Make an experiment public, or private again."""
    now = Experiment.objects.select_for_update().get(pk=experiment.pk)
    now.public = public
    now.public_since = timezone.now() if public else None
    now.save(update_fields=["public", "public_since", "changed_at"])
