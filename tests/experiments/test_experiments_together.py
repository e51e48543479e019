"""Acts, support of partners, followers, and the register with ten thousand experiments."""

from __future__ import annotations

import re
import time
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from experiments.conftest import running, text
from thorbecke.web.core.models import new_id
from thorbecke.web.experiments import acts, following, matching
from thorbecke.web.experiments.models import (
    ActOf,
    Experiment,
    Follower,
    Match,
    Need,
    Note,
    Observation,
    Offer,
)
from thorbecke.web.participation.models import Act, Result
from thorbecke.web.people.models import Municipality, Organisation

pytestmark = pytest.mark.django_db


def test_an_act_starts_with_what_is_known(experiment, signed_in):
    browser = signed_in("organiser")
    Experiment.objects.update(contact="groen@voorbeeld.invalid")
    address = f"/experimenteren/{experiment.slug}/meedoen/"
    page = browser.get(address)
    for name in ("consultation", "budget", "lottery", "conversation", "delegation"):
        assert f'value="{name}"' in page.content.decode()
        answer = browser.post(address, {"instrument": name})
        assert answer.url.startswith("/organiseren/")
        assert browser.get(answer.url).status_code == 200
    act = Act.objects.get(instrument="consultation")
    assert act.title == experiment.title
    assert act.settings["summary"] == experiment.challenge
    assert act.settings["contact"] == "groen@voorbeeld.invalid"
    assert ActOf.objects.filter(experiment=experiment).count() == 5
    assert browser.post(address, {"instrument": "onzin"}).status_code == 403


def test_who_does_not_organise_starts_no_act(experiment, signed_in, other):
    address = f"/experimenteren/{experiment.slug}/meedoen/"
    data = {"instrument": "consultation"}
    assert signed_in("lead").post(address, data).status_code == 403
    assert signed_in("clerk").post(address, data).status_code == 403
    assert signed_in("organiser", other).post(address, data).status_code == 404
    assert not Act.objects.exists()


def published(experiment) -> Act:
    act = acts.start(experiment, "consultation", None)
    now = timezone.now()
    Act.objects.filter(pk=act.pk).update(
        phase="published", definition_hash="0" * 64, opened_at=now, closed_at=now, published_at=now
    )
    totals = {"codes": 400, "spent": 100, "ballots": 100}
    Result.objects.create(act=act, figures={"totals": totals}, counted_at=now)
    return Act.objects.get(pk=act.pk)


def test_figures_of_a_published_act_become_measurements_once(experiment, signed_in):
    browser = signed_in("lead")
    running(experiment)
    act = published(experiment)
    address = f"/experimenteren/{experiment.slug}/meedoen/"
    assert "Zet de opkomst (25,0 %) bij de metingen" in text(browser.get(address))
    for _twice in range(2):
        browser.post(f"{address}overnemen/{act.pk}/")
    found = {row.indicator.core: row for row in Observation.objects.select_related("indicator")}
    assert found["turnout"].value == 25
    assert found["turnout"].n == 400
    assert found["ballots"].value == 100
    assert Observation.objects.count() == 2
    assert found["turnout"].indicator.late
    Experiment.objects.update(public=True)
    page = text(Client().get(f"/experimenten/{experiment.slug}/"))
    assert "Uitslag" in page


def test_an_act_that_is_not_published_gives_no_figures(experiment, signed_in):
    act = acts.start(experiment, "consultation", None)
    browser = signed_in("lead")
    browser.post(f"/experimenteren/{experiment.slug}/meedoen/overnemen/{act.pk}/")
    assert not Observation.objects.exists()
    Experiment.objects.update(public=True)
    page = text(Client().get(f"/experimenten/{experiment.slug}/"))
    assert "In voorbereiding" not in page


def offer(name: str, themes: list[str], **more) -> Offer:
    partner = Organisation.objects.create(kind=Organisation.Kind.PARTNER, name=name)
    return Offer.objects.create(
        organisation=partner, title=f"Hulp van {name}", text="t", themes=themes, contact="c", **more
    )


@pytest.fixture
def need(experiment):
    return Need.objects.create(experiment=experiment, kind="expertise", text="Wie kan loten?")


