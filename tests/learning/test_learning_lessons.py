"""A lesson: made from what is known, judged by another, shown to all, and a case in the library."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from learning.conftest import TEXTS, accepted, measure, written
from thorbecke.web.experiments.models import Experiment, Note
from thorbecke.web.learning import casing, moving, starting
from thorbecke.web.learning.models import Lesson, Review, State
from thorbecke.web.library import publishing
from thorbecke.web.library.models import Entry, Version

pytestmark = pytest.mark.django_db


def page(name: str, lesson: Lesson, *more: str) -> str:
    return reverse(f"learning:{name}", args=[lesson.pk, *more])


def test_a_lesson_begins_with_what_the_experiment_knows(measured):
    Note.objects.create(
        experiment=measured, on="2026-05-01", title="Regen", text="Het regende.", surprise=True
    )
    lesson = starting.lesson(measured, None)
    assert lesson.context == "tekst van context"
    assert lesson.intervention == "tekst van intervention"
    assert "40 → 60 %" in lesson.outcome
    assert "Het regende." in lesson.surprise
    assert lesson.strength == "before_after"
    assert starting.lesson(measured, None) == lesson
    assert Lesson.objects.count() == 1


def test_the_road_of_a_lesson(measured, signed_in, who, organisation, other):
    writer = signed_in("organiser")
    answer = writer.post(reverse("learning:begin", args=[measured.slug]))
    lesson = Lesson.objects.get()
    assert answer["Location"] == page("edit", lesson)
    assert "tekst van context" in writer.get(page("edit", lesson)).content.decode()
    sent = {"title": "Loot niet alleen", "strength": "before_after", **TEXTS, "version": 1}
    assert writer.post(page("edit", lesson), sent).status_code == 302
    assert writer.post(page("move", lesson, "inleveren")).status_code == 302
    lesson.refresh_from_db()
    assert lesson.state == State.REVIEW

    scientist = signed_in("scientist", other)
    html = scientist.get(page("review", lesson)).content.decode()
    assert "Loot niet alleen" in html
    assert ">60" in html
    sent = {"verdict": "accept", "text": "Volgt uit de meting.", "version": lesson.version}
    assert scientist.post(page("review", lesson), sent).status_code == 302
    lesson.refresh_from_db()
    assert lesson.state == State.ACCEPTED
    assert lesson.number == 1

    assert signed_in("resident").get(page("lesson", lesson)).status_code == 200
    Experiment.objects.filter(pk=measured.pk).update(public=True)
    editor = signed_in("editor", other)
    assert editor.post(page("to_library", lesson)).status_code == 302
    lesson.refresh_from_db()
    version = Version.objects.get(entry__slug=lesson.entry)
    assert version.state == "review"
    assert version.data["lesson_nl"].startswith("Loot niet alleen")
    assert version.data["sources"][0]["url"].endswith(f"/experimenten/{measured.slug}/")
    publishing.publish(version, who("reviewer", other))
    case = Entry.objects.get(kind="case", slug=lesson.entry)
    assert case.data["confidence"] == "midden"


def test_what_is_missing_is_named(measured, who):
    lesson = starting.lesson(measured, None)
    with pytest.raises(moving.NotYet, match="Waar kan dit ook werken"):
        moving.hand_in(lesson, who("organiser"))
    lesson.refresh_from_db()
    assert lesson.state == State.DRAFT


def test_nobody_judges_her_own_lesson(measured, who):
    writer = who("scientist")
    lesson = written(measured, writer)
    moving.hand_in(lesson, who("organiser"))
    with pytest.raises(PermissionDenied):
        moving.judge(lesson, writer, "accept", "Mooi.", lesson.version)
    with pytest.raises(PermissionDenied):
        moving.judge(lesson, who("organiser"), "accept", "Mooi.", lesson.version)
    assert not Review.objects.exists()


def test_a_text_that_changed_is_not_judged(measured, who, other):
    lesson = moving.hand_in(written(measured), who("organiser"))
    with pytest.raises(moving.NotYet):
        moving.judge(lesson, who("scientist", other), "accept", "Ja.", lesson.version - 1)
    moving.judge(lesson, who("scientist", other), "return", "Waar is de meting?", lesson.version)
    lesson.refresh_from_db()
    assert lesson.state == State.RETURNED
    again = moving.hand_in(lesson, who("organiser"))
    moving.judge(again, who("scientist", other), "accept", "Ja.", again.version)
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(
            lesson=lesson, lesson_version=again.version - 1, verdict="accept", text="Dubbel."
        )


def test_a_change_after_acceptance_needs_a_new_look(measured, who, signed_in, other):
    lesson = accepted(measured, who("organiser"), who("scientist", other))
    Experiment.objects.filter(pk=measured.pk).update(public=True)
    sent = {"title": "Anders", "strength": "told", **TEXTS, "version": lesson.version}
    assert signed_in("organiser").post(page("edit", lesson), sent).status_code == 302
    lesson.refresh_from_db()
    assert lesson.state == State.DRAFT
    assert signed_in("resident", other).get(page("lesson", lesson)).status_code == 404


def test_two_writers_lose_no_text(measured, signed_in):
    lesson = written(measured)
    first = {"title": "Van A", "strength": "told", **TEXTS, "version": lesson.version}
    assert signed_in("organiser").post(page("edit", lesson), first).status_code == 302
    second = {**first, "title": "Van B"}
    answer = signed_in("lead").post(page("edit", lesson), second)
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Van A" in html
    assert "Van B" in html


def test_another_organisation_sees_nothing(measured, signed_in, other, client):
    lesson = written(measured)
    for name in ("lesson", "brief", "data", "edit"):
        assert signed_in("organiser", other).get(page(name, lesson)).status_code == 404
        assert client.get(page(name, lesson)).status_code in {302, 404}
    assert signed_in("organiser", other).post(page("move", lesson, "inleveren")).status_code == 404
    anchor = reverse("learning:anchor", args=[measured.slug])
    assert signed_in("organiser", other).get(anchor).status_code == 404
    assert signed_in("scientist", other).get(page("lesson", lesson)).status_code == 404


def test_a_case_needs_a_public_experiment(measured, who, other):
    lesson = accepted(measured, who("organiser"), who("scientist", other))
    with pytest.raises(moving.NotYet, match="niet openbaar"):
        moving.to_library(lesson, who("editor", other), "https://voorbeeld.nl/experiment")
    assert not Version.objects.exists()
    with pytest.raises(PermissionDenied):
        moving.to_library(lesson, who("organiser"), "https://voorbeeld.nl/experiment")


def test_brief_and_data(measured, who, other, client):
    lesson = accepted(measured, who("organiser"), who("scientist", other))
    Experiment.objects.filter(pk=measured.pk).update(public=True)
    assert "lezen kost 1 minuut" in client.get(page("brief", lesson)).content.decode()
    data = json.loads(client.get(page("data", lesson)).content)
    assert data["version"] == 1
    assert data["effects"][0]["value"] == "60.000"
    assert str(lesson.pk) in data["cite_as"]
    feed = client.get(reverse("learning:feed")).content.decode()
    assert str(lesson.pk) in feed


def test_hostile_text_stays_text(measured, who, other, client):
    Experiment.objects.filter(pk=measured.pk).update(public=True)
    lesson = accepted(measured, who("organiser"), who("scientist", other))
    Lesson.objects.filter(pk=lesson.pk).update(outcome="<script>alert(1)</script>")
    for name in ("lesson", "brief"):
        assert "<script>alert" not in client.get(page(name, lesson)).content.decode()


def test_lists_take_few_queries(
    measured, who, other, client, signed_in, django_assert_max_num_queries
):
    lesson = accepted(measured, who("organiser"), who("scientist", other))
    Experiment.objects.filter(pk=measured.pk).update(public=True)
    for number in range(60):
        copy = Experiment.objects.get(pk=measured.pk)
        copy.pk, copy.slug, copy._state.adding = None, f"proef-{number}", True
        copy.save()
        lesson.pk, lesson.experiment, lesson._state.adding = None, copy, True
        lesson.save()
    for path in ("/leren/", "/leren/samen-gemeten/", "/leren/?q=groen&zeker=told&page=2"):
        with django_assert_max_num_queries(12):
            assert client.get(path).status_code == 200
    browser = signed_in("organiser")
    with django_assert_max_num_queries(12):
        assert browser.get("/leren/lessen/").status_code == 200
    with django_assert_max_num_queries(12):
        assert browser.get(page("lesson", Lesson.objects.first())).status_code == 200


def test_what_makes_it_last(measured, signed_in):
    path = reverse("learning:anchor", args=[measured.slug])
    browser = signed_in("organiser")
    sent = {"keeper": "De griffier.", "keeper_done": "on", "version": 1}
    assert browser.post(path, sent).status_code == 302
    assert "De griffier." in browser.get(path).content.decode()
    assert browser.post(path, {**sent, "keeper": "Anders"}).status_code in {302, 409}
    assert signed_in("journalist").get(path).status_code in {403, 404}


def test_slugs_of_cases_differ(measured, who, other):
    lesson = written(measured)
    Entry.objects.create(kind="case", slug="burgerraad-groen", title="x")
    assert casing.slug_of(lesson) == "burgerraad-groen-2"
    measure(measured, 70)
    assert starting.lesson(measured, None) == lesson
