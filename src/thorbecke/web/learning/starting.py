"""A lesson begins with what the experiment knows: nothing is typed twice."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction

from thorbecke.web.experiments import reading
from thorbecke.web.experiments.models import Experiment, Phase, Plan
from thorbecke.web.learning.models import Lesson, Strength


@transaction.atomic
def lesson(experiment: Experiment, by: Any) -> Lesson:
    """Return the lesson of an experiment, made from its plan, figures and logbook when it is new."""
    Experiment.objects.select_for_update().get(pk=experiment.pk)
    known = Lesson.objects.filter(experiment=experiment).first()
    if known is not None:
        return known
    plan = Plan.objects.filter(experiment=experiment).first()
    effects = reading.effects(experiment)
    measured = [one for one in effects if one.difference is not None]
    return Lesson.objects.create(
        experiment=experiment,
        organisation=experiment.organisation,
        title=experiment.title,
        context=(plan.context if plan else "") or experiment.challenge,
        intervention=plan.intervention if plan else "",
        mechanism=plan.mechanism if plan else "",
        outcome="\n".join(in_words(one) for one in effects if one.last is not None),
        surprise="\n\n".join(_surprises(experiment)),
        went_wrong=_why_stopped(experiment),
        strength=Strength.BEFORE_AFTER if measured else Strength.TOLD,
        effects=[as_data(one) for one in effects],
        made_by=by,
    )


def in_words(one: reading.Effect) -> str:
    """Return one line: the indicator, from where to where."""
    unit = one.indicator.unit
    last = _number(one.last.value) if one.last else "–"
    if one.baseline is None:
        return f"{one.indicator.name}: {last} {unit}"
    return f"{one.indicator.name}: {_number(one.baseline)} → {last} {unit}"


def as_data(one: reading.Effect) -> dict[str, Any]:
    """Return an effect as plain data, as it stands with the lesson."""
    indicator = one.indicator
    return {
        "core": indicator.core,
        "name": indicator.name,
        "unit": indicator.unit,
        "better": indicator.better,
        "late": indicator.late,
        "baseline": None if one.baseline is None else str(one.baseline),
        "value": None if one.value is None else str(one.value),
        "on": one.last.on.isoformat() if one.last else None,
        "n": one.last.n if one.last else None,
        "standard_error": one.standard_error,
    }


def rows_of(effects: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the effects that were measured, with their numbers as words for a table."""
    found = [one for one in effects if one["value"] is not None]
    names = ("baseline", "value")
    return [
        {**one, **{name: _number(Decimal(one[name])) for name in names if one[name] is not None}}
        for one in found
    ]


def _number(value: Decimal) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".").replace(".", ",")


def _surprises(experiment: Experiment) -> list[str]:
    found = experiment.notes.filter(surprise=True).order_by("on")
    return [f"{note.title}. {note.text}" for note in found]


def _why_stopped(experiment: Experiment) -> str:
    if experiment.phase != Phase.STOPPED:
        return ""
    last = experiment.steps.filter(after=Phase.STOPPED).order_by("made_at").last()
    return last.reason if last else ""
