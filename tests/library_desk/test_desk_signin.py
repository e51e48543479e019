"""The sign-in pages are ours and Dutch."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse

from thorbecke.web.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("account_login", "Inloggen"),
        ("account_reset_password", "Nieuw wachtwoord"),
        ("account_reset_password_done", "Kijk in uw e-mail"),
        ("account_reset_password_from_key_done", "Uw wachtwoord is veranderd"),
        ("account_signup", "Een account krijgen"),
        ("account_inactive", "Dit account is dicht"),
    ],
)
def test_pages_in_our_own_look(client, name, title):
    html = client.get(reverse(name)).content.decode()
    assert f"<h1>{title}</h1>" in html
    assert "tb-main" in html


def test_nobody_signs_up(client):
    form = {"email": "a@b.nl", "password1": "een heel lang wachtwoord"}
    client.post(reverse("account_signup"), form)
    assert not Person.objects.exists()


def test_a_new_password_by_mail(client):
    person = Person.objects.create_user("anna@voorbeeld.nl", "oud wachtwoord 12", name="Anna")
    client.post(reverse("account_reset_password"), {"email": person.email})
    text = mail.outbox[0].body
    assert "Kies een nieuw wachtwoord" in text
    path = text[text.index("http") :].split()[0].split("/", 3)[3]
    page = client.get(f"/{path}", follow=True)
    assert "<h1>Kies een nieuw wachtwoord</h1>" in page.content.decode()
    url = page.redirect_chain[-1][0]
    form = {"password1": "paard fiets regen", "password2": "paard fiets regen"}
    client.post(url, form)
    person.refresh_from_db()
    assert person.check_password("paard fiets regen")


def test_an_unknown_address_learns_nothing(client):
    response = client.post(reverse("account_reset_password"), {"email": "wie@voorbeeld.nl"})
    assert response["Location"] == reverse("account_reset_password_done")


def test_signing_out(client):
    person = Person.objects.create_user("anna@voorbeeld.nl", "oud wachtwoord 12", name="Anna")
    client.force_login(person)
    assert "<h1>Uitloggen</h1>" in client.get(reverse("account_logout")).content.decode()
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session
