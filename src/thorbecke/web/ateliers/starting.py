"""Start an atelier from what is known already; nothing is typed twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from thorbecke.knowledge import shipped
from thorbecke.web.ateliers import scripts
from thorbecke.web.ateliers.models import Atelier
from thorbecke.web.ateliers.models.atelier import new_code
from thorbecke.web.people.models import Organisation, Person

ERASE_AFTER = timedelta(days=90)


def start(
    organisation: Organisation,
    by: Person | None,
    *,
    title: str,
    challenge: str,
    themes: Iterable[str],
    template: str = "canvas",
    origin: Mapping[str, str] | None = None,
    warmup: str = "",
    planned_on: date | None = None,
) -> Atelier:
    """Return a new atelier in preparation. The caller checks who may. Raises ``KeyError`` (template).

    What people write is erased 90 days after the day of the atelier, or of making it.
    """
    known = {theme.id for theme in shipped().themes}
    atelier = Atelier(
        organisation=organisation,
        made_by=by,
        title=" ".join(title.split())[:120],
        challenge=challenge.strip()[:4000],
        themes=[theme for theme in dict.fromkeys(themes) if theme in known],
        template=template,
        warmup=warmup,
        steps=scripts.steps_of(template, warmup),
        origin=dict(origin) if origin else None,
        planned_on=planned_on,
        erase_on=(planned_on or timezone.localdate()) + ERASE_AFTER,
    )
    return _with_code(atelier)


def copy(atelier: Atelier, by: Person | None) -> Atelier:
    """Return a new atelier with the same settings and steps; no people and no cards come along."""
    made = start(
        atelier.organisation,
        by,
        title=atelier.title,
        challenge=atelier.challenge,
        themes=atelier.themes,
        template=atelier.template,
        warmup=atelier.warmup,
        origin=atelier.origin,
    )
    made.steps, made.anonymous = atelier.steps, atelier.anonymous
    made.save(update_fields=["steps", "anonymous"])
    return made


def _with_code(atelier: Atelier) -> Atelier:
    while True:
        try:
            with transaction.atomic():
                atelier.save(force_insert=True)
            return atelier
        except IntegrityError:  # the code is taken: one chance in a thousand million
            if not Atelier.objects.filter(code=atelier.code).exists():
                raise
            atelier.code = new_code()
