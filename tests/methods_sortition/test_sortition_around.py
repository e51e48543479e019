"""Around the draw: help with quotas, targets, invitations, replacement, tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from thorbecke.methods import registry
from thorbecke.methods.lots import Lots
from thorbecke.methods.sortition import help_quotas, invite, replacement, tables, targets
from thorbecke.methods.sortition import register_plain as plain
from thorbecke.methods.sortition.counting import count
from thorbecke.methods.sortition.help_quotas import panel_exists, relaxations
from thorbecke.methods.sortition.invite import Register, WrongRegister, cities
from thorbecke.methods.sortition.orbits import orbits
from thorbecke.methods.sortition.pool import Person, Pool, Quota, Rules

LOTS = Lots(bytes(range(32)))
Named = Callable[[str], Pool]


def changed(pool: Pool, found: help_quotas.Relaxation) -> Pool:
    return replacement.loosened(pool, found)


def free(pool: Pool) -> Pool:
    """The same quotas, all of which may move."""
    quotas = tuple(replace(one, low_flex=None, high_flex=None) for one in pool.quotas)
    return replace(pool, quotas=quotas)


def broken(pool: Pool) -> Pool:
    """More seats for one value than there are people for, given the other quotas."""
    quotas = tuple(
        replace(quota, low=20, high=21)
        if (quota.feature, quota.value) == ("geo_bucket", "Glasgow")
        else replace(quota, low=0)
        if quota.feature == "geo_bucket"
        else quota
        for quota in pool.quotas
    )
    return replace(pool, quotas=quotas)


def test_three_ways_to_mend_quotas_each_with_a_panel(named: Named) -> None:
    pool = broken(named("sa_fixture"))
    assert not panel_exists(orbits(pool))
    found = relaxations(
        replace(pool, quotas=tuple(replace(q, low_flex=None, high_flex=None) for q in pool.quotas))
    )
    assert len(found) >= 3
    assert [one.moved for one in found] == sorted(one.moved for one in found)
    assert len({one.changes for one in found}) == len(found)
    for one in found:
        assert panel_exists(orbits(changed(pool, one)))
        assert one.gain == one.smallest


def test_tight_quotas_show_what_holds_the_smallest_chance(named: Named) -> None:
    pool = named("sa_fixture")
    pool = free(pool)
    before = min(count("leximin", pool, Rules(panels=0)).chances)
    found = relaxations(pool)
    assert len(found) >= 1
    best = min(count("leximin", changed(pool, found[0]), Rules(panels=0)).chances)
    assert float(best - before) == pytest.approx(float(found[0].gain), abs=1e-6)
    assert [one.gain for one in found] == sorted((one.gain for one in found), reverse=True)


def test_quotas_do_not_move_past_their_flex(named: Named) -> None:
    fixed = tuple(
        replace(q, low_flex=q.low, high_flex=q.high) for q in broken(named("sa_fixture")).quotas
    )
    assert relaxations(replace(named("sa_fixture"), quotas=fixed)) == ()


@given(
    st.dictionaries(st.text("abc", min_size=1), st.integers(0, 500), min_size=1).filter(
        lambda values: sum(values.values()) > 0
    ),
    st.integers(1, 80),
)
def test_targets_can_always_add_up(values: dict[str, int], size: int) -> None:
    quotas = targets.quotas({"leeftijd": values}, size)
    assert sum(q.low for q in quotas) <= size <= sum(q.high for q in quotas)
    assert all(0 <= q.low <= q.high for q in quotas)


def test_how_far_a_pool_is_from_the_population() -> None:
    people = [Person(str(at), ("jong" if at < 2 else "oud",)) for at in range(10)]
    found = targets.deviations(("leeftijd",), people, {"leeftijd": {"jong": 50, "oud": 50}}, 4)
    assert (found[0].pool, found[0].reference) in {
        (Fraction(1, 5), Fraction(1, 2)),
        (Fraction(4, 5), Fraction(1, 2)),
    }
    with pytest.raises(ValueError, match="above 0"):
        targets.quotas({"leeftijd": {"jong": 0}}, 4)


def test_warnings_before_a_draw(village: Pool) -> None:
    codes = Counter(one.code for one in targets.warnings(village))
    assert codes["few_people"] == 1
    assert codes["alone"] == 1
    assert codes["small_group"] >= 1


def register(sizes: dict[str, int]) -> Register:
    return Register(tuple((f"{s}{at}", s) for s, n in sizes.items() for at in range(n)))


@given(
    st.dictionaries(st.sampled_from("abcd"), st.integers(1, 40), min_size=1),
    st.integers(0, 60),
    st.integers(1, 5),
)
def test_letters_are_divided_and_drawn(sizes: dict[str, int], letters: int, factor: int) -> None:
    letters = min(letters, sum(sizes.values()))
    first = min(sizes)
    rules = invite.Rules(letters, ((first, str(factor)),))
    found = invite.count(register(sizes), rules, LOTS)
    assert len(found.invited) == len(set(found.invited)) == letters
    assert sum(one.letters for one in found.strata) == letters
    drawn = Counter(name[0] for name in found.invited)
    for one in found.strata:
        assert drawn[one.name] == one.letters <= one.entries
        assert one.chance == Fraction(one.letters, one.entries)


def test_factors_follow_response() -> None:
    factors = invite.from_response({"centrum": Fraction(1, 20), "zuid": Fraction(1, 40)})
    assert factors == (("centrum", "1"), ("zuid", "2"))
    found = invite.count(register({"centrum": 100, "zuid": 100}), invite.Rules(30, factors), LOTS)
    assert {one.name: one.letters for one in found.strata} == {"centrum": 10, "zuid": 20}
    assert invite.response(found.strata, {"zuid": 5}) == (
        ("centrum", Fraction(0)),
        ("zuid", Fraction(1, 4)),
    )


@pytest.mark.parametrize(
    "rules", [invite.Rules(99), invite.Rules(1, (("x", "2"),)), invite.Rules(1, (("a", "0"),))]
)
def test_wrong_invitations(rules: invite.Rules) -> None:
    with pytest.raises(WrongRegister):
        invite.count(register({"a": 3}), rules, LOTS)
    with pytest.raises(WrongRegister):
        Register((("a", "x"), ("a", "y")))
    with pytest.raises(WrongRegister):
        plain.from_data({"entries": [["a"]]})


def test_an_invitation_recomputes_from_plain_data() -> None:
    method = registry.find("sortition.invite")
    one = register({"a": 5, "b": 9})
    again = registry.inputs_module(method.inputs).from_data(plain.to_data(one))
    assert method.count(again, invite.Rules(4), LOTS) == method.count(one, invite.Rules(4), LOTS)
    assert method.count(one, invite.Rules(4), None).invited == ()


def test_every_inhabitant_has_the_same_chance_of_a_city_letter() -> None:
    """Over many seeds the letters per inhabitant even out; large places are always drawn."""
    towns = {"groot": 500, "midden": 300, "klein": 150, "dorp": 50}
    letters: Counter[str] = Counter()
    for number in range(2000):
        found = cities(towns, 2, 20, Lots(number.to_bytes(32, "big")))
        assert sum(one.letters for one in found) == 20
        assert any(one.name == "groot" for one in found)
        letters.update({one.name: one.letters for one in found})
    for name, people in towns.items():
        assert letters[name] / 2000 == pytest.approx(20 * people / 1000, abs=0.5)
    with pytest.raises(WrongRegister):
        cities(towns, 3, 20, LOTS)
    with pytest.raises(WrongRegister):
        cities({"dorp": 5, "stad": 100}, 1, 90, Lots(bytes(32))) and cities(
            {"dorp": 50, "stad": 50}, 1, 90, LOTS
        )


def test_who_drops_out_is_replaced_and_quotas_still_hold(named: Named) -> None:
    pool = named("sa_fixture")
    outcome = count("leximin", pool, Rules(panels=0), LOTS)
    assert outcome.drawn
    panel = outcome.drawn.members
    out = panel[::10]
    found = replacement.redraw(pool, panel, out, Rules(), LOTS, gone=("p149",))
    assert len(set(found.members)) == 22
    assert not set(out) & set(found.members)
    assert found.relaxed is None
    for quota in pool.quotas:
        at = pool.features.index(quota.feature)
        people = [one for one in pool.people if one.id in set(found.members)]
        assert quota.low <= sum(one.values[at] == quota.value for one in people) <= quota.high
    assert Counter(one.code for one in found.log) == {"dropped_out": 3, "seated": 3}
    with pytest.raises(ValueError, match="not in the panel"):
        replacement.redraw(pool, panel, ["nobody"], Rules(), LOTS)


def test_when_nobody_is_left_a_quota_gives_way_and_the_log_says_so(village: Pool) -> None:
    """The only woman of the east has gone, and with her the way to keep both quotas."""
    panel = ("a", "d", "f", "g")
    found = replacement.redraw(village, panel, ("f",), Rules(), LOTS)
    assert found.relaxed is not None
    assert len(found.members) == 4
    assert any(one.code == "quota_moved" for one in found.log)


def test_alternates_beat_random_ones_in_1000_drop_outs(named: Named) -> None:
    pool = named("sa_fixture")
    outcome = count("leximin", pool, Rules(panels=0), LOTS)
    assert outcome.drawn
    panel = outcome.drawn.members
    reserve = replacement.alternates(pool, panel, 4, seed=1)
    mine = replacement.expected_violation(pool, panel, reserve, 1000, seed=2)
    rest = [one.id for one in pool.people if one.id not in set(panel)]
    random = np.random.Generator(np.random.PCG64(3))
    others = [
        replacement.expected_violation(pool, panel, list(random.choice(rest, 4, False)), 1000, 2)
        for _round in range(20)
    ]
    assert len(set(reserve)) == 4
    assert not set(reserve) & set(panel)
    assert mine < min(others)
    assert mine < replacement.expected_violation(pool, panel, (), 1000, seed=2)


def crowd(people: int) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (f"p{at}", ("man" if at % 2 else "vrouw", "oost" if at % 4 < 2 else "west"))
        for at in range(people)
    ]


def test_tables_mix_and_people_meet(named: Named) -> None:
    found = tables.seat(crowd(40), 5, 4, LOTS)
    for round_ in found.rounds:
        assert sorted(name for table in round_ for name in table) == sorted(
            n for n, _v in crowd(40)
        )
        assert {len(table) for table in round_} == {8}
        for table in round_:
            assert sum(int(name[1:]) % 2 for name in table) == 4
    assert found.broken == 0
    assert found.share > Fraction(4, 5)
    one = tables.seat(crowd(40), 5, 1, LOTS)
    assert one.repeats == 0
    assert one.met == 5 * 28


def test_tables_beat_chance_and_hosts_stay() -> None:
    found = tables.seat(crowd(24), 4, 5, LOTS, fixed={"p0": 2, "p5": 2})
    for round_ in found.rounds:
        assert {"p0", "p5"} <= set(round_[2])
    random = np.random.Generator(np.random.PCG64(5))
    met = set()
    for _round in range(5):
        for table in random.permutation(24).reshape(4, 6).tolist():
            met |= {(a, b) for a in table for b in table if a < b}
    assert tables.seat(crowd(24), 4, 5, LOTS).met > len(met)
    with pytest.raises(ValueError, match="tables"):
        tables.seat(crowd(3), 4, 1, LOTS)


def test_a_pool_of_one_value() -> None:
    people = tuple(Person(str(at), ("x",)) for at in range(5))
    outcome = count("leximin", Pool(("f",), (Quota("f", "x", 0, 5),), people, 2), Rules(), LOTS)
    assert set(outcome.chances) == {Fraction(2, 5)}
