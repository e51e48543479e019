"""Many phones at the same moment: limits hold, and nothing is lost or doubled."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from ateliers.conftest import at
from participation_box.boxed import at_once
from thorbecke.web.ateliers import flow, starting, weighing, writing
from thorbecke.web.ateliers.models import Atelier, Card, Dot, Guest
from thorbecke.web.people.models import Organisation

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def room() -> Atelier:
    place = Organisation.objects.create(kind="municipality", name="Drukstad")
    found = starting.start(place, None, title="Druk", challenge="", themes=[])
    Atelier.objects.filter(pk=found.pk).update(phase="open", opened_at=timezone.now())
    return at(found, "opgave")


def test_twenty_dots_at_once_are_never_more_than_three(room):
    guest = Guest.objects.create(atelier=room, number=1)
    cards = [
        Card.objects.create(atelier=room, step="opgave", client=f"{n:032x}", text=f"k{n}")
        for n in range(20)
    ]
    at(room, "opgave-wegen")

    def send(number: int):
        target = f"k-{cards[number].pk}"
        return lambda: weighing.dot(room, guest, "opgave-wegen", target, f"{number:032x}")

    found = at_once(*(send(number) for number in range(20)))
    assert found.count(None) == 3
    assert all(isinstance(one, flow.Refused) for one in found if one is not None)
    assert {one.reason for one in found if one is not None} == {"dots"}
    assert Dot.objects.count() == 3


def test_one_sending_that_comes_in_ten_times_at_once_is_one_card(room):
    guest = Guest.objects.create(atelier=room, number=1)
    found = at_once(*[lambda: writing.add(room, guest, "opgave", "a" * 32, "Eén keer")] * 10)
    assert {card.pk for card in found} == {Card.objects.get().pk}


def test_twenty_people_join_at_once_and_each_has_a_number(room):
    def join():
        return Client().post(f"/a/{room.code}/binnen/", {"name": ""}).status_code

    assert set(at_once(*[join] * 20)) == {302}
    assert sorted(Guest.objects.values_list("number", flat=True)) == list(range(1, 21))


def test_two_presses_on_next_go_one_step(room):
    class Somebody:
        def roles_in(self, _organisation):
            return frozenset({"facilitator"})

    seen = room.step
    found = at_once(*[lambda: flow.forward(room, Somebody(), seen, 1)] * 2)
    assert sorted(type(one).__name__ for one in found) == ["NoneType", "Refused"]
    room.refresh_from_db()
    assert room.step == seen + 1
