"""The phone: joining, cards, conflicts, dots, scores, and what is refused."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from ateliers.conftest import at, do, write
from thorbecke.web.ateliers import joining
from thorbecke.web.ateliers.models import Atelier, Card, Dot, Guest, Score

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    return answer.content.decode()


def fresh(atelier):
    return Atelier.objects.get(pk=atelier.pk)


# --- joining ---------------------------------------------------------------------------------------


def test_anybody_joins_with_the_code_and_no_account(opened):
    browser = Client()
    answer = browser.post("/a/", {"code": f" {opened.code[:3].lower()}-{opened.code[3:]} "})
    assert answer.url == f"/a/{opened.code}/"
    door = browser.get(answer.url)
    assert "Doe mee" in text(door)
    assert "Op uw kaarten staat geen naam." in text(door)
    answer = browser.post(f"/a/{opened.code}/binnen/", {"name": ""})
    cookie = browser.cookies[f"atelier-{opened.code}"]
    assert cookie["httponly"]
    assert cookie["path"] == f"/a/{opened.code}/"
    assert "Welk probleem moet weg" in text(browser.get(answer.url))
    assert Guest.objects.get().name == ""


def test_a_second_time_in_the_same_browser_is_the_same_guest(opened, phone):
    browser = phone()
    browser.post(f"/a/{opened.code}/binnen/", {"name": "x"})
    assert Guest.objects.count() == 1


def test_a_code_that_is_not_there_or_not_open_is_refused(atelier):
    browser = Client()
    for code in ("ZZZZZZ", atelier.code):
        answer = browser.post("/a/", {"code": code})
        assert answer.status_code == 422
        assert "Deze code kennen wij niet" in text(answer)
        assert browser.get(f"/a/{code}/").status_code == 404


def test_guessing_codes_is_stopped_and_who_is_in_stays_in(opened, phone, monkeypatch):
    inside = phone()
    few = joining.limits.Limit("atelier-code", 3, timedelta(hours=1))
    monkeypatch.setattr(joining, "WRONG_CODES", few)
    browser = Client()
    for _try in range(3):
        browser.post("/a/", {"code": "ZZZZZZ"})
    assert browser.post("/a/", {"code": opened.code}).status_code == 429
    assert browser.get(f"/a/{opened.code}/").status_code == 429
    assert inside.get(f"/a/{opened.code}/").status_code == 200


def test_a_full_room_and_a_flood_of_joins_are_refused(opened, phone, monkeypatch):
    phone()
    monkeypatch.setattr(joining, "MOST_GUESTS", 1)
    answer = Client().post(f"/a/{opened.code}/binnen/", {"name": ""})
    assert answer.status_code == 429
    assert "Dit atelier is vol" in text(answer)


def test_a_spoilt_cookie_or_one_of_another_atelier_opens_nothing(opened, phone):
    browser = phone()
    name = f"atelier-{opened.code}"
    browser.cookies[name] = browser.cookies[name].value + "x"
    assert "Doe mee" in text(browser.get(f"/a/{opened.code}/"))
    assert browser.get(f"/a/{opened.code}/nu/").status_code == 410
    assert write(browser, opened, "Hallo").status_code == 409
    assert not Card.objects.exists()


def test_leaving_forgets_the_telephone_and_keeps_the_cards(opened, phone):
    browser = phone()
    write(browser, opened, "Blijft staan")
    browser.post(f"/a/{opened.code}/weg/")
    assert "Doe mee" in text(browser.get(f"/a/{opened.code}/"))
    assert Card.objects.get().text == "Blijft staan"


def test_an_expert_comes_in_by_a_link_and_the_cards_are_marked(opened, leader, phone):
    page = f"/organiseren/ateliers/{opened.pk}/uitnodigen/"
    found = leader.post(page, {"kind": "expert", "label": "staatsrecht", "most": "1"})
    link = found.context["link"]
    path = link[link.index("/a/") :]
    expert = Client()
    assert "Deskundige: staatsrecht" in text(expert.get(path))
    assert expert.post(path, {"name": ""}).status_code == 302
    at(opened, "verschil")
    write(expert, opened, "Artikel 108 helpt", step="verschil")
    assert "Deskundige: staatsrecht" in text(phone().get(f"/a/{opened.code}/"))
    used = Client().post(path, {"name": ""})
    assert used.status_code == 409
    assert "gebruikt of ingetrokken" in text(used)


def test_a_withdrawn_or_wrong_link_opens_nothing(opened, leader):
    passed, link = joining.new_pass(opened, "colleague", "Zwolle", 5)
    path = link[link.index("/a/") :]
    withdraw = f"/organiseren/ateliers/{opened.pk}/uitnodigen/intrekken/"
    leader.post(withdraw, {"uitnodiging": str(passed.pk)})
    assert Client().get(path).status_code == 409
    assert Client().get(f"/a/{opened.code}/met/zomaar/").status_code == 409
    assert leader.post(withdraw, {"uitnodiging": "x"}).status_code == 404
    assert passed.token_hash not in link


# --- cards -----------------------------------------------------------------------------------------


def test_a_card_that_is_sent_twice_lies_there_once(opened, phone):
    browser, client = phone(), uuid.uuid4().hex
    for _try in range(3):
        assert write(browser, opened, "Eén keer", client=client).status_code == 200
    assert Card.objects.count() == 1


def test_the_database_itself_refuses_a_second_card_of_one_sending(opened, phone):
    write(phone(), opened, "Eén keer", client="a" * 32)
    with pytest.raises(IntegrityError), transaction.atomic():
        Card.objects.create(atelier=opened, step="opgave", client="a" * 32, text="Twee")


def test_somebody_else_can_not_take_a_sending(opened, phone):
    write(phone(), opened, "Van mij", client="b" * 32)
    assert write(phone(), opened, "Van mij", client="b" * 32).status_code == 409
    assert Card.objects.count() == 1


@pytest.mark.parametrize(
    ("value", "status"),
    [("", 422), ("  \n ", 422), ("x" * 281, 422), ("\x00", 422), ("x" * 280, 200)],
)
def test_an_empty_or_long_card_is_refused(value, status, opened, phone):
    assert write(phone(), opened, value).status_code == status


def test_without_a_script_a_card_comes_back_to_the_page(opened, phone):
    browser = phone()
    answer = browser.post(
        f"/a/{opened.code}/kaart/", {"stap": "opgave", "tekst": "Gewoon"}, follow=True
    )
    assert "Gewoon" in text(answer)
    answer = browser.post(f"/a/{opened.code}/kaart/", {"stap": "opgave", "tekst": ""}, follow=True)
    assert "Schrijf eerst iets op de kaart." in text(answer)


def test_in_a_silent_step_nobody_reads_along(opened, phone):
    first, second = phone(), phone()
    write(first, opened, "Mijn gedachte")
    assert "Mijn gedachte" in text(first.get(f"/a/{opened.code}/"))
    assert "Mijn gedachte" not in text(second.get(f"/a/{opened.code}/"))
    assert "Mijn gedachte" not in text(Client().get(f"/a/{opened.code}/scherm/"))


def test_names_stand_on_cards_only_when_the_atelier_says_so(opened, phone):
    write(phone("Fatima"), opened, "Zonder naam")
    assert Card.objects.get().name == ""
    Atelier.objects.filter(pk=opened.pk).update(anonymous=False)
    write(phone("Fatima"), opened, "Met naam")
    assert Card.objects.get(text="Met naam").name == "Fatima"


def test_what_people_write_is_never_markup(opened, phone):
    at(opened, "verschil")
    write(phone(), opened, "<script>alert(1)</script>", step="verschil")
    for page in ("", "scherm/"):
        found = text(phone().get(f"/a/{opened.code}/{page}"))
        assert "<script>alert" not in found
        assert "&lt;script&gt;" in found


def test_a_late_card_is_taken_for_a_while_and_then_kept_on_the_phone(opened, phone):
    browser = phone()
    at(opened, "opgave-wegen")
    assert write(browser, opened, "Net te laat").status_code == 200
    Atelier.objects.filter(pk=opened.pk).update(moved_at=timezone.now() - timedelta(minutes=4))
    answer = write(browser, opened, "Veel te laat")
    assert answer.status_code == 409
    assert "Uw tekst staat hier nog" in text(answer)


def test_writing_is_refused_where_the_step_does_not_allow_it(opened, phone, leader):
    browser = phone()
    assert write(browser, opened, "x", step="welkom").status_code == 409
    assert write(browser, opened, "x", step="cultuur").status_code == 409
    assert write(browser, opened, "x", step="bestaat-niet").status_code == 409
    do(leader, opened, "schrijven", aan="0")
    Atelier.objects.filter(pk=opened.pk).update(moved_at=timezone.now() - timedelta(minutes=4))
    assert write(browser, opened, "x").status_code == 409
    assert "heeft het schrijven gesloten" in text(browser.get(f"/a/{opened.code}/"))


def test_nobody_floods_the_table(opened, phone, monkeypatch):
    from thorbecke.web.ateliers import writing

    monkeypatch.setattr(writing, "MOST_CARDS", 2)
    browser = phone()
    assert [write(browser, opened, f"k{n}").status_code for n in range(3)] == [200, 200, 429]


def test_changing_an_own_card_from_two_places_loses_no_text(opened, phone):
    browser = phone()
    write(browser, opened, "Eerste tekst")
    card = Card.objects.get()
    page = f"/a/{opened.code}/kaart/{card.pk}/"
    assert "Eerste tekst" in text(browser.get(page))
    assert browser.post(page, {"tekst": "Van de telefoon", "versie": "1"}).status_code == 302
    clash = browser.post(page, {"tekst": "Van de tablet", "versie": "1"})
    assert clash.status_code == 409
    assert "Van de telefoon" in text(clash)
    assert "Van de tablet" in text(clash)
    assert browser.post(page, {"tekst": "Van de tablet", "versie": "2"}).status_code == 302
    assert Card.objects.get().text == "Van de tablet"


def test_a_card_of_somebody_else_is_out_of_reach(opened, phone):
    mine, other = phone(), phone()
    write(mine, opened, "Van mij")
    card = Card.objects.get()
    page = f"/a/{opened.code}/kaart/{card.pk}/"
    assert other.get(page).status_code == 404
    assert other.post(page, {"tekst": "Gestolen", "versie": "1"}).status_code == 404
    other.post(f"/a/{opened.code}/kaart/weg/", {"kaart": str(card.pk)})
    assert Card.objects.get().text == "Van mij"
    mine.post(f"/a/{opened.code}/kaart/weg/", {"kaart": str(card.pk)})
    assert not Card.objects.exists()


def test_a_hidden_card_can_not_be_changed_by_its_writer(opened, phone, leader):
    browser = phone()
    write(browser, opened, "Niet aardig")
    card = Card.objects.get()
    do(leader, opened, "verberg", kaart=str(card.pk), waarom="scheldwoord")
    assert browser.get(f"/a/{opened.code}/kaart/{card.pk}/").status_code == 404
    assert "Niet aardig" not in text(browser.get(f"/a/{opened.code}/"))


# --- dots and scores ---------------------------------------------------------------------------------


@pytest.fixture
def table(opened, phone):
    """Five cards that can get three dots of each guest."""
    browser = phone()
    for number in range(5):
        write(browser, opened, f"Kaart {number}")
    at(opened, "opgave-wegen")
    return [f"k-{card.pk}" for card in Card.objects.filter(ready=False)]


def put(browser, atelier, target, client="", step="opgave-wegen"):
    data = {"stap": step, "op": target, **({"client": client} if client else {})}
    return browser.post(f"/a/{atelier.code}/stip/", data, headers={"X-Live": "1"})


def test_dots_are_as_many_as_the_step_gives(opened, phone, table):
    browser = phone()
    answers = [put(browser, opened, target).status_code for target in table]
    assert answers == [200, 200, 200, 409, 409]
    page = text(browser.get(f"/a/{opened.code}/"))
    assert "Uw stippen: 3 van 3" in page
    dot = Dot.objects.first()
    browser.post(f"/a/{opened.code}/stip/weg/", {"stap": "opgave-wegen", "stip": str(dot.pk)})
    assert put(browser, opened, table[4]).status_code == 200


def test_a_dot_that_is_sent_twice_counts_once(opened, phone, table):
    browser = phone()
    for _try in range(4):
        put(browser, opened, table[0], client="c" * 32)
    assert Dot.objects.count() == 1


def test_the_database_itself_refuses_an_eleventh_slot_and_two_dots_in_one(opened, phone, table):
    phone()
    guest, card = Guest.objects.first(), Card.objects.first()
    common = {"atelier": opened, "step": "x", "guest": guest, "card": card}
    Dot.objects.create(slot=1, client="1", **common)
    for slot, client in ((1, "2"), (11, "3"), (0, "4"), (2, "1")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Dot.objects.create(slot=slot, client=client, **common)
    with pytest.raises(IntegrityError), transaction.atomic():
        Score.objects.create(atelier=opened, step="x", guest=guest, card=card, value=6)


def test_a_dot_on_what_is_not_there_is_refused(opened, phone, table, leader):
    browser = phone()
    hidden = table[0].partition("-")[2]
    do(leader, opened, "verberg", kaart=hidden)
    for target in (table[0], "k-x", "c-x", f"c-{uuid.uuid4()}", f"k-{uuid.uuid4()}", "", "x"):
        assert put(browser, opened, target).status_code == 409
    assert put(browser, opened, table[1], step="opgave").status_code == 409
    assert put(browser, opened, table[1], client="kort").status_code == 409


def test_the_tally_is_secret_until_it_is_shown_and_then_fixed(opened, phone, table, leader):
    browser = phone()
    put(browser, opened, table[3])
    assert "1 stip" not in text(Client().get(f"/a/{opened.code}/scherm/"))
    do(leader, opened, "stand", aan="1")
    assert "1 stip" in text(Client().get(f"/a/{opened.code}/scherm/"))
    assert put(browser, opened, table[2]).status_code == 409
    do(leader, opened, "stand", aan="0")
    assert put(browser, opened, table[2]).status_code == 200


def test_a_score_is_one_for_each_card_and_can_change(opened, phone):
    browser = phone()
    at(opened, "leren")
    write(browser, opened, "Meten", step="leren")
    at(opened, "wegen")
    target = f"k-{Card.objects.get(step='leren').pk}"
    for value, status in (("3", 200), ("5", 200), ("6", 422), ("0", 422), ("x", 422)):
        data = {"stap": "wegen", "op": target, "cijfer": value}
        answer = browser.post(f"/a/{opened.code}/cijfer/", data, headers={"X-Live": "1"})
        assert answer.status_code == status
    assert Score.objects.get().value == 5


def test_options_of_the_box_stand_ready_and_nobody_may_write_there(opened, phone):
    at(opened, "schaal-kiezen")
    browser = phone()
    page = text(browser.get(f"/a/{opened.code}/"))
    assert "Schaal: Dorp of wijk" in page
    assert write(browser, opened, "Eigen keuze", step="schaal-kiezen").status_code == 409
    at(opened, "schaal-kiezen")
    assert Card.objects.filter(step="schaal-kiezen").count() == 4
