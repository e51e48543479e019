"""Mail of the call: plain text, Dutch. A mail that fails undoes nothing, and no address is logged."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from thorbecke.web.people.models import Person
from thorbecke.web.programme.models import Message, Submission

log = logging.getLogger(__name__)


@override("nl")
def received(submission: Submission, token: str) -> None:
    """Tell the sender that it came in, with the private link."""
    subject = _("Uw aanmelding is ontvangen (%(number)s)") % {"number": submission.reference}
    context = {"submission": submission, "url": _url("programme:status", token)}
    _later(subject, "received", context, submission.email)


@override("nl")
def links(email: str, found: list[tuple[Submission, str]]) -> None:
    """Send new private links to who lost them."""
    rows = [(one, _url("programme:status", token)) for one, token in found]
    _later(_("De link naar uw aanmelding"), "links", {"rows": rows}, email)


@override("nl")
def added(submission: Submission) -> None:
    """Tell the member of the team who has it that the sender added something."""
    subject = _("Nieuwe informatie bij aanmelding %(number)s") % {"number": submission.reference}
    _to_team(submission, submission.assigned_to, subject, "added")


@override("nl")
def assigned(submission: Submission, person: Person) -> None:
    """Tell a member of the team that a submission is hers now."""
    subject = _("Aanmelding %(number)s is voor u") % {"number": submission.reference}
    _to_team(submission, person, subject, "assigned")


@override("nl")
def reply(message: Message, token: str) -> None:
    """Mail what the team wrote, and remember whether the mail server took it."""
    submission = message.submission
    context = {
        "message": message,
        "submission": submission,
        "url": _url("programme:status", token),
    }
    text = render_to_string("programme/mail/reply.txt", context)
    pk, address = message.pk, submission.email

    def go() -> None:
        done = _send(message.subject, text, address)
        Message.objects.filter(pk=pk).update(mailed=done)

    transaction.on_commit(go)


def _to_team(submission: Submission, person: Person | None, subject: str, template: str) -> None:
    if person is None or not person.is_active:
        return
    context = {
        "submission": submission,
        "url": _url("programme:submission", submission.pk),
    }
    _later(subject, template, context, person.email)


def _url(name: str, *args: Any) -> str:
    return settings.BASE_URL.rstrip("/") + reverse(name, args=args)


def _later(subject: str, template: str, context: dict[str, Any], to: str) -> None:
    text = render_to_string(f"programme/mail/{template}.txt", context)
    transaction.on_commit(lambda: _send(subject, text, to))


def _send(subject: str, text: str, address: str) -> bool:
    message = EmailMessage(" ".join(subject.split()), text, None, [address])
    try:
        return bool(message.send())
    except OSError as problem:  # the address itself stays out of the log
        log.error("mail was not sent: %s", type(problem).__name__)
        return False
