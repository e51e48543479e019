"""Voting, giving and taking back mandates; and what is refused, each with its reason."""

from __future__ import annotations

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from instrument_delegation.conftest import browser, come_in
from thorbecke.web.instruments.delegation import members
from thorbecke.web.instruments.delegation.models import Choice, Mandate, Member
from thorbecke.web.participation.console import making
from thorbecke.web.participation.models import Channel
from thorbecke.web.participation.record import phases
from thorbecke.web.participation.roll import issuing

pytestmark = pytest.mark.django_db


def test_a_code_opens_the_own_page_and_is_one_member(opened, django_assert_max_num_queries) -> None:
    one = browser(opened)
    place = f"/meedoen/{opened.slug}/volmacht/"
    page = one.get(place)
    assert page.status_code == 200
    with django_assert_max_num_queries(12):
        text = one.get(place).content.decode()
    assert "U stemde niet en gaf hiervoor geen volmacht" in text
    assert Member.objects.get().handle in text
    assert Member.objects.count() == 1


def test_without_a_code_the_page_leads_to_the_door(opened, client) -> None:
    place = f"/meedoen/{opened.slug}/volmacht/"
    assert client.get(place)["Location"].endswith("/toegang/")
    for page in ("stemmen/", "geven/", "krijgen/"):
        assert client.post(f"{place}{page}", {})["Location"].endswith("/toegang/")
    assert not Member.objects.exists()


def test_a_new_code_for_a_lost_letter_is_the_same_member(opened, client) -> None:
    credential, code = issuing.issue(opened, Channel.LETTER)
    door, place = f"/meedoen/{opened.slug}/toegang/", f"/meedoen/{opened.slug}/volmacht/"
    client.post(door, {"code": code, "form": "code"})
    client.post(f"{place}stemmen/", {"vraag": "v1", "keuze": "o1"})
    fresh = issuing.replace(credential, "lost", Channel.DESK)[1]
    assert client.get(place).status_code == 302  # the old code opens nothing any more
    client.post(door, {"code": fresh, "form": "code"})
    assert "U stemde zelf: Ja" in client.get(place).content.decode()
    assert Member.objects.count() == 1


def test_vote_and_mandate_go_by_the_pages(opened) -> None:
    (other,) = come_in(opened, 1)
    members.present(opened, other, "public", "Anna", "Ik ken de straat.")
    members.vote(opened, other, "v1", "o2", "Het wordt te druk.")
    one, place = browser(opened), f"/meedoen/{opened.slug}/volmacht/"
    one.post(f"{place}geven/", {"thema": "Verkeer", "wie": [str(other.pk), "", "", ""]})
    page = one.get(place).content.decode()
    assert "Uw stem gaat naar uw vertegenwoordiger." in page
    assert "Anna stemde: Nee." in page
    one.post(f"{place}stemmen/", {"vraag": "v1", "keuze": "o1"})
    assert "U stemde zelf: Ja." in one.get(place).content.decode()
    one.post(f"{place}stemmen/", {"vraag": "v1", "keuze": ""})
    assert "Anna stemde" in one.get(place).content.decode()
    one.post(f"{place}geven/", {"thema": "Verkeer", "wie": [str(other.pk)], "intrekken": "1"})
    assert not Mandate.objects.exists()
    shown = one.get(f"{place}lijst/").content.decode()
    assert "Het wordt te druk." in shown
    assert "Ik ken de straat." in shown


def test_a_lost_vote_is_told_before_closing(opened) -> None:
    one, place = browser(opened), f"/meedoen/{opened.slug}/volmacht/"
    one.get(place)
    me = Member.objects.get()
    (other,) = come_in(opened, 1)
    members.trust(opened, me, "", [other.handle])
    assert "niemand op de weg heeft gestemd" in one.get(place).content.decode()
    members.trust(opened, other, "", [me.handle])
    assert "wijzen naar elkaar in een kring" in one.get(place).content.decode()


def test_names_of_others_stay_out_of_the_way(opened) -> None:
    one, place = browser(opened), f"/meedoen/{opened.slug}/volmacht/"
    one.get(place)
    me = Member.objects.get()
    middle, last = come_in(opened, 2)
    members.present(opened, last, "public", "Bram", "")
    members.vote(opened, last, "v1", "o1")
    members.trust(opened, middle, "", [last.handle])
    members.trust(opened, me, "", [middle.handle])
    page = one.get(place).content.decode()
    assert "De weg: iemand → Bram." in page
    assert last.handle not in page


