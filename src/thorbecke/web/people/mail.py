"""Mail about organisations: plain text, in Dutch. A mail that fails never undoes the work."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from thorbecke.web.people.models import Invitation

log = logging.getLogger(__name__)


@override("nl")
def invited(invitation: Invitation, token: str) -> None:
    """Mail the link of an invitation, after the transaction."""
    name = invitation.organisation.name
    context = {
        "invitation": invitation,
        "organisation": name,
        "by": invitation.made_by.name if invitation.made_by else "",
        "until": timezone.localtime(invitation.expires_at),
        "url": settings.BASE_URL + reverse("people:invitation", args=[token]),
    }
    subject = _("Uitnodiging van %(name)s") % {"name": name}
    text = render_to_string("people/mail/invitation.txt", context)
    address = invitation.email
    transaction.on_commit(lambda: _send(subject, text, address))


def _send(subject: str, text: str, address: str) -> None:
    try:
        send_mail(" ".join(subject.split()), text, None, [address])
    except OSError as problem:  # the address itself stays out of the log
        log.error("mail was not sent: %s", type(problem).__name__)
