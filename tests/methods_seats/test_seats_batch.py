"""Many elections at once: the fast path equals the exact one, and workers do not matter."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pytest

from methods_seats.elections import SEED, sized
from thorbecke.methods.seats import batch, engine, kieswet
from thorbecke.methods.seats.election import simple
from thorbecke.methods.seats.kieswet import KieswetRules
from thorbecke.methods.seats.simulate import Model, draw, simulate

RULES = (KieswetRules(), KieswetRules(bill_36641=True))


class Waiting(Exception):
    """The exact path met a lot."""


def exactly(votes, size, rules, room=None):
    """Seats and whether a lot is needed, from the integer engine that ``kieswet.count`` runs on."""

    def choose(code, tied, value):
        raise Waiting

    room = room or [1000] * len(votes)
    run = engine.Count(votes, size, room, rules.terms(size), choose)
    try:
        run.run()
    except Waiting:
        return run.seats, True
    return run.seats, False


def samples(amount):
    """Blocks of elections: few votes (many ties), many votes, one big list, lists without votes."""
    random = np.random.Generator(np.random.PCG64(20260318))
    for _ in range(amount):
        lists, size = int(random.integers(1, 15)), int(random.integers(1, 46))
        scale = int(random.choice([4, 30, 500, 60_000]))
        votes = random.integers(0, scale + 1, (500, lists))
        votes[::7, 0] *= lists
        votes[::5] = votes[::5] // 10 * 10
        yield votes, size


@pytest.mark.slow
def test_100_000_elections_agree_with_the_exact_path_ties_included():
    counted = lots = 0
    for place, (votes, size) in enumerate(samples(200)):
        rules = RULES[place % 4 == 3]
        room = [1 + i % 9 for i in range(votes.shape[1])] if place % 5 == 4 else None
        found = batch.seats_of(votes, size, rules, tuple(room) if room else None)
        for row, counts in enumerate(votes.tolist()):
            seats, lot = exactly(counts, size, rules, room)
            assert found.seats[row].tolist() == seats, (counts, size)
            assert bool(found.lot[row]) == lot, (counts, size)
        counted += len(votes)
        lots += int(found.lot.sum())
    assert counted == 100_000
    assert lots > 5_000


def test_the_batch_is_the_count_with_its_words_and_steps():
    for votes, size in samples(12):
        found = batch.seats_of(votes, size)
        for row in range(0, 500, 25):
            outcome = kieswet.count(simple("x", size, votes[row].tolist()))
            assert outcome.seats == tuple(found.seats[row])
            assert bool(outcome.open_lots) == bool(found.lot[row])


def test_rows_that_need_a_lot_are_flagged_and_drawn_from_the_seed():
    votes = np.array([[8268, 4892, 2586, 1852, 1851, 1337, 1074, 617, 573]] * 40)
    waiting = batch.seats_of(votes, 33)
    assert waiting.lot.all()
    assert waiting.seats.sum() == 40 * 32
    drawn = batch.seats_of(votes, 33, lots=SEED, name="Roermond")
    assert drawn.lot.all()
    assert (drawn.seats.sum(axis=1) == 33).all()
    assert set(drawn.seats[:, 7]) == {0, 1}
    again = batch.seats_of(votes, 33, lots=SEED, name="Roermond")
    assert (drawn.seats == again.seats).all()


def test_exhausted_lists_are_counted_exactly():
    votes = np.array([[1184, 1116, 832, 716, 658, 649, 606, 601, 485, 380, 326]])
    room = (17, 17, 17, 1, 17, 17, 17, 17, 17, 17, 17)
    assert batch.seats_of(votes, 17, room=room).seats[0].tolist() == list(
        kieswet.count(sized(17, votes[0].tolist(), room)).seats
    )


def test_figures_beyond_the_proved_bound_are_refused():
    with pytest.raises(batch.TooLarge, match="too many"):
        batch.seats_of(np.array([[2**45, 1]]), 45)
    with pytest.raises(ValueError, match="0 or more"):
        batch.seats_of(np.array([[-1, 5]]), 9)


# --- simulation ----------------------------------------------------------------------------------

ELECTIONS = [
    simple("Vlieland", 9, [239, 162, 162, 90]),
    simple("Roermond", 33, [8268, 4892, 2586, 1852, 1851, 1337, 1074, 617, 573]),
    sized(17, [1184, 1116, 832, 716, 658], [9, 9, 9, 1, 9]),
]
MODEL = Model(draws=2500, seed=7, chunk=1000)


def figures(results):
    """Everything that a simulation gives, to the last bit."""
    return [
        (
            one.draws,
            one.base,
            one.histogram.tolist(),
            one.majority,
            one.coalitions,
            one.changed,
            one.lots,
            one.gallagher.hex(),
        )
        for one in results
    ]


@pytest.fixture(scope="module")
def alone():
    return simulate(ELECTIONS, MODEL, coalitions=[[(0, 1)], [(0, 1), (0, 2, 3)], []])


def test_every_draw_gives_all_seats(alone):
    for election, one in zip(ELECTIONS, alone, strict=True):
        assert one.draws == MODEL.draws
        assert (one.histogram.sum(axis=1) == MODEL.draws).all()
        assert sum(one.mean) == pytest.approx(election.seats)
        assert all(low <= high for low, high in one.between())
        assert 0 < one.changed < one.draws
    assert sum(one.lots for one in alone) > 0


def test_the_chance_of_a_majority_adds_lists_up(alone):
    roermond = alone[1]
    assert roermond.majority[0] < roermond.coalitions[0]
    assert len(alone[2].coalitions) == 0


@pytest.mark.parametrize("workers", [1, 3])
def test_threads_give_the_same_to_the_last_bit(alone, workers):
    with ThreadPoolExecutor(workers) as executor:
        found = simulate(
            ELECTIONS, MODEL, executor=executor, coalitions=[[(0, 1)], [(0, 1), (0, 2, 3)], []]
        )
    assert figures(found) == figures(alone)


@pytest.mark.slow
def test_two_processes_give_the_same_to_the_last_bit(alone):
    with ProcessPoolExecutor(2) as executor:
        found = simulate(
            ELECTIONS, MODEL, executor=executor, coalitions=[[(0, 1)], [(0, 1), (0, 2, 3)], []]
        )
    assert figures(found) == figures(alone)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_two_dask_workers_give_the_same_to_the_last_bit(alone):
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=False,
            dashboard_address=None,
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        found = simulate(
            ELECTIONS,
            MODEL,
            executor=client.get_executor(),
            coalitions=[[(0, 1)], [(0, 1), (0, 2, 3)], []],
        )
    assert figures(found) == figures(alone)


def test_another_seed_gives_other_draws_of_the_same_size():
    votes = (500, 300, 0, 200)
    one, other = (draw(votes, Model(1, seed=seed), 2000, (0, 0)) for seed in (1, 2))
    assert (one != other).any()
    assert (one[:, 2] == 0).all()
    assert abs(one.sum(axis=1) - 1000).max() <= 2
    assert one.mean(axis=0) == pytest.approx([500, 300, 0, 200], abs=10)
    spread = one[:, 0].std() / 1000
    assert spread == pytest.approx((0.5 * 0.5 / 201) ** 0.5, rel=0.1)


@pytest.mark.parametrize(
    "wrong", [{"draws": 0}, {"draws": 1, "concentration": 0}, {"draws": 1, "seed": -1}]
)
def test_a_model_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError, match="expected draws"):
        Model(**wrong)
