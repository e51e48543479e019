"""Sending something in by each door: kept as one goes, handed in once, seen by nobody else."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from programme.conftest import CHALLENGE, TITLE, draft, text
from thorbecke.web.programme import limits, submitting
from thorbecke.web.programme.doors import ENTRANCES
from thorbecke.web.programme.models import Key, State, Submission

pytestmark = pytest.mark.django_db
QUIET = {"HTTP_X_BEWAAR": "1"}


@pytest.fixture(autouse=True)
def _mails_go(monkeypatch):
    """Run what waits for the end of a transaction at once: a test has one that never ends."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda work, **_: work())


def first(call, slug="idee") -> str:
    return f"/oproep/{call.slug}/{slug}/"


@pytest.mark.parametrize("entrance", ENTRANCES, ids=lambda one: one.slug)
def test_each_door_from_the_first_word_to_the_mail(entrance, call, place):
    browser = Client()
    assert browser.get(first(call, entrance.slug)).status_code == 200
    assert not Submission.objects.exists()
    where = first(call, entrance.slug)
    for step in entrance.steps:
        data = {"doe": "verder", "version": Submission.objects.count() and _version()}
        for ask in step.asks:
            data[ask.name] = _answer(ask, place)
        answer = browser.post(where, data)
        assert answer.status_code == 302, text(answer)
        where = answer.url
    page = browser.get(where)
    assert page.status_code == 200
    assert where.endswith("/nakijken/")
    assert place.name in text(page)
    done = browser.post(where)
    assert "dank=1" in done.url
    assert "ontvangen" in text(browser.get(done.url))
    found = Submission.objects.get()
    assert (found.door, found.stage) == (entrance.door.value, "received")
    assert found.due_on == timezone.localdate() + timedelta(days=14)
    assert found.suggested
    assert len(mail.outbox) == 1
    link = re.search(r"/oproep/aanmelding/\S+/", mail.outbox[0].body)
    assert link
    assert Client().get(link.group()).status_code == 200
    assert found.reference in mail.outbox[0].subject


def _version() -> int:
    return Submission.objects.get().version


def _answer(ask, place):
    match ask.kind:
        case "place":
            return str(place.pk)
        case "email":
            return "puck@voorbeeld.invalid"
        case "themes":
            return ["andere-vertegenwoordiging"]
        case "choice" | "choices":
            return ask.choices[-1][0]
    return f"tekst van {ask.name}"


def test_half_a_form_is_kept_and_the_cookie_finds_it(call):
    browser = Client()
    answer = browser.post(first(call), {"title": TITLE, "doe": "bewaar"})
    assert answer.status_code == 302
    assert TITLE in browser.get(answer.url).content.decode()
    assert TITLE in text(browser.get("/oproep/"))
    assert TITLE not in text(Client().get("/oproep/"))
    cookie = browser.cookies["oproep-concept"]
    assert cookie["httponly"]
    assert cookie["path"] == "/oproep/"


def test_what_is_wrong_is_said_and_the_rest_is_kept(call):
    made, token = draft(call, email="")
    answer = Client().post(
        f"/oproep/aanmelding/{token}/stap/3/",
        {"name": "Anna", "email": "geen adres", "version": made.version, "doe": "verder"},
    )
    assert answer.status_code == 422
    assert "geen adres" in answer.content.decode()
    made.refresh_from_db()
    assert (made.name, made.email) == ("Anna", "")


def test_the_script_gets_a_version_and_an_address_back(call):
    browser = Client()
    answer = browser.post(first(call), {"title": "Een woord"}, **QUIET)
    found = answer.json()
    assert found["right"]
    assert found["url"].endswith("/stap/1/")
    again = browser.post(found["url"], {"title": "Twee", "version": found["version"]}, **QUIET)
    assert again.json()["version"] == found["version"] + 1
    assert Submission.objects.get().title == "Twee"
    assert browser.post(first(call), {"title": ""}, **QUIET).status_code == 422


def test_two_windows_lose_no_text(call):
    made, token = draft(call)
    here = f"/oproep/aanmelding/{token}/stap/1/"
    old = made.version
    Client().post(here, {"title": "Van venster een", "challenge": "a", "version": old})
    data = {"title": "Van venster twee", "challenge": "b", "version": old, "doe": "bewaar"}
    answer = Client().post(here, data)
    assert answer.status_code == 409
    for words in ("Van venster een", "Van venster twee"):
        assert words in answer.content.decode()
    made.refresh_from_db()
    assert made.title == "Van venster een"
    assert Client().post(here, data, **QUIET).status_code == 409
    assert Client().post(here, data | {"version": made.version}).status_code == 302


def test_another_step_in_another_window_is_no_conflict(call):
    made, token = draft(call, name="", email="")
    where = f"/oproep/aanmelding/{token}/stap"
    Client().post(f"{where}/1/", {"title": "Nieuw", "version": made.version})
    answer = Client().post(f"{where}/3/", {"name": "Anna", "version": made.version})
    assert answer.status_code == 302
    made.refresh_from_db()
    assert (made.title, made.name) == ("Nieuw", "Anna")


def test_nothing_is_handed_in_while_something_is_missing(call):
    made, token = draft(call, email="")
    answer = Client().post(f"/oproep/aanmelding/{token}/nakijken/")
    assert answer.status_code == 422
    assert "Uw e-mailadres" in text(answer)
    made.refresh_from_db()
    assert made.stage == "draft"


