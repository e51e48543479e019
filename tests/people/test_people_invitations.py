"""Invitations: taken once, by who has the link and the address, and by nobody else."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from thorbecke.web.people import inviting, limits
from thorbecke.web.people.models import Invitation, Mark, Membership, Person

pytestmark = pytest.mark.django_db
EMAIL = "noor@voorbeeld.invalid"
ACCOUNT = {"name": "Noor Voorbeeld", "password": "paard fiets regen 12"}


def url(name: str, *args: object) -> str:
    return reverse(f"people:{name}", args=args)


@pytest.fixture
def invited(here, browse, django_capture_on_commit_callbacks):
    """Invite an address as the lead; return the token of the mail."""

    def make(email: str = EMAIL, roles: tuple[str, ...] = ("expert", "griffier")) -> str:
        form = {"email": email, "name": "Noor", "roles": list(roles)}
        with django_capture_on_commit_callbacks(execute=True):
            answer = browse("lead", here).post(url("invite", here.pk), form)
        assert answer.status_code == 302, answer.context["form"].errors
        return token_of(mail.outbox[-1].body)

    return make


def token_of(text: str) -> str:
    start = text.index("/uitnodiging/") + len("/uitnodiging/")
    return text[start:].split("/")[0]


def roles_of(email: str = EMAIL) -> set[str]:
    return set(Membership.objects.filter(person__email=email).values_list("role", flat=True))


def test_the_mail_is_plain_dutch_and_the_token_is_not_stored(invited):
    token = invited()
    text = mail.outbox[-1].body
    assert text.startswith("Dag Noor,")
    assert "lead nodigt u uit om mee te werken met Gemeente Voorbeeldstad" in text
    assert "één keer" in text
    assert mail.outbox[-1].to == [EMAIL]
    one = Invitation.objects.get()
    assert one.token_hash == inviting.digest(token)
    assert token not in str(Invitation.objects.values().get())


def test_a_new_person_makes_an_account_with_the_address_of_the_invitation(invited, client):
    token = invited()
    page = client.get(url("invitation", token)).content.decode()
    assert "Maak uw account" in page
    form = {**ACCOUNT, "email": "ander@voorbeeld.invalid", "roles": ["administrator"]}
    answer = client.post(url("accept", token), form)
    assert answer.status_code == 302
    person = Person.objects.get(email=EMAIL)
    assert roles_of() == {"expert", "griffier"}
    assert person.emailaddress_set.get().verified
    assert not Person.objects.filter(email="ander@voorbeeld.invalid").exists()
    assert client.get(reverse("mine")).status_code == 200, "signed in at once"


def test_looking_takes_nothing(invited, client):
    token = invited()
    for _ in range(3):
        assert client.get(url("invitation", token)).status_code == 200
        assert client.get(url("accept", token)).status_code == 405
    assert not Person.objects.filter(email=EMAIL).exists()


def test_who_has_an_account_signs_in_first(invited, client):
    person = Person.objects.create_user(EMAIL, "oud wachtwoord 12", name="Noor")
    token = invited()
    page = client.get(url("invitation", token)).content.decode()
    assert f"/account/login/?next={url('invitation', token)}" in page
    client.post(url("accept", token), ACCOUNT)
    assert not roles_of(), "the link alone opens no account that exists"
    person.refresh_from_db()
    assert person.check_password("oud wachtwoord 12")
    client.force_login(person)
    assert client.post(url("accept", token)).status_code == 302
    assert roles_of() == {"expert", "griffier"}
    assert client.get(reverse("mine")).status_code == 200, "she stays signed in"


def test_abuse_33_an_invitation_works_once(invited, client):
    token = invited()
    client.post(url("accept", token), ACCOUNT)
    other = Client()
    assert other.get(url("invitation", token)).status_code == 410
    assert other.post(url("accept", token), ACCOUNT).status_code == 410
    assert Person.objects.filter(name="Noor Voorbeeld").count() == 1


def test_abuse_33_an_invitation_that_expired_or_was_withdrawn_gives_nothing(invited, here, client):
    token = invited()
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    answer = client.post(url("accept", token), ACCOUNT)
    assert answer.status_code == 410
    assert "te oud" in answer.content.decode()
    Invitation.objects.update(expires_at=timezone.now() + timedelta(days=1))
    inviting.withdraw(Invitation.objects.get())
    answer = client.post(url("accept", token), ACCOUNT)
    assert answer.status_code == 410
    assert "ingetrokken" in answer.content.decode()
    assert not Person.objects.filter(email=EMAIL).exists()


def test_abuse_33_a_new_password_takes_no_invitation(invited, client):
    token = invited()
    client.post(reverse("account_reset_password"), {"email": EMAIL})
    assert "geen account met dit adres" in mail.outbox[-1].body
    assert not Person.objects.filter(email=EMAIL).exists()
    person = Person.objects.create_user(EMAIL, "oud wachtwoord 12", name="Noor")
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    client.post(reverse("account_reset_password"), {"email": EMAIL})
    path = mail.outbox[-1].body[mail.outbox[-1].body.index("http") :].split()[0].split("/", 3)[3]
    page = client.get(f"/{path}", follow=True)
    new = {"password1": "paard fiets regen", "password2": "paard fiets regen"}
    client.post(page.redirect_chain[-1][0], new)
    client.force_login(person)
    assert client.post(url("accept", token)).status_code == 410
    assert not roles_of()


def test_abuse_33_somebody_with_another_address_can_not_take_it(invited, here, there, browse):
    token = invited()
    other = browse("lead", there)
    page = other.get(url("invitation", token)).content.decode()
    assert "voor een ander adres" in page
    assert EMAIL not in page
    other.post(url("accept", token), ACCOUNT)
    assert not Membership.objects.filter(organisation=here, role="griffier").exists()
    assert Invitation.objects.get().usable


def test_abuse_33_nobody_gives_herself_another_address(here, browse):
    browser = browse("expert", here)
    form = {"email": EMAIL, "action_add": "", "action_primary": ""}
    assert browser.post(reverse("account_email"), form)["Location"] == "/mijn/"
    assert not Person.objects.filter(email=EMAIL).exists()


def test_an_account_that_was_closed_gets_nothing(invited):
    person = Person.objects.create_user(EMAIL, "oud wachtwoord 12", name="Noor")
    invited()
    Person.objects.filter(pk=person.pk).update(is_active=False)
    person.refresh_from_db()
    with pytest.raises(inviting.Refused):
        inviting.accept(Invitation.objects.get(), person)
    assert Invitation.objects.get().usable, "nothing half done"


def test_saying_no(invited, client):
    token = invited()
    assert client.post(url("decline", token)).status_code == 302
    answer = client.post(url("accept", token), ACCOUNT)
    assert answer.status_code == 410
    assert "afgewezen" in answer.content.decode()


def test_sending_again_stops_the_earlier_link(
    invited, here, browse, client, django_capture_on_commit_callbacks
):
    token = invited()
    one = Invitation.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        browse("administrator", here).post(url("resend", here.pk, one.pk))
    newer = token_of(mail.outbox[-1].body)
    assert newer != token
    assert client.get(url("invitation", token)).status_code == 404
    assert client.get(url("invitation", newer)).status_code == 200


def test_inviting_the_same_address_again_renews_it(invited, here):
    invited(roles=("expert",))
    Membership.objects.filter(role="lead").delete()
    inviting.invite(here, None, EMAIL.upper(), "", ["griffier"])
    assert Invitation.objects.get().roles == ["griffier"]


def test_a_mailbox_is_not_filled(here):
    for _ in range(limits.MAILS_TO_ONE.most):
        inviting.invite(here, None, EMAIL, "", ["expert"])
    with pytest.raises(inviting.Refused, match="Probeer het later"):
        inviting.invite(here, None, EMAIL, "", ["expert"])
    assert EMAIL not in str(list(Mark.objects.values()))


def test_guessing_links_ends(here, client):
    for number in range(limits.WRONG_TOKENS.most):
        assert client.get(url("invitation", f"raad{number}")).status_code == 404
    inviting.invite(here, None, EMAIL, "", ["expert"])
    assert limits.spent(limits.WRONG_TOKENS, "127.0.0.1")


@pytest.mark.parametrize("roles", [["administrator"], ["editor"], [], ["koning"]])
def test_roles_that_can_not_be_given_are_refused(here, browse, roles):
    form = {"email": EMAIL, "roles": roles}
    answer = browse("lead", here).post(url("invite", here.pk), form)
    assert answer.status_code == 422
    assert not Invitation.objects.exists()


def test_who_may_not_invite(here, there, browse):
    for role in ("expert", "organiser", "griffier", "resident"):
        assert browse(role, here).get(url("invite", here.pk)).status_code == 403
    assert browse("lead", there).get(url("invite", here.pk)).status_code == 404


def test_an_invitation_of_another_organisation_can_not_be_touched(here, there, browse):
    one = inviting.invite(here, None, EMAIL, "", ["expert"])
    browser = browse("lead", there)
    for name in ("resend", "withdraw"):
        assert browser.post(url(name, there.pk, one.pk)).status_code == 404
        assert browser.post(url(name, here.pk, one.pk)).status_code == 404
    assert Invitation.objects.get().usable


def test_a_weak_password_is_refused_in_words(invited, client):
    token = invited()
    answer = client.post(url("accept", token), {"name": "Noor", "password": "kort"})
    assert answer.status_code == 422
    assert not Person.objects.filter(email=EMAIL).exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_take_it_once(here):
    one = inviting.invite(here, None, EMAIL, "", ["expert"])
    made: list[object] = []

    def take() -> None:
        try:
            made.append(inviting.accept_new(one, "Noor", ACCOUNT["password"]))
        except (inviting.Refused, IntegrityError) as problem:
            made.append(type(problem).__name__)
        finally:
            connection.close()

    both = [threading.Thread(target=take) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sum(isinstance(found, Person) for found in made) == 1, made
    assert Person.objects.filter(email=EMAIL).count() == 1


def test_addresses_of_old_invitations_are_erased(here):
    from django.core.management import call_command

    inviting.invite(here, None, EMAIL, "", ["expert"])
    inviting.invite(here, None, "ander@voorbeeld.invalid", "", ["expert"])
    long_ago = timezone.now() - timedelta(days=91)
    Invitation.objects.filter(email=EMAIL).update(expires_at=long_ago)
    call_command("clean_people", verbosity=0)
    assert Invitation.objects.get().email == "ander@voorbeeld.invalid"
