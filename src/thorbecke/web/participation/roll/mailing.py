"""Confirming an address: a number by mail, typed in on the page. Nothing of it stays on the server.

What was asked is in a sealed cookie: the hash of the address and of the number, for this act, for
twenty minutes. There is no link in the mail, so no address can be opened by a scanner of mail, forwarded
or found in a log.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import secrets
from dataclasses import dataclass

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from thorbecke.web.participation.models import Act
from thorbecke.web.participation.roll.entry import cookie_path, sealing

log = logging.getLogger(__name__)

LIFETIME = 20 * 60  # seconds
DIGITS = 8


@dataclass(frozen=True)
class Asked:
    """What waits for its number: the subject's hash, and the hash of the number."""

    subject: str
    proof: str


def send(act: Act, address: str) -> str:
    """Mail a new number to an address; return the number. A mail that fails is told in the log only."""
    number = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    context = {"act": act, "number": f"{number[:4]} {number[4:]}", "minutes": LIFETIME // 60}
    text = render_to_string("participation/roll/mail/number.txt", context)
    try:
        send_mail(_("Uw getal om mee te doen"), text, None, [address])
    except OSError as problem:  # the address itself stays out of the log
        log.error("mail was not sent: %s", type(problem).__name__)
    return number


def remember(response: HttpResponseBase, act: Act, subject: str, number: str) -> None:
    """Let the browser keep what was asked, sealed."""
    data = json.dumps({"act": str(act.pk), "subject": subject, "proof": _proof(subject, number)})
    response.set_cookie(
        _name(act),
        sealing().encrypt(data.encode()).decode("ascii"),
        max_age=LIFETIME,
        path=cookie_path(act),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def forget(response: HttpResponseBase, act: Act) -> None:
    """Take what was asked away."""
    response.delete_cookie(_name(act), path=cookie_path(act), samesite="Strict")


def asked(request: HttpRequest, act: Act) -> Asked | None:
    """Return what waits for its number in this browser."""
    token = request.COOKIES.get(_name(act), "")
    try:
        data = json.loads(sealing().decrypt(token.encode(), ttl=LIFETIME))
        return Asked(data["subject"], data["proof"]) if data["act"] == str(act.pk) else None
    except (InvalidToken, ValueError, KeyError):
        return None


def proves(waiting: Asked, number: str) -> bool:
    """Tell whether this is the number that was sent; in constant time."""
    digits = "".join(sign for sign in number if sign.isdecimal() and sign.isascii())
    return hmac.compare_digest(waiting.proof, _proof(waiting.subject, digits))


def _proof(subject: str, number: str) -> str:
    key = settings.SECRET_KEY.encode()
    return hmac.new(
        key, f"thorbecke.roll:number:{subject}:{number}".encode(), hashlib.sha256
    ).hexdigest()


def _name(act: Act) -> str:
    return f"bevestig-{act.pk.hex[-12:]}"
