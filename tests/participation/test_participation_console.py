"""The console: making an act, its settings, and who may do what in which phase."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from thorbecke.web.instruments.consultation.instrument import Consultation
from thorbecke.web.participation.console import making
from thorbecke.web.participation.models import Act, Phase

pytestmark = pytest.mark.django_db
PAGES = ["overview", "delete"]


def address(act: Act, name: str, *more: str) -> str:
    return reverse(f"participation:{name}", args=[act.slug, *more])


def test_a_new_act_comes_from_a_title(signed_in, organisation):
    browser = signed_in("organiser")
    form = {"title": "Mag de kermis blijven?", "organisation": str(organisation.pk)}
    response = browser.post(reverse("participation:create", args=["consultation"]), form)
    act = Act.objects.get()
    assert response["Location"] == address(act, "overview")
    assert act.slug == "mag-de-kermis-blijven"
    assert act.phase == Phase.PREPARE
    page = browser.get(response["Location"]).content.decode()
    assert "Maak minstens één vraag." in page


def test_a_second_act_with_the_same_title_gets_its_own_address(organisation):
    first = making.create("consultation", "Nieuw", organisation, None)
    second = making.create("consultation", "Nieuw", organisation, None)
    assert first.slug != second.slug
    assert first.slug != "nieuw"  # an address of the console itself


def test_an_act_for_another_organisation_is_refused(signed_in, other):
    browser = signed_in("organiser")
    form = {"title": "Van een ander", "organisation": str(other.pk)}
    response = browser.post(reverse("participation:create", args=["consultation"]), form)
    assert response.status_code == 200
    assert not Act.objects.exists()


@pytest.mark.parametrize("role", ["editor", "resident", "journalist", "expert"])
def test_roles_without_a_desk_do_not_see_the_console(signed_in, act, role):
    browser = signed_in(role)
    assert browser.get(reverse("participation:console")).status_code == 403
    assert browser.get(address(act, "overview")).status_code == 404


def test_another_organisation_does_not_know_the_act(signed_in, act, other):
    browser = signed_in("administrator", other)
    for name in PAGES:
        assert browser.get(address(act, name)).status_code == 404
    listed = browser.get(reverse("participation:console")).content.decode()
    assert act.title not in listed


def test_a_stranger_signs_in_first(client, act):
    response = client.get(address(act, "overview"))
    assert response["Location"].startswith("/account/login/")


def test_a_clerk_may_look_but_not_change(signed_in, act):
    browser = signed_in("clerk")
    assert browser.get(address(act, "overview")).status_code == 200
    assert browser.get(address(act, "delete")).status_code == 403
    response = browser.post(address(act, "section", "basis"), {"title": "Anders"})
    assert response.status_code == 302
    assert Act.objects.get().title == "Het Marktplein"


def test_settings_are_stored_and_checked(signed_in, act):
    browser = signed_in("organiser")
    wrong = browser.post(address(act, "section", "basis"), {"title": ""})
    assert wrong.status_code == 422
    form = {"title": "Het plein", "summary": "Kort", "contact": ""}
    browser.post(address(act, "section", "basis"), form)
    act.refresh_from_db()
    assert (act.title, act.settings["summary"]) == ("Het plein", "Kort")
    assert len(act.settings["questions"]) == 2, "other settings stay"


def test_a_period_must_be_in_order(signed_in, act):
    browser = signed_in("organiser")
    soon, later = timezone.localtime() + timedelta(days=2), timezone.localtime() + timedelta(days=9)
    form = {"opens_at": f"{later:%Y-%m-%dT%H:%M}", "closes_at": f"{soon:%Y-%m-%dT%H:%M}"}
    assert browser.post(address(act, "section", "periode"), form).status_code == 422
    past = timezone.localtime() - timedelta(days=1)
    form = {"closes_at": f"{past:%Y-%m-%dT%H:%M}"}
    assert browser.post(address(act, "section", "periode"), form).status_code == 422
    form = {"closes_at": f"{soon:%Y-%m-%dT%H:%M}", "erase_on": f"{later:%Y-%m-%d}"}
    assert browser.post(address(act, "section", "periode"), form).status_code == 302


def test_who_may_take_part_is_data(signed_in, act):
    form = {
        "who": "resident",
        "lowest_age": "12",
        "reference_date": "2026-12-01",
        "areas": "Noord\n\n Zuid ",
        "credentials": ["letter", "account"],
    }
    signed_in("organiser").post(address(act, "section", "wie"), form)
    act.refresh_from_db()
    assert act.eligibility == {
        "who": "resident",
        "lowest_age": 12,
        "reference_date": "2026-12-01",
        "areas": ["Noord", "Zuid"],
    }
    assert act.credentials == ["letter", "account"]


@pytest.mark.parametrize("phase", [Phase.OPEN, Phase.CLOSED, Phase.COUNTED, Phase.PUBLISHED])
def test_abuse_13_after_opening_the_settings_do_not_change(signed_in, act, phase):
    Act.objects.filter(pk=act.pk).update(phase=phase, definition_hash="0" * 64)
    browser = signed_in("organiser")
    for section, form in (("basis", {"title": "Anders"}), ("stembiljetten", {"publish": "apart"})):
        assert browser.post(address(act, "section", section), form).status_code == 302
    assert browser.get(address(act, "delete")).status_code == 403
    after = Act.objects.get()
    assert (after.title, after.publish) == (act.title, act.publish)


def test_a_phase_that_passed_while_the_form_was_open_keeps_the_act(act):
    from thorbecke.web.participation.console.sections import Basics, PhasePassed

    form = Basics(act, {"title": "Te laat", "summary": "", "contact": ""})
    assert form.is_valid()
    Act.objects.filter(pk=act.pk).update(phase=Phase.OPEN, definition_hash="0" * 64)
    with pytest.raises(PhasePassed):
        form.save()
    assert Act.objects.get().title == "Het Marktplein"


def test_a_rehearsal_is_a_copy_of_its_own(signed_in, act):
    response = signed_in("organiser").post(address(act, "rehearse"))
    copy = Act.objects.get(rehearsal_of=act)
    assert response["Location"] == address(copy, "overview")
    assert copy.settings == act.settings
    assert copy.pk != act.pk
    assert copy.slug != act.slug


def test_an_act_in_preparation_can_be_deleted(signed_in, act):
    browser = signed_in("organiser")
    assert "Ja, verwijder" in browser.get(address(act, "delete")).content.decode()
    browser.post(address(act, "delete"))
    assert not Act.objects.exists()


def test_abuse_36_state_changes_need_a_form_token(act, person):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person("organiser"))
    for name in ("rehearse", "duplicate", "delete"):
        assert browser.post(address(act, name)).status_code == 403
    assert Act.objects.count() == 1
    for name in ("rehearse", "duplicate"):
        assert browser.get(address(act, name)).status_code == 405


def test_lists_need_few_queries(signed_in, organisation, django_assert_max_num_queries):
    for number in range(40):
        making.create("consultation", f"Raadpleging {number}", organisation, None)
    browser = signed_in("organiser")
    with django_assert_max_num_queries(12):
        page = browser.get(reverse("participation:console"))
    assert page.content.decode().count("Raadpleging ") >= 30


def test_an_act_says_what_is_still_to_do(act):
    instrument = Consultation()
    assert instrument.problems(act) == []
    act.closes_at = None
    act.settings["summary"] = ""
    assert len(instrument.problems(act)) == 2
