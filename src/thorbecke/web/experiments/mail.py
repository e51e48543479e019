"""Mail of the register: plain text, Dutch, one for each person. A mail that fails undoes nothing."""

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

from thorbecke.web.experiments.models import Experiment, Follower, Match
from thorbecke.web.experiments.permissions import OFFER
from thorbecke.web.people.models import Person

log = logging.getLogger(__name__)


@override("nl")
def confirm(follower: Follower, token: str) -> None:
    """Ask an address whether it wants the news."""
    url = _url("experiments:confirm", token)
    context = {"experiment": follower.experiment, "url": url}
    subject = _("Wilt u dit experiment volgen? %(title)s") % {"title": follower.experiment.title}
    text = render_to_string("experiments/mail/confirm.txt", context)
    transaction.on_commit(lambda: _send(subject, text, follower.email))


@override("nl")
def news(experiment: Experiment, follower: Follower, items: list[Any], token: str) -> bool:
    """Send what is new; tell whether the mail went."""
    leave = _url("experiments:leave", token)
    context = {
        "experiment": experiment,
        "items": items,
        "url": _url("experiments:page", experiment.slug),
        "leave": leave,
    }
    subject = _("Nieuws over: %(title)s") % {"title": experiment.title}
    headers = {
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    text = render_to_string("experiments/mail/news.txt", context)
    return _send(subject, text, follower.email, headers)


@override("nl")
def asked(match: Match) -> None:
    """Tell a partner that somebody asks for help."""
    people = Person.objects.filter(
        is_active=True,
        memberships__organisation=match.offer.organisation_id,
        memberships__role__in=OFFER,
    ).distinct()
    subject = _("Een vraag om steun: %(title)s") % {"title": match.need.experiment.title}
    context = {"match": match, "url": _url("experiments:inbox")}
    _later(subject, "asked", context, [person.email for person in people])


@override("nl")
def answered(match: Match) -> None:
    """Tell who asked what the answer is."""
    person = match.need.made_by
    if person is None or not person.is_active:
        return
    subject = _("Antwoord op uw vraag om steun: %(title)s")
    context = {"match": match, "url": _url("experiments:support", match.need.experiment.slug)}
    title = {"title": match.need.experiment.title}
    _later(subject % title, "answered", context, [person.email])


def _url(name: str, *args: Any) -> str:
    return settings.BASE_URL.rstrip("/") + reverse(name, args=args)


def _later(subject: str, template: str, context: dict[str, Any], to: list[str]) -> None:
    text = render_to_string(f"experiments/mail/{template}.txt", context)
    for address in dict.fromkeys(to):
        transaction.on_commit(lambda address=address: _send(subject, text, address))


def _send(subject: str, text: str, address: str, headers: dict[str, str] | None = None) -> bool:
    message = EmailMessage(" ".join(subject.split()), text, None, [address], headers=headers)
    try:
        return bool(message.send())
    except OSError as problem:  # the address itself stays out of the log
        log.error("mail was not sent: %s", type(problem).__name__)
        return False
