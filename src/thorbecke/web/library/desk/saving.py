"""Saving at the desk: nobody overwrites what somebody else saved meanwhile.

``publishing.save_draft`` refuses when a newer version was *published*. At the desk that is not
enough: two people, or one person in two windows, can also write drafts at the same time.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from thorbecke.web.library import publishing
from thorbecke.web.library.models import Entry, State, Version
from thorbecke.web.library.permissions import may
from thorbecke.web.people.models import Person

OPEN = (State.DRAFT, State.REVIEW)


class AlreadyThere(Exception):
    """A new entry was given the address of one that exists."""


@dataclass(frozen=True)
class Start:
    """Where an edit starts: the text, the published version then, and a mark of all that was there."""

    content: dict[str, Any]
    based_on: int
    mark: str
    version: Version | None


NOTHING = Start({}, 0, "", None)


def start(entry: Entry, person: Person, chosen: str = "") -> Start:
    """Return the version to start from: the chosen one, else one's own draft, else what readers see.

    When nothing was ever published, the last version. One query.
    """
    versions = list(entry.versions.select_related("made_by").order_by("number"))
    published = _last(one for one in versions if one.state == State.PUBLISHED)
    mine = _last(
        one for one in versions if one.state == State.DRAFT and one.made_by_id == person.pk
    )
    picked = _last(one for one in versions if str(one.pk) == chosen)
    version = picked or mine or published or _last(versions)
    content = version.data if version else entry.data or {}
    return Start(content, published.number if published else 0, _mark(versions), version)


def _last(versions: Any) -> Version | None:
    return max(versions, key=lambda one: one.number, default=None)


def _mark(versions: list[Version]) -> str:
    """A digest that changes when anybody adds a version or changes the text of a draft."""
    text = json.dumps([(one.number, one.data) for one in versions], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


@transaction.atomic
def save(
    kind: str, data: dict[str, Any], by: Person, note: str, based_on: int, mark: str, is_new: bool
) -> Version:
    """Save a draft, or raise ``AlreadyThere`` or ``publishing.Conflict``; then nothing is saved."""
    slug = data["id"]
    entry = Entry.objects.select_for_update().filter(kind=kind, slug=slug).first()
    if is_new and entry is not None:
        raise AlreadyThere
    if entry is not None:
        versions = list(entry.versions.select_related("made_by").order_by("number"))
        if _mark(versions) != mark:
            raise publishing.Conflict(versions[-1], data)
    return publishing.save_draft(kind, slug, data, by, note, None if is_new else based_on)


@transaction.atomic
def restore(version: Version, by: Person) -> Version:
    """Put an old text in a new draft; other drafts stay as they are."""
    if not may(by, "edit"):
        raise PermissionDenied
    entry = Entry.objects.select_for_update().get(pk=version.entry_id)
    published = entry.versions.filter(state=State.PUBLISHED).first()
    return publishing.add_version(
        entry,
        publishing.validated(entry.kind, version.data),
        made_by=by,
        note=_("Tekst van versie %(number)s") % {"number": version.number},
        based_on=published.number if published else None,
    )


def open_by_others(entry: Entry, person: Person) -> list[Version]:
    """Return drafts and waiting versions of colleagues, so that an editor knows of them."""
    found = entry.versions.filter(state__in=OPEN).exclude(made_by=person)
    return list(found.select_related("made_by").defer("data").order_by("-number"))
