"""The second step at signing in: an app, a passkey, codes for an emergency, and roles that sleep."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from thorbecke.web.people import factor
from thorbecke.web.people.models import Membership, Person, Role

pytestmark = pytest.mark.django_db
PASSWORD = "paard fiets regen 12"


@pytest.fixture(autouse=True)
def asked(settings) -> None:
    settings.SECOND_FACTOR = True


@pytest.fixture(autouse=True)
def no_counters():
    from django.core.cache import cache

    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def lead(here, person) -> Person:
    return person("lead", here)


def sign_in(person: Person, browser: Client | None = None):
    browser = browser or Client()
    form = {"login": person.email, "password": PASSWORD}
    return browser, browser.post(reverse("account_login"), form)


def confirm(browser: Client) -> None:
    """Give the password once more, as the site asks before anything of the second step changes."""
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def code(secret: str, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def set_up_app(browser: Client) -> str:
    confirm(browser)
    page = browser.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200, page
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    answer = browser.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    return str(secret)


def test_who_needs_it_is_led_to_it_after_signing_in(lead):
    _browser, answer = sign_in(lead)
    assert answer["Location"] == reverse("people:second_step")


@pytest.mark.parametrize("role", sorted(factor.STAFF))
def test_a_role_sleeps_without_it(here, person, role):
    Person.objects.all().delete()
    browser, _answer = sign_in(person(role, here))
    answer = browser.get(reverse("people:organisation", args=[here.pk]))
    assert answer["Location"] == reverse("people:second_step")
    page = browser.get(reverse("people:second_step")).content.decode()
    assert str(Role(role).label) in page
    assert "slaapt uw rol" in browser.get(reverse("mine")).content.decode()


def test_a_sleeping_role_opens_no_page_of_any_app(here, person):
    browser, _answer = sign_in(person("administrator", here))
    for name in ("participation:console", "desk"):
        assert browser.get(reverse(name))["Location"] == reverse("people:second_step")
    assert browser.post(reverse("people:leave", args=[here.pk])).status_code == 302
    assert Membership.objects.filter(organisation=here).exists()


def test_other_roles_work_without_it(here, person):
    browser, answer = sign_in(person("expert", here))
    assert answer["Location"] == "/mijn/"
    assert browser.get(reverse("people:organisation", args=[here.pk])).status_code == 200


def test_a_role_that_sleeps_takes_no_other_role_along(here, there, person):
    both = person("lead", here, "Noor")
    Membership.objects.create(person=both, organisation=there, role="expert")
    browser, _answer = sign_in(both)
    assert browser.get(reverse("people:organisation", args=[there.pk])).status_code == 200
    assert browser.get(reverse("people:organisation", args=[here.pk])).status_code == 302


def test_an_app_from_set_up_to_signing_in(lead, here):
    browser, _answer = sign_in(lead)
    secret = set_up_app(browser)
    assert browser.get(reverse("people:organisation", args=[here.pk])).status_code == 200
    again, answer = sign_in(lead)
    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    assert again.get(reverse("mine")).status_code == 302, "the password alone is not enough"
    page = again.get(reverse("mfa_authenticate")).content.decode()
    assert "<h1>De tweede stap</h1>" in page
    refused = again.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert refused.status_code == 200
    assert again.get(reverse("mine")).status_code == 302
    answer = again.post(reverse("mfa_authenticate"), {"code": code(secret, 1)})
    assert answer["Location"] == "/mijn/"
    assert again.get(reverse("people:organisation", args=[here.pk])).status_code == 200


def test_a_code_works_once(lead):
    browser, _answer = sign_in(lead)
    secret = set_up_app(browser)
    used = code(secret, 1)
    first, _answer = sign_in(lead)
    assert first.post(reverse("mfa_authenticate"), {"code": used})["Location"] == "/mijn/"
    second, _answer = sign_in(lead)
    second.post(reverse("mfa_authenticate"), {"code": used})
    assert second.get(reverse("mine")).status_code == 302


def test_a_code_for_an_emergency_works_once(lead):
    browser, _answer = sign_in(lead)
    set_up_app(browser)
    page = browser.get(reverse("mfa_view_recovery_codes"))
    codes = page.context["unused_codes"]
    assert len(codes) == 10
    assert codes[0] in page.content.decode()
    for expected in (200, 302):
        again, _answer = sign_in(lead)
        again.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert again.get(reverse("mine")).status_code == expected


def test_the_secret_is_stored_sealed(lead):
    browser, _answer = sign_in(lead)
    secret = set_up_app(browser)
    stored = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in stored
    assert get_adapter().decrypt(stored) == secret


def test_guessing_codes_is_limited(lead):
    browser, _answer = sign_in(lead)
    secret = set_up_app(browser)
    again, _answer = sign_in(lead)
    for number in range(12):
        again.post(reverse("mfa_authenticate"), {"code": f"{number:06}"})
    again.post(reverse("mfa_authenticate"), {"code": code(secret, 1)})
    assert again.get(reverse("mine")).status_code == 302


def test_switching_it_off_lets_the_role_sleep_again(lead, here):
    browser, _answer = sign_in(lead)
    set_up_app(browser)
    assert browser.get(reverse("mfa_deactivate_totp")).status_code == 200
    browser.post(reverse("mfa_deactivate_totp"))
    answer = browser.get(reverse("people:organisation", args=[here.pk]))
    assert answer["Location"] == reverse("people:second_step")


def test_changing_a_password_keeps_the_session_of_who_sleeps(lead):
    browser, _answer = sign_in(lead)
    form = {"oldpassword": PASSWORD, "password1": "boom lepel zee 34", "password2": ""}
    browser.post(reverse("account_change_password"), {**form, "password2": form["password1"]})
    assert browser.get(reverse("mine")).status_code == 200


def test_pages_in_our_own_look(lead):
    browser, _answer = sign_in(lead)
    confirm(browser)
    for name in ("mfa_index", "mfa_add_webauthn", "mfa_list_webauthn", "mfa_activate_totp"):
        text = browser.get(reverse(name)).content.decode()
        assert "tb-main" in text
        assert "<h1>" in text
    secret_page = browser.get(reverse("mfa_add_webauthn"))
    assert "passkey.js" in secret_page.content.decode()
    set_up_app(browser)
    for name in ("mfa_generate_recovery_codes", "mfa_deactivate_totp", "mfa_index"):
        assert "tb-main" in browser.get(reverse(name)).content.decode()
    assert browser.get(reverse("mfa_download_recovery_codes")).status_code == 200


def test_changing_the_second_step_asks_who_you_are(lead):
    browser = Client()
    browser.force_login(lead)
    answer = browser.get(reverse("mfa_activate_totp"))
    assert answer["Location"].startswith(reverse("account_reauthenticate"))


def test_a_demonstration_and_a_site_without_it_are_not_blocked(here, lead, settings):
    settings.SECOND_FACTOR = False
    browser, answer = sign_in(lead)
    assert answer["Location"] == "/mijn/"
    assert browser.get(reverse("people:organisation", args=[here.pk])).status_code == 200


def test_a_reader_costs_no_query(client, django_assert_num_queries):
    client.get("/privacy/")
    with django_assert_num_queries(0):
        assert client.get("/privacy/").status_code == 200


def test_the_answer_for_a_passkey_names_no_account(client, lead):
    answer = client.get(reverse("mfa_login_webauthn"), HTTP_ACCEPT="application/json")
    text = answer.content.decode()
    assert lead.email not in text
    assert answer.json()["request_options"]["publicKey"].get("allowCredentials", []) == []


def test_who_lost_everything_is_helped_at_the_server(lead):
    from django.core.management import CommandError, call_command

    browser, _answer = sign_in(lead)
    set_up_app(browser)
    call_command("forget_second_step", lead.email.upper(), verbosity=0)
    _browser, answer = sign_in(lead)
    assert answer["Location"] == reverse("people:second_step")
    with pytest.raises(CommandError, match="Nobody"):
        call_command("forget_second_step", "wie@voorbeeld.invalid")
