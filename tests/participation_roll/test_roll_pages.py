"""Pages of the roll: who may open which in which phase, another tenant, and how many queries they take."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from participation_roll.rolled import make_act, make_voter, make_voters, person_of
from thorbecke.web.participation.models import Act, CensusImport, Channel, Phase, PrintRun, Voter
from thorbecke.web.participation.permissions import TABLE
from thorbecke.web.participation.roll import issuing
from thorbecke.web.participation.roll.urls import urlpatterns

MOST_QUERIES = 12
ORDER = (Phase.PREPARE, Phase.OPEN, Phase.CLOSED, Phase.COUNTED, Phase.PUBLISHED)
CONSOLE = [one for one in urlpatterns if hasattr(one.callback, "act_action")]


def address(pattern, act, voter, row):
    parameters = pattern.pattern.converters
    values = {"slug": act.slug}
    if "number" in parameters:
        values["number"] = 1
    if "pk" in parameters:
        values["pk"] = voter.pk if "desk" in pattern.name else row.pk
    return reverse(f"participation:{pattern.name}", kwargs=values)


def moved(act, phase):
    for step in ORDER[1 : ORDER.index(phase) + 1]:
        Act.objects.filter(pk=act.pk).update(phase=step, definition_hash="0" * 64)
    act.refresh_from_db()


@pytest.fixture
def furnished(db):
    act = make_act(phase=Phase.PREPARE, definition_hash="")
    voter = make_voter(act)
    row = CensusImport.objects.create(act=act, name="r.csv", sha256="", state="checked")
    PrintRun.objects.create(act=act, number=1, form="csv", state="fetched")
    return act, voter, row


def test_every_page_of_the_roll_is_guarded():
    assert {one.name for one in urlpatterns} - {one.name for one in CONSOLE} == {
        "access",
        "access_account",
        "access_login",
        "access_mail",
        "access_number",
        "access_leave",
    }
    for one in urlpatterns:
        assert hasattr(one.callback, "act_action") or one.callback.act_public


@pytest.mark.parametrize("phase", ORDER)
def test_a_page_opens_for_a_role_in_a_phase_and_for_nothing_else(furnished, phase):
    act, voter, row = furnished
    moved(act, phase)
    for role in ("organiser", "clerk", "administrator", "editor", ""):
        client = Client()
        client.force_login(person_of(role, act.organisation))
        for pattern in CONSOLE:
            roles, phases = TABLE[pattern.callback.act_action]
            response = client.get(address(pattern, act, voter, row))
            if role in roles and phase in phases:
                assert response.status_code in (200, 405), pattern.name
            else:
                assert response.status_code in (403, 404, 405), (pattern.name, role)


def test_a_stranger_is_sent_to_the_sign_in_page(furnished):
    act, voter, row = furnished
    for pattern in CONSOLE:
        for method in ("get", "post"):
            response = getattr(Client(), method)(address(pattern, act, voter, row))
            if response.status_code != 405:
                assert response.status_code == 302, pattern.name
                assert response.url.startswith("/account/login/"), pattern.name


def test_abuse_16_an_organiser_elsewhere_finds_nothing_and_changes_nothing(furnished):
    act, voter, row = furnished
    other = make_act("elders", name="Gemeente Anders")
    client = Client()
    client.force_login(person_of("organiser", other.organisation))
    for pattern in CONSOLE:
        for method in ("get", "post"):
            response = getattr(client, method)(address(pattern, act, voter, row))
            assert response.status_code in (404, 405), pattern.name
            if "pk" in pattern.pattern.converters or "number" in pattern.pattern.converters:
                mixed = address(pattern, other, voter, row)  # our act, somebody else's row
                assert getattr(client, method)(mixed).status_code in (403, 404, 405), pattern.name


def test_abuse_36_every_change_asks_for_a_token(furnished):
    act, voter, row = furnished
    client = Client(enforce_csrf_checks=True)
    client.force_login(person_of("organiser", act.organisation))
    for pattern in CONSOLE:
        assert client.post(address(pattern, act, voter, row)).status_code in (403, 405), (
            pattern.name
        )


def test_a_get_changes_nothing(furnished):
    act, voter, row = furnished
    client = Client()
    client.force_login(person_of("organiser", act.organisation))
    before = [list(model.objects.values()) for model in (Voter, CensusImport, PrintRun)]
    for pattern in CONSOLE:
        client.get(address(pattern, act, voter, row))
    assert [list(model.objects.values()) for model in (Voter, CensusImport, PrintRun)] == before


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("roll_overview", ""),
        ("roll_list", ""),
        ("roll_list", "?code=zonder&gebied=Noord&page=3"),
        ("roll_upload", ""),
        ("letters", ""),
        ("desk", "?q=proef"),
        ("access", ""),
    ],
)
def test_a_page_takes_few_queries_however_many_people_there_are(act, browser, name, query):
    voters = make_voters(act, 700)
    pairs = [(voter, f"c{number}") for number, voter in enumerate(voters[:600])]
    issuing.store_many(act, Channel.LETTER, pairs)
    CensusImport.objects.bulk_create(
        CensusImport(act=act, name=f"{number}.csv", sha256="") for number in range(30)
    )
    PrintRun.objects.bulk_create(
        PrintRun(act=act, number=number, form="csv", state="fetched") for number in range(50)
    )
    with CaptureQueriesContext(connection) as seen:
        response = browser.get(reverse(f"participation:{name}", args=[act.slug]) + query)
    assert response.status_code == 200
    assert len(seen) <= MOST_QUERIES, [query["sql"][:120] for query in seen]


@pytest.mark.parametrize("name", ["desk_person", "roll_import", "letters_run"])
def test_a_single_thing_takes_few_queries_too(act, browser, name):
    voter = make_voters(act, 3)[0]
    row = CensusImport.objects.create(act=act, name="r.csv", sha256="", state="checked")
    PrintRun.objects.create(act=act, number=1, form="csv", state="fetched")
    key = {"desk_person": voter.pk, "roll_import": row.pk, "letters_run": 1}[name]
    with CaptureQueriesContext(connection) as seen:
        response = browser.get(reverse(f"participation:{name}", args=[act.slug, key]))
    assert response.status_code == 200
    assert len(seen) <= MOST_QUERIES


def test_what_is_not_there_is_not_found(act, browser):
    for name, key in (
        ("desk_person", uuid.uuid4()),
        ("roll_import", uuid.uuid4()),
        ("letters_run", 9),
    ):
        assert (
            browser.get(reverse(f"participation:{name}", args=[act.slug, key])).status_code == 404
        )


def test_nothing_personal_is_kept_by_a_browser(act, browser):
    voter = make_voters(act, 1)[0]
    for name, more in (("roll_list", []), ("desk", []), ("desk_person", [voter.pk])):
        response = browser.get(reverse(f"participation:{name}", args=[act.slug, *more]))
        assert "no-store" in response.headers["Cache-Control"]
