"""Tracks: who sees, joins, asks and answers; sessions in a calendar."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from thorbecke.web.learning.models import Participant, Question, Session, Track

pytestmark = pytest.mark.django_db

SESSION = {
    "title": "Kennismaken",
    "starts_at": "2027-01-10T14:00",
    "ends_at": "2027-01-10T16:00",
    "place": "https://vergadering.voorbeeld.nl/x",
    "material": "https://voorbeeld.nl/lees",
    "homework": "Lees de wet.",
    "version": 1,
}


@pytest.fixture
def track(organisation) -> Track:
    return Track.objects.create(
        organisation=organisation, slug="loten", title="Leren loten", text="Samen.", open=True
    )


def at(name: str, track: Track, *more) -> str:
    return reverse(f"learning:{name}", args=[track.slug, *more])


def test_a_host_makes_a_track_and_a_session(signed_in, organisation):
    browser = signed_in("lead")
    sent = {
        "organisation": organisation.pk,
        "title": "Leren loten",
        "text": "Ja",
        "open": "on",
        "version": 1,
    }
    assert browser.post("/leren/trajecten/nieuw/", sent).status_code == 302
    track = Track.objects.get()
    assert track.slug == "leren-loten"
    assert browser.post(at("session_new", track), SESSION).status_code == 302
    calendar = browser.get(at("ical", track)).content.decode()
    assert calendar.count("BEGIN:VEVENT") == 1
    session = Session.objects.get()
    assert f"{session.pk}@thorbecke" in calendar
    late = {**SESSION, "ends_at": "2027-01-10T13:00"}
    assert browser.post(at("session", track, session.pk), late).status_code == 422
    wrong = {**SESSION, "material": "javascript:alert(1)"}
    html = browser.post(at("session", track, session.pk), wrong).content.decode()
    assert "Regel 1 is geen link" in html


def test_a_host_of_another_organisation_does_not(signed_in, organisation, other, track):
    browser = signed_in("lead", other)
    sent = {"organisation": organisation.pk, "title": "X", "text": "Y", "version": 1}
    assert browser.post("/leren/trajecten/nieuw/", sent).status_code == 422
    assert browser.post(at("session_new", track), SESSION).status_code == 403
    assert browser.post(at("track_change", track), sent).status_code == 403
    assert signed_in("resident").get("/leren/trajecten/nieuw/").status_code == 403


def test_place_and_homework_are_for_participants(client, signed_in, track):
    Session.objects.create(
        track=track,
        **{k: v for k, v in SESSION.items() if k not in {"version", "starts_at", "ends_at"}},
        starts_at="2027-01-10T14:00Z",
        ends_at="2027-01-10T16:00Z",
    )
    assert "Lees de wet." not in client.get(at("track", track)).content.decode()
    browser = signed_in("resident")
    assert "Lees de wet." not in browser.get(at("track", track)).content.decode()
    for _twice in range(2):
        browser.post(at("join", track))
    assert Participant.objects.count() == 1
    assert "Lees de wet." in browser.get(at("track", track)).content.decode()
    browser.post(at("join", track), {"weg": "1"})
    assert not Participant.objects.exists()


def test_questions_and_answers(client, signed_in, track, other):
    resident = signed_in("resident", other)
    assert resident.post(at("ask", track), {"text": "Hoe?"}).status_code == 403
    resident.post(at("join", track))
    resident.post(at("ask", track), {"text": "<b>Hoe?</b>"})
    question = Question.objects.get()
    assert resident.post(at("answer", track, question.pk), {"answer": "Zo"}).status_code == 403
    expert = signed_in("expert")
    assert expert.post(at("answer", track, question.pk), {"answer": "Zo."}).status_code == 302
    html = expert.post(
        at("answer", track, question.pk), {"answer": "Nee."}, follow=True
    ).content.decode()
    question.refresh_from_db()
    assert question.answer == "Zo."
    assert "Uw tekst was: Nee." in html
    html = resident.get(at("track", track)).content.decode()
    assert "&lt;b&gt;Hoe?" in html
    assert client.post(at("ask", track), {"text": "x"}).status_code == 302
    assert Question.objects.count() == 1


def test_a_closed_track_is_not_known(client, signed_in, track, other):
    Track.objects.update(open=False)
    assert client.get(at("track", track)).status_code == 404
    assert signed_in("lead", other).get(at("track", track)).status_code == 404
    assert signed_in("lead").get(at("track", track)).status_code == 200
    assert "Leren loten" not in client.get("/leren/trajecten/").content.decode()


def test_the_database_keeps_times_in_order(track):
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.create(
            track=track, title="x", starts_at="2027-01-10T14:00Z", ends_at="2027-01-10T14:00Z"
        )


def test_pages_take_few_queries(client, signed_in, track, django_assert_max_num_queries):
    for number in range(40):
        Session.objects.create(
            track=track,
            title=f"s{number}",
            starts_at="2027-01-10T14:00Z",
            ends_at="2027-01-10T15:00Z",
        )
        Track.objects.create(
            organisation=track.organisation, slug=f"t{number}", title="t", text="t", open=True
        )
    browser = signed_in("lead")
    for path in ("/leren/trajecten/", at("track", track)):
        with django_assert_max_num_queries(12):
            assert browser.get(path).status_code == 200
