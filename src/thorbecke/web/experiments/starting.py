"""Starting an experiment: from a design, an atelier or a submission, with nothing typed twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from thorbecke.knowledge import shipped
from thorbecke.web.core import addresses
from thorbecke.web.experiments.models import Experiment, Phase, Plan
from thorbecke.web.experiments.models.experiment import LONGEST_TITLE
from thorbecke.web.people.models import Organisation, Person

RESERVED = frozenset({"aanbod", "kaart", "nieuw", "stoppen", "volgen"})


def start(
    organisation: Organisation,
    by: Person | None,
    *,
    title: str,
    challenge: str,
    themes: Iterable[str],
    design: Mapping[str, Any] | None = None,
    origin: Mapping[str, str] | None = None,
) -> Experiment:
    """Return a private experiment of an organisation; the same origin gives the same experiment.

    The caller checks who may do this.

    ``themes``: ids of themes; what the library does not know is left out. ``design``: plain data of a
    design with its choices and verdict; then the experiment starts in the phase of design.
    ``origin``: {"kind": "submission" | "atelier" | "design", "id", "url"}.
    """
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        if origin and (known := _of(organisation, origin)):
            return known
        new = _new(organisation, by, title, challenge, themes, design, origin)
        made = addresses.store(new, new.title, "experiment", RESERVED)
        Plan.objects.create(experiment=made, context=made.challenge[:2000])
    return made


def _of(organisation: Organisation, origin: Mapping[str, str]) -> Experiment | None:
    same = {"origin__kind": origin["kind"], "origin__id": origin["id"]}
    return Experiment.objects.filter(organisation=organisation, **same).first()


def _new(
    organisation: Organisation,
    by: Person | None,
    title: str,
    challenge: str,
    themes: Iterable[str],
    design: Mapping[str, Any] | None,
    origin: Mapping[str, str] | None,
) -> Experiment:
    return Experiment(
        organisation=organisation,
        municipality=organisation.municipality,
        title=" ".join(title.split())[:LONGEST_TITLE],
        challenge=challenge.strip()[:4000],
        themes=known_themes(themes),
        design=dict(design) if design else None,
        origin=dict(origin) if origin else None,
        phase=Phase.DESIGN if design else Phase.IDEA,
        made_by=by,
    )


def known_themes(themes: Iterable[str]) -> list[str]:
    """Return the ids that are themes, each once, in the order of the themes."""
    wanted = set(themes)
    return [theme.id for theme in shipped().themes if theme.id in wanted]
