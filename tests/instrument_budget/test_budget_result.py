"""From ballots to a result page: winners, reasons, fairness, the other rules, and the files."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest

from instrument_budget.round import (
    CARTS,
    accepted,
    new_idea,
    new_round,
    opened,
    published,
    with_plans,
)
from thorbecke.formats import pb
from thorbecke.methods import registry
from thorbecke.methods.budgeting import equal_shares
from thorbecke.records.verify import verify
from thorbecke.web.instruments.budget import carrying_out, figures
from thorbecke.web.participation.box import casting
from thorbecke.web.participation.models import Result
from thorbecke.web.participation.record import phases

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(act, person):
    return published(with_plans(act), person("organiser"))


def test_the_page_tells_who_won_and_why_the_others_lost(done, client):
    text = client.get(f"/meedoen/{done.slug}/uitslag/").content.decode()
    assert "2 van de 3 plannen gaan door. Zij kosten €\xa010.000 van €\xa010.000." in text
    assert "Dit plan gaat niet door. Het kreeg 0 stemmen." in text
    assert "Waarom wel, waarom niet?" in text
    assert "Het geld per ronde" in text
    assert "Hoe eerlijk is deze uitslag?" in text
    assert "0% van de stemmers zag geen enkel gekozen plan doorgaan." in text


def test_what_was_missing_is_true_when_it_is_added(done):
    """Each supporter more brings a share as large as that of all others: the budget grows with them."""
    result = Result.objects.get(act=done)
    why = {one["project"]: one for one in result.figures["own"]["geheel"]["whys"]}["p3"]
    assert why["supporters"] == 6
    (count,) = result.counts
    rules = registry.rules_of(registry.find(count["method"], 1), count["rules"])
    funded = {}
    for more in (why["supporters"] - 1, why["supporters"]):
        votes = [{"geheel": cart} for cart in [*CARTS, *[{"p3": 1}] * more]]
        election = figures.election_of(done.definition["questions"][0], votes)
        budget = done.settings["total"] * len(votes) // len(CARTS)
        funded[more] = equal_shares.count(replace(election, budget=budget), rules).funded
    assert ["p3" in won for won in funded.values()] == [False, True]


def test_other_rules_are_shown_with_what_they_change(done, client):
    text = client.get(f"/meedoen/{done.slug}/uitslag/").content.decode()
    assert "Wat hadden andere regels gegeven?" in text
    assert "De meeste stemmen" in text
    others = Result.objects.get(act=done).figures["alternatives"]
    assert {one["method"] for one in others} == {"budgeting.greedy", "budgeting.equal-shares"}
    stops = {one["rules"].get("stop_when_exhaustive") for one in others}
    assert True in stops


def test_the_bundle_holds(done):
    with Result.objects.get(act=done).bundle.open("rb") as file:
        report = verify(BytesIO(file.read()))
    assert report.holds, report


def test_the_file_of_ballots_counts_to_the_same_winners(done, client):
    response = client.get(f"/meedoen/{done.slug}/uitslag/geheel.pb")
    assert response.status_code == 200
    read = pb.parse(response.content)
    rules = equal_shares.Rules(completion="add1u", stop_when_exhaustive=False)
    funded = equal_shares.count(read.election, rules, None).funded
    assert list(funded) == Result.objects.get(act=done).counts[0]["outcome"]["funded"]
    assert read.meta["rule"] == "equalshares/add1u"
    assert read.meta["rule_stop_when_exhaustive"] == "False"


def test_a_small_group_is_told_who_won_and_nothing_else(act, person, client):
    done = published(with_plans(act), person("organiser"), CARTS[:4])
    text = client.get(f"/meedoen/{done.slug}/uitslag/").content.decode()
    assert "Speeltuin" in text
    assert "alleen welke plannen doorgaan" in text
    assert "Waar ging het geld heen?" not in text
    assert client.get(f"/meedoen/{done.slug}/uitslag/geheel.pb").status_code == 404


def test_nobody_voted(act, person, client):
    done = published(with_plans(act), person("organiser"), [])
    text = client.get(f"/meedoen/{done.slug}/uitslag/").content.decode()
    assert "Geen van de 3 plannen gaat door." in text


def test_areas_have_ballots_and_counts_of_their_own(organisation, person, client):
    areas = [
        {"id": "oost", "name": "Oost", "total": 5000_00},
        {"id": "west", "name": "West", "total": 3000_00},
    ]
    act = new_round(organisation, areas=areas, total=0)
    accepted(act, "Bank", 3000_00, area="Oost")
    accepted(act, "Boom", 2000_00, area="West")
    act.refresh_from_db()
    assert [one["id"] for one in act.settings["questions"]] == ["oost", "west"]
    organiser = person("organiser")
    for code in opened(act, organiser, 12):
        casting.cast(act, code, {"oost": {"p1": 1}, "west": {"p2": 1}})
    phases.close_act(act, organiser)
    phases.count_act(act, organiser)
    act.refresh_from_db()
    phases.publish_act(act, organiser)
    text = client.get(f"/meedoen/{act.slug}/uitslag/").content.decode()
    assert "De gebieden naast elkaar" in text
    assert sorted(one.title for one in carrying_out.funded(act)) == ["Bank", "Boom"]


def test_an_idea_off_the_ballot_is_on_no_ballot(act):
    with_plans(act)
    new_idea(act, "Nog niet onderzocht")
    act.refresh_from_db()
    assert [one["title"] for one in act.settings["questions"][0]["options"]] == [
        "Speeltuin",
        "Bomen",
        "Concert",
    ]
