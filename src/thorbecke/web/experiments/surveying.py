"""The survey of four roles: opening, answering, and closing it with results that hide small groups.

Results are made once, at closing: two exports of different moments can't be subtracted. After that
the answers are erased; what stays is how often each answer was given in each group.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thorbecke.knowledge import measuring
from thorbecke.records.lists import FEWEST
from thorbecke.web.experiments.models import (
    Answer,
    Door,
    Experiment,
    Indicator,
    Observation,
    Role,
    Survey,
)
from thorbecke.web.participation.record.figures import Area, joined

SCALE = (
    ("1", gettext_lazy("Zeer oneens")),
    ("2", gettext_lazy("Oneens")),
    ("3", gettext_lazy("Niet eens, niet oneens")),
    ("4", gettext_lazy("Eens")),
    ("5", gettext_lazy("Zeer eens")),
)
YESNO = (("5", gettext_lazy("Ja")), ("1", gettext_lazy("Nee")))
UNKNOWN = ("0", gettext_lazy("Weet ik niet"))
AGREE = ("4", "5")
MOST_OPEN = 4


class NotNow(Exception):
    """The survey can't do this; the text says why, in Dutch."""


@transaction.atomic
def open_survey(experiment: Experiment, moment: str) -> Survey:
    """Open a round with a door for each role. Raises ``NotNow``."""
    Experiment.objects.select_for_update().get(pk=experiment.pk)
    if experiment.surveys.filter(closed_at=None).count() >= MOST_OPEN:
        raise NotNow(_("Er staan al vier vragenlijsten open. Sluit er eerst een."))
    survey = Survey.objects.create(experiment=experiment, moment=moment)
    for role in Role:
        Door.objects.create(survey=survey, role=role)
    return survey


def questions(role: str) -> list[measuring.Question]:
    """Return the questions that a role gets."""
    return [one for one in measuring.questions() if role in one.texts]


def options(question: measuring.Question) -> list[tuple[str, Any]]:
    """Return the answers of a question; "I don't know" is always one."""
    return [*(YESNO if question.scale == "yesno" else SCALE), UNKNOWN]


@transaction.atomic
def answer(door: Door, given: dict[str, str]) -> None:
    """Store one questionnaire. Raises ``NotNow`` when the round was closed meanwhile."""
    survey = Survey.objects.select_for_update().get(pk=door.survey_id)
    if survey.closed_at:
        raise NotNow(_("Deze vragenlijst is gesloten."))
    Answer.objects.create(survey=survey, role=door.role, answers=given)


@transaction.atomic
def close(survey: Survey) -> Survey:
    """Count the answers, keep only the counts of groups that are large enough, erase the answers."""
    now = Survey.objects.select_for_update().get(pk=survey.pk)
    if now.closed_at:
        return now
    rows = list(Answer.objects.filter(survey=now).values_list("role", "answers"))
    now.results, now.closed_at = _counted(rows), timezone.now()
    now.save(update_fields=["results", "closed_at"])
    Answer.objects.filter(survey=now).delete()
    return now


def _counted(rows: list[tuple[str, dict[str, str]]]) -> dict[str, Any]:
    """Return the groups, each with its size and how often each answer was given to each question."""
    sizes = Counter(role for role, _given in rows)
    groups = []
    for roles in _grouped(sizes):
        inside = [given for role, given in rows if role in roles]
        groups.append({"roles": roles, "n": len(inside), "counts": _answers(inside)})
    return {"answers": len(rows) if len(rows) >= FEWEST else None, "groups": groups}


def _grouped(sizes: Counter[str]) -> list[list[str]]:
    """Return which roles are shown together: none of fewer than ten people stands alone."""
    found = joined(Area((role,), n, n) for role, n in sizes.items())
    if found:
        return [list(one.names) for one in found]
    return [sorted(sizes)] if sizes.total() >= FEWEST else []


def _answers(inside: Iterable[dict[str, str]]) -> dict[str, dict[str, int]]:
    """Return question → answer → how often; a question that fewer than ten answered is left out."""
    found: dict[str, Counter[str]] = {}
    for given in inside:
        for question, value in given.items():
            if value != UNKNOWN[0]:
                found.setdefault(question, Counter())[value] += 1
    return {name: dict(counts) for name, counts in found.items() if counts.total() >= FEWEST}


@dataclass(frozen=True)
class Line:
    """What one group answered to one question: how many, the mean, its spread, and who agrees."""

    n: int
    mean: float
    spread: float
    agree: float  # per cent


