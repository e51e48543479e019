"""Somebody without a letter: an account, a login through the municipality, or a confirmed address.

Each becomes a keyed hash of this act, and each hash gets one code. The code is random and stands in the
pass alone; who lost it before voting gets another, and the lost one is void.
"""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import HttpRequest

from thorbecke.web.participation.models import Act, Credential, Spent, Voter
from thorbecke.web.participation.roll import codes, eligibility, issuing
from thorbecke.web.participation.roll.census.examining import voter_key_of
from thorbecke.web.participation.roll.eligibility import Who
from thorbecke.web.participation.roll.voters import eligible
from thorbecke.web.people.adapter import VERIFIED, issuers
from thorbecke.web.people.models import Person

LETTER, ACCOUNT, OIDC = "letter", "account", "oidc"
TRIES = 3


class AlreadyVoted(Exception):
    """This person has used her code."""


def ways(act: Act) -> dict[str, bool]:
    """Return which ways lead in: letter, account, mail (a confirmed address) and oidc.

    An account says nothing about where somebody lives or how old she is, so it opens only an act that
    is for others than residents too. A login through the municipality does, by its settings.
    """
    open_to_others = eligibility.from_data(act.eligibility).who != Who.RESIDENT
    account = ACCOUNT in act.credentials and open_to_others
    return {
        "letter": LETTER in act.credentials or not act.credentials,
        "account": account,
        "mail": account,
        "oidc": OIDC in act.credentials and bool(issuers()),
    }


def of_account(act: Act, person: Person) -> str:
    """Return the hash of an account."""
    return codes.subject_hash(act, "account", str(person.pk))


def of_address(act: Act, address: str) -> str:
    """Return the hash of an address that was confirmed just now.

    The owner of an address that is somebody's account is that person: one code, whichever way she
    comes. It signs nobody in.
    """
    clean = normal_address(address)
    person = Person.objects.filter(email=address.strip().lower()).first()
    return of_account(act, person) if person else codes.subject_hash(act, "mail", clean)


def normal_address(address: str) -> str:
    """Return an address as one mailbox: small letters, without a +label."""
    local, _at, host = address.strip().lower().rpartition("@")
    return f"{local.split('+', 1)[0]}@{host}"


def of_login(act: Act, request: HttpRequest) -> tuple[str, Voter | None] | None:
    """Return who logged in through the municipality: the hash, and the person on the roll if known.

    What the login told is taken out of the session. None without a login.
    """
    found: dict[str, Any] | None = request.session.pop(VERIFIED, None)
    if not found:
        return None
    subject = codes.subject_hash(act, f"oidc:{found['issuer']}", found["subject"])
    key = voter_key_of(act, f"number:{found['person']}")
    return subject, eligible(act).filter(key=key).first()


def code_for(act: Act, channel: str, subject: str, voter: Voter | None = None) -> str:
    """Return a code for a subject: the first, or a new one in place of one that was lost unused.

    With ``voter`` the code is that person's on the roll: her letter then works no more, so that a login
    and a letter are one code together. Two requests at once leave one valid code. Raises
    ``AlreadyVoted`` and ``issuing.Refused``.
    """
    for attempt in range(1, TRIES + 1):
        try:
            with transaction.atomic():
                return _code_for(act, channel, subject, voter)
        except IntegrityError:  # the other request was first
            if attempt == TRIES:
                raise
    raise issuing.Refused("has_code")


def _code_for(act: Act, channel: str, subject: str, voter: Voter | None) -> str:
    given = Q(voter=voter) if voter else Q(subject_hash=subject)
    held = Credential.objects.select_for_update().filter(given, act=act, void=False)
    old = held.first()
    if old is None:
        mark = None if voter else subject
        return issuing.issue(act, channel, voter=voter, subject_hash=mark)[1]
    if Spent.objects.filter(credential=old).exists():
        raise AlreadyVoted
    return issuing.replace(old, "lost", channel)[1]
