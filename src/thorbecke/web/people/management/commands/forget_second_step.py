"""Take away somebody's second step at signing in, after she lost it."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError

from thorbecke.web.people.models import Person


class Command(BaseCommand):
    """``thorbecke manage forget_second_step ANNA@EXAMPLE.NL``"""

    help = "Take away the app, passkeys and recovery codes of a person; her roles sleep until new ones."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, email: str, **options: Any) -> None:
        person = Person.objects.filter(email=email.strip().lower()).first()
        if person is None:
            raise CommandError("Nobody has this address.")
        number, _kinds = Authenticator.objects.filter(user=person).delete()
        self.stdout.write(f"{number} steps taken away.")
