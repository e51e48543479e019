"""Erasing on date: drafts that nobody went on with, and what was kept long enough."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from thorbecke.web.programme.models import Stage, Submission
from thorbecke.web.programme.submitting import KEEP_DRAFT, wipe


def erase_due() -> int:
    """Erase every submission whose day has come; return how many. One transaction for each."""
    due = Submission.objects.filter(erased_at=None, erase_on__lte=timezone.localdate())
    return sum(_erase(pk) for pk in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _erase(pk: object) -> bool:
    found = Submission.objects.select_for_update().filter(pk=pk, erased_at=None).first()
    if found is None:
        return False
    wipe(found)
    return True


def delete_drafts() -> int:
    """Delete drafts of which nothing changed for thirty days; return how many."""
    before = timezone.now() - KEEP_DRAFT
    rows = Submission.objects.filter(stage=Stage.DRAFT, changed_at__lt=before)
    number = rows.count()
    rows.delete()
    return number