def test_the_best_fit_comes_first_and_says_why(need, experiment):
    offer("Ver weg", [], expertise=True)
    best = offer("Loters", experiment.themes, expertise=True)
    offer("Pers", experiment.themes, exposure=True)
    offer("Dicht", experiment.themes, expertise=True, open=False)
    found = matching.ranked(need)
    assert [fit.offer.organisation.name for fit in found] == ["Loters", "Ver weg"]
    assert any("Andere vertegenwoordiging" in reason for reason in found[0].reasons)
    matching.ask(need, best)
    assert [fit.offer.organisation.name for fit in matching.ranked(need)] == ["Ver weg"]


def test_asking_and_answering(need, experiment, signed_in, person):
    browser = signed_in("lead")
    need.made_by = person("organiser")
    need.save()
    wanted = offer("Loters", [], expertise=True)
    partner = signed_in("expert", wanted.organisation)
    base = f"/experimenteren/{experiment.slug}/steun/{need.pk}/"
    assert partner.get(base).status_code == 404
    browser.post(f"{base}vragen/{wanted.pk}/")
    match = Match.objects.get()
    inbox = text(partner.get("/experimenteren/aanbod/vragen/"))
    assert "Wie kan loten?" in inbox
    assert experiment.challenge not in inbox
    address = f"/experimenteren/aanbod/vragen/{match.pk}/"
    assert signed_in("expert").post(address, {"antwoord": "ja"}).status_code == 404
    partner.post(address, {"antwoord": "nee"})
    match.refresh_from_db()
    assert match.state == "asked", "a no needs a reason"
    partner.post(address, {"antwoord": "ja", "toelichting": "Graag"})
    match.refresh_from_db()
    need.refresh_from_db()
    assert (match.state, need.state) == ("accepted", "met")
    partner.post(address, {"antwoord": "nee", "toelichting": "toch niet"})
    match.refresh_from_db()
    assert match.state == "accepted", "answered once"
    assert "Graag" in text(browser.get(base))
    browser.post(f"/experimenteren/{experiment.slug}/steun/intrekken/{match.pk}/")
    need.refresh_from_db()
    assert need.state == "open"


def test_nobody_makes_an_offer_for_another(organisation, other, signed_in):
    browser = signed_in("expert")
    data = {"title": "x", "text": "t", "expertise": "on", "contact": "c", "version": "1"}
    address = f"/experimenteren/aanbod/nieuw/{other.pk}/"
    assert browser.post(address, data).status_code == 404
    theirs = offer("Ander", [], expertise=True)
    assert browser.get(f"/experimenteren/aanbod/{theirs.pk}/").status_code == 404
    assert browser.post(f"/experimenteren/aanbod/nieuw/{organisation.pk}/", {}).status_code == 422


def test_mails_about_support_are_plain_dutch(
    need, experiment, signed_in, django_capture_on_commit_callbacks
):
    wanted = offer("Loters", [], expertise=True)
    signed_in("expert", wanted.organisation)
    browser = signed_in("lead")
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(f"/experimenteren/{experiment.slug}/steun/{need.pk}/vragen/{wanted.pk}/")
        browser.post(f"/experimenteren/{experiment.slug}/steun/{need.pk}/vragen/{wanted.pk}/")
    assert len(mail.outbox) == 1, "asking twice sends one mail"
    message = mail.outbox[0]
    assert "Wie kan loten?" in message.body
    assert "Burgerraad groen" in message.subject
    assert message.to == [f"expert-{wanted.organisation.pk}@voorbeeld.invalid"]


@pytest.fixture
def follow(experiment, django_capture_on_commit_callbacks):
    Experiment.objects.update(public=True)

    def ask(address: str = "Puck@voorbeeld.invalid"):
        with django_capture_on_commit_callbacks(execute=True):
            return Client().post(f"/experimenten/{experiment.slug}/volgen/", {"email": address})

    return ask


def link(message, word: str) -> str:
    return re.search(rf"https?://[^/]+(/experimenten/{word}/\S+)", message.body)[1]


def test_nothing_is_sent_before_the_address_itself_says_yes(follow, experiment):
    follow()
    assert len(mail.outbox) == 1
    Note.objects.create(experiment=experiment, on="2026-11-25", title="a", text="b", public=True)
    assert following.digest() == 0
    address = link(mail.outbox[0], "volgen")
    assert "voorbeeld.invalid" not in address
    assert Client().get(address).status_code == 200
    assert Follower.objects.get().confirmed_at is None, "a mail program opens links by itself"
    assert Client().post(address).status_code == 302
    assert Follower.objects.get().confirmed_at is not None
    follow()
    assert len(mail.outbox) == 1, "who follows gets no second question"


