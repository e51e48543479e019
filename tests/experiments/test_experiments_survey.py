"""The survey of four roles: anonymous, limited, and no small group stands apart."""

from __future__ import annotations

import pytest
from django.test import Client

from experiments.conftest import running, text
from thorbecke.knowledge import measuring
from thorbecke.web.experiments import planning, reading, surveying
from thorbecke.web.experiments.models import Answer, Door, Role

pytestmark = pytest.mark.django_db


def filled(role: str, value: str = "4") -> dict[str, str]:
    found = {}
    for one in surveying.questions(role):
        found[one.id] = "5" if one.scale == "yesno" else value
    return found


def answered(survey, role: str, times: int, value: str = "4") -> None:
    door = Door.objects.get(survey=survey, role=role)
    for _n in range(times):
        surveying.answer(door, filled(role, value))


@pytest.fixture
def survey(experiment):
    return surveying.open_survey(experiment, "Na zes maanden")


def test_a_link_for_each_role_and_an_answer_without_a_trace(survey, experiment, signed_in):
    shown = text(
        signed_in("lead").get(f"/experimenteren/{experiment.slug}/vragenlijst/{survey.pk}/")
    )
    for door in survey.doors.all():
        assert door.code in shown
    door = survey.doors.get(role=Role.BYSTANDER)
    visitor = Client()
    page = visitor.get(f"/vragenlijst/{door.code}/")
    assert page.status_code == 200
    assert "Burgerraad groen" in text(page)
    assert visitor.post(f"/vragenlijst/{door.code}/", {"influence": "9"}).status_code == 422
    answer = visitor.post(f"/vragenlijst/{door.code}/", filled("bystander"))
    assert answer.url == "/vragenlijst/dank/"
    found = Answer.objects.get()
    assert {f.name for f in Answer._meta.fields} == {"id", "survey", "role", "answers"}
    assert found.id.version == 4
    visitor.post(f"/vragenlijst/{door.code}/", filled("bystander"))
    assert Answer.objects.count() == 1, "one browser answers once"


def test_a_code_can_be_typed_and_a_wrong_one_is_refused(survey):
    door = survey.doors.first()
    visitor = Client()
    typed = door.code[:4].lower() + " " + door.code[4:]
    assert visitor.post("/vragenlijst/", {"code": typed}).url == f"/vragenlijst/{door.code}/"
    assert visitor.post("/vragenlijst/", {"code": "AAAAAAAA"}).status_code == 422
    assert visitor.get("/vragenlijst/AAAAAAAA/").status_code == 404


def test_one_place_sends_so_many_answers_a_day_and_no_more(survey, monkeypatch):
    from thorbecke.web.experiments.views.public import survey as view

    monkeypatch.setattr(view, "MOST_A_DAY", 2)
    door = survey.doors.get(role=Role.PARTICIPANT)
    codes = [
        Client().post(f"/vragenlijst/{door.code}/", filled("participant")).status_code
        for _n in range(3)
    ]
    assert codes == [302, 302, 429]
    assert Answer.objects.count() == 2


def test_guessing_codes_is_limited(survey, monkeypatch):
    from thorbecke.web.experiments.views.public import survey as view

    monkeypatch.setattr(view, "MOST_TRIES", 1)
    visitor = Client()
    visitor.post("/vragenlijst/", {"code": "AAAAAAAA"})
    good = survey.doors.first().code
    assert visitor.post("/vragenlijst/", {"code": good}).status_code == 422


def test_closing_counts_erases_and_never_shows_a_small_group(survey):
    answered(survey, "participant", 20, "4")
    answered(survey, "bystander", 12, "2")
    answered(survey, "official", 3, "1")
    surveying.close(survey)
    survey.refresh_from_db()
    assert not Answer.objects.exists()
    groups = {tuple(g["roles"]): g["n"] for g in survey.results["groups"]}
    assert groups == {("participant",): 20, ("bystander", "official"): 15}
    with pytest.raises(surveying.NotNow):
        answered(survey, "participant", 1)
    table = surveying.table(survey)
    assert [head["n"] for head in table["heads"]] == [20, 15]
    gaps = [row["gap"] for row in table["rows"]]
    assert gaps[0] == pytest.approx(4 - (12 * 2 + 3 * 1) / 15)
    assert gaps[-1] is None, "a question for participants only has no gap"
    assert table["rows"][-1]["cells"][1] == ""


def test_too_few_answers_show_nothing_at_all(survey, experiment, signed_in):
    answered(survey, "participant", 9)
    surveying.close(survey)
    survey.refresh_from_db()
    assert survey.results == {"answers": None, "groups": []}
    page = signed_in("lead").get(f"/experimenteren/{experiment.slug}/vragenlijst/{survey.pk}/")
    assert "Te weinig antwoorden" in text(page)


def test_a_question_that_few_answered_is_left_out(survey):
    door = Door.objects.get(survey=survey, role="participant")
    for n in range(12):
        surveying.answer(door, filled("participant") | {"trust": "0" if n < 5 else "4"})
    surveying.close(survey)
    survey.refresh_from_db()
    group = survey.results["groups"][0]
    assert "trust" not in group["counts"]
    assert "influence" in group["counts"]


def test_results_become_measurements_once(survey, experiment, signed_in):
    browser = signed_in("lead")
    running(experiment)
    planning.add(experiment, planning.of_core("role-gap"), "Vraag van de raad")
    answered(survey, "participant", 10, "4")
    answered(survey, "participant", 10, "2")
    answered(survey, "official", 10, "5")
    address = f"/experimenteren/{experiment.slug}/vragenlijst/{survey.pk}/"
    browser.post(f"{address}overnemen/")
    assert reading.effects(experiment)[0].last is None, "not before it is closed"
    browser.post(f"{address}sluiten/")
    browser.post(f"{address}overnemen/")
    found = {one.indicator.core: one for one in reading.effects(experiment)}
    assert found["perceived-influence"].value == 50
    assert found["perceived-influence"].last.n == 20
    assert found["perceived-influence"].standard_error
    assert found["role-gap"].value == 2
    browser.post(f"{address}overnemen/")
    assert len(found["perceived-influence"].observations) == 1
    assert found["cost"].last is None


def test_the_results_stand_on_the_public_page(survey, experiment):
    experiment.public = True
    experiment.save()
    answered(survey, "participant", 10)
    assert "te weinig" not in text(Client().get(f"/experimenten/{experiment.slug}/"))
    surveying.close(survey)
    shown = text(Client().get(f"/experimenten/{experiment.slug}/"))
    assert "Wat vier rollen ervan vinden: Na zes maanden" in shown
    assert "4,0" in shown


def test_every_question_has_a_text_for_the_roles_that_get_it():
    for role in measuring.ROLES:
        assert len(surveying.questions(role)) >= 7
    assert {role.value for role in Role} == set(measuring.ROLES)
