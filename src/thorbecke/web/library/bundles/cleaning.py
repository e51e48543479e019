"""Erases what nobody uses any more. A shared link of a bundle with items is never broken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from thorbecke.web.library.models import Bundle, BundleDocument, BundleItem


@dataclass(frozen=True)
class CleanReport:
    """How many bundles, taken-out items and files were erased."""

    bundles: int
    items: int
    files: int


def clean(days: int) -> CleanReport:
    """Erase empty bundles, taken-out items and files that did not change for so many days.

    Raises ``ValueError`` for less than one day, which could erase what somebody works on.
    """
    if days < 1:
        raise ValueError("days must be at least 1")
    old = timezone.now() - timedelta(days=days)
    files = _files(old)
    live = BundleItem.objects.filter(bundle=OuterRef("pk"), position__isnull=False)
    taken_out = BundleItem.objects.filter(position__isnull=True, bundle__changed_on__lt=old)
    items = taken_out.delete()[1].get("library.BundleItem", 0)
    empty = Bundle.objects.filter(~Exists(live), changed_on__lt=old, title="", introduction="")
    for document in BundleDocument.objects.filter(bundle__in=empty).exclude(file=""):
        document.file.delete(save=False)
    bundles = empty.delete()[1].get("library.Bundle", 0)
    return CleanReport(bundles, items, files)


def _files(old: object) -> int:
    """Erase the files and rows of old documents; asking again makes them again."""
    rows = list(BundleDocument.objects.filter(changed_on__lt=old))
    for row in rows:
        if row.file:
            row.file.delete(save=False)
        row.delete()
    return len(rows)
