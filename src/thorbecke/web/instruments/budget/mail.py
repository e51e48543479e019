"""Mails to who brought an idea in: plain text, Dutch, one for each. A mail that fails undoes nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from thorbecke.web.instruments.budget.models import Idea, Progress
from thorbecke.web.participation.box.words import euros
from thorbecke.web.participation.models import Act
from thorbecke.web.people.models import Person, Role

log = logging.getLogger(__name__)


def _steps() -> dict[str, tuple[str, Callable[[Idea], list[str]]]]:
    """Subject and sentences of each step; made when a mail is sent, in its language."""
    return {
        "received": (
            _("Uw idee is binnen: %(title)s"),
            lambda idea: [
                _("Dank u wel voor uw idee. Wij lezen het eerst zelf."),
                _("Daarna komt het op de pagina. U krijgt dan weer een mail."),
            ],
        ),
        "shown": (
            _("Uw idee staat op de pagina: %(title)s"),
            lambda idea: [_("Iedereen kan uw idee nu lezen."), *_wanted(idea)],
        ),
        "enough": (
            _("Uw idee heeft genoeg steun: %(title)s"),
            lambda idea: [
                _("Er is genoeg steun voor uw idee: %(likes)s mensen.") % {"likes": idea.likes},
                _("Wij gaan nu onderzoeken of het kan en wat het kost."),
            ],
        ),
        "vetting": (
            _("Wij onderzoeken uw idee: %(title)s"),
            lambda idea: [
                _("Wij bekijken of uw idee mag, of het kan, en wat het kost."),
                _("Hebben wij een vraag? Dan hoort u van ons."),
            ],
        ),
        "ballot": (
            _("Uw idee komt op het stembiljet: %(title)s"),
            lambda idea: [
                _("Inwoners kunnen straks op uw idee stemmen."),
                _("Het plan kost %(cost)s.") % {"cost": euros(idea.cost or 0)},
                *([idea.reason] if idea.reason else []),
            ],
        ),
        "refused": (
            _("Uw idee gaat niet door: %(title)s"),
            lambda idea: [_("Uw idee komt niet op het stembiljet. Dit is de reden:"), idea.reason],
        ),
        "merged": (
            _("Uw idee gaat samen verder: %(title)s"),
            lambda idea: [
                _("Uw idee lijkt op een ander idee. Wij hebben ze samengevoegd."),
                _("Het gaat verder als: %(into)s. U bent er nu mede-indiener van.")
                % {"into": idea.merged_into},
            ],
        ),
    }


def _wanted(idea: Idea) -> list[str]:
    needed = int(idea.act.settings.get("threshold") or 0)
    if not needed:
        return []
    text = _("Het heeft steun van %(needed)s mensen nodig. Vertel het dus verder.")
    return [text % {"needed": needed}]


@override("nl")
def step(idea: Idea, name: str) -> None:
    """Tell everybody behind an idea that it went a step further."""
    subject, sentences = _steps()[name]
    _to_authors(idea, subject % {"title": idea.title}, sentences(idea))


@override("nl")
def progress(report: Progress) -> None:
    """Tell everybody behind a funded project what was reported on it."""
    idea = report.idea
    subject = _("Nieuws over uw plan: %(title)s") % {"title": idea.title}
    state = _("Stand: %(state)s.") % {"state": report.get_state_display()}
    _to_authors(idea, subject, [state, report.text])


@override("nl")
def reminder(act: Act, silent: list[Idea], days: int) -> int:
    """Ask the organisers of an act for news on projects; return how many people were asked."""
    people = Person.objects.filter(
        is_active=True,
        memberships__organisation=act.organisation,
        memberships__role=Role.ORGANISER,
    ).distinct()
    sentences = [
        _("Over deze plannen schreef u al %(days)s dagen niets:") % {"days": days},
        *(f"- {idea.title}" for idea in silent),
        _("Schrijf kort hoe het ermee staat. Inwoners wachten op nieuws."),
    ]
    url = settings.BASE_URL + reverse("budget:carrying_out", args=[act.slug])
    context = {"title": act.title, "sentences": sentences, "url": url, "act": act}
    subject = _("Hoe staat het met de plannen? %(title)s") % {"title": act.title}
    addresses = [person.email for person in people if person.email]
    _later(subject, context, addresses)
    return len(addresses)


def _to_authors(idea: Idea, subject: str, sentences: list[str]) -> None:
    shown = idea.merged_into or idea
    name = "budget:idea" if shown.shown_on else "budget:ideas"
    place = [idea.act.slug, shown.number] if shown.shown_on else [idea.act.slug]
    context = {
        "title": idea.title,
        "sentences": sentences,
        "url": settings.BASE_URL + reverse(name, args=place),
        "act": idea.act,
    }
    addresses = idea.authors.exclude(email="").values_list("email", flat=True)
    _later(subject, context, list(dict.fromkeys(addresses)))


def _later(subject: str, context: dict[str, Any], to: list[str]) -> None:
    """Send after the transaction; each person gets an own mail, so nobody sees the others."""
    if not to:
        return
    text = render_to_string("budget/mail/step.txt", context)
    for address in to:
        transaction.on_commit(lambda address=address: _send(subject, text, address))


def _send(subject: str, text: str, address: str) -> None:
    try:
        send_mail(" ".join(subject.split()), text, None, [address])
    except OSError as problem:  # the address itself stays out of the log
        log.error("mail was not sent: %s", type(problem).__name__)
