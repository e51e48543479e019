"""Acts of participation that start from an experiment, and the figures that they give back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thorbecke.web.experiments import planning
from thorbecke.web.experiments.models import ActOf, Experiment, Indicator, Observation
from thorbecke.web.participation import instruments
from thorbecke.web.participation.console import making
from thorbecke.web.participation.models import Act, Phase

LONGEST_SUMMARY = 600


@transaction.atomic
def start(experiment: Experiment, instrument: str, person: Any) -> Act:
    """Make an act with title, challenge, place and contact of the experiment. Raises ``ValueError``."""
    act = making.create(instrument, experiment.title, experiment.organisation, person)
    act.municipality = experiment.municipality
    act.settings["summary"] = experiment.challenge[:LONGEST_SUMMARY]
    if experiment.contact:
        act.settings["contact"] = experiment.contact
    if experiment.area:
        act.eligibility["areas"] = [experiment.area.name]
    act.save()
    ActOf.objects.create(experiment=experiment, act=act)
    return act


def of(experiment: Experiment) -> list[dict[str, Any]]:
    """Return the acts, each with its instrument, its phase and what it gave. One query."""
    rows = ActOf.objects.filter(experiment=experiment).select_related("act", "act__result")
    return [_shown(row.act) for row in rows.defer("act__definition") if _known(row.act)]


def _known(act: Act) -> bool:
    return instruments.get(act.instrument) is not None


def _shown(act: Act) -> dict[str, Any]:
    published = act.phase == Phase.PUBLISHED
    return {
        "act": act,
        "name": instruments.of(act).name,
        "phase": act.get_phase_display(),
        "visible": act.phase != Phase.PREPARE,
        "url": reverse("participation:act", args=[act.slug]),
        "console": reverse("participation:overview", args=[act.slug]),
        "result": reverse("participation:result", args=[act.slug]) if published else "",
        "figures": figures(act),
    }


def figures(act: Act) -> dict[str, Decimal]:
    """Return turnout (per cent) and number of ballots of a published act; nothing of another."""
    result = getattr(act, "result", None)
    if act.phase != Phase.PUBLISHED or result is None:
        return {}
    totals = result.figures.get("totals") or {}
    codes, spent, ballots = (totals.get(name) for name in ("codes", "spent", "ballots"))
    found: dict[str, Decimal] = {}
    if codes and spent is not None:
        found["turnout"] = (Decimal(spent) * 100 / codes).quantize(Decimal("0.001"))
    if ballots is not None:
        found["ballots"] = Decimal(ballots)
    return found


@transaction.atomic
def take_over(experiment: Experiment, act: Act, person: Any) -> int:
    """Put the figures of a published act with the indicators, once; return how many were new.

    An indicator that the plan lacks is added, after the plan was fixed with the reason.
    """
    Experiment.objects.select_for_update().get(pk=experiment.pk)
    codes = (act.result.figures.get("totals") or {}).get("codes") if figures(act) else None
    made = 0
    for name, value in figures(act).items():
        one = _indicator(experiment, name, act)
        origin = f"act:{act.pk}"
        if Observation.objects.filter(indicator=one, origin=origin).exists():
            continue
        Observation.objects.create(
            indicator=one,
            on=timezone.localdate(act.closed_at) if act.closed_at else timezone.localdate(),
            value=value,
            n=codes if name == "turnout" else None,
            source=_("Uitslag van: %(title)s") % {"title": act.title},
            origin=origin,
            person=person,
        )
        made += 1
    return made


def _indicator(experiment: Experiment, name: str, act: Act) -> Indicator:
    found = Indicator.objects.filter(experiment=experiment, core=name).first()
    if found is not None:
        return found
    reason = _("Overgenomen uit de uitslag van: %(title)s") % {"title": act.title}
    return planning.add(experiment, planning.of_core(name), reason[:500])
