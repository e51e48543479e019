"""From draft to readers: four eyes, roles and states, conflicts, and what search sees of it."""

from __future__ import annotations

import itertools

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from thorbecke.web.library import publishing
from thorbecke.web.library.models import Entry, State, Version
from thorbecke.web.library.permissions import TABLE, may
from thorbecke.web.library.search import Query, find

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(person, case_data):
    """A case that an editor wrote and a reviewer published."""
    editor, reviewer = person("editor"), person("reviewer")
    draft = publishing.save_draft("case", "proef", case_data, editor)
    publishing.submit(draft, editor)
    publishing.publish(draft, reviewer)
    return Entry.objects.get(slug="proef"), editor, reviewer


def test_readers_see_nothing_before_publication(person, case_data):
    editor = person("editor")
    publishing.submit(publishing.save_draft("case", "proef", case_data, editor), editor)
    assert Entry.objects.get(slug="proef").data is None
    assert find(Query(kind="case", text="sportzaal")).total == 0


def test_after_publication_readers_and_search_see_it(published):
    entry, _editor, reviewer = published
    assert entry.data["lesson_nl"] == "Begin klein."
    assert [card.slug for card in find(Query(kind="case", text="sportzaal")).cards] == ["proef"]
    version = entry.versions.get()
    assert (version.state, version.decided_by) == (State.PUBLISHED, reviewer)


def test_a_second_version_replaces_the_first_in_search_too(published, case_data):
    entry, editor, reviewer = published
    newer = {**case_data, "facts_nl": "Zestig inwoners praatten over een zwembad."}
    draft = publishing.save_draft("case", "proef", newer, editor, based_on=1)
    publishing.publish(publishing.submit(draft, editor), reviewer)
    assert [v.state for v in entry.versions.order_by("number")] == ["replaced", "published"]
    assert find(Query(kind="case", text="sportzaal")).total == 0
    assert find(Query(kind="case", text="zwembad")).total == 1


def test_whoever_wrote_it_may_not_publish_it(person, case_data):
    reviewer = person("reviewer")
    draft = publishing.submit(publishing.save_draft("case", "proef", case_data, reviewer), reviewer)
    with pytest.raises(PermissionDenied):
        publishing.publish(draft, reviewer)
    assert Entry.objects.get().data is None


def test_an_administrator_may(person, case_data):
    chief = person("administrator")
    draft = publishing.submit(publishing.save_draft("case", "proef", case_data, chief), chief)
    assert publishing.publish(draft, chief).state == State.PUBLISHED


def test_every_action_is_refused_unless_the_table_allows_it(person, case_data):
    people = {role: person(role) for role in ("editor", "reviewer", "administrator")}
    people[None] = person(None, "niemand@example.nl")
    entry = Entry.objects.create(kind="case", slug="x", title="x")
    for state, (role, somebody), action in itertools.product(
        State.values, people.items(), [*TABLE, "unheard_of"]
    ):
        version = Version(entry=entry, number=1, state=state, data={})
        roles, states = TABLE.get(action, (frozenset(), frozenset()))
        assert may(somebody, action, version) == (role in roles and state in states)
        assert not may(AnonymousUser(), action, version)


def test_a_stale_draft_is_a_conflict_that_loses_nothing(published, case_data):
    _entry, editor, reviewer = published
    mine = {**case_data, "lesson_nl": "Mijn les."}
    late = publishing.save_draft("case", "proef", mine, editor, based_on=1)
    theirs = publishing.save_draft("case", "proef", {**case_data, "place": "Ede"}, reviewer)
    chief_version = publishing.submit(theirs, reviewer)
    Version.objects.filter(pk=chief_version.pk).update(made_by=editor)
    publishing.publish(chief_version, reviewer)
    publishing.submit(late, editor)
    with pytest.raises(publishing.Conflict) as conflict:
        publishing.publish(late, reviewer)
    assert conflict.value.yours["lesson_nl"] == "Mijn les."
    assert conflict.value.theirs.data["place"] == "Ede"
    with pytest.raises(publishing.Conflict):
        publishing.save_draft("case", "proef", {**mine, "place": "X"}, editor, based_on=1)


def test_wrong_content_names_the_field_and_saves_nothing(person, case_data):
    with pytest.raises(publishing.ValidationFailed) as failed:
        publishing.save_draft(
            "case",
            "proef",
            {**case_data, "themes": [11], "sources": [{"url": "geen adres"}]},
            person("editor"),
        )
    assert {"themes.0", "sources.0.url"} <= set(failed.value.errors)
    assert not Entry.objects.exists()


def test_withdrawing_hides_it_from_readers_and_search(published):
    entry, editor, reviewer = published
    with pytest.raises(PermissionDenied):
        publishing.withdraw(entry, editor)
    publishing.withdraw(entry, reviewer, "klopt niet")
    entry.refresh_from_db()
    assert entry.data is None
    assert find(Query(kind="case", text="sportzaal")).total == 0
    assert entry.versions.get().state == State.REPLACED


def test_rejecting_keeps_the_reason(person, case_data):
    editor, reviewer = person("editor"), person("reviewer")
    draft = publishing.submit(publishing.save_draft("case", "proef", case_data, editor), editor)
    with pytest.raises(PermissionDenied):
        publishing.reject(draft, editor, "nee")
    assert publishing.reject(draft, reviewer, "geen bron").note == "geen bron"


def test_saving_twice_changes_one_draft(person, case_data):
    editor = person("editor")
    publishing.save_draft("case", "proef", case_data, editor)
    publishing.save_draft("case", "proef", {**case_data, "place": "Ede"}, editor)
    assert Version.objects.get().data["place"] == "Ede"


def test_the_database_refuses_a_second_published_version(published):
    entry, *_people = published
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.create(entry=entry, number=2, state=State.PUBLISHED, data={})
