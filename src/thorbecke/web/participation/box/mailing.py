"""The receipt by mail: the address is used once, kept nowhere and written in no log."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from thorbecke.web.participation.models import Act
from thorbecke.web.participation.roll import limits

log = logging.getLogger(__name__)


def send_receipt(request: HttpRequest, act: Act, receipt: str) -> str:
    """Send a receipt to the address in the request; return sent, wrong, too_many or failed."""
    address = request.POST.get("email", "").strip()[:254]
    try:
        validate_email(address)
    except ValidationError:
        return "wrong"
    senders = (
        (limits.MAILS_FROM_ONE, limits.sender(request)),
        (limits.MAILS_TO_ONE, address.lower()),
    )
    if any(limits.spent(limit, act, who) for limit, who in senders):
        return "too_many"
    for limit, who in senders:
        limits.count(limit, act, who)
    context = {
        "act": act,
        "receipt": receipt,
        "url": settings.BASE_URL + reverse("participation:checking", args=[act.slug]),
    }
    text = render_to_string("participation/box/mail/receipt.txt", context)
    subject = _("Uw ontvangstcode: %(title)s") % {"title": act.title}
    try:
        send_mail(" ".join(subject.split()), text, None, [address])
    except OSError as problem:  # the address itself stays out of the log
        log.error("a receipt was not sent: %s", type(problem).__name__)
        return "failed"
    return "sent"


def words(sent: str) -> str:
    """Return what became of the mail, in words."""
    return {
        "sent": _("De e-mail is verstuurd. Uw adres hebben we niet bewaard."),
        "wrong": _("Dit is geen e-mailadres. Vul een adres in zoals naam@voorbeeld.nl."),
        "too_many": _(
            "Er zijn al genoeg e-mails verstuurd. Schrijf de code over, of probeer het later."
        ),
        "failed": _("De e-mail kon niet weg. Schrijf de code over, of druk hem af."),
    }.get(sent, "")
