"""Demonstration accounts: one per role, with a password that only this machine's owner can read."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from thorbecke.web.people.models import Membership, Organisation, Person, Role

FILE = "demo-accounts.json"
ORGANISATION = "Programmateam (demonstratie)"
# Generated names, no real persons; .invalid is an address that never exists (RFC 2606).
PEOPLE = {
    Role.EDITOR: ("Robin Voorbeeld (demonstratie)", "redacteur@demonstratie.invalid"),
    Role.REVIEWER: ("Sanne Voorbeeld (demonstratie)", "eindredacteur@demonstratie.invalid"),
    Role.ORGANISER: ("Charlie Voorbeeld (demonstratie)", "organisator@demonstratie.invalid"),
    Role.CLERK: ("Noa Voorbeeld (demonstratie)", "loket@demonstratie.invalid"),
    Role.PROGRAMME: ("Kim Voorbeeld (demonstratie)", "programma@demonstratie.invalid"),
    Role.LEAD: ("Bo Voorbeeld (demonstratie)", "trekker@demonstratie.invalid"),
    Role.GRIFFIER: ("Jip Voorbeeld (demonstratie)", "griffier@demonstratie.invalid"),
    Role.FACILITATOR: ("Luca Voorbeeld (demonstratie)", "begeleider@demonstratie.invalid"),
    Role.EXPERT: ("Dani Voorbeeld (demonstratie)", "deskundige@demonstratie.invalid"),
    Role.DESIGNER: ("Mika Voorbeeld (demonstratie)", "ontwerper@demonstratie.invalid"),
    Role.SCIENTIST: ("Sam Voorbeeld (demonstratie)", "wetenschapper@demonstratie.invalid"),
    Role.RESIDENT: ("Puck Voorbeeld (demonstratie)", "inwoner@demonstratie.invalid"),
    Role.JOURNALIST: ("Rafi Voorbeeld (demonstratie)", "journalist@demonstratie.invalid"),
    Role.ADMINISTRATOR: ("Alex Voorbeeld (demonstratie)", "beheerder@demonstratie.invalid"),
}


@dataclass(frozen=True)
class DemoAccount:
    """How to sign in as one demonstration role."""

    role: str
    name: str
    email: str
    password: str


def ensure_demo(var_dir: Path) -> list[DemoAccount]:
    """Make the demonstration persons if needed and return how to sign in as each.

    Passwords are drawn once for each instance and kept in ``demo-accounts.json`` in ``var_dir``,
    readable by the owner only. Doing it again changes nothing. Raises ``ImproperlyConfigured``
    when the site is not a demonstration.
    """
    if not settings.DEMO:
        raise ImproperlyConfigured("demonstration accounts need THORBECKE_DEMO=1")
    known = _read(var_dir / FILE)
    accounts = [
        DemoAccount(role, name, email, known.get(email) or secrets.token_urlsafe(12))
        for role, (name, email) in PEOPLE.items()
    ]
    _write(var_dir / FILE, accounts)
    _store(accounts)
    return accounts


@transaction.atomic
def _store(accounts: list[DemoAccount]) -> None:
    organisation, _made = Organisation.objects.get_or_create(
        name=ORGANISATION, defaults={"kind": Organisation.Kind.PROGRAMME}
    )
    for account in accounts:
        person = Person.objects.filter(email=account.email).first()
        if person is None:
            person = Person.objects.create_user(account.email, account.password, name=account.name)
        elif not person.check_password(account.password):
            person.set_password(account.password)
            person.save(update_fields=["password"])
        Membership.objects.get_or_create(
            person=person, organisation=organisation, role=account.role
        )


def _read(path: Path) -> dict[str, str]:
    """Return the password of each address; nothing when the file is not there or is spoilt."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return {str(row["email"]): str(row["password"]) for row in rows}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _write(path: Path, accounts: list[DemoAccount]) -> None:
    """Write the file with owner-only rights from its first byte; replace the old one at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_suffix(".new")
    scratch.unlink(missing_ok=True)
    with os.fdopen(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump([asdict(account) for account in accounts], file, indent=2)
    scratch.replace(path)
