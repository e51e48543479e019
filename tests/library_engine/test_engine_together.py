"""Acts in any order and at the same time leave one truth for readers, history and search."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thorbecke.web.library import publishing
from thorbecke.web.library.models import Entry, SearchDocument, State, Version
from thorbecke.web.library.publishing import Conflict
from thorbecke.web.library.search import Query, find

REFUSED = (PermissionDenied, Conflict)
steps = st.lists(
    st.tuples(
        st.sampled_from(["save", "submit", "take_back", "publish", "reject", "withdraw"]),
        st.sampled_from(["editor", "reviewer", "administrator", "nobody"]),
        st.integers(0, 5),
    ),
    max_size=14,
)


def act(name: str, by: Any, which: int, data: dict[str, Any]) -> None:
    """Do one thing with one of the versions that are there."""
    if name == "save":
        publishing.save_draft("case", "samen", {**data, "place": f"Plaats {which}"}, by)
        return
    versions = list(Version.objects.order_by("number"))
    if not versions:
        return
    version = versions[which % len(versions)]
    if name == "withdraw":
        publishing.withdraw(version.entry, by)
    elif name == "reject":
        publishing.reject(version, by, "nee")
    else:
        getattr(publishing, name)(version, by)


def check() -> None:
    """What must be true after every act."""
    for entry in Entry.objects.all():
        published = [v for v in entry.versions.all() if v.state == State.PUBLISHED]
        assert len(published) <= 1
        assert entry.data == (published[0].data if published else None)
        assert (entry.published_on is None) == (not published)
        assert SearchDocument.objects.filter(entry=entry).count() == len(published)
        numbers = sorted(entry.versions.values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        for version in published:
            own = version.made_by_id == version.decided_by_id
            assert not own or "administrator" in version.decided_by.roles
    assert find(Query(kind="case")).total == Entry.objects.filter(data__isnull=False).count()


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=steps)
def test_no_order_of_acts_breaks_the_rules(person, case_data, steps):
    with transaction.atomic():
        people = {
            role: person(None if role == "nobody" else role, f"{role}-samen@example.nl")
            for role in ("editor", "reviewer", "administrator", "nobody")
        }
        for name, role, which in steps:
            try:
                act(name, people[role], which, case_data)
            except REFUSED:
                pass
            else:
                assert role != "nobody" or not Version.objects.exists()
            check()
        transaction.set_rollback(True)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do things at the same moment, each in a thread; return what each gave or raised."""
    start, found = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, one: Callable[[], Any]) -> None:
        start.wait()
        try:
            found[place] = one()
        except Exception as error:  # noqa: BLE001  the test looks at it
            found[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return found


@pytest.mark.django_db(transaction=True)
def test_of_two_that_publish_at_once_one_wins_and_one_hears_of_it(person, case_data):
    one, two = person("editor"), person("editor", "tweede@example.nl")
    reviewers = person("reviewer"), person("administrator")
    drafts = [
        publishing.submit(
            publishing.save_draft("case", "samen", {**case_data, "place": by.email}, by), by
        )
        for by in (one, two)
    ]
    found = at_once(
        lambda: publishing.publish(drafts[0], reviewers[0]),
        lambda: publishing.publish(drafts[1], reviewers[1]),
    )
    assert sorted(type(item).__name__ for item in found) == ["Conflict", "Version"]
    states = sorted(Version.objects.values_list("state", flat=True))
    assert states == ["published", "review"]
    winner = next(item for item in found if isinstance(item, Version))
    assert Entry.objects.get().data["place"] == winner.data["place"]


@pytest.mark.django_db(transaction=True)
def test_many_who_begin_the_same_entry_at_once_each_get_a_draft(person, case_data):
    editors = [person("editor", f"redactie{number}@example.nl") for number in range(4)]
    found = at_once(
        *(lambda by=by: publishing.save_draft("case", "samen", case_data, by) for by in editors)
    )
    assert [type(item) for item in found] == [Version] * 4
    assert sorted(item.number for item in found) == [1, 2, 3, 4]
    assert Entry.objects.count() == 1
