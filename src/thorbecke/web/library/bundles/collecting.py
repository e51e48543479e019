"""What a maker does with a bundle. Each act is one transaction with a lock on the bundle.

The lock puts two acts at the same time in order; the database's constraints (an entry once, a
position once) stand behind it.
"""

from __future__ import annotations

import uuid
from enum import StrEnum

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from thorbecke.web.library.models import Bundle, BundleItem, Entry
from thorbecke.web.library.models.bundle import MAX_ITEMS, digest_of, new_edit_token


class Added(StrEnum):
    """What became of adding an entry."""

    ADDED = "added"
    ALREADY = "already"
    FULL = "full"


def start() -> tuple[Bundle, str]:
    """Make an empty bundle. Returns it with its edit token, which is stored nowhere else."""
    edit_token = new_edit_token()
    return Bundle.objects.create(edit_digest=digest_of(edit_token)), edit_token


def find(edit_token: str) -> Bundle | None:
    """Return the bundle that this edit token may change."""
    return Bundle.objects.filter(edit_digest=digest_of(edit_token)).first() if edit_token else None


@transaction.atomic
def add(bundle: Bundle, entry: Entry) -> Added:
    """Put an entry at the end of a bundle. Twice is once; more than ``MAX_ITEMS`` is refused."""
    _lock(bundle)
    item = BundleItem.objects.filter(bundle=bundle, entry=entry).first()
    if item and item.position is not None:
        return Added.ALREADY
    ids = _order(bundle)
    if len(ids) >= MAX_ITEMS:
        return Added.FULL
    item = item or BundleItem(bundle=bundle, entry=entry)
    item.position = len(ids) + 1
    item.save()
    _touch(bundle)
    return Added.ADDED


@transaction.atomic
def take_out(bundle: Bundle, item_id: uuid.UUID) -> None:
    """Take an item out. It is kept aside with its introduction, so that it can come back."""
    _lock(bundle)
    ids = _order(bundle)
    if item_id not in ids:
        raise BundleItem.DoesNotExist
    BundleItem.objects.filter(pk=item_id).update(former_position=F("position"), position=None)
    _write_order(bundle, [other for other in ids if other != item_id])


@transaction.atomic
def put_back(bundle: Bundle, item_id: uuid.UUID) -> Added:
    """Undo ``take_out``: the item returns to its place, as far as that still exists."""
    _lock(bundle)
    item = BundleItem.objects.get(pk=item_id, bundle=bundle)
    ids = _order(bundle)
    if item.position is not None:
        return Added.ALREADY
    if len(ids) >= MAX_ITEMS:
        return Added.FULL
    place = min(item.former_position or len(ids) + 1, len(ids) + 1)
    _write_order(bundle, [*ids[: place - 1], item_id, *ids[place - 1 :]])
    return Added.ADDED


@transaction.atomic
def move(bundle: Bundle, item_id: uuid.UUID, position: int) -> int:
    """Move an item to a position, counted from 1; outside the range is the nearest end.

    Returns the new position.
    """
    _lock(bundle)
    ids = _order(bundle)
    if item_id not in ids:
        raise BundleItem.DoesNotExist
    others = [other for other in ids if other != item_id]
    place = min(max(position, 1), len(ids))
    _write_order(bundle, [*others[: place - 1], item_id, *others[place - 1 :]])
    return place


@transaction.atomic
def introduce(bundle: Bundle, item_id: uuid.UUID, introduction: str) -> None:
    """Keep the maker's own words with an item."""
    changed = BundleItem.objects.filter(pk=item_id, bundle=bundle, position__isnull=False)
    if not changed.update(introduction=introduction):
        raise BundleItem.DoesNotExist
    _touch(bundle)


@transaction.atomic
def describe(bundle: Bundle, title: str, subtitle: str, introduction: str) -> None:
    """Keep the title, the subtitle and the introduction of a bundle."""
    bundle.title, bundle.subtitle, bundle.introduction = title, subtitle, introduction
    bundle.save(update_fields=["title", "subtitle", "introduction", "changed_on"])


def _lock(bundle: Bundle) -> None:
    Bundle.objects.select_for_update().get(pk=bundle.pk)


def _order(bundle: Bundle) -> list[uuid.UUID]:
    live = BundleItem.objects.filter(bundle=bundle, position__isnull=False)
    return list(live.order_by("position").values_list("pk", flat=True))


def _write_order(bundle: Bundle, ids: list[uuid.UUID]) -> None:
    """Give the items the positions 1 to n in this order.

    All items first move out of the way, because a database checks positions row by row.
    """
    live = BundleItem.objects.filter(bundle=bundle, position__isnull=False)
    live.update(position=F("position") + MAX_ITEMS)
    items = [BundleItem(pk=pk, position=place) for place, pk in enumerate(ids, start=1)]
    BundleItem.objects.bulk_update(items, ["position"])
    _touch(bundle)


def _touch(bundle: Bundle) -> None:
    bundle.changed_on = timezone.now()
    Bundle.objects.filter(pk=bundle.pk).update(changed_on=bundle.changed_on)
