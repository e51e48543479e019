"""The pass: a voter who showed a code carries it in a sealed cookie, and nowhere on the server.

The cookie goes to the pages of that act only, is no part of an address, a session or a log, can't be
read by a script and ends by itself.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from thorbecke.web.participation.models import Act, Credential
from thorbecke.web.participation.roll.codes import code_hash

LIFETIME = 2 * 3600  # seconds


@dataclass(frozen=True)
class Pass:
    """What a voter carries: the code as it was given out, and how it came (a ``Channel``)."""

    code: str
    channel: str


class Standing(StrEnum):
    """What a code is worth."""

    GOOD = "good"
    USED = "used"
    VOID = "void"
    UNKNOWN = "unknown"


def check(act: Act, code: str, *, lock: bool = False) -> tuple[Standing, Credential | None]:
    """Return what a code is worth in this act, with its credential when GOOD or USED. One query.

    Unknown, void and used codes take the same road: one keyed hash and one look-up by index, with the
    marked register joined. ``lock``: hold the credential until the transaction ends, so that it can't be
    voided between this check and a use; whoever spends a code must ask so.
    """
    rows = Credential.objects.filter(act=act, code_hash=code_hash(act, code))
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.select_related("spent").first()
    if found is None:
        return Standing.UNKNOWN, None
    if found.void:
        return Standing.VOID, None
    return (Standing.USED if hasattr(found, "spent") else Standing.GOOD), found


def read_pass(request: HttpRequest, act: Act) -> Pass | None:
    """Return the pass for this act that the browser carries; None without, when too old or not ours."""
    token = request.COOKIES.get(_name(act), "")
    try:
        data = json.loads(sealing().decrypt(token.encode(), ttl=LIFETIME))
    except (InvalidToken, ValueError):
        return None
    return Pass(data["code"], data["channel"]) if data["act"] == str(act.pk) else None


def give_pass(response: HttpResponseBase, act: Act, code: str, channel: str) -> None:
    """Let the browser carry a code to the pages of this act, for two hours."""
    data = json.dumps({"act": str(act.pk), "code": code, "channel": str(channel)})
    response.set_cookie(
        _name(act),
        sealing().encrypt(data.encode()).decode("ascii"),
        max_age=LIFETIME,
        path=cookie_path(act),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def drop_pass(response: HttpResponseBase, act: Act) -> None:
    """Take the pass away: after casting, or when the voter leaves."""
    response.delete_cookie(_name(act), path=cookie_path(act), samesite="Strict")


def _name(act: Act) -> str:
    return f"toegang-{act.pk.hex[-12:]}"


def cookie_path(act: Act) -> str:
    """Return the path to which an act's cookies are confined."""
    return reverse("participation:act", args=[act.slug])


def sealing() -> Fernet:
    """Return what seals the cookies of the roll: AES-128-CBC with HMAC-SHA256, and a time in it."""
    return _box(settings.SECRET_KEY)


@lru_cache(maxsize=4)
def _box(secret: str) -> Fernet:
    key = hmac.new(secret.encode(), b"thorbecke.roll:pass", hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(key))
