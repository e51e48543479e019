"""Projects that won: reports with money and photos, news for the authors, and a reminder after silence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from instrument_budget.round import photo, published, upload, with_plans
from thorbecke.web.instruments.budget.models import Idea, Progress
from thorbecke.web.participation.models import Act
from thorbecke.web.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(act, person):
    return published(with_plans(act), person("organiser"))


def report(act, browser, number=1, **changes):
    fields = {"state": "busy", "text": "De schop ging de grond in.", "spent": "1.000", **changes}
    return browser.post(f"/organiseren/{act.slug}/uitvoering/{number}/", fields)


@pytest.fixture
def organiser(done):
    """The browser of the organiser who published."""
    browser = Client()
    browser.force_login(Person.objects.get(name="organiser"))
    return browser


def test_a_report_stands_on_the_page_and_goes_to_the_authors(done, organiser):
    mail.outbox.clear()
    sent = report(done, organiser, photo=upload(photo()), photo_text="Een schop")
    assert sent.status_code == 302
    text = Client().get(f"/meedoen/{done.slug}/plannen/1/").content.decode()
    assert "De schop ging de grond in." in text
    assert "€\xa01.000 uitgegeven" in text
    made = Progress.objects.get()
    response = Client().get(f"/meedoen/{done.slug}/voortgang/{made.pk}/foto/")
    assert response.headers["Content-Type"] == "image/jpeg"
    assert b"".join(response.streaming_content)[:2] == b"\xff\xd8"
    assert [one.to for one in mail.outbox] == [["bedenker@voorbeeld.invalid"]]


def test_only_projects_that_won_are_reported_on(done, organiser):
    assert report(done, organiser, number=3).status_code == 404
    assert report(done, organiser, spent="-1").status_code == 422
    assert report(done, organiser, state="klaar").status_code == 422
    assert not Progress.objects.exists()


def test_a_silent_organiser_is_reminded_once_in_each_period(done, organiser):
    mail.outbox.clear()
    call_command("budget_daily")
    assert mail.outbox == []
    Act.objects.filter(pk=done.pk).update(published_at=timezone.now() - timedelta(days=61))
    for _ in range(2):
        call_command("budget_daily")
    (one,) = mail.outbox
    assert "Speeltuin" in one.body
    assert "Bomen" in one.body
    assert "Concert" not in one.body
    report(done, organiser, state="done")
    report(done, organiser, number=2)
    Progress.objects.update(day=timezone.localdate() - timedelta(days=70))
    mail.outbox.clear()
    call_command("budget_daily")
    (one,) = mail.outbox
    assert "Speeltuin" not in one.body
    assert "Bomen" in one.body


def test_the_page_of_a_plan_that_lost_leads_to_the_reason(done):
    text = Client().get(f"/meedoen/{done.slug}/plannen/3/").content.decode()
    assert "uitslag/#p3" in text
    assert 'id="p3"' in Client().get(f"/meedoen/{done.slug}/uitslag/").content.decode()
    assert Idea.objects.get(act=done, number=3).state == Idea.State.BALLOT
