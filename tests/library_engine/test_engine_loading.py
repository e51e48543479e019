"""Loading the shipped content: whole, again without change, and never over an editor's work."""

from __future__ import annotations

import dataclasses

import pytest
from django.db import OperationalError

from thorbecke.knowledge import shipped
from thorbecke.web.library import loading, publishing
from thorbecke.web.library.models import Entry, Kind, State, Version
from thorbecke.web.library.search import Query, find
from thorbecke.web.people.models import Municipality

pytestmark = pytest.mark.django_db

SLUG = "melbourne-peoples-panel"


def with_case(**changes):
    """The shipped content with one case changed."""
    content = shipped()
    cases = [case.model_copy(update=changes) if case.id == SLUG else case for case in content.cases]
    return dataclasses.replace(content, cases=tuple(cases))


def test_everything_is_there_with_source_and_certainty(library):
    counts = {kind: Entry.objects.filter(kind=kind).count() for kind in Kind.values}
    assert counts["case"] >= 90
    assert counts["scenario"] == 8
    assert counts["theme"] == 10
    assert counts["principle"] == 5
    assert counts["rule"] >= 76
    assert counts["instrument"] == 31
    assert counts["bill"] == 5
    assert Municipality.objects.count() == 342
    assert all(entry.data["confidence"] for entry in Entry.objects.all())


def test_loading_again_changes_nothing(library):
    before = list(Version.objects.values_list("id", flat=True))
    report = loading.load(shipped())
    assert (report.created, report.updated, report.kept) == (0, 0, 0)
    assert list(Version.objects.values_list("id", flat=True)) == before


def test_loading_again_costs_one_look(library, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        loading.load(shipped())


def test_newer_shipped_text_replaces_older_shipped_text(library):
    report = loading.load(with_case(lesson_nl="Een betere les over kwartels."))
    assert (report.updated, report.kept) == (1, 0)
    assert Entry.objects.get(slug=SLUG).data["lesson_nl"] == "Een betere les over kwartels."
    assert find(Query(kind="case", text="kwartels")).total == 1


def test_an_editors_text_stays_and_the_newer_one_waits(library, person):
    entry = Entry.objects.get(slug=SLUG)
    editor, reviewer = person("editor"), person("reviewer")
    ours = {**entry.data, "lesson_nl": "Onze eigen les."}
    draft = publishing.save_draft("case", SLUG, ours, editor, based_on=1)
    publishing.publish(publishing.submit(draft, editor), reviewer)
    report = loading.load(with_case(lesson_nl="De les van Thorbecke."))
    assert (report.updated, report.kept) == (0, 1)
    entry.refresh_from_db()
    assert entry.data["lesson_nl"] == "Onze eigen les."
    waiting = entry.versions.get(state=State.REVIEW)
    assert waiting.data["lesson_nl"] == "De les van Thorbecke."
    assert publishing.publish(waiting, reviewer).state == State.PUBLISHED


def test_a_failure_half_way_leaves_nothing(db, monkeypatch):
    def full(*_args, **_kwargs):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(loading.publishing, "show_many", full)
    with pytest.raises(loading.LoadFailed, match="Nothing was changed"):
        loading.load(shipped())
    assert not Entry.objects.exists()
    assert not Municipality.objects.exists()


def test_loading_keeps_the_outline_of_a_municipality(library):
    Municipality.objects.filter(code="GM0014").update(outline="M0 0")
    loading.load(with_case(lesson_nl="Anders."))
    assert Municipality.objects.get(code="GM0014").outline == "M0 0"
