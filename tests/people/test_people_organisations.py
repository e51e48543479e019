"""Organisations: who sees what, making, editing together, roles and leaving."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from people_places import municipality
from thorbecke.web.people import organisations
from thorbecke.web.people.models import Membership, Organisation, Person
from thorbecke.web.people.permissions import GRANTABLE

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(f"people:{name}", args=args)


def test_members_see_the_page_and_others_do_not(here, there, browse, client):
    page = browse("expert", here).get(url("organisation", here.pk))
    assert page.status_code == 200
    assert "expert" in page.content.decode()
    assert browse("lead", there).get(url("organisation", here.pk)).status_code == 404
    answer = client.get(url("organisation", here.pk))
    assert answer["Location"].startswith("/account/login/")


def test_e_mail_addresses_are_for_who_manages(here, browse, person):
    person("griffier", here, "Noor")
    text = browse("expert", here).get(url("organisation", here.pk)).content.decode()
    assert "Noor" in text
    assert "@voorbeeld.invalid" not in text
    text = browse("lead", here).get(url("organisation", here.pk)).content.decode()
    assert "noor-" in text


def test_a_resident_sees_no_list_of_people(here, browse, person):
    person("griffier", here, "Noor")
    text = browse("resident", here).get(url("organisation", here.pk)).content.decode()
    assert "Noor" not in text


def test_the_public_page_has_only_what_is_public(here, client, person):
    person("lead", here, "Noor")
    here.about = "Onze geheime plannen"
    here.save()
    text = client.get(url("public", here.pk)).content.decode()
    assert "Gemeente Voorbeeldstad" in text
    assert "Noor" not in text
    assert "geheime" not in text


def test_the_public_page_of_a_network_lists_its_municipalities(here, there, client):
    network = Organisation.objects.create(kind="network", name="Netwerk Groot", short="N2")
    network.members.set([here.municipality, there.municipality])
    text = client.get(url("public", network.pk)).content.decode()
    assert "2 gemeenten doen mee" in text
    assert "Anderstad" in text
    assert "N2" in text


def test_the_team_makes_a_network_and_invites_next(team, here, browse):
    browser = browse("programme", team)
    form = {
        "kind": "network",
        "name": "Netwerk Proef",
        "short": "NP",
        "places": "gemeente VOORBEELDSTAD\n",
    }
    answer = browser.post(url("new"), form)
    found = Organisation.objects.get(name="Netwerk Proef")
    assert answer["Location"] == url("invite", found.pk)
    assert [place.name for place in found.members.all()] == ["Voorbeeldstad"]


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"kind": "partner", "name": "Bureau"}, "partner_kind"),
        ({"kind": "municipality"}, "municipality"),
        ({"kind": "network"}, "name"),
        ({"kind": "network", "name": "X", "places": "Nergenshuizen"}, "places"),
        ({"kind": "programme", "name": "Nog een programma"}, "kind"),
        ({"kind": "alliance", "name": "GEMEENTE voorbeeldstad"}, "name"),
    ],
)
def test_a_new_organisation_is_refused_with_the_field(team, here, browse, form, field):
    before = Organisation.objects.count()
    answer = browse("programme", team).post(url("new"), form)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert Organisation.objects.count() == before


def test_nobody_else_makes_organisations(here, browse):
    for role in ("lead", "administrator", "programme"):
        assert browse(role, here).get(url("new")).status_code == 403


def test_a_municipality_gets_its_own_name(team, here, browse):
    place = municipality("GM9003", "Derdestad")
    form = {"kind": "municipality", "municipality": str(place.pk)}
    browse("programme", team).post(url("new"), form)
    assert Organisation.objects.get(municipality=place).name == "Gemeente Derdestad"


def test_two_editors_lose_no_text(here, browse):
    first, second = browse("lead", here), browse("administrator", here)
    form = {"name": here.name, "about": "Van de eerste", "website": "", "version": "1"}
    assert first.post(url("edit", here.pk), form).status_code == 302
    answer = second.post(url("edit", here.pk), {**form, "about": "Van de tweede"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Van de eerste" in text
    assert "Van de tweede" in text
    here.refresh_from_db()
    assert here.about == "Van de eerste"
    form = {**form, "about": "Van beiden", "version": "2"}
    assert second.post(url("edit", here.pk), form).status_code == 302
    here.refresh_from_db()
    assert (here.about, here.version) == ("Van beiden", 3)


def test_roles_that_reach_over_the_site_can_not_be_given(here, person, browse):
    member = person("expert", here, "Sam")
    browse("lead", here).post(url("roles", here.pk, member.pk), {"roles": ["editor", "expert"]})
    assert set(member.memberships.values_list("role", flat=True)) == {"expert"}
    for kind, roles in GRANTABLE.items():
        if kind != Organisation.Kind.PROGRAMME:
            assert not roles & {"editor", "reviewer", "administrator", "programme"}


def test_the_last_lead_stays(here, browse, person):
    lead = person("lead", here, "Noor")
    browser = Client()
    browser.force_login(lead)
    browser.post(url("leave", here.pk))
    assert lead.memberships.exists()
    answer = browser.post(url("roles", here.pk, lead.pk), {"roles": ["expert"]})
    assert answer.status_code == 422
    person("lead", here, "Tweede")
    browser.post(url("leave", here.pk))
    assert not lead.memberships.exists()
    assert browser.get(reverse("mine")).status_code == 200, "she stays signed in"


def test_taking_a_role_away_ends_the_sessions(here, browse, person):
    member = person("expert", here, "Sam")
    hers = Client()
    hers.force_login(member)
    browse("lead", here).post(url("roles", here.pk, member.pk), {"roles": []})
    assert not member.memberships.exists()
    assert hers.get(reverse("mine")).status_code == 302


def test_the_page_of_roles_is_for_members_only(here, there, browse, person):
    stranger = person("lead", there, "Vreemd")
    assert browse("lead", here).get(url("roles", here.pk, stranger.pk)).status_code == 404


def test_the_database_keeps_names_apart(here):
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(kind="partner", name=here.name)
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(kind="network", name="X", partner_kind="media")


def test_names_are_read_by_name_code_and_line(here, there):
    found, unknown = organisations.read_members("Voorbeeldstad; gm9002\n\nNergens\nVoorbeeldstad")
    assert {place.name for place in found} == {"Voorbeeldstad", "Anderstad"}
    assert unknown == ["Nergens"]


def test_lists_stay_light_with_many(here, browse, django_assert_max_num_queries):
    Organisation.objects.bulk_create(
        Organisation(kind="partner", name=f"Bureau {n}", partner_kind="adviser")
        for n in range(10_000)
    )
    people = Person.objects.bulk_create(
        Person(email=f"p{n}@voorbeeld.invalid", name=f"P {n}") for n in range(2000)
    )
    Membership.objects.bulk_create(
        Membership(person=one, organisation=here, role="expert") for one in people
    )
    browser = browse("lead", here)
    for address in (url("organisations"), url("organisation", here.pk), reverse("mine")):
        with django_assert_max_num_queries(12):
            assert browser.get(address).status_code == 200
