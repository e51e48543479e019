"""What the team does with a submission: take it up, assign it, answer, attach, follow up."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from thorbecke.web.people.models import Membership, Organisation, Person
from thorbecke.web.programme import mail
from thorbecke.web.programme.models import Event, Message, Stage, Submission
from thorbecke.web.programme.models.submission import WAITING
from thorbecke.web.programme.permissions import TEAM
from thorbecke.web.programme.submitting import new_key

Kind = Event.Kind


class Conflict(Exception):
    """A colleague changed the same thing meanwhile; ``now`` is what stands there."""

    def __init__(self, now: Submission) -> None:
        super().__init__("changed by a colleague")
        self.now = now


class NotNow(Exception):
    """The submission was withdrawn or erased."""


def team_of(organisation: Any) -> Any:
    """Return the people who can be given a submission. One query when it is read."""
    held = Membership.objects.filter(organisation=organisation, role__in=TEAM)
    return Person.objects.filter(pk__in=held.values("person"), is_active=True).order_by("name")


@transaction.atomic
def handle(
    submission: Submission,
    version: int,
    by: Person,
    *,
    track: str,
    person: Person | None,
    due_on: date,
) -> Submission:
    """Store track, person and day. Raises ``Conflict`` and ``NotNow``."""
    now = _held(submission, version)
    events = []
    if now.due_on != due_on:
        events.append((Kind.MOVED, due_on.isoformat()))
    if now.assigned_to_id != getattr(person, "pk", None):
        kind = Kind.ASSIGNED if person else Kind.UNASSIGNED
        events.append((kind, person.name if person else ""))
        if person is not None and person.pk != by.pk:
            mail.assigned(now, person)
    if now.stage == Stage.RECEIVED:
        events.insert(0, (Kind.TRIAGE, ""))
    now.track, now.assigned_to, now.due_on = track, person, due_on
    if now.stage in WAITING:
        now.stage = Stage.ASSIGNED if person else Stage.TRIAGE
    now.version += 1
    now.save()
    for kind, detail in events:
        Event.objects.create(submission=now, kind=kind, by=by, detail=detail)
    return now


@transaction.atomic
def reply(
    submission: Submission, version: int, by: Person, *, subject: str, text: str, final: bool
) -> Message:
    """Send an answer, or a question that leaves the submission open. Raises ``Conflict``, ``NotNow``."""
    now = _held(submission, version)
    kind = Message.Kind.ANSWER if final else Message.Kind.ASKED
    message = Message.objects.create(
        submission=now, kind=kind, subject=subject, text=text, made_by=by
    )
    if final:
        now.stage, now.answered_at = Stage.ANSWERED, timezone.now()
    elif now.stage == Stage.RECEIVED:
        now.stage = Stage.TRIAGE
    now.version += 1
    now.save()
    Event.objects.create(submission=now, kind=Kind.ANSWERED if final else Kind.ASKED, by=by)
    mail.reply(message, new_key(now))
    return message


@transaction.atomic
def mail_again(message: Message) -> None:
    """Send a mail that the mail server did not take."""
    mail.reply(message, new_key(message.submission))


@transaction.atomic
def attach(submission: Submission, organisation: Organisation, by: Person) -> None:
    """Attach a submission to an organisation. Raises ``NotNow``."""
    now = _alive(submission)
    Submission.objects.filter(pk=now.pk).update(organisation=organisation, version=F("version") + 1)
    Event.objects.create(submission=now, kind=Kind.ATTACHED, by=by, detail=organisation.name)


def _alive(submission: Submission) -> Submission:
    now = Submission.objects.select_for_update().get(pk=submission.pk)
    if now.erased_at or now.stage not in (*WAITING, Stage.ANSWERED):
        raise NotNow
    return now


def _held(submission: Submission, version: int) -> Submission:
    now = _alive(submission)
    if now.version != version:
        raise Conflict(now)
    return now
