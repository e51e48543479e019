"""Draws: panels keep quotas, chances are leximin, the proof holds, the lot repeats."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from thorbecke.methods import facts, registry
from thorbecke.methods.lots import Lots
from thorbecke.methods.sortition import engine, lift, plain, relax
from thorbecke.methods.sortition.explaining import explain_person, histogram
from thorbecke.methods.sortition.legacy import LegacyNeedsLots
from thorbecke.methods.sortition.orbits import orbits
from thorbecke.methods.sortition.outcome import BOUNDED, PROVED, STAGED, Outcome
from thorbecke.methods.sortition.pool import SCALE, Person, Pool, Quota, Rules, WrongPool

LOTS = Lots(bytes(range(32)))
Named = Callable[[str], Pool]
GOALS = ("leximin", "maximin", "nash", "goldilocks")


def count(pool: Pool, goal: str = "leximin", **rules: int) -> Outcome:
    found: Outcome = registry.find(f"sortition.{goal}").count(pool, Rules(**rules), LOTS)
    return found


def keeps(pool: Pool, members: tuple[str, ...], household: bool = True) -> bool:
    people = [one for one in pool.people if one.id in set(members)]
    homes = [one.household for one in people if household and one.household]
    within = all(
        quota.low
        <= sum(one.values[pool.features.index(quota.feature)] == quota.value for one in people)
        <= quota.high
        for quota in pool.quotas
    )
    return within and len(people) == pool.size and len(homes) == len(set(homes))


def every_panel(pool: Pool) -> list[tuple[int, ...]]:
    return [
        panel
        for panel in combinations(range(len(pool.people)), pool.size)
        if keeps(pool, tuple(pool.people[at].id for at in panel))
    ]


def test_the_village_worked_out_by_hand(village: Pool) -> None:
    """Two men and two women, two of each side: see docs/methods/sortition-leximin.md."""
    outcome = count(village, panels=60)
    types = orbits(village)
    chance = {
        village.people[who].id: one
        for one, members in zip(outcome.chances, types.members, strict=True)
        for who in members
    }
    assert outcome.certificate.kind == PROVED
    expected = {"a": 0.4, "d": 0.4, "f": 0.8, "g": 0.6}
    assert {name: float(chance[name]) for name in expected} == pytest.approx(expected, abs=1e-9)
    assert sum(chance.values()) == 4
    assert chance["a"] == chance["b"] == chance["c"]
    assert keeps(village, outcome.drawn.members if outcome.drawn else ())


@pytest.mark.parametrize("name", ["sa_fixture", "example_small_20", "syn_sfa_35", "syn_cca_75"])
def test_public_pools_are_proved_and_every_panel_keeps_the_quotas(named: Named, name: str) -> None:
    pool = named(name)
    outcome = count(pool)
    assert outcome.certificate.kind == PROVED
    assert outcome.certificate.deviation <= Fraction(1, 10**6)
    people = orbits(pool)
    for panel in outcome.panels:
        counts = np.zeros(len(people.count))
        for number, seats in panel.counts:
            counts[number] = seats
        rows = people.matrix @ counts
        assert ((people.low <= rows) & (rows <= people.high)).all()
    assert outcome.lottery
    assert outcome.lottery.change <= Fraction(1, 1000)
    members = [
        tuple(pool.people[who].id for who in panel)
        for panel in lift.seated(pool, people, outcome.lottery, LOTS)
    ]
    assert len(members) == 1000
    assert all(keeps(pool, panel) for panel in members[::50])
    assert outcome.drawn
    assert outcome.drawn.members == members[outcome.drawn.number - 1]


def test_known_smallest_chances(named: Named) -> None:
    """As sortition-algorithms and the published program find them."""
    known = {"sa_fixture": 1 / 11, "example_small_20": 0.1, "syn_sfa_35": 8 / 107}
    for name, smallest in known.items():
        assert float(min(count(named(name)).chances)) == pytest.approx(smallest, abs=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["example_large_200", "syn_big_200", "syn_sfe_110", "syn_sfe_110_hh"]
)
def test_large_pools_are_proved(named: Named, name: str) -> None:
    pool = named(name)
    outcome = count(pool)
    assert outcome.certificate.kind == PROVED
    assert outcome.drawn
    assert keeps(pool, outcome.drawn.members)
    assert not registry.find("sortition.leximin").check(  # type: ignore[misc]
        pool, Rules(), facts.to_data(outcome), LOTS
    )


@given(st.integers(0, 10_000))
@hypothesis_settings(max_examples=6)
def test_tight_pools_end_with_a_proof(seed: int) -> None:
    from methods_sortition.conftest import tight

    pool = tight(seed % 30)  # what these cost is known; the slow test takes more of them
    solved = engine.solve(orbits(pool), "leximin", Rules())
    assert solved.certificate.kind in {PROVED, STAGED}
    assert solved.certificate.deviation <= Fraction(1, 10**6)


@pytest.mark.slow
def test_forty_tight_pools_and_most_need_no_new_panels(
    tight_pool: Callable[[int], Pool],
) -> None:
    """``benchmarks/sortition.py`` takes 500 of them."""
    paths: Counter[str] = Counter()
    for seed in range(100, 140):
        certificate = engine.solve(orbits(tight_pool(seed)), "leximin", Rules()).certificate
        assert certificate.kind in {PROVED, STAGED}
        assert certificate.deviation <= Fraction(1, 10**6)
        paths[certificate.path] += 1
    assert paths["priced"] <= 12


def small(seed: int) -> Pool:
    random = np.random.Generator(np.random.PCG64(seed))
    table = random.integers(0, 2, (8, 3))
    panel = table[random.choice(8, 3, replace=False)]
    quotas = tuple(
        Quota(f"f{at}", str(value), n := int((panel[:, at] == value).sum()), n)
        for at in range(3)
        for value in (0, 1)
    )
    homes = ["", "x", "x", "y", "y", "", "", ""]
    people = tuple(
        Person(str(at), tuple(str(v) for v in table[at]), homes[at] if seed % 2 else "")
        for at in range(8)
    )
    return Pool(("f0", "f1", "f2"), quotas, people, 3)


def brute(pool: Pool) -> list[float]:
    """Leximin over all panels, person by person, with scipy: slow and simple."""
    from scipy.optimize import linprog

    panels = every_panel(pool)
    table = np.zeros((8, len(panels)))
    for column, panel in enumerate(panels):
        table[list(panel), column] = 1
    fixed: dict[int, float] = {}
    while len(fixed) < 8:
        free = [at for at in range(8) if at not in fixed]
        value = _stage(linprog, table, fixed, free, None)
        for at in free:  # at is done when it can't be above the value while the others keep it
            if _stage(linprog, table, fixed, free, (at, value)) <= value + 1e-7:
                fixed[at] = value
    return [fixed[at] for at in range(8)]


def _stage(linprog, table, fixed, free, single) -> float:
    width = table.shape[1]
    rows, limits = [], []
    for at, value in fixed.items():
        rows.append(np.append(-table[at], 0.0))
        limits.append(-value + 1e-9)
    for at in free:
        rows.append(np.append(-table[at], 1.0 if not single or at == single[0] else 0.0))
        limits.append(0.0 if not single or at == single[0] else -single[1] + 1e-9)
    cost = np.append(np.zeros(width), -1.0)
    found = linprog(cost, np.array(rows), np.array(limits), [np.append(np.ones(width), 0.0)], [1.0])
    return float(-found.fun)


@pytest.mark.parametrize("seed", range(12))
def test_against_all_panels_written_out(seed: int) -> None:
    pool = small(seed)
    if not every_panel(pool):
        with pytest.raises(relax.Infeasible):
            count(pool)
        return
    outcome = count(pool, panels=0)
    chances = [0.0] * 8
    for one, members in zip(outcome.chances, orbits(pool).members, strict=True):
        for who in members:
            chances[who] = float(one)
    assert chances == pytest.approx(brute(pool), abs=2e-6)
    assert outcome.drawn
    assert keeps(pool, outcome.drawn.members)


@pytest.mark.parametrize("goal", GOALS)
def test_other_goals_are_proved_too(named: Named, goal: str) -> None:
    pool = named("sa_fixture")
    method = registry.find(f"sortition.{goal}")
    outcome = count(pool, goal)
    data = json.loads(json.dumps(facts.to_data(outcome)))
    assert outcome.certificate.kind == PROVED
    assert method.check
    assert method.check(pool, Rules(), data, LOTS) == ()


def test_each_goal_is_best_at_what_it_asks(named: Named) -> None:
    pool = named("syn_sfa_35")
    types = orbits(pool)
    found = {goal: [float(one) for one in count(pool, goal).chances] for goal in GOALS}
    share = pool.size / len(pool.people)

    def gold(chances: list[float]) -> float:
        return max(chances) / share + share / min(chances)

    def nash(chances: list[float]) -> float:
        return float(types.count @ np.log(chances))

    assert min(found["maximin"]) == pytest.approx(min(found["leximin"]), abs=1e-6)
    assert all(nash(found["nash"]) >= nash(other) - 1e-5 for other in found.values())
    assert all(gold(found["goldilocks"]) <= gold(other) + 1e-5 for other in found.values())


def test_the_same_everywhere_and_only_the_lot_changes(village: Pool) -> None:
    method = registry.find("sortition.leximin")
    one = method.count(village, Rules(), LOTS)
    assert one == method.count(village, Rules(), LOTS)
    without = method.count(village, Rules(), None)
    assert without.drawn is None
    assert replace(one, drawn=None) == without


def test_order_of_people_does_not_change_chances(named: Named) -> None:
    pool = named("sa_fixture")
    turned = replace(pool, people=pool.people[::-1])
    assert [float(one) for one in count(pool).chances] == pytest.approx(
        [float(one) for one in count(turned).chances], abs=1e-6
    )


def test_lifted_panels_give_equal_chances_inside_a_type(named: Named) -> None:
    for name in ("sa_fixture", "syn_cca_75", "example_large_200"):
        pool = named(name)
        types = orbits(pool)
        outcome = count(pool, panels=0)
        total: Counter[int] = Counter()
        weights = 0
        for weight, members in lift.lifted(types, outcome.panels):
            weights += weight
            assert len(set(members)) == pool.size
            total.update(dict.fromkeys(members, weight))
        assert weights == SCALE
        for chance, members in zip(outcome.chances, types.members, strict=True):
            assert all(abs(total[who] - chance * SCALE) <= 1 for who in members)


def test_households_send_at_most_one(named: Named) -> None:
    rows = [("man", "x"), ("man", "x"), ("vrouw", "y"), ("vrouw", "y"), ("man", "y"), ("vrouw", "")]
    people = tuple(Person(str(at), (sex,), home) for at, (sex, home) in enumerate(rows))
    pool = Pool(("sekse",), (Quota("sekse", "man", 1, 1), Quota("sekse", "vrouw", 1, 1)), people, 2)
    outcome = count(pool)
    types = orbits(pool)
    assert outcome.lottery
    for panel in lift.seated(pool, types, outcome.lottery, LOTS):
        assert keeps(pool, tuple(pool.people[who].id for who in panel))
    for _weight, members in lift.lifted(types, outcome.panels):
        assert keeps(pool, tuple(pool.people[who].id for who in members))
    assert registry.find("sortition.leximin").check(pool, Rules(), outcome, LOTS) == ()  # type: ignore[misc]


def test_random_draw_needs_lots_and_keeps_quotas(named: Named) -> None:
    pool = named("sa_fixture")
    with pytest.raises(LegacyNeedsLots):
        registry.find("sortition.random").count(pool, Rules(), None)
    outcome = count(pool, "random", panels=3)
    assert outcome.certificate.kind == "none"
    assert outcome.drawn
    assert keeps(pool, outcome.drawn.members)
    assert outcome == count(pool, "random", panels=3)


def test_no_panel_at_all() -> None:
    people = tuple(Person(str(at), ("man", "oost")) for at in range(4))
    quotas = (
        Quota("sekse", "man", 1, 1),
        Quota("sekse", "vrouw", 1, 1),
        Quota("buurt", "oost", 2, 2),
    )
    with pytest.raises(relax.Infeasible):
        count(Pool(("sekse", "buurt"), quotas, people, 2))


def test_a_fallback_that_may_not_search_says_so(tight_pool: Callable[[int], Pool]) -> None:
    """Seed 35 has people whom no panel can seat: without new panels nothing can be proved."""
    solved = engine.solve(orbits(tight_pool(35)), "leximin", Rules(rounds=0))
    assert solved.certificate.kind == BOUNDED
    assert solved.certificate.deviation > Fraction(1, 10**6)


def test_staged_proof_is_checked_and_tampering_shows(tight_pool: Callable[[int], Pool]) -> None:
    pool = tight_pool(65)
    method = registry.find("sortition.leximin")
    outcome = method.count(pool, Rules(panels=100), LOTS)
    assert outcome.certificate.kind == STAGED
    data = facts.to_data(outcome)
    assert method.check
    assert method.check(pool, Rules(panels=100), data, LOTS) == ()
    data["certificate"]["proofs"] = data["certificate"]["proofs"][:1]
    assert method.check(pool, Rules(panels=100), data, LOTS)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"size": 9}, "too_few"),
        ({"size": 0}, "size"),
        ({"features": ("sekse", "leeftijd")}, "feature"),
    ],
)
def test_wrong_pools(village: Pool, change: dict[str, object], code: str) -> None:
    with pytest.raises(WrongPool) as error:
        replace(village, **change)  # type: ignore[arg-type]
    assert error.value.code == code


def test_plain_data_goes_both_ways(village: Pool) -> None:
    data = json.loads(json.dumps(plain.to_data(village)))
    assert plain.from_data(data) == village
    for wrong in (
        {},
        {**data, "size": "4"},
        {**data, "people": [["a"]]},
        {**data, "quotas": [[1]]},
    ):
        with pytest.raises(WrongPool):
            plain.from_data(wrong)


def test_someone_hears_why(village: Pool) -> None:
    outcome = count(village)
    said = explain_person(village, orbits(village), outcome, "f")
    assert said[0].code == "sortition_chance"
    assert said[0].values["alike"] == 1
    assert {one.values["feature"] for one in said[1:]} == {"sekse", "buurt"}
    assert sum(people for _top, people in histogram(orbits(village), outcome)) == 8
    with pytest.raises(KeyError):
        explain_person(village, orbits(village), outcome, "nobody")
