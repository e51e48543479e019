"""Staff accounts made at the server."""

from __future__ import annotations

from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command

from thorbecke.web.people.models import Membership, Person

pytestmark = pytest.mark.django_db


def make(*words: str) -> str:
    out = StringIO()
    call_command("staff", *words, stdout=out)
    return out.getvalue()


def test_a_new_person_gets_a_role_and_a_link_that_works(client):
    said = make("Anna@Example.nl", "Anna de Vries", "editor")
    person = Person.objects.get(email="anna@example.nl")
    assert person.roles == {"editor"}
    page = client.get(urlsplit(said.splitlines()[-1]).path, follow=True)
    assert page.status_code == 200
    assert b'name="password1"' in page.content


def test_the_same_person_twice_keeps_one_membership_per_role():
    make("anna@example.nl", "Anna", "editor")
    make("ANNA@example.nl", "Anna", "editor")
    make("anna@example.nl", "Anna", "reviewer")
    assert Person.objects.count() == 1
    assert Membership.objects.count() == 2


@pytest.mark.parametrize("email", ["geen-adres", "a@", ""])
def test_a_wrong_address_is_refused(email):
    with pytest.raises(CommandError, match="not an e-mail address"):
        make(email, "X", "editor")
    assert not Person.objects.exists()


def test_an_unknown_role_is_refused():
    with pytest.raises(CommandError):
        make("a@example.nl", "X", "king")
