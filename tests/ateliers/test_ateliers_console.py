"""The console: steps, timer, groups, clusters, moderation, settings, and who may not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from ateliers.conftest import at, do, write
from ateliers.test_ateliers_phone import text
from thorbecke.methods.lots import Lots
from thorbecke.web.ateliers import permissions, starting
from thorbecke.web.ateliers.models import Atelier, Card, Guest
from thorbecke.web.people.models import Role

pytestmark = pytest.mark.django_db


def page(atelier, rest: str = "") -> str:
    return f"/organiseren/ateliers/{atelier.pk}/{rest}"


def fresh(atelier) -> Atelier:
    return Atelier.objects.get(pk=atelier.pk)


# --- making and settings -------------------------------------------------------------------------------


def new_fields(organisation, **more):
    return {
        "title": "Samen aan zet",
        "challenge": "Wie beslist over het dorpshuis?",
        "themes": ["dorp-wijk-straat"],
        "organisation": str(organisation.pk),
        "template": "canvas",
        "warmup": "warming-up-moment",
        "planned_on": "2026-12-10",
        **more,
    }


def test_a_facilitator_makes_one_with_a_warm_up(library, leader, organisation):
    assert "Herontwerp in acht velden" in text(leader.get("/organiseren/ateliers/nieuw/"))
    answer = leader.post("/organiseren/ateliers/nieuw/", new_fields(organisation))
    made = Atelier.objects.get()
    assert answer.url == page(made, "instellen/")
    assert made.steps[0]["key"] == "moment-ervaring"
    assert made.steps[2]["key"] == "welkom"
    assert made.erase_on == date(2026, 12, 10) + starting.ERASE_AFTER
    assert "Samen aan zet" in text(leader.get("/organiseren/ateliers/"))
    assert "Samen aan zet" in text(leader.get("/organiseren/ateliers/?q=aan+zet"))
    assert "Nog geen ateliers" in text(leader.get("/organiseren/ateliers/?q=zzz"))


@pytest.mark.parametrize(
    "wrong",
    [{"title": ""}, {"template": "warming-up-moment"}, {"themes": ["x"]}, {"organisation": "x"}],
)
def test_a_wrong_new_atelier_is_refused(wrong, library, leader, organisation):
    answer = leader.post("/organiseren/ateliers/nieuw/", new_fields(organisation) | wrong)
    assert answer.status_code == 422
    assert not Atelier.objects.exists()


def settings_fields(atelier, **more):
    minutes = {f"minutes-{one['key']}": str(one["minutes"]) for one in atelier.steps}
    return {
        "title": atelier.title,
        "challenge": atelier.challenge,
        "themes": atelier.themes,
        "anonymous": "on",
        "erase_on": (timezone.localdate() + timedelta(days=60)).isoformat(),
        "edited": str(atelier.edited),
        **minutes,
        **more,
    }


def test_a_step_with_no_minutes_is_left_out(atelier, leader):
    data = settings_fields(atelier, **{"minutes-welkom": "0", "minutes-cultuur": "12"})
    assert leader.post(page(atelier, "instellen/"), data).status_code == 302
    keys = {one["key"]: one["minutes"] for one in fresh(atelier).steps}
    assert "welkom" not in keys
    assert keys["cultuur"] == 12


def test_a_step_that_others_look_at_can_not_be_left_out_alone(atelier, leader):
    data = settings_fields(atelier, **{"minutes-opgave": "0"})
    answer = leader.post(page(atelier, "instellen/"), data)
    assert answer.status_code == 422
    assert "Laat die ook weg" in text(answer)


@pytest.mark.parametrize("days", [0, -3, 400])
def test_a_day_to_erase_is_in_the_coming_year(days, atelier, leader):
    day = (timezone.localdate() + timedelta(days=days)).isoformat()
    data = settings_fields(atelier, erase_on=day)
    assert leader.post(page(atelier, "instellen/"), data).status_code == 422


def test_two_people_save_the_settings_and_no_text_is_lost(atelier, leader, signed_in):
    second = signed_in("lead")
    first = settings_fields(atelier, challenge="Tekst van de een")
    late = settings_fields(atelier, challenge="Tekst van de ander")
    assert leader.post(page(atelier, "instellen/"), first).status_code == 302
    clash = second.post(page(atelier, "instellen/"), late)
    assert clash.status_code == 409
    assert "Tekst van de een" in text(clash)
    assert "Tekst van de ander" in text(clash)
    again = late | {"edited": str(fresh(atelier).edited)}
    assert second.post(page(atelier, "instellen/"), again).status_code == 302
    assert fresh(atelier).challenge == "Tekst van de ander"


def test_steps_stay_as_they_are_once_it_is_open(opened, leader):
    data = settings_fields(opened, **{"minutes-welkom": "0"})
    assert leader.post(page(opened, "instellen/"), data).status_code == 302
    assert fresh(opened).steps[0]["key"] == "welkom"


def test_an_atelier_in_preparation_can_be_deleted_and_later_not(atelier, leader):
    assert "verwijdert" in text(leader.get(page(atelier, "verwijderen/")))
    copied = leader.post(page(atelier, "kopie/"))
    assert copied.status_code == 302
    assert Atelier.objects.count() == 2
    leader.post(page(atelier, "verwijderen/"))
    left = Atelier.objects.get()
    leader.post(page(left, "openen/"))
    assert leader.post(page(left, "verwijderen/")).status_code == 403
    assert leader.post(page(left, "openen/")).status_code == 403


# --- leading --------------------------------------------------------------------------------------------


def test_the_code_works_only_after_opening(atelier, leader):
    assert Client().get(f"/a/{atelier.code}/").status_code == 404
    assert "Open het atelier" in text(leader.get(page(atelier)))
    leader.post(page(atelier, "openen/"))
    assert Client().get(f"/a/{atelier.code}/").status_code == 200
    assert atelier.code in text(leader.get(page(atelier)))


def test_next_back_and_a_second_press_that_does_nothing(opened, leader):
    seen = opened.step
    do(leader, opened, "verder", stap=seen, ronde=1)
    assert fresh(opened).step == seen + 1
    answer = leader.post(page(opened, "doe/verder/"), {"stap": seen, "ronde": 1}, follow=True)
    assert "Iemand ging al naar een andere stap" in text(answer)
    assert fresh(opened).step == seen + 1
    do(leader, opened, "naar", stap=seen + 1, naar=seen)
    assert fresh(opened).step == seen
    for wrong in ({"stap": seen, "naar": 99}, {"stap": "x", "naar": 1}, {"stap": seen}):
        do(leader, opened, "naar", **wrong)
    assert fresh(opened).step == seen


def test_the_timer_runs_on_the_server_and_late_comers_see_it(opened, leader, phone):
    step = opened.steps[opened.step]
    assert fresh(opened).left == step["minutes"] * 60
    do(leader, opened, "tijd", seconden="60")
    assert fresh(opened).left == step["minutes"] * 60 + 60
    do(leader, opened, "tijd-start")
    running = fresh(opened)
    assert running.left is None
    assert "data-ends=" in text(phone().get(f"/a/{opened.code}/"))
    do(leader, opened, "tijd", seconden="-60")
    assert (running.ends_at - fresh(opened).ends_at).total_seconds() == pytest.approx(60, abs=2)
    do(leader, opened, "tijd-stop")
    assert fresh(opened).left == pytest.approx(step["minutes"] * 60, abs=2)
    do(leader, opened, "tijd", seconden="-3600")
    assert fresh(opened).left == 0


def test_rounds_come_before_the_next_step(library, organisation, leader):
    made = starting.start(
        organisation, None, title="Open", challenge="", themes=[], template="open-ruimte"
    )
    leader.post(page(made, "openen/"))
    at(made, "gesprek")
    do(leader, made, "laat-kiezen", groepen="3")
    assert "Volgende ronde" in text(leader.get(page(made)))
    do(leader, made, "verder", stap=2, ronde=1)
    assert (fresh(made).step, fresh(made).round) == (2, 2)
    do(leader, made, "verder", stap=2, ronde=2)
    assert fresh(made).step == 3


def test_groups_are_drawn_from_the_public_seed_and_anybody_can_repeat_it(opened, leader, phone):
    for _number in range(7):
        phone()
    do(leader, opened, "loot", groepen="3")
    now = fresh(opened)
    order = Lots(bytes.fromhex(now.seed)).order("atelier groups 1", list(range(1, 8)))
    expected = {number: place % 3 + 1 for place, number in enumerate(order)}
    assert dict(Guest.objects.values_list("number", "group")) == expected
    assert now.seed in text(leader.get(page(opened)))
    phone()
    sizes = [len([g for g in expected.values() if g == n]) for n in (1, 2, 3)]
    assert Guest.objects.get(number=8).group == sizes.index(min(sizes)) + 1


def test_guests_choose_a_group_only_when_they_may(opened, leader, phone):
    at(opened, "samenspel")
    browser = phone()
    address = f"/a/{opened.code}/groep/"
    assert browser.post(address, {"groep": "2"}, headers={"X-Live": "1"}).status_code == 409
    do(leader, opened, "laat-kiezen", groepen="2")
    assert "Kies uw groep" in text(browser.get(f"/a/{opened.code}/"))
    assert browser.post(address, {"groep": "2"}, headers={"X-Live": "1"}).status_code == 200
    assert browser.post(address, {"groep": "3"}, headers={"X-Live": "1"}).status_code == 409
    write(browser, opened, "Van groep twee", step="samenspel")
    assert Card.objects.get(step="samenspel").group == 2
    do(leader, opened, "hele-zaal")
    assert Guest.objects.get().group is None
    for wrong in ("1", "21", "x", ""):
        do(leader, opened, "loot", groepen=wrong)
    assert fresh(opened).groups == 0


def test_in_groups_one_reads_the_cards_of_the_own_group(opened, leader, phone):
    at(opened, "samenspel")
    do(leader, opened, "laat-kiezen", groepen="2")
    first, second = phone(), phone()
    for browser, group in ((first, "1"), (second, "2")):
        browser.post(f"/a/{opened.code}/groep/", {"groep": group})
    write(first, opened, "Alleen voor groep een", step="samenspel")
    assert "Alleen voor groep een" in text(first.get(f"/a/{opened.code}/"))
    assert "Alleen voor groep een" not in text(second.get(f"/a/{opened.code}/"))
    assert "Alleen voor groep een" in text(Client().get(f"/a/{opened.code}/scherm/"))


# --- who may not ------------------------------------------------------------------------------------------

PAGES = ["", "instellen/", "uitnodigen/", "logboek/", "nu/", "afsluiten/"]
POSTS = [
    "openen/",
    "kopie/",
    "verwijderen/",
    "doe/verder/",
    "doe/loot/",
    "uitnodigen/intrekken/",
    "heropenen/",
    "experiment/",
]


@pytest.mark.parametrize("rest", PAGES + ["bestand/word/", "verwijderen/"])
def test_a_stranger_signs_in_and_another_organisation_sees_nothing(rest, opened, signed_in, other):
    assert Client().get(page(opened, rest)).status_code == 302
    for role in ("facilitator", "administrator", "programme"):
        assert signed_in(role, other).get(page(opened, rest)).status_code == 404


@pytest.mark.parametrize("rest", POSTS)
def test_another_organisation_changes_nothing(rest, opened, signed_in, other):
    before = fresh(opened).version
    assert signed_in("facilitator", other).post(page(opened, rest)).status_code == 404
    assert signed_in("resident").post(page(opened, rest)).status_code == 404
    assert signed_in("scientist").post(page(opened, rest)).status_code == 403
    assert fresh(opened).version == before


def test_posts_are_posts(opened, leader):
    for rest in ("kopie/", "doe/verder/", "uitnodigen/intrekken/"):
        assert leader.get(page(opened, rest)).status_code == 405
    assert leader.post(page(opened, "doe/bestaat-niet/")).status_code == 404


def test_every_permission_names_roles_and_phases():
    for roles, phases in permissions.TABLE.values():
        assert roles <= set(Role.values)
        assert phases
        assert not roles & {Role.RESIDENT, Role.JOURNALIST, Role.CLERK}


def test_a_new_atelier_goes_only_to_an_own_organisation(library, leader, other):
    answer = leader.post("/organiseren/ateliers/nieuw/", new_fields(other))
    assert answer.status_code == 422
    assert not Atelier.objects.exists()


def test_ateliers_has_an_address_that_no_act_can_take(library, organisation):
    from thorbecke.web.participation.console import making

    assert making.create("consultation", "Ateliers", organisation, None).slug != "ateliers"
