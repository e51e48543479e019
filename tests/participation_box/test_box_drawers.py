"""Drawers split, keep everything, and forget keys and order at closing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation_box.boxed import YES, give_codes, new_act
from thorbecke.web.participation.box import drawers, reading
from thorbecke.web.participation.box.casting import cast
from thorbecke.web.participation.box.drawers import DRAWER_SIZE, Slip
from thorbecke.web.participation.models import Drawer


def lay(act, key: str, slip: Slip) -> None:
    drawer = drawers.hold(act, key)
    drawer.put(key, slip)
    drawers.store(act, drawer)


def fill(act, number: int) -> dict[str, str]:
    """Lay ballots in the box without codes; return key -> receipt."""
    found = {}
    for place in range(number):
        key = drawers.key_of(act, f"code-{place}")
        lay(act, key, Slip(f"R{place:05d}", "", YES))
        found[key] = f"R{place:05d}"
    return found


def test_drawers_split_by_the_bits_of_the_keys_and_lose_nothing(act):
    laid = fill(act, 500)
    rows = list(Drawer.objects.filter(act=act))
    assert sum(row.size for row in rows) == 500 == drawers.total(act)
    assert max(row.size for row in rows) <= DRAWER_SIZE
    for row in rows:
        keys = list(json.loads(row.content))
        assert keys == sorted(keys)
        assert all(drawers.bits_of(key).startswith(row.prefix) for key in keys)
    prefixes = [row.prefix for row in rows]
    assert not any(a != b and b.startswith(a) for a in prefixes for b in prefixes)
    assert {key: drawers.look(act, key).receipt for key in laid} == laid


def test_a_ballot_with_the_same_key_replaces_the_first(act):
    fill(act, 70)
    fill(act, 70)
    assert drawers.total(act) == 70


def test_an_empty_drawer_that_lost_the_race_harms_nothing(act):
    laid = fill(act, 200)
    Drawer.objects.create(act=act, prefix="")
    assert {key: drawers.look(act, key).receipt for key in laid} == laid
    fill(act, 210)
    assert drawers.total(act) == 210


def test_the_key_of_a_code_differs_between_acts_and_from_what_the_roll_keeps(act, code):
    from thorbecke.web.participation.roll.codes import code_hash

    other = new_act("ander")
    keys = {drawers.key_of(act, code), drawers.key_of(other, code)}
    assert len(keys | {code_hash(act, code), code_hash(other, code)}) == 4


def test_sealing_keeps_the_ballots_and_erases_the_keys(act):
    laid = fill(act, 300)
    before = reading.ballots(act)
    drawers.seal(act)
    assert reading.ballots(act) == before
    text = "".join(Drawer.objects.values_list("content", flat=True))
    assert not any(key in text for key in laid)
    receipts = [slip.receipt for slip in drawers.slips(act)]
    assert receipts == sorted(receipts)
    drawers.seal(act)
    assert reading.ballots(act) == before


def test_shuffling_an_open_box_changes_nothing_that_counts(act):
    codes = give_codes(act, 90)
    for code in codes[:80]:
        cast(act, code, YES)
    before, rows = reading.ballots(act), set(Drawer.objects.values_list("pk", flat=True))
    drawers.shuffle(act)
    assert reading.ballots(act) == before
    assert not rows & set(Drawer.objects.values_list("pk", flat=True))
    for code in codes:
        cast(act, code, YES)
    assert reading.totals(act).ballots == 90


def test_a_small_neighbourhood_loses_its_name_at_closing(act):
    for place, area in enumerate(["Noord"] * 40 + ["Zuid"] * 12 + ["Kern"] * 3):
        key = drawers.key_of(act, f"c{place}")
        lay(act, key, Slip(f"R{place}", area, YES))
    drawers.seal(act)
    areas = [ballot.area for ballot in reading.ballots(act)]
    assert (areas.count("Noord"), areas.count("")) == (40, 15)


@given(st.dictionaries(st.sampled_from(["", *"abcdefg"]), st.integers(0, 40)))
def test_what_is_not_told_apart_is_none_or_at_least_ten_unless_all_are_fewer(counts):
    told = drawers._told_apart(counts)
    rest = sum(number for area, number in counts.items() if area not in told)
    assert all(counts[area] >= drawers.SMALL_GROUP for area in told)
    assert rest == 0 or rest >= drawers.SMALL_GROUP or not told


def test_a_drawer_that_keeps_splitting_is_given_up_with_a_clear_error(act, monkeypatch):
    Drawer.objects.create(act=act, prefix="1" * 30)
    monkeypatch.setattr(drawers, "TRIES", 3)
    with pytest.raises(drawers.Contended):
        drawers.hold(act, "f" * 32)
