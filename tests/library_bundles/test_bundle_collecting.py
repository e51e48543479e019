"""Putting things in a bundle, in order, from many browsers at once."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thorbecke.web.library.bundles import collecting
from thorbecke.web.library.bundles.collecting import Added
from thorbecke.web.library.models import Bundle, BundleItem, Entry
from thorbecke.web.library.models.bundle import MAX_ITEMS


def order(bundle: Bundle) -> list[uuid.UUID]:
    live = BundleItem.objects.filter(bundle=bundle, position__isnull=False)
    return list(live.order_by("position").values_list("pk", flat=True))


def positions(bundle: Bundle) -> list[int]:
    live = BundleItem.objects.filter(bundle=bundle, position__isnull=False)
    return sorted(live.values_list("position", flat=True))


def plain_entries(total: int) -> list[Entry]:
    return Entry.objects.bulk_create(
        Entry(kind="case", slug=f"plain-{n}", title=f"Plain {n}", data={}) for n in range(total)
    )


def test_adding_twice_is_once(case: Entry) -> None:
    bundle, _token = collecting.start()
    assert collecting.add(bundle, case) is Added.ADDED
    assert collecting.add(bundle, case) is Added.ALREADY
    assert bundle.items.count() == 1


@pytest.mark.django_db
def test_a_full_bundle_refuses() -> None:
    bundle, _token = collecting.start()
    *fit, last = plain_entries(MAX_ITEMS + 1)
    assert {collecting.add(bundle, entry) for entry in fit} == {Added.ADDED}
    assert collecting.add(bundle, last) is Added.FULL
    assert positions(bundle) == list(range(1, MAX_ITEMS + 1))


@pytest.mark.django_db
def test_a_full_bundle_can_still_be_put_in_another_order() -> None:
    bundle, _token = collecting.start()
    for entry in plain_entries(MAX_ITEMS):
        collecting.add(bundle, entry)
    first, *_others, last = order(bundle)
    assert collecting.move(bundle, last, 1) == 1
    assert order(bundle)[:2] == [last, first]
    assert positions(bundle) == list(range(1, MAX_ITEMS + 1))


@pytest.mark.parametrize(("asked", "got"), [(1, 1), (2, 2), (-5, 1), (0, 1), (99, 3)])
def test_moving_outside_the_range_ends_at_the_nearest_end(
    filled: Any, asked: int, got: int
) -> None:
    bundle, _token = filled(3)
    item = order(bundle)[1]
    assert collecting.move(bundle, item, asked) == got
    assert order(bundle)[got - 1] == item


def test_taking_out_and_putting_back_keeps_place_and_words(filled: Any) -> None:
    bundle, _token = filled(3)
    before = order(bundle)
    collecting.introduce(bundle, before[1], "Mijn woorden")
    collecting.take_out(bundle, before[1])
    assert order(bundle) == [before[0], before[2]]
    assert positions(bundle) == [1, 2]
    assert collecting.put_back(bundle, before[1]) is Added.ADDED
    assert order(bundle) == before
    assert BundleItem.objects.get(pk=before[1]).introduction == "Mijn woorden"


def test_what_was_taken_out_can_be_added_again(filled: Any) -> None:
    bundle, _token = filled(2)
    item = BundleItem.objects.get(pk=order(bundle)[0])
    collecting.take_out(bundle, item.pk)
    assert collecting.add(bundle, item.entry) is Added.ADDED
    assert order(bundle)[-1] == item.pk


def test_the_database_refuses_one_place_twice(filled: Any) -> None:
    bundle, _token = filled(2)
    with pytest.raises(IntegrityError), transaction.atomic():
        bundle.items.filter(position=2).update(position=1)


def test_the_database_refuses_an_entry_twice(filled: Any) -> None:
    bundle, _token = filled(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        BundleItem.objects.create(bundle=bundle, entry=bundle.items.get().entry, position=2)


@pytest.mark.parametrize("position", [0, 2 * MAX_ITEMS + 1])
def test_the_database_refuses_a_place_out_of_range(filled: Any, position: int) -> None:
    bundle, _token = filled(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        bundle.items.update(position=position)


def test_items_of_another_bundle_are_refused(filled: Any) -> None:
    bundle, _token = filled(2)
    other, _token = collecting.start()
    item = order(bundle)[0]
    for act in (collecting.take_out, collecting.put_back):
        with pytest.raises(BundleItem.DoesNotExist):
            act(other, item)
    with pytest.raises(BundleItem.DoesNotExist):
        collecting.move(other, item, 1)
    with pytest.raises(BundleItem.DoesNotExist):
        collecting.introduce(other, item, "x")


ACTS = st.lists(
    st.tuples(st.sampled_from(["move", "out", "back"]), st.integers(0, 5), st.integers(-2, 9)),
    max_size=12,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=ACTS)
def test_positions_are_always_one_to_n(db: Any, acts: list[tuple[str, int, int]]) -> None:
    with transaction.atomic():
        bundle, _token = collecting.start()
        for entry in plain_entries(6):
            collecting.add(bundle, entry)
        items = order(bundle)
        for act, which, position in acts:
            live = order(bundle)
            if act == "back":
                collecting.put_back(bundle, items[which])
            elif items[which] in live:
                if act == "move":
                    collecting.move(bundle, items[which], position)
                else:
                    collecting.take_out(bundle, items[which])
            assert positions(bundle) == list(range(1, len(positions(bundle)) + 1))
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_twenty_adds_at_once_leave_one_item(case: Entry) -> None:
    bundle, _token = collecting.start()

    def add(_number: int) -> Added:
        try:
            return collecting.add(Bundle.objects.get(pk=bundle.pk), Entry.objects.get(pk=case.pk))
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        results = list(pool.map(add, range(20)))
    assert results.count(Added.ADDED) == 1
    assert results.count(Added.ALREADY) == 19
    assert positions(bundle) == [1]
