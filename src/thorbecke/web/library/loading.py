"""Takes the shipped content into the database: again and again without harm.

What an editor changed is kept: the newer shipped text then waits for review beside it. All of it
happens in one transaction, so a failure leaves the library as it was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone

from thorbecke.knowledge import Shipped
from thorbecke.knowledge.schema import Content
from thorbecke.web.library import publishing
from thorbecke.web.library.kinds import KINDS
from thorbecke.web.library.models import Entry, Kind, Origin, SearchState, State, Version
from thorbecke.web.people import loading as people

NEWER = "Nieuwe versie uit Thorbecke"


class LoadFailed(Exception):
    """The content could not be stored; nothing was changed."""


@dataclass(frozen=True)
class LoadReport:
    """How many entries were made, updated, already right, or kept because an editor changed them."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0

    def __str__(self) -> str:
        if not (self.created or self.updated or self.kept):
            return "unchanged"
        return f"{self.created} new, {self.updated} updated, {self.kept} kept for review"


def load(shipped: Shipped) -> LoadReport:
    """Store everything that is new or changed since the last load.

    Raises ``LoadFailed`` when the database refuses, for example because the disk is full.
    """
    items = list(_items(shipped))
    whole = digest([part for _kind, _slug, _data, part in items] + [_places(shipped)])
    try:
        with transaction.atomic():
            state, _made = SearchState.objects.select_for_update().get_or_create(pk=1)
            if state.shipped_digest == whole:
                return LoadReport(unchanged=len(items))
            people.load(shipped.municipalities)
            report = _store(items)
            SearchState.objects.filter(pk=1).update(shipped_digest=whole)
            return report
    except (DatabaseError, OSError) as error:
        raise LoadFailed(
            f"The content could not be stored ({error}). Nothing was changed. "
            "Check that the disk has space and that the database can be written, then start again."
        ) from error


def digest(value: Any) -> str:
    """Return the SHA-256 of a value in canonical JSON."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _places(shipped: Shipped) -> list[Any]:
    return [place.model_dump(mode="json") for place in shipped.municipalities]


def _items(shipped: Shipped) -> Iterator[tuple[str, str, dict[str, Any], str]]:
    groups: list[tuple[str, Iterable[Content]]] = [
        (Kind.CASE, shipped.cases),
        (Kind.SCENARIO, shipped.scenarios),
        (Kind.THEME, shipped.themes),
        (Kind.PRINCIPLE, shipped.principles),
        (Kind.RULE, shipped.rules),
        (Kind.BILL, shipped.bills),
        (Kind.INSTRUMENT, shipped.instruments),
    ]
    for kind, contents in groups:
        for content in contents:
            data = content.model_dump(mode="json")
            yield kind, data["id"], data, digest(data)


def _store(items: list[tuple[str, str, dict[str, Any], str]]) -> LoadReport:
    known = {(entry.kind, entry.slug): entry for entry in Entry.objects.all()}
    published = {
        version.entry_id: version
        for version in Version.objects.filter(state=State.PUBLISHED).defer("data")
    }
    new = [item for item in items if (item[0], item[1]) not in known]
    changed = [
        (known[kind, slug], data, part)
        for kind, slug, data, part in items
        if (kind, slug) in known and known[kind, slug].shipped_digest != part
    ]
    _create(new)
    updated, kept = 0, 0
    for entry, data, part in changed:
        took = _update(entry, data, part, published.get(entry.pk))
        updated, kept = updated + took, kept + (not took)
    return LoadReport(len(new), updated, len(items) - len(new) - len(changed), kept)


def _create(items: list[tuple[str, str, dict[str, Any], str]]) -> None:
    now = timezone.now()
    entries = [
        Entry(
            kind=kind,
            slug=slug,
            title=KINDS[kind].title(data)[:300],
            data=data,
            published_on=now,
            shipped_digest=part,
        )
        for kind, slug, data, part in items
    ]
    Entry.objects.bulk_create(entries, batch_size=500)
    Version.objects.bulk_create(
        [
            Version(
                entry=entry,
                number=1,
                state=State.PUBLISHED,
                origin=Origin.SHIPPED,
                data=entry.data,
                decided_on=now,
            )
            for entry in entries
        ],
        batch_size=500,
    )
    publishing.show_many(entries)


def _update(entry: Entry, data: dict[str, Any], part: str, current: Version | None) -> bool:
    """Take newer shipped data in; True when readers see it, False when it waits for review."""
    Entry.objects.filter(pk=entry.pk).update(shipped_digest=part)
    base = current.number if current else None
    if current is None or current.origin != Origin.SHIPPED:
        publishing.add_version(
            entry, data, origin=Origin.SHIPPED, state=State.REVIEW, note=NEWER, based_on=base
        )
        return False
    Version.objects.filter(pk=current.pk).update(state=State.REPLACED)
    publishing.add_version(
        entry,
        data,
        origin=Origin.SHIPPED,
        state=State.PUBLISHED,
        based_on=base,
        decided_on=timezone.now(),
    )
    publishing.show(entry, data)
    return True
