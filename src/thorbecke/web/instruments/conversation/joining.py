"""Joining: one device is one participant, by a signed cookie; or one code is, where codes are asked."""

from __future__ import annotations

import secrets
import uuid
from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponseBase

from thorbecke.web.instruments.conversation.models import Participant
from thorbecke.web.instruments.conversation.rooms import option
from thorbecke.web.participation.models import Act, Credential
from thorbecke.web.participation.roll import entry, limits
from thorbecke.web.participation.roll.entry import Standing, cookie_path

LIFETIME = 90 * 24 * 3600  # seconds


class Refused(Exception):
    """Something that a participant may not do; ``reason`` is a code, see ``words.REFUSED``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def participant_of(request: HttpRequest, act: Act) -> Participant | None:
    """Return who this browser is in this act; None without a good cookie. At most one query."""
    try:
        value = request.get_signed_cookie(
            _name(act), default="", salt=str(act.pk), max_age=LIFETIME
        )
        return Participant.objects.filter(pk=uuid.UUID(value), act=act).first()
    except (ValueError, TypeError, BadSignature):
        return None


def join(request: HttpRequest, act: Act) -> Participant:
    """Return this browser's participant; a new one if it has none. Raises ``Refused`` ("joins")."""
    if known := participant_of(request, act):
        return known
    limit = limits.Limit("conversation-join", option(act, "joins"), timedelta(hours=1))
    who = limits.sender(request)
    if limits.spent(limit, act, who):
        raise Refused("joins")
    limits.count(limit, act, who)
    return _new(act, None)


def join_with_code(request: HttpRequest, act: Act, code: str) -> Participant:
    """Return the participant of a code: the same one on every device. Raises ``Refused``."""
    who = limits.sender(request)
    if limits.spent(limits.WRONG_CODES, act, who):
        raise Refused("codes")
    standing, credential = entry.check(act, code)
    if credential is None or standing not in {Standing.GOOD, Standing.USED}:
        limits.count(limits.WRONG_CODES, act, who)
        raise Refused("code")
    found = Participant.objects.filter(act=act, key=credential.code_hash).first()
    return found or _moved(act, credential) or _new(act, credential.code_hash)


def _moved(act: Act, credential: Credential) -> Participant | None:
    """Return the participant of a code that this one took the place of: a lost letter makes no second."""
    older = credential.replaces
    while older is not None:
        found = Participant.objects.filter(act=act, key=older.code_hash).first()
        if found is not None:
            found.key = credential.code_hash
            found.save(update_fields=["key"])
            return found
        older = older.replaces
    return None


def _new(act: Act, key: str | None) -> Participant:
    while True:
        try:
            with transaction.atomic():
                return Participant.objects.create(act=act, key=key, label=secrets.token_hex(6))
        except IntegrityError:  # the label is taken, or the same code came in at the same moment
            if key and (found := Participant.objects.filter(act=act, key=key).first()):
                return found


def remember(response: HttpResponseBase, act: Act, participant: Participant) -> None:
    """Let the browser carry who it is, to the pages of this act only."""
    response.set_signed_cookie(
        _name(act),
        participant.pk.hex,
        salt=str(act.pk),
        max_age=LIFETIME,
        path=cookie_path(act),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _name(act: Act) -> str:
    return f"gesprek-{act.pk.hex[-12:]}"
