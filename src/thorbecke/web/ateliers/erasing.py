"""Erasing: on its date, what people wrote and who was there goes; the report with what was chosen stays."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from thorbecke.web.ateliers.models import Atelier


def erase_due() -> int:
    """Erase every atelier whose date has come; return how many."""
    today = timezone.localdate()
    due = Atelier.objects.filter(erased_at=None, erase_on__lte=today).values_list("pk", flat=True)
    return sum(_erase(pk) for pk in list(due))


@transaction.atomic
def _erase(pk: object) -> bool:
    """Erase one; a second run at the same time does nothing. One that was never closed is closed."""
    atelier = Atelier.objects.select_for_update().filter(pk=pk, erased_at=None).first()
    if atelier is None:
        return False
    for rows in (atelier.dots, atelier.scores, atelier.cards, atelier.clusters):
        rows.all().delete()
    atelier.guests.all().delete()
    atelier.passes.all().delete()
    atelier.log.exclude(reason="").update(reason="")
    now = timezone.now()
    atelier.erased_at, atelier.closed_at = now, atelier.closed_at or now
    atelier.phase, atelier.ends_at, atelier.left = "closed", None, None
    atelier.version += 1
    atelier.content += 1
    atelier.save()
    return True
