"""Equal winners with the packages of the field, on random profiles."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from methods_voting.voting_cases import NAMES, approved, count, ranked

pytestmark = [pytest.mark.peers, pytest.mark.filterwarnings("ignore")]


def profiles(number, seed, most=30):
    rng = np.random.Generator(np.random.PCG64(seed))
    for _ in range(number):
        size, voters = int(rng.integers(3, 6)), int(rng.integers(4, most))
        orders = rng.random((voters, size)).argsort(axis=1).tolist()
        options = NAMES[:size]
        yield options, orders, ranked(options, [[options[o] for o in row] for row in orders])


def names(options, found):
    return {options[one] for one in found}


def test_single_winners_are_those_of_pref_voting():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pytest.importorskip("pref_voting")
        from pref_voting.iterative_methods import instant_runoff_put
        from pref_voting.margin_based_methods import beat_path, ranked_pairs
        from pref_voting.profiles import Profile
        from pref_voting.scoring_methods import borda, plurality

    for options, orders, profile in profiles(150, 1):
        theirs = Profile([tuple(row) for row in orders])
        found = {
            "schulze": beat_path(theirs),
            "ranked-pairs": ranked_pairs(theirs, algorithm="from_stacks"),
            "irv": instant_runoff_put(theirs),
            "borda": borda(theirs),
            "plurality": plurality(theirs),
        }
        for method, winners in found.items():
            outcome = count(method, profile)
            possible = names(options, winners)
            assert outcome.winners[0] in possible, (method, orders)
            if not outcome.ties:
                assert set(outcome.winners) == possible, (method, orders)


def test_stv_elects_whom_pref_voting_elects():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pytest.importorskip("pref_voting")
        from pref_voting.profiles_with_ties import ProfileWithTies
        from pref_voting.proportional_methods import stv_meek, stv_scottish

    rng = np.random.Generator(np.random.PCG64(3))
    compared = 0
    for options, orders, _ in profiles(120, 2):
        cut = rng.integers(1, len(options) + 1, len(orders)).tolist()
        short = [row[:size] for row, size in zip(orders, cut, strict=True)]
        profile = ranked(options, [[options[o] for o in row] for row in short])
        rankings = [{o: place for place, o in enumerate(row, 1)} for row in short]
        theirs = ProfileWithTies(rankings, candidates=list(range(len(options))))
        seats = int(rng.integers(1, len(options)))
        for method, rule in (("stv-scottish", stv_scottish), ("stv-meek", stv_meek)):
            outcome = count(method, profile, seats=seats)
            if not outcome.ties:
                compared += 1
                assert names(options, rule(theirs, num_seats=seats)) == set(outcome.winners), (
                    method,
                    short,
                    seats,
                )
    assert compared > 100


def test_winners_are_those_of_votekit():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pytest.importorskip("votekit")
        from votekit import RankBallot, RankProfile, elections

    compared = 0
    for options, orders, profile in profiles(12, 4):
        ballots = tuple(RankBallot(ranking=[{options[o]} for o in row]) for row in orders)
        theirs = RankProfile(ballots=ballots, candidates=options)
        rules = {"schulze": elections.Schulze, "ranked-pairs": elections.RankedPairs}
        for method, rule in rules.items():
            outcome = count(method, profile)
            if not outcome.ties:
                compared += 1
                assert rule(theirs, n_seats=1).get_elected()[0] == {outcome.winners[0]}
        outcome = count("irv", profile)
        if not outcome.ties:
            compared += 1
            assert elections.IRV(theirs).get_elected()[0] == {outcome.winners[0]}
    assert compared > 15


def test_committees_are_among_those_of_abcvoting():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pytest.importorskip("abcvoting")
        from abcvoting import abcrules
        from abcvoting.preferences import Profile

    rng = np.random.Generator(np.random.PCG64(5))
    for _ in range(60):
        size, voters = int(rng.integers(3, 6)), int(rng.integers(3, 25))
        options = NAMES[:size]
        marks = rng.random((voters, size)) < 0.5
        marks[0] = True  # so that every option is wanted by somebody and all seats are filled
        sets = [set(np.flatnonzero(row).tolist()) for row in marks if row.any()]
        theirs = Profile(size)
        theirs.add_voters(sets)
        profile = approved(options, [{options[o] for o in one} for one in sets], question="q")
        seats = int(rng.integers(1, size))
        for method, rule in (("phragmen", "seqphragmen"), ("equal-shares", "equal-shares")):
            possible = abcrules.compute(
                rule, theirs, committeesize=seats, algorithm="standard-fractions", resolute=False
            )
            found = {
                options.index(option) for option in count(method, profile, seats=seats).winners
            }
            assert found in [set(committee) for committee in possible], (method, sets, seats)
