"""Every page of the register opens for who may see it, and for nobody else."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import get_resolver

from experiments.conftest import running, text

pytestmark = pytest.mark.django_db
DESK = (
    "/ /gegevens/ /fase/ /stukken/ /meetplan/ /metingen/ /vragenlijst/ /meedoen/ /logboek/ "
    "/logboek/nieuw/ /steun/ /pers/ /pers/nieuw/ /meetplan/kiezen/ /meetplan/eigen/ "
    "/meetplan/vastleggen/ /verwijderen/"
).split()
PUBLIC = "/ /nieuws.atom /pers/ /pers.zip /metingen.csv".split()


def base(experiment) -> str:
    return f"/experimenteren/{experiment.slug}"


@pytest.mark.parametrize("path", DESK)
def test_a_lead_opens_it_with_at_most_twelve_queries(
    path, experiment, signed_in, django_assert_max_num_queries
):
    browser = signed_in("lead")
    browser.get(base(experiment) + "/meetplan/")
    with django_assert_max_num_queries(12):
        assert browser.get(base(experiment) + path).status_code == 200


@pytest.mark.parametrize("path", DESK)
def test_for_another_organisation_and_for_residents_it_does_not_exist(
    path, experiment, other, signed_in
):
    for browser in (signed_in("lead", other), signed_in("resident")):
        assert browser.get(base(experiment) + path).status_code == 404
        assert browser.post(base(experiment) + path).status_code == 404
    assert Client().get(base(experiment) + path).status_code == 302


def test_every_address_of_the_desk_refuses_strangers(experiment, other, signed_in):
    """Also addresses that are added later: each is tried with made-up keys."""
    stranger = signed_in("administrator", other)
    key = "00000000-0000-7000-8000-000000000000"
    names = [n for n in get_resolver().reverse_dict if isinstance(n, str)]
    assert names is not None
    from thorbecke.web.experiments.urls import one

    for pattern in one:
        path = str(pattern.pattern)
        for kind in ("<uuid:pk>", "<uuid:row>", "<uuid:offer>"):
            path = path.replace(kind, key)
        for method in (stranger.get, stranger.post):
            assert method(f"{base(experiment)}/{path}").status_code == 404, path


def test_a_clerk_reads_but_changes_nothing(experiment, signed_in):
    browser = signed_in("clerk")
    assert browser.get(base(experiment) + "/").status_code == 200
    assert browser.get(base(experiment) + "/gegevens/").status_code == 403
    assert browser.post(base(experiment) + "/stukken/").status_code == 403
    assert browser.post(base(experiment) + "/openbaar/", {"openbaar": "ja"}).status_code == 403
    experiment.refresh_from_db()
    assert not experiment.public


def opened(browser, address) -> int:
    response = browser.get(address)
    if response.streaming:
        assert b"".join(response.streaming_content)
    for close in response._resource_closers:
        close()
    return response.status_code


@pytest.mark.parametrize("path", PUBLIC)
def test_a_private_experiment_is_not_there_for_the_public(path, experiment, signed_in):
    address = f"/experimenten/{experiment.slug}{path}"
    assert Client().get(address).status_code == 404
    assert opened(signed_in("lead"), address) == 200
    experiment.public = True
    experiment.save()
    assert opened(Client(), address) == 200


def test_public_and_private_again(experiment, signed_in):
    browser = signed_in("lead")
    browser.post(base(experiment) + "/openbaar/", {"openbaar": "ja"})
    page = Client().get(f"/experimenten/{experiment.slug}/")
    assert "Het park verdroogt." in text(page)
    assert "Burgerraad groen" in text(Client().get("/experimenten/"))
    browser.post(base(experiment) + "/openbaar/", {"openbaar": "nee"})
    assert Client().get(f"/experimenten/{experiment.slug}/").status_code == 404
    assert "Burgerraad groen" not in text(Client().get("/experimenten/"))


def test_the_pages_of_a_running_experiment(experiment, signed_in, django_assert_max_num_queries):
    running(experiment)
    experiment.public = True
    experiment.save()
    browser = signed_in("lead")
    for path in ("/meetplan/", "/metingen/", "/"):
        with django_assert_max_num_queries(12):
            assert browser.get(base(experiment) + path).status_code == 200
    for path in ("/", "/meetplan/", "/pers/"):
        with django_assert_max_num_queries(12):
            assert browser.get(f"/experimenten/{experiment.slug}{path}").status_code == 200
    assert "Vingerafdruk" in text(Client().get(f"/experimenten/{experiment.slug}/meetplan/"))


def test_start_by_hand_asks_for_the_least(organisation, other, signed_in):
    browser = signed_in("lead")
    assert browser.get("/experimenteren/nieuw/").status_code == 200
    data = {"title": "Wijkraad", "challenge": "x", "organisation": str(organisation.pk)}
    assert browser.post("/experimenteren/nieuw/", data).status_code == 302
    assert "Wijkraad" in text(browser.get("/experimenteren/"))
    data["organisation"] = str(other.pk)
    assert browser.post("/experimenteren/nieuw/", data).status_code == 422
    assert signed_in("clerk").get("/experimenteren/nieuw/").status_code == 403


def test_an_experiment_that_runs_can_not_be_deleted(experiment, signed_in):
    browser = signed_in("lead")
    running(experiment)
    assert browser.post(base(experiment) + "/verwijderen/").status_code == 403


def test_one_that_never_started_can(experiment, signed_in):
    browser = signed_in("lead")
    assert browser.post(base(experiment) + "/verwijderen/").status_code == 302
    assert browser.get(base(experiment) + "/").status_code == 404
