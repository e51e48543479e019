"""Joining, voting, adding statements; and what somebody can't do, each with its reason."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from instrument_conversation.conftest import SEEDS, Phone, statements
from thorbecke.web.instruments.conversation import joining, rooms, voting
from thorbecke.web.instruments.conversation.models import Participant, Room, Statement, Vote
from thorbecke.web.participation.models import Channel, Phase
from thorbecke.web.participation.record import phases
from thorbecke.web.participation.roll import issuing

pytestmark = pytest.mark.django_db


def test_a_short_code_leads_in_and_a_device_is_one_participant(opened) -> None:
    room = Room.objects.get(act=opened)
    one = Phone(opened)
    found = one.client.get(f"/gesprek/{room.code.lower()}/")
    assert found["Location"] == one.base
    typed = one.client.post("/gesprek/", {"code": f" {room.code[:3]} {room.code[3:].lower()}"})
    assert typed["Location"] == one.base
    assert one.client.get("/gesprek/ZZZZZZ/").status_code == 404
    assert "Begin" in one.client.get(one.base).content.decode()
    for _again in range(3):
        assert one.join().status_code == 302
    assert Participant.objects.filter(act=opened).count() == 1


def test_votes_are_one_row_for_each_statement_and_can_change(phone, opened) -> None:
    first = statements(opened)[0]
    assert phone.vote(first, "eens", belangrijk="1").status_code == 302
    assert phone.vote(first, "oneens").status_code == 302
    vote = Vote.objects.get()
    first.refresh_from_db()
    assert (vote.value, vote.important) == (-1, False)
    assert (first.seen, first.agree, first.disagree, first.important) == (1, 0, 1, 0)
    assert Participant.objects.get().given == 1


def test_every_statement_comes_once_and_then_it_says_thank_you(phone, opened) -> None:
    seen = []
    for _turn in SEEDS:
        who = Participant.objects.get()
        found = voting.following(opened, who)
        assert found == voting.following(opened, who) or found.choice == (
            voting.following(opened, who).choice
        )
        seen.append(found.statement.text)
        phone.vote(found.statement)
    assert sorted(seen) == sorted(SEEDS)
    assert "op alles gereageerd" in phone.client.get(phone.base).content.decode()


def test_a_page_with_a_statement_takes_few_queries(phone, opened, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page = phone.client.get(phone.base)
    assert "Waarom zie ik deze stelling?" in page.content.decode()
    phone.vote(statements(opened)[0])
    with django_assert_max_num_queries(16):  # six of them open and close the transaction
        phone.vote(statements(opened)[1])


def test_script_in_a_statement_is_refused_and_signs_are_shown_as_signs(phone, opened) -> None:
    for text in (
        "<script>alert(1)</script> op het plein",
        "Kijk op https://reclame.invalid voor meer",
        "Mail mij op jan@voorbeeld.nl voor meer",
        'Dit is <img src=x onerror="x()"> een plaatje',
    ):
        page = phone.add(text)
        assert page.status_code == 422
        assert "Zet geen adressen of code in een stelling" in page.content.decode()
    assert phone.add("Bankjes & bloemen: 2 < 3 \u202e op het plein").status_code == 302
    stored = Statement.objects.get(by_organiser=False)
    assert stored.text == "Bankjes & bloemen: 2 < 3 op het plein"
    phone.client.get(phone.base)
    assert "2 &lt; 3" in phone.client.get(f"{phone.base}mijn/").content.decode()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Bomen", "Schrijf een hele zin"),
        (SEEDS[0].upper().replace(".", "!!"), "Deze stelling is er al"),
        ("woord " * 50, "200"),
    ],
)
def test_a_bad_statement_is_refused_with_its_reason(phone, text, why) -> None:
    page = phone.add(text, toch="1")
    assert page.status_code == 422
    assert why in page.content.decode()
    assert Statement.objects.count() == len(SEEDS)


def test_a_flood_of_statements_is_stopped(phone, opened) -> None:
    for number in range(5):
        assert phone.add(f"Er moeten {number} dingen anders hier", toch="1").status_code == 302
    page = phone.add("Nog een stelling over wat anders", toch="1")
    assert page.status_code == 429
    assert "veel stellingen achter elkaar" in page.content.decode()
    assert Statement.objects.filter(by_organiser=False).count() == 5


def test_stuffing_from_one_device_is_stopped(opened) -> None:
    """A browser that throws its cookie away comes in again only so often."""
    stuffer = Phone(opened)
    for _time in range(500):
        joining.limits.count(
            joining.limits.Limit("conversation-join", 500, joining.timedelta(hours=1)),
            opened,
            "127.0.0.1",
        )
    page = stuffer.join()
    assert page.status_code == 429
    assert "Via deze verbinding" in page.content.decode()
    assert not Participant.objects.exists()


def test_a_cookie_that_was_changed_or_is_of_another_act_says_nothing(phone, opened) -> None:
    name = joining._name(opened)
    good = phone.client.cookies[name].value
    for bad in (good[:-2] + "xx", "", Participant.objects.get().pk.hex, "a:b:c"):
        phone.client.cookies[name] = bad
        phone.vote(statements(opened)[0])
    assert not Vote.objects.exists()


def test_statements_that_are_not_shown_take_no_votes(phone, opened) -> None:
    one = statements(opened)[0]
    Statement.objects.filter(pk=one.pk).update(state="refused")
    assert phone.vote(one).status_code == 409
    assert phone.vote(statements(opened)[0], "misschien").status_code == 409
    bad = phone.client.post(phone.base, {"stelling": "geen-id", "keuze": "eens"})
    assert bad.status_code == 409
    assert not Vote.objects.exists()


def test_nothing_comes_in_after_closing(phone, opened, person) -> None:
    first = statements(opened)[0]
    phases.close_act(opened, person("administrator"))
    for page in (phone.vote(first), phone.join(), phone.add("Een stelling die te laat komt")):
        assert page.status_code == 409
        assert "gesloten" in page.content.decode()
    with pytest.raises(joining.Refused, match="closed"):
        voting.cast(opened, Participant.objects.get(), first.pk, 1, False)
    assert not Vote.objects.exists()


def test_with_codes_only_a_good_code_opens_the_door_and_two_devices_are_one(act, person) -> None:
    act.settings["conversation"]["entry"] = rooms.ROLL
    act.save()
    code = issuing.issue(act, Channel.LETTER)[1]
    phases.open_act(act, person("organiser"))
    one, two, thief = Phone(act), Phone(act), Phone(act)
    for phone in (one, two):
        assert phone.client.post(phone.base, {"meedoen": "1", "code": code}).status_code == 302
    assert Participant.objects.count() == 1
    assert thief.join().status_code == 422
    wrong = thief.client.post(thief.base, {"meedoen": "1", "code": "22222-22222-22222-22222"})
    assert wrong.status_code in {403, 422}
    assert Participant.objects.count() == 1


def test_similar_statements_are_shown_first(phone, opened) -> None:
    page = phone.add("Er moeten bomen komen op het plein")
    assert SEEDS[1] in page.content.decode()
    assert Statement.objects.count() == len(SEEDS)
    phone.add("Er moeten bomen komen op het plein", toch="1")
    assert Statement.objects.count() == len(SEEDS) + 1


@pytest.mark.django_db(transaction=True)
def test_twenty_changes_at_once_leave_one_vote_and_true_counts(opened) -> None:
    phone = Phone(opened)
    phone.join()
    who, first = Participant.objects.get(), statements(opened)[0]
    faults: list[Exception] = []

    def change(number: int) -> None:
        try:
            voting.cast(opened, who, first.pk, number % 3 - 1, number % 2 == 0)
        except Exception as error:  # noqa: BLE001 - any fault fails the test below
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=change, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    vote = Vote.objects.get()
    first.refresh_from_db()
    counts = {1: first.agree, 0: first.passed, -1: first.disagree}
    assert counts.pop(vote.value) == 1
    assert not any(counts.values())
    assert (first.seen, first.important) == (1, int(vote.important))
    assert Participant.objects.get().given == 1


def test_a_conversation_in_preparation_is_not_known(act) -> None:
    rooms.room_of(act)
    phone = Phone(act)
    assert phone.client.get(phone.base).status_code == 404
    assert phone.client.get(f"/gesprek/{Room.objects.get().code}/").status_code == 404
    assert act.phase == Phase.PREPARE
    assert not Statement.objects.exists()
