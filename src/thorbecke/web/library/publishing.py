"""The only place that moves a version: draft → review → published, rejected or replaced.

Each act is one transaction that ends with the entry, its search document and the search counter in
step. Two people who act at once are put in order by a lock on the entry; the database's constraints
(one number per version, one published version per entry) stand behind it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from pydantic import ValidationError

from thorbecke.web.library import search
from thorbecke.web.library.kinds import KINDS
from thorbecke.web.library.models import Entry, Origin, State, Version
from thorbecke.web.library.permissions import may

Data = dict[str, Any]


class ValidationFailed(ValueError):
    """The content does not fit its schema. ``errors``: field path → what is wrong."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("; ".join(f"{field}: {text}" for field, text in errors.items()))
        self.errors = errors


class Conflict(Exception):
    """Somebody else published meanwhile. Nothing was saved; both texts are here."""

    def __init__(self, theirs: Version, yours: Data) -> None:
        super().__init__(f"{theirs} was published meanwhile")
        self.theirs = theirs
        self.yours = yours


def validated(kind: str, data: Data) -> Data:
    """Return the data as the schema stores it.

    Raises ``ValidationFailed`` with the path of each wrong field, such as ``sources.0.url``.
    """
    try:
        return KINDS[kind].schema.model_validate(data).model_dump(mode="json")
    except ValidationError as error:
        wrong = {
            ".".join(str(part) for part in item["loc"]) or "__all__": item["msg"]
            for item in error.errors()
        }
        raise ValidationFailed(wrong) from error


@transaction.atomic
def save_draft(
    kind: str,
    slug: str,
    data: Data,
    by: Any,
    note: str = "",
    based_on: int | None = None,
    origin: str = Origin.EDITOR,
) -> Version:
    """Save a new draft of an entry, which is made when it is new.

    A draft of the same person on the same base is changed in place, so that saving often does not
    fill the history. ``based_on`` is the number of the published version that the editor saw.

    Raises ``ValidationFailed``, ``PermissionDenied`` or ``Conflict``.
    """
    if not may(by, "edit"):
        raise PermissionDenied
    clean = validated(kind, data)
    entry = locked(kind, slug, KINDS[kind].title(clean))
    current = entry.versions.filter(state=State.PUBLISHED).first()
    if current is not None and based_on is not None and based_on < current.number:
        raise Conflict(current, clean)
    base = current.number if current else None
    mine = (
        entry.versions.filter(state=State.DRAFT, made_by=by, based_on=base, origin=origin)
        .order_by("number")
        .last()
    )
    if mine is not None:
        mine.data, mine.note = clean, note
        mine.save(update_fields=["data", "note"])
        return mine
    return add_version(entry, clean, origin=origin, made_by=by, note=note, based_on=base)


def locked(kind: str, slug: str, title: str) -> Entry:
    """Return the entry, made when it is new, locked until the transaction ends."""
    entry, _made = Entry.objects.get_or_create(
        kind=kind, slug=slug or slugify(title)[:120], defaults={"title": title[:300]}
    )
    return Entry.objects.select_for_update().get(pk=entry.pk)


def add_version(entry: Entry, data: Data, **fields: Any) -> Version:
    """Add a version with the next number. The caller holds the lock on the entry."""
    last = entry.versions.order_by("-number").values_list("number", flat=True).first() or 0
    return Version.objects.create(entry=entry, number=last + 1, data=data, **fields)


@transaction.atomic
def submit(version: Version, by: Any) -> Version:
    """Hand a draft to the reviewers."""
    return _move(version, by, "submit", State.REVIEW)


@transaction.atomic
def take_back(version: Version, by: Any) -> Version:
    """Make a version that waits for review a draft again."""
    return _move(version, by, "take_back", State.DRAFT)


@transaction.atomic
def reject(version: Version, by: Any, note: str) -> Version:
    """Turn a version down, with the reason."""
    return _move(version, by, "reject", State.REJECTED, note)


@transaction.atomic
def publish(version: Version, by: Any) -> Version:
    """Show a version to readers in place of the one before.

    Raises ``PermissionDenied``, or ``Conflict`` when it was made on an older base than what readers
    see now.
    """
    version = _fresh(version, by, "publish")
    entry = version.entry
    current = entry.versions.filter(state=State.PUBLISHED).first()
    if current is not None and version.based_on != current.number:
        raise Conflict(current, version.data)
    if current is not None:
        current.state = State.REPLACED
        current.save(update_fields=["state"])
    _decide(version, State.PUBLISHED, by, version.note)
    show(entry, version.data)
    return version


@transaction.atomic
def withdraw(entry: Entry, by: Any, note: str = "") -> Entry:
    """Take an entry away from readers; its history stays."""
    current = entry.versions.filter(state=State.PUBLISHED).first()
    if current is None:
        raise PermissionDenied
    current = _fresh(current, by, "withdraw")
    _decide(current, State.REPLACED, by, note)
    entry.data, entry.published_on = None, None
    entry.save(update_fields=["data", "published_on"])
    search.remove([entry])
    return entry


def show(entry: Entry, data: Data) -> None:
    """Make ``data`` what readers and search see. The caller holds the transaction."""
    entry.data, entry.title = data, KINDS[entry.kind].title(data)[:300]
    entry.published_on = timezone.now()
    entry.save(update_fields=["data", "title", "published_on"])
    search.index([entry])


def show_many(entries: Iterable[Entry]) -> None:
    """The same for entries that were stored in bulk."""
    search.index(list(entries))


def _fresh(version: Version, by: Any, action: str) -> Version:
    Entry.objects.select_for_update().get(pk=version.entry_id)
    fresh = Version.objects.select_related("entry").get(pk=version.pk)
    if not may(by, action, fresh):
        raise PermissionDenied
    return fresh


def _move(version: Version, by: Any, action: str, state: str, note: str = "") -> Version:
    return _decide(_fresh(version, by, action), state, by, note or version.note)


def _decide(version: Version, state: str, by: Any, note: str) -> Version:
    version.state, version.note = state, note[:300]
    if state in {State.PUBLISHED, State.REJECTED, State.REPLACED}:
        version.decided_by, version.decided_on = by, timezone.now()
    version.save(update_fields=["state", "note", "decided_by", "decided_on"])
    return version