def line_of(counts: dict[str, int]) -> Line:
    """Return the figures of one question in one group."""
    n = sum(counts.values())
    mean = sum(int(value) * times for value, times in counts.items()) / n
    squares = sum((int(value) - mean) ** 2 * times for value, times in counts.items())
    spread = math.sqrt(squares / (n - 1)) if n > 1 else 0.0
    return Line(n, mean, spread, 100 * sum(counts.get(v, 0) for v in AGREE) / n)


def name_of(roles: Iterable[str]) -> str:
    """Return the name of a group of one role or more."""
    return " + ".join(str(Role(role).label) for role in roles)


def table(survey: Survey) -> dict[str, Any]:
    """Return the results as rows of a table, the largest distance between groups first.

    A cell is a line, "" when nobody of the group got the question, or None when too few answered it.
    """
    groups = sorted((survey.results or {}).get("groups", []), key=_place)
    rows = [_row(question, groups) for question in measuring.questions()]
    rows = [row for row in rows if any(row["cells"])]
    rows.sort(key=lambda row: -(row["gap"] or 0))
    heads = [{"name": name_of(group["roles"]), "n": group["n"]} for group in groups]
    return {"heads": heads, "rows": rows}


def _place(group: dict[str, Any]) -> int:
    return min(list(Role).index(Role(role)) for role in group["roles"])


def _row(question: measuring.Question, groups: list[dict[str, Any]]) -> dict[str, Any]:
    cells = [_cell(question, group) for group in groups]
    means = [cell.mean for cell in cells if isinstance(cell, Line)]
    gap = max(means) - min(means) if len(means) > 1 else None
    return {"question": _wording(question, groups), "cells": cells, "gap": gap}


def _cell(question: measuring.Question, group: dict[str, Any]) -> Line | str | None:
    if not set(group["roles"]) & set(question.texts):
        return ""
    counts = group["counts"].get(question.id)
    return line_of(counts) if counts else None


def _wording(question: measuring.Question, groups: list[dict[str, Any]]) -> str:
    roles = [role for group in groups for role in group["roles"]]
    wanted = (
        "organiser" if "organiser" in roles and "organiser" in question.texts else "participant"
    )
    return str(question.texts[wanted])  # type: ignore[index]


def values(survey: Survey) -> dict[str, tuple[Decimal, int, Decimal | None]]:
    """Return indicator → (value, n, spread) that this round gives: of participants, and the gap."""
    found: dict[str, tuple[Decimal, int, Decimal | None]] = {}
    groups = (survey.results or {}).get("groups", [])
    own = next((g for g in groups if g["roles"] == [Role.PARTICIPANT.value]), None)
    for question in measuring.questions():
        counts = own["counts"].get(question.id) if own else None
        if question.indicator and counts:
            line = line_of(counts)
            found[question.indicator] = (_decimal(line.agree), line.n, None)
    if (gap := _gap(groups)) is not None:
        found["role-gap"] = (_decimal(gap), sum(g["n"] for g in groups), None)
    return found


def _gap(groups: list[dict[str, Any]]) -> float | None:
    """Return the mean over the questions of the distance between the furthest two groups."""
    gaps = []
    for question in measuring.questions():
        means = [line_of(c).mean for g in groups if (c := g["counts"].get(question.id))]
        if question.important and len(means) > 1:
            gaps.append(max(means) - min(means))
    return sum(gaps) / len(gaps) if gaps else None


def _decimal(value: float) -> Decimal:
    return Decimal(f"{value:.3f}")


@transaction.atomic
def take_over(survey: Survey, person: Any) -> int:
    """Put what the round gives with the indicators of the plan, once; return how many were new."""
    if survey.closed_at is None:
        raise NotNow(_("Sluit de vragenlijst eerst."))
    Experiment.objects.select_for_update().get(pk=survey.experiment_id)
    given = values(survey)
    known = Indicator.objects.filter(experiment=survey.experiment_id, core__in=given)
    rows = [_observation(survey, one, given[one.core], person) for one in known]
    return sum(_store(row) for row in rows)


def _observation(
    survey: Survey, one: Indicator, given: tuple[Decimal, int, Decimal | None], person: Any
) -> Observation:
    value, n, spread = given
    return Observation(
        indicator=one,
        on=timezone.localdate(survey.closed_at),
        value=value,
        n=n,
        spread=spread,
        source=_("Vragenlijst: %(moment)s") % {"moment": survey.moment},
        origin=f"survey:{survey.pk}",
        person=person,
    )


def _store(row: Observation) -> int:
    """Store a value that the site takes over; nothing when it was taken over before."""
    taken = Observation.objects.filter(indicator=row.indicator_id, origin=row.origin)
    if taken.exists():
        return 0
    row.save(force_insert=True)
    return 1