@pytest.mark.parametrize(
    ("who", "reason", "text"),
    [
        ("self", "self", "uzelf geen volmacht"),
        ("ZZZZZZ", "stranger", "hoort bij niemand in deze ronde"),
        ("outside", "stranger", "hoort bij niemand in deze ronde"),
        ("declines", "declines", "wil geen volmachten"),
        ("twice", "double", "twee keer"),
        ("five", "many", "hoogstens vier"),
    ],
)
def test_wrong_mandates_are_refused_with_a_reason(opened, organisation, who, reason, text) -> None:
    one, place = browser(opened), f"/meedoen/{opened.slug}/volmacht/"
    one.get(place)
    me = Member.objects.get()
    some = come_in(opened, 5)
    members.present(opened, some[0], "declines", "", "")
    copy = making.duplicate(opened, None)
    copy.closes_at = opened.closes_at
    copy.save()
    phases.open_act(copy, None)
    (outside,) = come_in(copy, 1)
    named = {
        "self": [str(me.pk)],
        "outside": [str(outside.pk)],
        "declines": [some[0].handle],
        "twice": [some[1].handle, str(some[1].pk)],
        "five": [one.handle for one in [*some[1:], some[1]]],
    }.get(who, [who])
    page = one.post(f"{place}geven/", {"thema": "", "wie": named})
    assert page.status_code == 422
    assert text in page.content.decode()
    assert not Mandate.objects.exists()
    with pytest.raises(members.Refused, match=reason):
        members.trust(opened, me, "", named)


def test_the_database_itself_refuses_to_name_oneself_and_two_mandates(opened) -> None:
    me, other = come_in(opened, 2)
    Mandate.objects.create(member=me, scope="", first=other)
    for wrong in ({"first": me, "scope": "Groen"}, {"first": other, "scope": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Mandate.objects.create(member=me, **wrong)


@pytest.mark.parametrize(
    ("question", "option"), [("v9", "o1"), ("v1", "o9"), ("", ""), ("v1", "<script>")]
)
def test_a_vote_that_does_not_exist_is_refused(opened, question, option) -> None:
    one, place = browser(opened), f"/meedoen/{opened.slug}/volmacht/"
    page = one.post(f"{place}stemmen/", {"vraag": question, "keuze": option})
    assert page.status_code == 422
    assert "Deze keuze bestaat niet" in page.content.decode()
    assert not Choice.objects.exists()


def test_script_in_a_name_is_shown_as_signs(opened, client) -> None:
    (me,) = come_in(opened, 1)
    members.present(opened, me, "public", "<script>alert(1)</script>", "<b>x</b>")
    page = client.get(f"/meedoen/{opened.slug}/volmacht/lijst/").content.decode()
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    with pytest.raises(members.Refused, match="name"):
        members.present(opened, me, "public", " ", "")


def test_who_leaves_the_list_leaves_no_reasons_behind(opened, client) -> None:
    (me,) = come_in(opened, 1)
    members.present(opened, me, "public", "Cor", "Over mij")
    members.vote(opened, me, "v1", "o1", "Mijn reden")
    members.present(opened, me, "private", "Cor", "Over mij")
    found = Member.objects.get()
    assert (found.name, found.about) == ("", "")
    assert Choice.objects.get().reason == ""


def test_nothing_changes_after_closing(opened) -> None:
    one, place = browser(opened), f"/meedoen/{opened.slug}/volmacht/"
    one.get(place)
    me, other = Member.objects.get(), come_in(opened, 1)[0]
    phases.close_act(opened, None)
    for page, data in (
        ("stemmen/", {"vraag": "v1", "keuze": "o1"}),
        ("geven/", {"thema": "", "wie": [other.handle]}),
        ("krijgen/", {"keuze": "declines"}),
    ):
        answer = one.post(f"{place}{page}", data)
        assert answer.status_code == 409
        assert "gesloten" in answer.content.decode()
    for change in (
        lambda: members.vote(opened, me, "v1", "o1"),
        lambda: members.trust(opened, me, "", [other.handle]),
        lambda: members.present(opened, me, "declines", "", ""),
    ):
        with pytest.raises(members.Refused, match="closed"):
            change()
    assert members.enter(opened, "0" * 64) is None
    assert not Choice.objects.exists()
    assert not Mandate.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_twenty_changes_at_once_leave_one_state(opened) -> None:
    me, *others = come_in(opened, 9)
    faults: list[Exception] = []

    def change(number: int) -> None:
        try:
            first, second = others[number % 8], others[(number + 3) % 8]
            members.trust(opened, me, "Groen", [first.handle, second.handle])
            members.vote(opened, me, "v1", f"o{number % 2 + 1}")
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
    kept = Mandate.objects.get()
    places = [one.pk for one in others]
    first, second = (places.index(key) for key in kept.delegates)
    assert second == (first + 3) % 8  # both are of one change, not of two
    assert Choice.objects.get().option in {"o1", "o2"}
