"""Pages: who may open them in which phase, voting, hostile texts, and how many queries they need."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from instrument_budget.round import CARTS, new_idea, new_round, opened, published, with_plans
from participation_box.boxed import at_once, browser
from thorbecke.web.instruments.budget import ideas
from thorbecke.web.instruments.budget.models import Idea
from thorbecke.web.participation.box import casting, reading
from thorbecke.web.participation.console import making
from thorbecke.web.participation.models import Phase
from thorbecke.web.participation.record import phases

pytestmark = pytest.mark.django_db

XSS = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
DESK = ("ideeen/", "ideeen/1/", "ideeen/nieuw/", "uitvoering/", "uitvoering/1/")
MOST_QUERIES = 12


@pytest.fixture
def ready(act):
    return with_plans(act)


def get(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


def test_strangers_and_other_organisations_see_no_desk(ready, signed_in, other):
    elsewhere = signed_in("organiser", other)
    for path in DESK:
        url = f"/organiseren/{ready.slug}/{path}"
        assert Client().get(url).status_code == 302
        assert elsewhere.get(url).status_code == 404
    for path in ("tonen/", "oordeel/", "foto-weg/"):
        url = f"/organiseren/{ready.slug}/ideeen/1/{path}"
        assert elsewhere.post(url).status_code == 404


def test_a_clerk_reads_and_decides_nothing(ready, signed_in):
    clerk = signed_in("clerk")
    assert "Speeltuin" in get(clerk, f"/organiseren/{ready.slug}/ideeen/?stand=ballot")
    page = get(clerk, f"/organiseren/{ready.slug}/ideeen/1/")
    assert "Uw oordeel" not in page
    for path in ("tonen/", "oordeel/", "foto-weg/"):
        assert clerk.post(f"/organiseren/{ready.slug}/ideeen/1/{path}").status_code == 403
    assert clerk.get(f"/organiseren/{ready.slug}/ideeen/nieuw/").status_code == 403


def test_an_idea_of_another_act_is_not_found(ready, organisation, signed_in):
    elsewhere = new_round(organisation)
    assert signed_in("organiser").get(f"/organiseren/{elsewhere.slug}/ideeen/1/").status_code == 404
    assert Client().get(f"/meedoen/{elsewhere.slug}/plannen/1/").status_code == 404


def test_verdicts_are_given_in_preparation_and_reports_after_publication(ready, person, signed_in):
    organiser = signed_in("organiser")
    judge = f"/organiseren/{ready.slug}/ideeen/1/oordeel/"
    report = f"/organiseren/{ready.slug}/uitvoering/1/"
    assert organiser.get(report).status_code == 403
    assert organiser.post(judge, {"verdict": "accept", "cost": "5.000"}).status_code == 302
    assert organiser.post(judge, {"verdict": "refuse", "reason": ""}).status_code == 422
    opened(ready, person("organiser_2"))
    assert organiser.post(judge, {"verdict": "vet"}).status_code == 403
    assert organiser.get(report).status_code == 403


def test_the_desk_takes_an_idea_to_the_ballot(act, signed_in):
    new_idea(act, shown=False)
    organiser = signed_in("organiser")
    assert "Speeltuin" in get(organiser, f"/organiseren/{act.slug}/ideeen/")
    url = f"/organiseren/{act.slug}/ideeen/1/"
    organiser.post(f"{url}tonen/")
    organiser.post(f"{url}oordeel/", {"verdict": "vet"})
    organiser.post(f"{url}oordeel/", {"verdict": "accept", "cost": "4.500", "reason": "Kan."})
    idea = Idea.objects.get()
    assert (idea.state, idea.cost) == (Idea.State.BALLOT, 4_500_00)
    assert "€\xa04.500" in get(Client(), f"/meedoen/{act.slug}/plannen/")
    assert organiser.post(f"{url}tonen/").headers["Location"].endswith("/ideeen/")


def test_an_organiser_adds_a_plan_herself(act, signed_in):
    fields = {"title": "Wijkfeest", "text": "Een feest.", "theme": "meet"}
    signed_in("organiser").post(f"/organiseren/{act.slug}/ideeen/nieuw/", fields)
    assert "Wijkfeest" in get(Client(), f"/meedoen/{act.slug}/plannen/")


def test_abuse_5_nobody_spends_more_than_there_is(ready, person):
    code, *_rest = opened(ready, person("organiser"))
    for vote in (
        {"geheel": {"p1": 1, "p3": 1}},
        {"geheel": {"p1": -1}},
        {"geheel": {"p1": 2}},
        {"geheel": {"p9": 1}},
        {"ander": {"p1": 1}},
    ):
        with pytest.raises(casting.Refused):
            casting.cast(ready, code, vote)
    response = browser(ready, code).post(
        f"/meedoen/{ready.slug}/stem/", {"v.geheel": ["p1", "p3"], "step": "cast"}
    )
    assert response.status_code in {400, 409, 422}
    assert reading.ballots(ready) == []


@pytest.mark.django_db(transaction=True)
def test_abuse_1_twenty_at_once_with_one_code_leave_one_ballot(ready, person):
    code, *_rest = opened(ready, person("organiser"))
    url = f"/meedoen/{ready.slug}/stem/"
    found = at_once(
        *(
            lambda cart=cart: (
                browser(ready, code).post(url, {"v.geheel": [cart], "step": "cast"}).status_code
            )
            for cart in ["p1", "p2"] * 10
        )
    )
    assert set(found) <= {302, 409}, found
    assert len(reading.ballots(ready)) == 1


def test_the_cart_works_without_a_script_and_its_order_differs_for_each_voter(ready, person):
    codes = opened(ready, person("organiser"))
    orders = set()
    for code in codes:
        page = get(browser(ready, code), f"/meedoen/{ready.slug}/stem/")
        assert "€\xa010.000" in page
        orders.add(tuple(re.findall(r'value="(p\d)"', page)))
    assert len(orders) > 1
    shown = browser(ready, codes[0]).post(
        f"/meedoen/{ready.slug}/stem/", {"v.geheel": ["p1", "p2"], "step": "check"}
    )
    assert "Speeltuin" in shown.content.decode()


def test_abuse_22_hostile_texts_are_shown_as_texts(act, person, signed_in):
    area = [{"id": "oost", "name": XSS[:50], "total": 10_000_00}]
    act.settings |= {"areas": area, "summary": XSS}
    act.save()
    idea = new_idea(act, XSS[:80], text=XSS, address=XSS, area=XSS[:50], lat=52.0, lon=5.0)
    ideas.vet(idea)
    ideas.accept(idea, 1_000_00, XSS)
    organiser = signed_in("organiser")
    pages = [
        (Client(), f"/meedoen/{act.slug}/"),
        (Client(), f"/meedoen/{act.slug}/plannen/?q={XSS[:30]}&gebied={XSS}&thema={XSS}"),
        (Client(), f"/meedoen/{act.slug}/plannen/"),
        (Client(), f"/meedoen/{act.slug}/plannen/1/"),
        (organiser, f"/organiseren/{act.slug}/ideeen/?stand=ballot"),
        (organiser, f"/organiseren/{act.slug}/ideeen/1/"),
    ]
    act.refresh_from_db()
    for code in opened(act, person("organiser_2"), 12):
        casting.cast(act, code, {"oost": {"p1": 1}})
        pages.append((browser(act, code), f"/meedoen/{act.slug}/stem/"))
    for client, path in pages[:7]:
        text = get(client, path)
        assert "<script>alert(1)" not in text, path
        assert "<img src=x" not in text, path
    who = person("administrator")
    phases.close_act(act, who)
    phases.count_act(act, who)
    act.refresh_from_db()
    phases.publish_act(act, who)
    text = get(Client(), f"/meedoen/{act.slug}/uitslag/")
    assert "<script>alert(1)" not in text
    assert "<img src=x" not in text


def test_pages_with_many_ideas_need_few_queries(act, person, signed_in):
    Idea.objects.bulk_create(
        Idea(
            act=act,
            number=number,
            title=f"Plan {number}",
            text="Tekst.",
            lat=52 + number / 1000,
            lon=5.0,
            state=Idea.State.BALLOT,
            cost=100_00 + number,
            shown_on="2026-01-01",
        )
        for number in range(1, 201)
    )
    idea = Idea.objects.get(number=1)
    ideas.accept(idea, 200_00)
    act.refresh_from_db()
    carts = [{f"p{1 + n}": 1, f"p{2 + n}": 1} for n in range(20)]
    organiser = signed_in("organiser")
    counted(organiser, f"/organiseren/{act.slug}/ideeen/?stand=ballot")
    counted(organiser, f"/organiseren/{act.slug}/ideeen/1/")
    counted(organiser, f"/organiseren/{act.slug}/ideeen/nieuw/")
    paths = ("", "plannen/", "plannen/nieuw/", "plannen/1/")
    for path in paths:
        counted(Client(), f"/meedoen/{act.slug}/{path}")
    published(act, person("organiser_2"), carts)
    for path in ("", "plannen/", "plannen/1/", "uitslag/"):
        counted(Client(), f"/meedoen/{act.slug}/{path}")
    counted(organiser, f"/organiseren/{act.slug}/uitvoering/")


def counted(client: Client, path: str) -> None:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        get(client, path)
    assert len(queries) <= MOST_QUERIES, (path, [one["sql"][:90] for one in queries])


def test_a_rehearsal_opens_with_the_plans_of_its_original(ready, person):
    who = person("organiser")
    made = making.rehearse(ready, who)
    made.closes_at = ready.closes_at
    made.save()
    phases.open_act(made, who)
    assert made.phase == Phase.OPEN
    assert "Speeltuin" in get(Client(), f"/meedoen/{made.slug}/plannen/1/")


def test_before_publication_there_is_no_file(ready, person, client):
    opened(ready, person("organiser"), len(CARTS))
    assert client.get(f"/meedoen/{ready.slug}/uitslag/geheel.pb").status_code == 404
