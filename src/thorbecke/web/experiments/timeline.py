"""What the public sees happen in an experiment: the page, the feed and the mail tell the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thorbecke.web.experiments.models import Document, Experiment, Note, Photo, Step
from thorbecke.web.participation.models import Act, Phase

MOST = 100


@dataclass(frozen=True)
class Item:
    """Something that happened. ``told``: when the site could first tell it."""

    key: str
    on: date
    told: datetime
    kind: str
    title: str
    text: str = ""
    url: str = ""
    photos: tuple[Photo, ...] = field(default=())


def items(experiment: Experiment, acts: list[Act]) -> list[Item]:
    """Return what happened, newest first, at most a hundred. Four queries."""
    found = [
        *_steps(experiment),
        *_notes(experiment),
        *_documents(experiment),
        *_plan(experiment),
        *_acts(acts),
    ]
    return sorted(found, key=lambda one: (one.on, one.told), reverse=True)[:MOST]


def _steps(experiment: Experiment) -> Iterator[Item]:
    rows = Step.objects.filter(experiment=experiment).order_by("-made_at")[:MOST]
    for one in rows:
        title = _("Van %(before)s naar %(after)s") % {
            "before": one.get_before_display().lower(),
            "after": one.get_after_display().lower(),
        }
        yield Item(f"step-{one.pk}", one.on, one.made_at, _("Stap"), title, one.reason)


def _notes(experiment: Experiment) -> Iterator[Item]:
    rows = Note.objects.filter(experiment=experiment, public=True).prefetch_related("photos")
    for one in rows[:MOST]:
        kind = _("Liep anders") if one.surprise else _("Logboek")
        photos = tuple(one.photos.all())
        yield Item(f"note-{one.pk}", one.on, one.changed_at, kind, one.title, one.text, "", photos)


def _documents(experiment: Experiment) -> Iterator[Item]:
    rows = Document.objects.filter(experiment=experiment, public=True)[:MOST]
    for one in rows:
        url = reverse("experiments:document", args=[experiment.slug, one.pk])
        kind = one.get_kind_display()
        yield Item(f"document-{one.pk}", one.on, one.made_at, kind, one.title, "", url)


def _plan(experiment: Experiment) -> Iterator[Item]:
    plan = getattr(experiment, "plan", None)
    if plan is None or plan.fixed_at is None:
        return
    url = reverse("experiments:public_plan", args=[experiment.slug])
    day = timezone.localdate(plan.fixed_at)
    title = _("Meetplan vastgelegd")
    yield Item(f"plan-{plan.pk}", day, plan.fixed_at, _("Meten"), title, "", url)


def _acts(acts: list[Act]) -> Iterator[Item]:
    for act in acts:
        if act.phase == Phase.PREPARE or act.opened_at is None:
            continue
        url = reverse("participation:act", args=[act.slug])
        day = timezone.localdate(act.opened_at)
        yield Item(f"open-{act.pk}", day, act.opened_at, _("Geopend"), act.title, "", url)
        if act.published_at:
            result = reverse("participation:result", args=[act.slug])
            day = timezone.localdate(act.published_at)
            yield Item(
                f"result-{act.pk}", day, act.published_at, _("Uitslag"), act.title, "", result
            )


def acts_of(experiment: Experiment) -> list[Act]:
    """Return the acts of an experiment, without what makes them heavy. One query."""
    found: Any = Act.objects.filter(of_experiment__experiment=experiment)
    return list(found.defer("definition", "settings"))
