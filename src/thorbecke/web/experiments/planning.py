"""The plan of measurement: picking indicators, what is still missing, and fixing it before the start."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from thorbecke.knowledge import measuring
from thorbecke.records import canonical
from thorbecke.web.experiments.models import Experiment, Indicator, Plan

MOST = 30
TEXTS = ("context", "intervention", "mechanism", "outcome", "stop_rule")
COLUMNS = (
    "number core name unit kind better baseline baseline_n baseline_spread no_baseline "
    "target source moments"
).split()


class NotNow(Exception):
    """The plan can't be changed or fixed; the text says why, in Dutch."""


def plan_of(experiment: Experiment) -> Plan:
    """Return the plan, made when there is none yet; it starts with what is known already."""
    found, _made = Plan.objects.get_or_create(
        experiment=experiment, defaults={"context": experiment.challenge[:2000]}
    )
    return found


def of_core(name: str) -> dict[str, Any]:
    """Return the columns of a core indicator. Raises ``NotNow`` for one that does not exist."""
    one = measuring.indicator(name)
    if one is None:
        raise NotNow(_("Deze indicator bestaat niet."))
    return {
        "core": one.id,
        "name": one.name_nl,
        "unit": one.unit_nl,
        "kind": one.kind,
        "better": one.better,
    }


@transaction.atomic
def add(experiment: Experiment, values: dict[str, Any], reason: str = "") -> Indicator:
    """Add an indicator; after the plan was fixed only with a reason. Raises ``NotNow``."""
    now = Experiment.objects.select_for_update().get(pk=experiment.pk)
    late = bool(now.plan_hash)
    if late and not reason.strip():
        raise NotNow(_("Het plan ligt vast. Zeg waarom deze indicator er nog bij komt."))
    core = values.get("core", "")
    if core and now.indicators.filter(core=core).exists():
        raise NotNow(_("Deze indicator staat al in het plan."))
    if now.indicators.count() >= MOST:
        raise NotNow(_("Meer dan %(n)s indicatoren kan niet.") % {"n": MOST})
    last = now.indicators.aggregate(last=Max("number"))["last"] or 0
    more = {"late": True, "reason": reason.strip(), "fixed_at": timezone.now()} if late else {}
    return Indicator.objects.create(experiment=now, number=last + 1, **values, **more)


def problems(plan: Plan, indicators: list[Indicator]) -> list[str]:
    """Return what is missing before the plan can be fixed, as sentences."""
    found = [
        _("Vul in: %(name)s.") % {"name": Plan._meta.get_field(name).verbose_name}  # type: ignore[union-attr]
        for name in TEXTS
        if not getattr(plan, name).strip()
    ]
    if not indicators:
        found.append(_("Kies minstens één indicator."))
    for one in indicators:
        found += [f"{one.name}: {text}" for text in _gaps(one)]
    return found


def _gaps(one: Indicator) -> list[str]:
    gaps = []
    if one.baseline is None and not one.no_baseline.strip():
        gaps.append(_("geef de stand vooraf, of zeg waarom die er niet is."))
    if one.target is None:
        gaps.append(_("geef een doel."))
    if not one.source.strip():
        gaps.append(_("noem de bron."))
    if not one.moments.strip():
        gaps.append(_("zeg wanneer u meet."))
    return gaps


@transaction.atomic
def fix(experiment: Experiment) -> Plan:
    """Fix the plan and its indicators, with a hash and a date. Raises ``NotNow``."""
    now = Experiment.objects.select_for_update().get(pk=experiment.pk)
    plan = plan_of(now)
    if now.plan_hash:
        raise NotNow(_("Het plan ligt al vast."))
    indicators = list(now.indicators.all())
    if missing := problems(plan, indicators):
        raise NotNow(" ".join(missing))
    moment = timezone.now()
    plan.fixed, plan.fixed_at = snapshot(plan, indicators), moment
    plan.save(update_fields=["fixed", "fixed_at"])
    Indicator.objects.filter(experiment=now).update(fixed_at=moment)
    now.plan_hash = canonical.hashed(plan.fixed)
    now.save(update_fields=["plan_hash", "changed_at"])
    experiment.plan_hash = now.plan_hash
    return plan


def snapshot(plan: Plan, indicators: list[Indicator]) -> dict[str, Any]:
    """Return the plan as plain data; numbers as text, so that the hash is exact."""
    rows = [_row(one) for one in indicators if not one.late]
    return {"format": "thorbecke-plan", "version": 1, **_texts(plan), "indicators": rows}


def holds(experiment: Experiment, plan: Plan, indicators: list[Indicator]) -> bool:
    """Tell whether plan and indicators are still what was hashed."""
    return canonical.hashed(snapshot(plan, indicators)) == experiment.plan_hash


def _texts(plan: Plan) -> dict[str, str]:
    return {name: getattr(plan, name) for name in TEXTS}


def _row(one: Indicator) -> dict[str, Any]:
    return {name: _plain(getattr(one, name)) for name in COLUMNS}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int):
        return value
    return f"{value.normalize():f}"
