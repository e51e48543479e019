"""Mail from the desk: plain text, always Dutch. A mail that fails never undoes the work."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from thorbecke.web.library.models import ErrorReport, Version
from thorbecke.web.people.models import Person, Role

log = logging.getLogger(__name__)


@override("nl")
def submitted(version: Version) -> None:
    """Tell the reviewers that something waits for them; not the maker."""
    reviewers = Person.objects.filter(is_active=True, memberships__role=Role.REVIEWER)
    others = reviewers.exclude(pk=version.made_by_id).distinct()
    _later(
        _("Ter beoordeling: %(title)s") % {"title": version.entry.title},
        "submitted",
        {"version": version, "url": _url("desk_version", pk=version.pk)},
        [person.email for person in others],
    )


@override("nl")
def decided(version: Version, published: bool, note: str = "") -> None:
    """Tell the maker what was decided; nothing when the maker decided or left."""
    maker = version.made_by
    if maker is None or not maker.is_active or maker.pk == version.decided_by_id:
        return
    subject = _("Gepubliceerd: %(title)s") if published else _("Afgewezen: %(title)s")
    _later(
        subject % {"title": version.entry.title},
        "decided",
        {
            "version": version,
            "published": published,
            "reason": note,
            "url": _url("desk_version", pk=version.pk),
        },
        [maker.email],
    )


@override("nl")
def replied(report: ErrorReport) -> None:
    """Send the reader our answer, if there is an address and an answer."""
    if report.email and report.reply:
        _later(
            _("Antwoord op uw melding over %(title)s") % {"title": report.entry.title},
            "replied",
            {"report": report, "url": f"{settings.BASE_URL}/"},
            [report.email],
        )


def _url(name: str, **kwargs: Any) -> str:
    return settings.BASE_URL + reverse(name, kwargs=kwargs)


def _later(subject: str, template: str, context: dict[str, Any], to: list[str]) -> None:
    """Send after the transaction; each person gets an own mail, so nobody sees the others."""
    text = render_to_string(f"library/desk/mail/{template}.txt", context)
    for address in to:
        transaction.on_commit(lambda address=address: _send(subject, text, address))


def _send(subject: str, text: str, address: str) -> None:
    try:
        send_mail(" ".join(subject.split()), text, None, [address])
    except OSError as problem:  # the address itself stays out of the log
        log.error("mail was not sent: %s", type(problem).__name__)
