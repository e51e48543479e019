"""From a submission to an atelier, an experiment or a design: nothing is typed again."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse

from thorbecke.web.ateliers import starting as ateliers
from thorbecke.web.designs import starting as designs
from thorbecke.web.experiments import starting as experiments
from thorbecke.web.people.models import Organisation, Person
from thorbecke.web.programme.handling import NotNow
from thorbecke.web.programme.models import Event, FollowUp, Submission

Kind = FollowUp.Kind


class NoOrganisation(Exception):
    """A follow-up belongs to an organisation, and none is attached yet."""


@transaction.atomic
def start(submission: Submission, kind: str, by: Person) -> FollowUp:
    """Return what was started of this kind, made when it is not there yet.

    Raises ``NoOrganisation``; ``NotNow`` when the submission was withdrawn or erased.
    """
    rows = Submission.objects.select_for_update(of=("self",)).select_related("organisation")
    now = rows.get(pk=submission.pk)
    if now.erased_at:
        raise NotNow
    if (known := now.followups.filter(kind=kind).first()) is not None:
        return known
    if now.organisation is None or now.organisation.closed_on:
        raise NoOrganisation
    made, url = _make(now, now.organisation, kind, by)
    Event.objects.create(
        submission=now, kind=Event.Kind.FOLLOWED, by=by, detail=str(Kind(kind).label)
    )
    return FollowUp.objects.create(submission=now, kind=kind, made=made.pk, url=url, made_by=by)


def _make(
    submission: Submission, organisation: Organisation, kind: str, by: Person
) -> tuple[Any, str]:
    origin = {
        "kind": "submission",
        "id": str(submission.pk),
        "url": reverse("programme:submission", args=[submission.pk]),
    }
    common: dict[str, Any] = {
        "title": submission.title,
        "challenge": submission.challenge,
        "themes": submission.themes,
        "origin": origin,
    }
    if kind == Kind.ATELIER:
        atelier = ateliers.start(organisation, by, **common)
        return atelier, reverse("ateliers:home", args=[atelier.pk])
    if kind == Kind.EXPERIMENT:
        experiment = experiments.start(organisation, by, **common)
        return experiment, reverse("experiments:overview", args=[experiment.slug])
    design = designs.start(organisation, by, **common)
    return design, reverse("designs:saved", args=[design.token])