def test_twice_handing_in_is_once(call):
    made, token = draft(call)
    submitting.send(made, token)
    submitting.send(made, token)
    assert len(mail.outbox) == 1
    assert made.events.count() == 1


def test_a_closed_round_takes_nothing(call):
    made, token = draft(call)
    call.state = State.CLOSED
    call.save()
    assert Client().post(first(call), {"title": "Te laat"}).status_code == 410
    assert Client().post(f"/oproep/aanmelding/{token}/nakijken/").status_code == 410
    assert made.title in Client().get(f"/oproep/aanmelding/{token}/stap/1/").content.decode()
    call.state = State.CONCEPT
    call.save()
    assert Client().get(f"/oproep/{call.slug}/").status_code == 404
    assert Client().get(first(call)).status_code == 404


def test_before_its_day_and_after_its_day_a_round_is_not_open(call):
    for opens, closes in ((5, 9), (-9, -5)):
        today = timezone.localdate()
        call.opens_on, call.closes_on = (
            today + timedelta(days=opens),
            today + timedelta(days=closes),
        )
        call.save()
        assert Client().get(first(call)).status_code == 410
        assert Client().get(f"/oproep/{call.slug}/").status_code == 200


def test_a_robot_that_fills_everything_in_is_told_so_and_nothing_is_stored(call):
    answer = Client().post(first(call), {"title": "Koop", "challenge": "x", "homepage": "http://x"})
    assert answer.status_code == 422
    assert "verborgen veld" in text(answer)
    assert not Submission.objects.exists()
    assert "http://x" not in answer.content.decode()
    made, token = draft(call)
    page = Client().post(f"/oproep/aanmelding/{token}/nakijken/", {"homepage": "x"})
    assert page.status_code == 422
    made.refresh_from_db()
    assert made.stage == "draft"


def test_many_links_raise_doubt_and_are_not_refused(call):
    made, token = draft(call, challenge="www.a.nl www.b.nl http://c https://d")
    assert submitting.send(made, token).doubt
    made, token = draft(call)
    assert not submitting.send(made, token).doubt


def test_a_flood_is_stopped(call, monkeypatch):
    monkeypatch.setattr(limits, "DRAFTS", limits.Limit("call-draft", 2, limits.HOUR))
    browser = Client()
    codes = [browser.post(first(call), {"title": str(n)}).status_code for n in range(3)]
    assert codes == [302, 302, 429]
    monkeypatch.setattr(limits, "MAILS_TO_ONE", limits.Limit("call-mail-to", 1, limits.HOUR))
    for expected in (302, 429):
        _made, token = draft(call)
        assert Client().post(f"/oproep/aanmelding/{token}/nakijken/").status_code == expected


def test_only_the_hash_of_a_link_is_kept(call):
    _made, token = draft(call)
    assert token not in {key.token_hash for key in Key.objects.all()}
    assert Client().get("/oproep/aanmelding/verzonnen/").status_code == 404
    assert (
        Client().post("/oproep/aanmelding/verzonnen/toevoegen/", {"text": "x"}).status_code == 404
    )


def test_trying_links_is_stopped(call, monkeypatch):
    monkeypatch.setattr(limits, "WRONG_KEYS", limits.Limit("call-key", 2, limits.HOUR))
    codes = [Client().get(f"/oproep/aanmelding/x{n}/").status_code for n in range(3)]
    assert codes == [404, 404, 429]


def test_the_sender_adds_withdraws_and_everything_is_gone(sent, call):
    found, token = sent()
    page = f"/oproep/aanmelding/{token}/"
    assert CHALLENGE in text(Client().get(page))
    assert Client().get(page + "toevoegen/").status_code == 405
    Client().post(page + "toevoegen/", {"text": "Nog dit"})
    assert "Nog dit" in text(Client().get(page))
    assert Client().get(page + "intrekken/").status_code == 200
    found.refresh_from_db()
    assert found.stage == "received"
    Client().post(page + "intrekken/")
    found.refresh_from_db()
    assert (found.stage, found.name, found.email, found.challenge) == ("withdrawn", "", "", "")
    assert not found.messages.exists()
    assert Client().get(page).status_code == 404


def test_a_lost_link_comes_by_mail_and_the_answer_tells_nothing(sent):
    found, _token = sent()
    browser = Client()
    known = browser.post("/oproep/link-kwijt/", {"email": "PUCK@voorbeeld.invalid"}, follow=True)
    unknown = browser.post("/oproep/link-kwijt/", {"email": "n@voorbeeld.invalid"}, follow=True)
    assert text(known) == text(unknown)
    assert len(mail.outbox) == 1
    assert mail.outbox[0].to == [found.email]
    link = re.search(r"/oproep/aanmelding/\S+/", mail.outbox[0].body)
    assert link
    assert Client().get(link.group()).status_code == 200


def test_public_pages_need_few_queries(call, sent, django_assert_max_num_queries):
    _found, token = sent()
    for path in ("/oproep/", f"/oproep/{call.slug}/", f"/oproep/aanmelding/{token}/"):
        with django_assert_max_num_queries(12):
            assert Client().get(path).status_code == 200


def test_the_front_page_says_that_a_round_is_open(call, library, django_assert_max_num_queries):
    page = Client().get("/")
    assert "Ronde 1" in text(page)
    assert f"/oproep/{call.slug}/" in page.content.decode()
    call.state = State.CLOSED
    call.save()
    with django_assert_max_num_queries(12):
        assert "Ronde 1" not in text(Client().get("/"))
