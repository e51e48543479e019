"""The only place that moves a lesson: draft → review → accepted or returned, and on to the library.

Each step is one transaction under a lock on the lesson, so that two people who act at once are put in
order; the constraints of the tables stand behind it.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thorbecke.web.experiments import reading
from thorbecke.web.learning import casing
from thorbecke.web.learning.models import Lesson, Review, State
from thorbecke.web.learning.permissions import may
from thorbecke.web.learning.starting import as_data
from thorbecke.web.library import publishing

NEEDED = ("title", "context", "intervention", "outcome", "transfer")


class NotYet(ValueError):
    """The step can't be taken now; the text says why, in words for the reader."""


def held(lesson: Lesson) -> Lesson:
    """Return the lesson as it is now, locked until the transaction ends."""
    return Lesson.objects.select_for_update().get(pk=lesson.pk)


@transaction.atomic
def hand_in(lesson: Lesson, by: Any) -> Lesson:
    """Give a lesson to the reviewers, with the figures as they are now. Raises ``NotYet``."""
    now = _allowed(lesson, by, "hand_in")
    missing = [
        str(Lesson._meta.get_field(name).verbose_name) for name in NEEDED if not getattr(now, name)
    ]
    if missing:
        raise NotYet(_("Vul eerst in: %(fields)s") % {"fields": ", ".join(missing)})
    now.effects = [as_data(one) for one in reading.effects(now.experiment)]
    now.state = State.REVIEW
    now.save(update_fields=["state", "effects", "changed_at"])
    return now


@transaction.atomic
def take_back(lesson: Lesson, by: Any) -> Lesson:
    """Make a lesson that waits for review a draft again."""
    now = _allowed(lesson, by, "take_back")
    now.state = State.DRAFT
    now.save(update_fields=["state", "changed_at"])
    return now


@transaction.atomic
def judge(lesson: Lesson, by: Any, verdict: str, text: str, version: int) -> Lesson:
    """Store a review and what follows from it. Raises ``NotYet`` when the text changed meanwhile."""
    now = _allowed(lesson, by, "review")
    if now.version != version:
        raise NotYet(_("De les is intussen veranderd. Lees de nieuwe tekst."))
    Review.objects.create(
        lesson=now, lesson_version=now.version, verdict=verdict, text=text, person=by
    )
    accepted = verdict == Review.Verdict.ACCEPT
    now.state = State.ACCEPTED if accepted else State.RETURNED
    now.version += 1  # a text is judged once; what is handed in again is another text
    if accepted:
        now.number += 1
        now.accepted_at = timezone.now()
    now.save(update_fields=["state", "version", "number", "accepted_at", "changed_at"])
    return now


@transaction.atomic
def to_library(lesson: Lesson, by: Any, address: str) -> Lesson:
    """Make a case in the library from an accepted lesson; it waits for the reviewer there.

    ``address``: the public page of the experiment, the source of the case. Raises ``NotYet``, and what
    ``library.publishing`` raises.
    """
    now = _allowed(lesson, by, "to_library")
    if not now.experiment.public:
        raise NotYet(
            _("Het experiment is nog niet openbaar. Een praktijkvoorbeeld heeft een bron nodig.")
        )
    slug = now.entry or casing.slug_of(now)
    version = publishing.save_draft(
        "case", slug, casing.data_of(now, slug, address), by, note=_("Uit een nagekeken les")
    )
    publishing.submit(version, by)
    now.entry = slug
    now.save(update_fields=["entry", "changed_at"])
    return now


def changed(lesson: Lesson) -> None:
    """Note that an accepted lesson was edited: it needs a new look before anybody sees the new text."""
    Lesson.objects.filter(pk=lesson.pk, state=State.ACCEPTED).update(state=State.DRAFT)


def _allowed(lesson: Lesson, by: Any, action: str) -> Lesson:
    now = held(lesson)
    if not may(by, action, now):
        raise PermissionDenied
    return now
