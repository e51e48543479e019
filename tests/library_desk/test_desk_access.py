"""Who may see and do what: every address of the desk, each role, each state. Default: refused."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from django.urls import get_resolver, reverse

from thorbecke.web.library import publishing
from thorbecke.web.library.desk import urls
from thorbecke.web.library.models import ErrorReport, ImportBatch, State, Version

ROLES = ("anonymous", "none", "editor", "reviewer", "administrator")
STAFF = ("editor", "reviewer", "administrator")
PUBLIC = {"report_error", "report_thanks", "library_export", "library_files"}
DESK = [pattern.name for pattern in urls.urlpatterns if pattern.name not in PUBLIC]
POST_ONLY = {"desk_accept", "desk_discard", "desk_restore", "desk_act"}


@pytest.fixture
def arguments(draft: Version, people: dict[str, Any]) -> dict[str, dict[str, Any]]:
    report = ErrorReport.objects.create(entry=draft.entry, text="fout")
    batch = ImportBatch.objects.create(
        kind="case", filename="a.csv", rows=[], made_by=people["reviewer"]
    )
    entry = {"kind": "case", "slug": draft.entry.slug}
    return {
        "desk_report": {"pk": report.pk},
        "desk_batch": {"pk": batch.pk},
        "desk_accept": {"pk": batch.pk},
        "desk_discard": {"pk": batch.pk},
        "desk_version": {"pk": draft.pk},
        "desk_restore": {"pk": draft.pk},
        "desk_act": {"pk": draft.pk, "action": "submit"},
        "desk_list": {"kind": "case"},
        "desk_new": {"kind": "case"},
        "desk_entry": entry,
        "desk_edit": entry,
        "desk_compare": entry,
    }


def test_the_desk_is_part_of_the_site():
    names = set(get_resolver().reverse_dict)
    assert {*DESK, *PUBLIC} <= names


@pytest.mark.parametrize(("name", "role"), list(itertools.product(DESK, ("anonymous", "none"))))
def test_strangers_are_sent_away(name, role, arguments, client_of):
    url = reverse(name, kwargs=arguments.get(name, {}))
    for method in ("get", "post"):
        response = getattr(client_of(role), method)(url)
        if response.status_code == 405:  # the method does not exist, for nobody
            continue
        if role == "anonymous":
            assert response.status_code == 302
            assert response["Location"].startswith(reverse("account_login"))
        else:
            assert response.status_code == 403


@pytest.mark.parametrize(("name", "role"), list(itertools.product(DESK, STAFF)))
def test_staff_can_come_in(name, role, arguments, client_of):
    url = reverse(name, kwargs=arguments.get(name, {}))
    query = "?van=1&naar=2" if name == "desk_compare" else ""
    response = client_of(role).get(url + query)
    if name in POST_ONLY:
        assert response.status_code == 405
    elif name == "desk_batch" and role != "reviewer":
        assert response.status_code == 404  # an upload belongs to who made it
    else:
        assert response.status_code == 200


@pytest.mark.parametrize("name", sorted(POST_ONLY))
def test_posts_need_the_token(name, arguments, client_of):
    browser = client_of("reviewer", enforce_csrf_checks=True)
    assert browser.post(reverse(name, kwargs=arguments[name])).status_code == 403


# What each action asks: roles, the state it works on, and whether one's own work is allowed.
EXPECTED = {
    "submit": (STAFF, {State.DRAFT}),
    "take_back": (STAFF, {State.REVIEW}),
    "publish": (("reviewer", "administrator"), {State.REVIEW}),
    "reject": (("reviewer", "administrator"), {State.REVIEW}),
    "withdraw": (("reviewer", "administrator"), {State.PUBLISHED}),
}


@pytest.mark.parametrize(
    ("action", "role", "state"), list(itertools.product(EXPECTED, ROLES, State.values))
)
def test_each_action_for_each_role_in_each_state(action, role, state, entry, people, client_of):
    roles, states = EXPECTED[action]
    if state == State.PUBLISHED:
        version = entry.versions.get()
    else:
        version = publishing.add_version(
            entry, entry.data, state=state, made_by=people["editor"], based_on=1
        )
    url = reverse("desk_act", kwargs={"pk": version.pk, "action": action})
    response = client_of(role).post(url, {"reason": "daarom"})
    version.refresh_from_db()
    if role in roles and state in states:
        assert response["Location"] == reverse("desk_version", kwargs={"pk": version.pk})
        assert version.state != state
    else:
        assert response.status_code == (302 if role == "anonymous" else 403)
        assert version.state == state


def test_a_reviewer_cannot_publish_own_work(entry, people, client_of):
    version = publishing.add_version(
        entry, entry.data, state=State.REVIEW, made_by=people["reviewer"], based_on=1
    )
    url = reverse("desk_act", kwargs={"pk": version.pk, "action": "publish"})
    assert client_of("reviewer").post(url).status_code == 403
    page = client_of("reviewer").get(reverse("desk_version", kwargs={"pk": version.pk}))
    assert "Een collega moet hem nakijken" in page.content.decode()
    assert url not in page.content.decode()


def test_an_unknown_action_does_not_exist(draft, client_of):
    url = reverse("desk_act", kwargs={"pk": draft.pk, "action": "verzin"})
    assert client_of("administrator").post(url).status_code == 404
