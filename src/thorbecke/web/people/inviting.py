"""Invitations: make, send again, withdraw, take, decline. Only who holds the link can take one."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thorbecke.web.people import limits, mail
from thorbecke.web.people.models import Invitation, Membership, Organisation, Person
from thorbecke.web.people.permissions import GRANTABLE

LIFETIME = timedelta(days=14)
OPEN = {"accepted_at": None, "declined_at": None, "withdrawn_at": None}


class Refused(ValueError):
    """What can't be done, in plain Dutch words."""


@transaction.atomic
def invite(
    organisation: Organisation, by: Any, email: str, name: str, roles: Iterable[str]
) -> Invitation:
    """Invite an address, or renew the invitation that it has. Raises ``Refused``."""
    email, given = email.strip().lower(), sorted(set(roles) & GRANTABLE[organisation.kind])
    if not given:
        raise Refused(_("Kies minstens één rol."))
    _limit(organisation, email)
    found = Invitation.objects.select_for_update().filter(
        organisation=organisation, email=email, **OPEN
    )
    invitation = found.first() or Invitation(organisation=organisation, email=email)
    invitation.roles, invitation.name, invitation.made_by = given, name, by
    _send(invitation)
    return invitation


@transaction.atomic
def resend(invitation: Invitation) -> None:
    """Send a new link; the one of the earlier mail stops. Raises ``Refused``."""
    found = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if found.ended:
        raise Refused(_("Deze uitnodiging is al klaar."))
    _limit(found.organisation, found.email)
    _send(found)


def withdraw(invitation: Invitation) -> bool:
    """End an open invitation; tell whether there was one to end."""
    return _end(invitation, "withdrawn_at")


def decline(invitation: Invitation) -> bool:
    """Say no to an open invitation; tell whether there was one."""
    return _end(invitation, "declined_at")


def find(token: str) -> Invitation | None:
    """Return the invitation of a link, also one that has ended."""
    rows = Invitation.objects.select_related("organisation", "made_by")
    return rows.filter(token_hash=digest(token), organisation__closed_on=None).first()


@transaction.atomic
def accept(invitation: Invitation, person: Person) -> None:
    """Give the roles to a person with the invited address. Raises ``Refused``."""
    if person.email != invitation.email:
        raise Refused(_("Deze uitnodiging is voor een ander e-mailadres."))
    if not person.is_active:
        raise Refused(_("Dit account is dicht."))
    if not _end(invitation, "accepted_at"):
        raise Refused(_("Deze uitnodiging werkt niet meer."))
    organisation = invitation.organisation
    for role in set(invitation.roles) & GRANTABLE[organisation.kind]:
        Membership.objects.get_or_create(person=person, organisation=organisation, role=role)


@transaction.atomic
def accept_new(invitation: Invitation, name: str, password: str) -> Person:
    """Make an account for the invited address, proved by the link, and give it the roles.

    Raises ``Refused``.
    """
    if Person.objects.filter(email=invitation.email).exists():
        raise Refused(_("U hebt al een account. Log eerst in."))
    person = Person.objects.create_user(invitation.email, password, name=name)
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    accept(invitation, person)
    return person


def digest(token: str) -> str:
    """Return what we store of a token. It is random, so a plain digest needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def _end(invitation: Invitation, field: str) -> bool:
    """Set the moment in one statement, so that of two at once only one succeeds."""
    now: datetime = timezone.now()
    rows = Invitation.objects.filter(pk=invitation.pk, **OPEN)
    if field != "withdrawn_at":
        rows = rows.filter(expires_at__gt=now, organisation__closed_on=None)
    return rows.update(**{field: now}) == 1


def _send(invitation: Invitation) -> None:
    token = secrets.token_urlsafe(32)
    invitation.token_hash = digest(token)
    invitation.sent_at = timezone.now()
    invitation.expires_at = invitation.sent_at + LIFETIME
    invitation.save()
    mail.invited(invitation, token)


def _limit(organisation: Organisation, email: str) -> None:
    pairs = ((limits.MAILS_TO_ONE, email), (limits.MAILS_FROM_ONE, str(organisation.pk)))
    if any(limits.spent(limit, who) for limit, who in pairs):
        raise Refused(_("Er zijn al veel uitnodigingen verstuurd. Probeer het later nog eens."))
    for limit, who in pairs:
        limits.count(limit, who)
