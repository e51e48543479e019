"""The way in, as a voter walks it: a code, mistakes, locks, and nothing of the code anywhere."""

from __future__ import annotations

import logging

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from participation_roll.rolled import letter_code, make_act
from thorbecke.web.participation.models import Attempt, Credential, Phase, Spent
from thorbecke.web.participation.roll import codes, limits


def door(act):
    return reverse("participation:access", args=[act.slug])


def spend(act, code, how=Spent.How.ELECTRONIC):
    credential = Credential.objects.get(code_hash=codes.code_hash(act, code))
    Spent.objects.create(credential=credential, how=how)


def test_a_good_code_leads_to_the_ballot_with_a_pass(act):
    code = letter_code(act)
    response = Client().post(door(act), {"code": f" {code.upper().replace('-', ' ')} "})
    assert response.status_code == 302
    assert response.url == f"/meedoen/{act.slug}/stem/"
    assert len(response.cookies) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Vul de code in"),
        ("c7df2", "U typte er 5"),
        ("c7df2-hj9km-nprtv-wxy1i", "komt in geen enkele code voor"),
        ("<script>alert(1)</script>", "komt in geen enkele code voor"),
    ],
)
def test_a_typing_mistake_is_told_where_it_stands(act, typed, said):
    response = Client().post(door(act), {"code": typed})
    assert response.status_code == 400
    assert said in response.content.decode()
    assert "<script>alert" not in response.content.decode()


def test_a_wrong_sign_is_told_with_its_group(act):
    code = letter_code(act)
    wrong = code[:7] + ("2" if code[7] != "2" else "3") + code[8:]
    assert "typefout in het groepje 2" in Client().post(door(act), {"code": wrong}).content.decode()


def test_abuse_7_used_void_and_strange_codes_are_refused_in_words(act, organiser):
    from thorbecke.web.participation.roll import issuing

    used, void = letter_code(act), letter_code(act)
    spend(act, used)
    issuing.void(Credential.objects.get(code_hash=codes.code_hash(act, void)), "x", organiser)
    elsewhere = letter_code(make_act("elders"))
    for code, said in (
        (used, "al meegedaan"),
        (void, "werkt niet meer"),
        (elsewhere, "hoort niet bij deze raadpleging"),
    ):
        response = Client().post(door(act), {"code": code})
        assert response.status_code == 400
        assert said in response.content.decode()
        assert not response.cookies.keys() - {"csrftoken"}


def test_a_used_code_may_come_back_where_votes_may_change(db):
    act = make_act(may_change=True)
    code = letter_code(act)
    spend(act, code)
    assert Client().post(door(act), {"code": code}).status_code == 302


def test_abuse_7_the_code_is_in_no_address_log_session_or_table(act, caplog):
    code, client = letter_code(act), Client()
    with caplog.at_level(logging.DEBUG):
        response = client.post(door(act), {"code": code})
        page = client.get(door(act))
    plain = code.replace("-", "")
    assert code not in response.url
    assert code not in caplog.text
    assert code not in page.content.decode()
    assert not Session.objects.exists()
    for row in [*Attempt.objects.values(), *Credential.objects.values()]:
        assert code not in str(row)
        assert plain not in str(row)
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in page.headers["Cache-Control"]


def test_abuse_6_after_many_wrong_codes_a_sender_is_locked_in_plain_words(act, monkeypatch):
    client, good = Client(), letter_code(act)
    for _ in range(limits.WRONG_CODES.most):
        assert client.post(door(act), {"code": codes.new_code()}).status_code == 400
    response = client.post(door(act), {"code": good})
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "3600"
    text = response.content.decode()
    assert "over een uur opnieuw" in text
    assert "captcha" not in text.lower()
    assert Client(REMOTE_ADDR="10.9.8.7").post(door(act), {"code": good}).status_code == 302


def test_abuse_6_ten_thousand_tries_open_nothing_and_leave_one_counter(act, monkeypatch):
    good = letter_code(act)
    before = Attempt.objects.count()
    client, statuses = Client(), set()
    for _ in range(limits.WRONG_CODES.most):
        client.post(door(act), {"code": codes.new_code()})
    # The other 9,980 tries are answered by the same one look-up; some of them are enough here.
    for _ in range(80):
        statuses.add(client.post(door(act), {"code": codes.new_code()}).status_code)
    assert statuses == {429}
    assert client.post(door(act), {"code": good}).status_code == 429
    assert Attempt.objects.count() == before + 1
    assert "127.0.0.1" not in str(Attempt.objects.values().get())


def test_a_lock_ends_after_its_time(act):
    client, good = Client(), letter_code(act)
    for _ in range(limits.WRONG_CODES.most):
        client.post(door(act), {"code": ""})
    assert client.post(door(act), {"code": good}).status_code == 429
    row = Attempt.objects.get()
    Attempt.objects.update(since=row.since - limits.WRONG_CODES.period)
    assert client.post(door(act), {"code": good}).status_code == 302
    Attempt.objects.update(since=row.since - 2 * limits.KEPT)
    assert limits.erase_old() == 1


def test_abuse_38_good_codes_from_one_library_are_not_locked(act):
    for _ in range(limits.WRONG_CODES.most + 5):
        assert Client().post(door(act), {"code": letter_code(act)}).status_code == 302
    assert not Attempt.objects.exists()


def test_one_sender_is_a_household_of_ipv6_and_the_last_proxy_counts(rf, settings):
    settings.SECURE_PROXY_SSL_HEADER = None
    first = rf.get("/", REMOTE_ADDR="2001:db8:1:2:3:4:5:6", HTTP_X_FORWARDED_FOR="1.2.3.4")
    second = rf.get("/", REMOTE_ADDR="2001:db8:1:2:ffff::1")
    assert limits.sender(first) == limits.sender(second) == "2001:db8:1:2"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    forged = rf.get("/", HTTP_X_FORWARDED_FOR="6.6.6.6, 1.2.3.4")
    assert limits.sender(forged) == "1.2.3.4"


@pytest.mark.parametrize("phase", [Phase.CLOSED, Phase.COUNTED, Phase.PUBLISHED])
def test_after_closing_no_code_is_taken(act, phase):
    code = letter_code(act)
    act.phase = phase
    act.save()
    response = Client().post(door(act), {"code": code})
    assert response.status_code == 409
    assert "gesloten" in response.content.decode()


def test_before_opening_nobody_sees_the_door(db):
    act = make_act(phase=Phase.PREPARE)
    assert Client().get(door(act)).status_code == 404


def test_abuse_36_every_way_in_asks_for_a_token_and_for_post(act):
    client = Client(enforce_csrf_checks=True)
    for name in ("access", "access_account", "access_mail", "access_leave"):
        assert client.post(reverse(f"participation:{name}", args=[act.slug])).status_code == 403
    for name in ("access_account", "access_mail", "access_leave"):
        assert client.get(reverse(f"participation:{name}", args=[act.slug])).status_code == 405


def test_the_next_person_at_the_computer_finds_no_code(act):
    client = Client()
    client.post(door(act), {"code": letter_code(act)})
    assert "al een code ingevuld" in client.get(door(act)).content.decode()
    client.post(reverse("participation:access_leave", args=[act.slug]))
    assert "al een code ingevuld" not in client.get(door(act)).content.decode()


def test_the_page_works_without_script_and_the_script_is_a_file(act):
    text = Client().get(door(act)).content.decode()
    assert 'name="code"' in text
    assert "<script src=" in text
    assert "onclick" not in text
    assert text.count("<script") == text.count("<script src=")
