"""Ways in without a letter: an account, a confirmed address, the municipality's login. One code each."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.test import Client
from django.urls import reverse

from participation_roll.rolled import letter_code, make_act, make_voter, person_of, valid_codes
from thorbecke.web.participation.models import Attempt, Channel, Credential, Spent
from thorbecke.web.participation.roll import codes, entry, limits, subjects
from thorbecke.web.participation.roll.census.examining import voter_key_of
from thorbecke.web.participation.roll.entry import Standing
from thorbecke.web.people.adapter import RETURN_TO, VERIFIED, NoAccounts
from thorbecke.web.people.models import Person

ISSUER = "https://login.voorbeeld.nl"


def at(act, name="access"):
    return reverse(f"participation:{name}", args=[act.slug])


@pytest.fixture
def open_act(db):
    return make_act("open", eligibility={"who": "open"}, credentials=["account"])


def ask(client, act, address="anna@voorbeeld.nl"):
    response = client.post(at(act, "access_mail"), {"email": address})
    sent = mail.outbox[-1].body if mail.outbox else ""
    found = re.search(r"(\d{4}) (\d{4})", sent)
    return response, found[1] + found[2] if found else ""


def test_a_confirmed_address_gets_one_code(open_act):
    client = Client()
    response, number = ask(client, open_act)
    assert response.url == at(open_act, "access_number")
    entered = client.post(response.url, {"number": f"{number[:4]} {number[4:]}"})
    assert entered.url.endswith("/stem/")
    assert valid_codes(open_act) == 1
    assert Credential.objects.get().channel == Channel.ACCOUNT


def test_the_mail_is_plain_and_has_no_link_and_the_address_is_kept_nowhere(open_act):
    client = Client()
    _response, number = ask(client, open_act)
    (message,) = mail.outbox
    assert message.to == ["anna@voorbeeld.nl"]
    assert "http" not in message.body
    assert message.subject == "Uw getal om mee te doen"
    client.post(at(open_act, "access_number"), {"number": number})
    for row in [*Credential.objects.values(), *Attempt.objects.values()]:
        assert "anna" not in str(row)
    assert not Person.objects.exists()


def test_a_lost_code_is_replaced_and_a_used_one_is_not(open_act):
    for expected in (1, 2):
        client = Client()
        response, number = ask(client, open_act)
        client.post(response.url, {"number": number})
        assert (Credential.objects.count(), valid_codes(open_act)) == (expected, 1)
    Spent.objects.create(credential=Credential.objects.get(void=False), how=Spent.How.ELECTRONIC)
    client = Client()
    response, number = ask(client, open_act, "ANNA+tweede@voorbeeld.nl")
    page = client.post(response.url, {"number": number}, follow=True)
    assert "al meegedaan" in page.content.decode()
    assert Credential.objects.count() == 2


def test_a_wrong_number_opens_nothing_and_guessing_is_stopped(open_act):
    client = Client()
    response, number = ask(client, open_act)
    wrong = f"{(int(number) + 1) % 10**8:08}"
    for _ in range(limits.WRONG_NUMBERS.most):
        assert client.post(response.url, {"number": wrong}).status_code == 400
    assert client.post(response.url, {"number": number}).status_code == 429
    assert not Credential.objects.exists()


def test_a_number_of_another_browser_act_or_moment_opens_nothing(open_act, monkeypatch):
    client = Client()
    _response, number = ask(client, open_act)
    other = make_act("elders", eligibility={"who": "open"}, credentials=["account"])
    stranger = Client()
    assert stranger.post(at(open_act, "access_number"), {"number": number}).url == at(open_act)
    stolen = client.cookies[f"bevestig-{open_act.pk.hex[-12:]}"].value
    stranger.cookies[f"bevestig-{other.pk.hex[-12:]}"] = stolen
    assert stranger.post(at(other, "access_number"), {"number": number}).url == at(other)
    assert not Credential.objects.exists()


def test_mails_to_one_address_and_from_one_sender_are_few(open_act):
    for number in range(limits.MAILS_TO_ONE.most + 2):
        response, _number = ask(Client(REMOTE_ADDR=f"10.0.0.{number}"), open_act)
        assert response.status_code == 302  # the same answer, mail or none
    assert len(mail.outbox) == limits.MAILS_TO_ONE.most
    for number in range(limits.MAILS_FROM_ONE.most + 2):
        response, _number = ask(Client(REMOTE_ADDR="10.9.9.9"), open_act, f"a{number}@voorbeeld.nl")
    assert response.status_code == 429
    assert len(mail.outbox) == limits.MAILS_TO_ONE.most + limits.MAILS_FROM_ONE.most


@pytest.mark.parametrize("address", ["", "anna", "a@b\nBcc: c@d.nl", "a@b.nl,c@d.nl", "<x>@y.nl"])
def test_what_is_no_address_gets_no_mail(open_act, address):
    response, _number = ask(Client(), open_act, address)
    assert response.status_code == 400
    assert not mail.outbox


def test_abuse_34_the_answer_is_the_same_for_a_known_and_an_unknown_address(open_act):
    person = person_of("", open_act.organisation)
    known, _number = ask(Client(), open_act, person.email)
    unknown, _number = ask(Client(), open_act, "niemand@voorbeeld.nl")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert known.cookies.keys() - {"csrftoken"} == unknown.cookies.keys() - {"csrftoken"}
    assert [len(one.body) for one in mail.outbox] == [len(mail.outbox[0].body)] * 2


def test_an_account_and_its_confirmed_address_are_one_person(open_act):
    person = person_of("", open_act.organisation)
    client = Client()
    client.force_login(person)
    assert client.post(at(open_act, "access_account")).status_code == 302
    stranger = Client()
    response, number = ask(stranger, open_act, person.email.upper())
    stranger.post(response.url, {"number": number})
    assert valid_codes(open_act) == 1
    assert "_auth_user_id" not in stranger.session  # confirming an address signs nobody in


@pytest.mark.parametrize("name", ["access_mail", "access_account"])
def test_an_act_for_residents_takes_no_account(act, name):
    client = Client()
    client.force_login(person_of("", act.organisation))
    assert client.post(at(act, name), {"email": "a@b.nl"}).status_code == 404


# --- the municipality's login ------------------------------------------------------------------------


@pytest.fixture
def login_act(db, settings):
    settings.OIDC_URL, settings.OIDC_NAME, settings.OIDC_PERSON_CLAIM = ISSUER, "Proef", "number"
    return make_act("inlog", credentials=["letter", "oidc"])


def come_back(rf, address="/meedoen/inlog/toegang/", process=AuthProcess.REDIRECT, **claims):
    """What allauth does when the provider sent somebody back and its answer was verified."""
    request = rf.get("/account/oidc/gemeente/terug/")
    request.session, request.user = SessionStore(), SimpleNamespace(is_authenticated=False)
    if address:
        request.session[RETURN_TO] = address
    data = {"sub": "s-1", "email": "anna@voorbeeld.nl", "email_verified": True, **claims}
    account = SocialAccount(provider="gemeente", uid=data["sub"], extra_data={"userinfo": data})
    login = SocialLogin(user=Person(email=data["email"]), account=account)
    login.state = {"process": process}
    with pytest.raises(ImmediateHttpResponse) as stopped:
        NoAccounts().pre_social_login(request, login)
    return request.session, stopped.value.response


def browser_with(session):
    client = Client()
    own = client.session
    own.update(dict(session.items()))
    own.save()
    return client


def test_abuse_32_a_login_elsewhere_joins_and_makes_no_account(login_act, rf):
    person = Person.objects.create_user("anna@voorbeeld.nl", name="Anna")
    for verified in (True, False):
        session, response = come_back(rf, email_verified=verified)
        assert response.url == "/meedoen/inlog/toegang/"
        assert "_auth_user_id" not in session
        client = browser_with(session)
        client.post(at(login_act, "access_account"))
        assert "_auth_user_id" not in client.session
    assert list(Person.objects.all()) == [person]
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("process", [AuthProcess.LOGIN, AuthProcess.CONNECT])
def test_abuse_32_only_a_login_that_a_page_asked_for_is_taken(login_act, rf, process):
    session, response = come_back(rf, process=process)
    assert (VERIFIED in session, response.url) == (False, "/")
    session, response = come_back(rf, address="")
    assert (VERIFIED in session, response.url) == (False, "/")


def test_a_login_of_somebody_on_the_roll_is_her_one_code(login_act, rf):
    voter = make_voter(login_act, key=voter_key_of(login_act, "number:17"))
    letter = letter_code(login_act, voter)
    session, _response = come_back(rf, number="17")
    client = browser_with(session)
    assert client.post(at(login_act, "access_account")).url.endswith("/stem/")
    assert entry.check(login_act, letter)[0] == Standing.VOID
    assert valid_codes(login_act) == 1
    assert VERIFIED not in client.session
    Spent.objects.create(credential=Credential.objects.get(void=False), how=Spent.How.ELECTRONIC)
    again = browser_with(come_back(rf, number="17")[0])
    page = again.post(at(login_act, "access_account"), follow=True)
    assert "al meegedaan" in page.content.decode()


def test_a_login_of_somebody_who_is_not_on_the_roll_opens_nothing(login_act, rf):
    make_voter(login_act, key=voter_key_of(login_act, "number:17"))
    for number in ("18", "", None):
        client = browser_with(come_back(rf, number=number)[0])
        page = client.post(at(login_act, "access_account"), follow=True)
        assert "niet op de lijst" in page.content.decode()
    assert not Credential.objects.exists()


def test_an_act_for_others_too_gives_each_login_one_code(rf, settings, db):
    settings.OIDC_URL = ISSUER
    act = make_act("inlog", credentials=["oidc"], eligibility={"who": "open"})
    for subject, expected in (("s-1", 1), ("s-2", 2), ("s-1", 2)):
        browser_with(come_back(rf, sub=subject)[0]).post(at(act, "access_account"))
        assert valid_codes(act) == expected


def test_a_login_that_does_not_answer_is_told(login_act, monkeypatch):
    def fails(*_arguments, **_more):
        raise OSError("no answer")

    provider = SimpleNamespace(redirect=fails)
    monkeypatch.setattr(NoAccounts, "get_provider", lambda *_arguments: provider)
    page = Client().get(at(login_act, "access_login"), follow=True)
    assert "antwoordt niet" in page.content.decode()


def test_a_failed_login_comes_back_to_the_page(login_act, rf):
    request = rf.get("/")
    request.session, request._messages = SessionStore(), SimpleNamespace(add=lambda *_more: None)
    request.session[RETURN_TO] = at(login_act)
    with pytest.raises(ImmediateHttpResponse) as stopped:
        NoAccounts().on_authentication_error(request, "gemeente", error="denied")
    assert stopped.value.response.url == at(login_act)


def test_without_a_login_in_the_settings_there_is_no_button(act):
    assert not subjects.ways(act)["oidc"]
    assert Client().get(at(act, "access_login")).status_code == 404


def test_two_requests_at_once_leave_one_code(open_act, monkeypatch):
    subject = codes.subject_hash(open_act, "mail", "a@b.nl")
    original, nested = subjects._code_for, []

    def other_first(*arguments):
        if not nested:
            nested.append(1)
            original(*arguments)
        return original(*arguments)

    monkeypatch.setattr(subjects, "_code_for", other_first)
    code = subjects.code_for(open_act, Channel.ACCOUNT, subject)
    assert entry.check(open_act, code)[0] == Standing.GOOD
    assert valid_codes(open_act) == 1
