"""Cards on the console: laid together, merged, renamed, hidden; and what its pages cost."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.test import Client

from ateliers.conftest import at, do, write
from ateliers.test_ateliers_console import page
from ateliers.test_ateliers_phone import put, text
from thorbecke.web.ateliers.models import Atelier, Card, Cluster, Dot, Guest, LogEntry, Score

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(opened, phone):
    """Four cards in the step in which they are weighed."""
    browser = phone()
    for number in range(4):
        write(browser, opened, f"Kaart {number}")
    at(opened, "opgave-wegen")
    return browser, [str(card.pk) for card in Card.objects.filter(step="opgave")]


def gather(leader, opened, cards, **more):
    do(leader, opened, "bij-elkaar", kaart=cards, **{"naam": "Geld", **more})
    return Cluster.objects.order_by("-pk").first()


def test_cards_are_laid_together_and_their_dots_come_along(opened, leader, table):
    browser, cards = table
    put(browser, opened, f"k-{cards[0]}")
    cluster = gather(leader, opened, cards[:2])
    assert cluster.cards.count() == 2
    dot = Dot.objects.get()
    assert (dot.cluster, dot.card) == (cluster, None)
    put(browser, opened, f"k-{cards[1]}")
    assert cluster.dots.count() == 2
    gather(leader, opened, cards[2:3], bij=str(cluster.pk))
    assert cluster.cards.count() == 3
    do(leader, opened, "los", kaart=cards[2])
    assert cluster.cards.count() == 2
    assert "Geld" in text(Client().get(f"/a/{opened.code}/scherm/"))


def test_merging_moves_cards_and_dots_and_scores(opened, leader, table):
    browser, cards = table
    first, second = (
        gather(leader, opened, cards[:2]),
        gather(leader, opened, cards[2:], naam="Regels"),
    )
    put(browser, opened, f"c-{first.pk}")
    put(browser, opened, f"c-{second.pk}")
    guest = Guest.objects.get()
    for cluster, value in ((first, 2), (second, 4)):
        Score.objects.create(
            atelier=opened, step="opgave-wegen", guest=guest, cluster=cluster, value=value
        )
    do(leader, opened, "voeg-samen", groep=str(first.pk), bij=str(second.pk))
    assert Cluster.objects.get() == second
    assert second.cards.count() == 4
    assert second.dots.count() == 2
    assert second.scores.get().value == 4


def test_a_cluster_with_dots_is_not_taken_apart(opened, leader, table):
    browser, cards = table
    cluster = gather(leader, opened, cards[:2])
    put(browser, opened, f"c-{cluster.pk}")
    do(leader, opened, "ontbind", groep=str(cluster.pk))
    assert Cluster.objects.exists()
    browser.post(
        f"/a/{opened.code}/stip/weg/", {"stap": "opgave-wegen", "stip": str(Dot.objects.get().pk)}
    )
    do(leader, opened, "ontbind", groep=str(cluster.pk))
    assert not Cluster.objects.exists()
    assert Card.objects.filter(cluster=None, step="opgave").count() == 4


def test_two_facilitators_rename_a_cluster_and_no_name_is_lost(opened, leader, table, signed_in):
    cluster = gather(leader, opened, table[1][:2])
    do(leader, opened, "hernoem", groep=str(cluster.pk), naam="Naam van de een", versie="1")
    clash = do(
        signed_in("lead"),
        opened,
        "hernoem",
        groep=str(cluster.pk),
        naam="Naam van de ander",
        versie="1",
    )
    assert clash.status_code == 409
    assert "Naam van de een" in text(clash)
    assert "Naam van de ander" in text(clash)
    assert Cluster.objects.get().title == "Naam van de een"


def test_wrong_clustering_is_refused(opened, leader, table):
    do(leader, opened, "bij-elkaar", naam="Leeg")
    do(leader, opened, "bij-elkaar", kaart=table[1][:1], naam="  ")
    do(leader, opened, "bij-elkaar", kaart=["x"], naam="Fout")
    do(leader, opened, "bij-elkaar", kaart=table[1][:1], bij=str(uuid.uuid4()))
    assert not Cluster.objects.exists()
    do(leader, opened, "stand", aan="1")
    do(leader, opened, "bij-elkaar", kaart=table[1][:2], naam="Te laat")
    at(opened, "cultuur")
    do(leader, opened, "bij-elkaar", kaart=table[1][:2], naam="Andere stap")
    assert not Cluster.objects.exists()


def test_a_hidden_card_is_off_every_screen_and_the_log_holds_no_words(opened, leader, table):
    cards = table[1]
    do(leader, opened, "verberg", kaart=cards[0], waarom="  kwetsend \n ")
    hidden = Card.objects.get(pk=cards[0])
    assert hidden.hidden
    for browser, path in ((Client(), "scherm/"), (table[0], "")):
        assert hidden.text not in text(browser.get(f"/a/{opened.code}/{path}"))
    assert "Verborgen" in text(leader.get(page(opened)))
    entry = LogEntry.objects.get(action="hidden")
    assert (entry.subject, entry.reason, entry.by) == (cards[0], "kwetsend", "facilitator")
    log = text(leader.get(page(opened, "logboek/")))
    assert "kwetsend" in log
    assert hidden.text not in log
    do(leader, opened, "toon", kaart=cards[0])
    assert not Card.objects.get(pk=cards[0]).hidden


def test_the_console_renews_itself(opened, leader, table, django_assert_max_num_queries):
    first = leader.get(page(opened, "nu/"))
    head = {"If-None-Match": first["ETag"]}
    with django_assert_max_num_queries(5):
        assert leader.get(page(opened, "nu/"), headers=head).status_code == 304
    do(leader, opened, "kies", op=f"k-{table[1][0]}", aan="1")
    assert Card.objects.get(pk=table[1][0]).kept
    with django_assert_max_num_queries(12):
        found = leader.get(page(opened, "nu/"), headers=head)
    assert "In het verslag" in text(found)
    scripted = {"X-Live": "1"}
    answer = leader.post(page(opened, "doe/tijd-start/"), headers=scripted)
    assert 'data-part="leiden"' in text(answer)
    answer = leader.post(page(opened, "doe/naar/"), {"stap": 0, "naar": 1}, headers=scripted)
    assert answer.status_code == 409
    assert answer["Content-Type"].startswith("text/plain")


def test_pages_of_the_desk_cost_few_queries_at_many_rows(
    opened, leader, organisation, django_assert_max_num_queries
):
    made = [
        Atelier(
            organisation=organisation,
            title=f"A{n}",
            template="canvas",
            steps=opened.steps,
            code=f"{n:06}",
            erase_on=date(2027, 1, 1),
        )
        for n in range(500)
    ]
    Atelier.objects.bulk_create(made)
    guests = Guest.objects.bulk_create([Guest(atelier=opened, number=n) for n in range(1, 61)])
    Card.objects.bulk_create(
        Card(
            atelier=opened,
            step="opgave",
            author=guests[n % 60],
            client=f"{n:032x}",
            text=f"Kaart {n}",
        )
        for n in range(600)
    )
    LogEntry.objects.bulk_create(
        LogEntry(atelier=opened, action="step", by="lead") for _n in range(300)
    )
    at(opened, "opgave-wegen")
    for address in ("", "logboek/", "uitnodigen/", "instellen/", "afsluiten/"):
        with django_assert_max_num_queries(12):
            assert leader.get(page(opened, address)).status_code == 200
    with django_assert_max_num_queries(12):
        assert leader.get("/organiseren/ateliers/").status_code == 200


def test_the_console_costs_few_queries_with_groups_and_scores_shown(
    opened, leader, phone, django_assert_max_num_queries
):
    phone()
    at(opened, "wegen")
    do(leader, opened, "loot", groepen="2")
    do(leader, opened, "stand", aan="1")
    with django_assert_max_num_queries(12):
        assert leader.get(page(opened)).status_code == 200
    with django_assert_max_num_queries(12):
        assert leader.get(page(opened, "nu/")).status_code == 200
