"""A submission from its first word to its end: one transaction for each step.

The token of a link is made here and goes to the sender; the table keeps its hash.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from thorbecke.web.programme import limits, mail, triage
from thorbecke.web.programme.doors import COLUMNS
from thorbecke.web.programme.models import Call, Event, Key, Message, Stage, Submission
from thorbecke.web.programme.models.submission import WAITING, digest

KEEP_DRAFT = timedelta(days=30)
TEXTS = "title challenge name email role works_for".split()


class NotNow(Exception):
    """What can't be done any more: the round is closed, or somebody was first."""


class Overwrites(Exception):
    """Another window stored other texts in the same step; ``now`` is what stands there."""

    def __init__(self, now: Submission) -> None:
        super().__init__("changed in another window")
        self.now = now


def new_key(submission: Submission) -> str:
    """Return a new token of 256 bits that opens this submission."""
    token = secrets.token_urlsafe(32)
    Key.objects.create(submission=submission, token_hash=digest(token))
    return token


def find(token: str) -> Submission | None:
    """Return the submission of a link; None when it is unknown or erased. One query."""
    rows = Key.objects.select_related("submission__call", "submission__municipality")
    found = rows.filter(token_hash=digest(token)).first()
    return found.submission if found else None


@transaction.atomic
def begin(call: Call, door: str, values: Mapping[str, Any]) -> tuple[Submission, str]:
    """Store a new draft; return it with the token of its link. Raises ``NotNow``."""
    if not Call.objects.select_for_update().get(pk=call.pk).accepts:
        raise NotNow
    draft = Submission(call=call, door=door)
    _put(draft, values)
    draft.save()
    return draft, new_key(draft)


@transaction.atomic
def keep(submission: Submission, version: int, values: Mapping[str, Any]) -> Submission:
    """Store what was typed in one step; return the draft as it is now. Raises ``NotNow``.

    Another window may have stored another step meanwhile: that is no conflict. Raises ``Overwrites``
    when it stored other texts in this step.
    """
    now = Submission.objects.select_for_update().get(pk=submission.pk)
    if now.stage != Stage.DRAFT:
        raise NotNow
    if now.version != version and _differs(now, values):
        raise Overwrites(now)
    _put(now, values)
    now.version += 1
    now.changed_at = timezone.now()
    now.save()
    return now


@transaction.atomic
def send(submission: Submission, token: str) -> Submission:
    """Hand the draft in. A second time does nothing. Raises ``NotNow`` when the round is closed."""
    now = Submission.objects.select_for_update().select_related("call").get(pk=submission.pk)
    if now.stage != Stage.DRAFT:
        return now
    if not now.call.accepts:
        raise NotNow
    today = timezone.localdate()
    now.stage, now.received_on = Stage.RECEIVED, today
    now.due_on = now.call.due_from(today)
    now.erase_on = today + timedelta(days=now.call.keep_days)
    now.suggested = suggestion(now).track
    now.doubt = limits.doubtful(now.title, now.challenge, *map(str, now.answers.values()))
    now.version += 1
    now.save()
    Event.objects.create(submission=now, kind=Event.Kind.RECEIVED)
    mail.received(now, token)
    return now


@transaction.atomic
def add(submission: Submission, text: str) -> None:
    """Add what the sender wants to say still. Raises ``NotNow``."""
    now = Submission.objects.select_for_update().get(pk=submission.pk)
    if now.stage not in (*WAITING, Stage.ANSWERED):
        raise NotNow
    Message.objects.create(submission=now, kind=Message.Kind.ADDED, text=text)
    Event.objects.create(submission=now, kind=Event.Kind.ADDED)
    mail.added(now)


@transaction.atomic
def withdraw(submission: Submission) -> None:
    """End it at the wish of the sender; texts and personal data go at once."""
    now = Submission.objects.select_for_update().get(pk=submission.pk)
    if now.stage == Stage.DRAFT:
        now.delete()
        return
    Event.objects.create(submission=now, kind=Event.Kind.WITHDRAWN)
    now.stage = Stage.WITHDRAWN
    wipe(now)


def wipe(submission: Submission) -> None:
    """Erase texts, personal data, messages, notes and links. Door, themes, place and dates stay."""
    for name in TEXTS:
        setattr(submission, name, "")
    submission.answers = {}
    submission.erased_at = timezone.now()
    submission.version += 1
    submission.save()
    for rows in (submission.messages, submission.notes, submission.keys):
        rows.all().delete()
    submission.events.exclude(detail="").update(detail="")


def suggestion(submission: Submission) -> triage.Suggestion:
    """Return the track that the rules give."""
    return triage.suggest({**submission.answers, "door": str(submission.door)})


def value_of(submission: Submission, name: str) -> Any:
    """Return what a field holds now."""
    if name in COLUMNS:
        return getattr(submission, name)
    return submission.answers.get(name)


def _put(submission: Submission, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name in COLUMNS:
            setattr(submission, name, value)
        else:
            submission.answers = {**submission.answers, name: value}


def _differs(stored: Submission, values: Mapping[str, Any]) -> bool:
    """True when something else than nothing would be overwritten."""
    pairs = [(value_of(stored, name), value) for name, value in values.items()]
    return any(there and there != mine for there, mine in pairs)
