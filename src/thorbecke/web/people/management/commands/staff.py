"""Make a staff account at the server, with a link to choose a password."""

from __future__ import annotations

from argparse import ArgumentParser

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from thorbecke.web.people.models import Membership, Organisation, Person, Role

TEAM = "Programmateam"


class Command(BaseCommand):
    """``thorbecke manage staff ANNA@EXAMPLE.NL "Anna de Vries" editor``"""

    help = "Make a staff account, or give an existing one a further role."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("role", choices=Role.values)

    def handle(self, email: str, name: str, role: str, **options: object) -> None:
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email} is not an e-mail address.") from error
        person = make_staff(email, name, role)
        self.stdout.write(
            f"{person.name} is now {role}. Choose a password at:\n{reset_link(person)}"
        )


@transaction.atomic
def make_staff(email: str, name: str, role: str) -> Person:
    """Return the person with this address, made when new, with the role in the programme team."""
    person = Person.objects.filter(email=email.lower()).first()
    if person is None:
        person = Person.objects.create_user(email, name=name)
    EmailAddress.objects.get_or_create(
        user=person, email=person.email, defaults={"primary": True, "verified": True}
    )
    team, _ = Organisation.objects.get_or_create(
        name=TEAM, defaults={"kind": Organisation.Kind.PROGRAMME}
    )
    Membership.objects.get_or_create(person=person, organisation=team, role=role)
    return person


def reset_link(person: Person) -> str:
    """Return the address where this person chooses a password; it works once, for three days."""
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    uid, _, token = key.partition("-")
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
    return f"{settings.BASE_URL}{path}"