def test_a_second_question_comes_only_after_an_hour(follow):
    follow()
    follow()
    assert len(mail.outbox) == 1
    Follower.objects.update(asked_at=timezone.now() - timedelta(hours=2))
    follow()
    assert len(mail.outbox) == 2


def test_the_digest_tells_what_is_public_and_new_and_stops_in_one_click(follow, experiment):
    follow()
    Client().post(link(mail.outbox[0], "volgen"))
    assert following.digest() == 0
    Note.objects.create(
        experiment=experiment, on="2026-11-25", title="Zaal vol", text="b", public=True
    )
    Note.objects.create(experiment=experiment, on="2026-11-25", title="Geheim", text="b")
    call_command("experiments_daily")
    news = mail.outbox[-1]
    assert "Zaal vol" in news.body
    assert "Geheim" not in news.body
    assert news.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert following.digest() == 0, "nothing twice"
    stop = link(news, "stoppen")
    assert Client().get(stop).status_code == 200
    assert Follower.objects.exists()
    assert Client(enforce_csrf_checks=True).post(stop).status_code == 302
    assert not Follower.objects.exists()
    assert Client().get(stop).status_code == 404


def test_wrong_links_addresses_and_floods(follow, experiment, monkeypatch):
    from thorbecke.web.experiments.views.public import following as view

    follow("geen adres")
    assert not Follower.objects.exists()
    assert Client().get("/experimenten/volgen/onzin/").status_code == 404
    monkeypatch.setattr(view, "MOST_A_DAY", 1)
    follow("a@voorbeeld.invalid")
    follow("b@voorbeeld.invalid")
    assert Follower.objects.count() == 1
    Experiment.objects.update(public=False)
    assert follow("c@voorbeeld.invalid").status_code == 404
    assert Client().get(link(mail.outbox[0], "volgen")).status_code == 404


def test_addresses_that_never_said_yes_are_erased(follow):
    follow()
    Follower.objects.update(asked_at=timezone.now() - timedelta(days=8))
    assert following.clean() == 1


def test_ten_thousand_experiments(organisation, signed_in, django_assert_max_num_queries):
    places = [
        Municipality(
            code=f"GM{n:04}", slug=f"plaats-{n}", name=f"Plaats {n}", province="p", council_seats=9,
            seats_election="2026-03-18", inhabitants=1, inhabitants_year=2026, lat=52, lon=5,
            area_km2=1, places=1,
        )
        for n in range(300)
    ]  # fmt: skip
    Municipality.objects.bulk_create(places)
    themes = ["fundamenten", "partijen", "verantwoording"]
    rows = [
        Experiment(
            id=new_id(), organisation=organisation, municipality=places[n % 300], slug=f"e-{n}",
            title=f"Experiment {n}", themes=[themes[n % 3]], phase=("idea", "stopped")[n % 2],
            public=n % 10 != 0,
        )
        for n in range(10_000)
    ]  # fmt: skip
    Experiment.objects.bulk_create(rows, batch_size=500)
    browser = signed_in("lead")
    addresses = (
        "/experimenten/ /experimenten/?thema=partijen&fase=stopped /experimenten/?beeld=kaart "
        "/experimenten/?q=999 /experimenten/?page=300 /experimenteren/"
    ).split()
    for address in addresses:
        start = time.perf_counter()
        with django_assert_max_num_queries(12):
            assert browser.get(address).status_code == 200
        print(address, f"{time.perf_counter() - start:.3f} s")
    shown = text(Client().get("/experimenten/?thema=partijen&fase=stopped"))
    wanted = [n for n in range(10_000) if n % 3 == 1 and n % 2 == 1 and n % 10]
    assert f"{len(wanted)} experimenten" in shown
    assert (
        f"Idee ({sum(n % 3 == 1 and n % 2 == 0 and n % 10 != 0 for n in range(10_000))})" in shown
    )
    assert "Niets gevonden" in text(Client().get("/experimenten/?gemeente=onzin"))
