"""Readers report mistakes; staff answer; addresses are forgotten."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from thorbecke.web.library.models import ErrorReport, RateMark, ReportState


@pytest.fixture
def url(entry):
    return reverse("report_error", kwargs={"kind": "case", "slug": entry.slug})


def test_a_report_lands_in_the_queue(url, entry):
    browser = Client()
    assert "Meld een fout" in browser.get(url).content.decode()
    response = browser.post(
        url, {"text": "Het jaar is 2020.", "source": "krant", "email": "a@b.nl"}
    )
    assert response["Location"] == reverse("report_thanks")
    report = ErrorReport.objects.get()
    assert (report.entry, report.state, report.email) == (entry, "new", "a@b.nl")


def test_the_form_needs_its_token_and_a_text(url):
    assert Client(enforce_csrf_checks=True).post(url, {"text": "x"}).status_code == 403
    response = Client().post(url, {"text": "", "email": "geen adres"})
    assert response.status_code == 400
    assert set(response.context["form"].errors) == {"text", "email"}
    assert not ErrorReport.objects.exists()


def test_the_bait_stores_nothing(url):
    response = Client().post(url, {"text": "koop nu", "website": "https://spam.nl"})
    assert response["Location"] == reverse("report_thanks")
    assert not ErrorReport.objects.exists()


def test_an_unpublished_page_takes_no_reports(url, entry):
    entry.data = None
    entry.save()
    assert Client().get(url).status_code == 404


def test_a_flood_stops_and_leaves_no_address(url, caplog):
    caplog.set_level(logging.DEBUG)
    address = "203.0.113.77"
    browser = Client(REMOTE_ADDR=address)
    codes = [browser.post(url, {"text": f"fout {n}"}).status_code for n in range(12)]
    assert codes == [302] * 10 + [429] * 2
    assert ErrorReport.objects.count() == 10
    assert Client(REMOTE_ADDR="203.0.113.78").post(url, {"text": "andere"}).status_code == 302
    assert address not in caplog.text
    assert all(address not in mark.key for mark in RateMark.objects.all())


def test_counters_go_after_a_day(url):
    Client().post(url, {"text": "x"})
    RateMark.objects.update(since=timezone.now() - timedelta(hours=25))
    call_command("clean_reports", verbosity=0)
    assert not RateMark.objects.exists()


@pytest.fixture
def report(entry):
    return ErrorReport.objects.create(entry=entry, text="Fout", email="lezer@voorbeeld.nl")


def handle(browser, report, **data):
    url = reverse("desk_report", kwargs={"pk": report.pk})
    return browser.post(url, {"state": "solved", "reply": "Het jaar is verbeterd.", **data})


def test_closing_sends_one_answer(report, client_of, django_capture_on_commit_callbacks):
    for _again in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            assert handle(client_of("editor"), report).status_code == 302
    assert [one.to for one in mail.outbox] == [["lezer@voorbeeld.nl"]]
    assert "Het jaar is verbeterd." in mail.outbox[0].body
    report.refresh_from_db()
    assert report.handled_on is not None


def test_two_people_do_not_close_one_report(report, client_of):
    handle(client_of("editor"), report)
    assert handle(client_of("reviewer"), report, reply="Iets anders").status_code == 409
    report.refresh_from_db()
    assert report.reply == "Het jaar is verbeterd."


def test_taking_up_sends_nothing(report, people, client_of, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        handle(client_of("editor"), report, state="busy", assigned_to=str(people["editor"].pk))
    report.refresh_from_db()
    assert (report.assigned_to, report.handled_on, mail.outbox) == (people["editor"], None, [])


@pytest.mark.parametrize(("days", "kept"), [(29, True), (31, False)])
def test_an_address_goes_thirty_days_after_the_answer(report, days, kept):
    then = timezone.now() - timedelta(days=days)
    ErrorReport.objects.update(state=ReportState.SOLVED, handled_on=then)
    call_command("clean_reports", verbosity=0)
    report.refresh_from_db()
    assert bool(report.email) is kept


def test_the_database_refuses_a_closed_report_without_a_date(report):
    with pytest.raises(IntegrityError), transaction.atomic():
        ErrorReport.objects.update(state=ReportState.SOLVED)


def test_a_report_cannot_inject_a_mail_header(entry, client_of, django_capture_on_commit_callbacks):
    entry.title = "Titel\r\nBcc: kwaad@voorbeeld.nl"
    entry.save()
    report = ErrorReport.objects.create(entry=entry, text="x", email="lezer@voorbeeld.nl")
    with django_capture_on_commit_callbacks(execute=True):
        handle(client_of("editor"), report)
    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].bcc == []
