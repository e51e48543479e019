"""Plurality, yes-no, approval, scores, points, Borda, STAR, judgment: golden cases and thresholds."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings

from methods_voting import voting_oracles as slow
from methods_voting.voting_cases import (
    LOTS,
    approvals,
    approved,
    count,
    orders,
    ranked,
    scored,
    scores,
)
from thorbecke.methods.facts import Tie
from thorbecke.methods.lots import Lots
from thorbecke.methods.registry import WrongRules, find, rules_of
from thorbecke.methods.voting.profile import Kind, WrongBallots, from_ballots

TENNESSEE = ("Memphis", "Nashville", "Chattanooga", "Knoxville")
M, N, C, K = TENNESSEE
# The textbook case of the capital of Tennessee, 100 voters.
BALLOTS = [(M, N, C, K)] * 42 + [(N, C, K, M)] * 26 + [(C, K, N, M)] * 15 + [(K, C, N, M)] * 17


def choices(yes, no, blank=0, electorate=None):
    answers = [{"yes": 1}] * yes + [{"no": 1}] * no + [{}] * blank
    return from_ballots(Kind.CHOICE, ("yes", "no"), answers, "q", electorate)


@pytest.mark.parametrize(
    ("method", "winner", "score"),
    [
        ("plurality", M, 42),
        ("borda", N, 194),
        ("irv", K, 58),
        ("schulze", N, 3),
        ("ranked-pairs", N, 3),
    ],
)
def test_one_set_of_ballots_and_what_each_method_makes_of_it(method, winner, score):
    outcome = count(method, ranked(TENNESSEE, BALLOTS), lots=None)
    assert outcome.winners == (winner,)
    assert outcome.scores[winner] == score
    assert outcome.ties == ()


@pytest.mark.parametrize(
    ("rules", "winners", "passed"),
    [
        ({}, ("yes",), None),
        ({"majority": "2/3"}, ("yes",), True),
        ({"majority": "2/3", "majority_strict": True}, (), False),
        ({"majority": "2/3", "blank_counts": True}, (), False),
        ({"turnout": "1/2"}, ("yes",), True),
        ({"turnout": "3/5"}, (), False),
        ({"electorate_share": "3/10"}, ("yes",), True),
        ({"electorate_share": "31/100"}, (), False),
        ({"electorate_share": "3/10", "majority": "3/4"}, (), False),
    ],
)
def test_thresholds_are_exact_at_the_edge(rules, winners, passed):
    method = find("voting.yesno")
    outcome = method.count(choices(6, 3, 1, 20), rules_of(method, rules))
    assert (outcome.winners, outcome.passed) == (winners, passed)
    checks = [step for step in outcome.steps if step.code == "threshold"]
    assert len(checks) == len(
        [name for name in rules if name not in {"majority_strict", "blank_counts"}]
    )
    assert outcome.figures["turnout"] == Fraction(1, 2)


def test_no_needs_no_majority_but_does_need_the_turnout():
    outcome = count("yesno", choices(3, 4, 0, 20), majority=Fraction(2, 3))
    assert (outcome.winners, outcome.passed) == (("no",), None)
    outcome = count("yesno", choices(3, 4, 0, 20), turnout=Fraction(1, 2))
    assert (outcome.winners, outcome.passed) == ((), False)


def test_equal_votes_change_nothing_unless_the_rules_ask_for_a_lot():
    outcome = count("yesno", choices(4, 4))
    assert outcome.winners == ("no",)
    assert outcome.ties[0].by == "status_quo"
    assert count("yesno", choices(4, 4), lots=None, tie="lot").open_ties
    assert count("yesno", choices(4, 4), tie="lot").ties[0].by == "lot"


def test_nobody_wins_without_votes_and_no_lot_is_drawn():
    for profile in (choices(0, 0), choices(0, 0, 5)):
        outcome = count("plurality", profile, lots=None)
        assert (outcome.winners, outcome.ties) == ((), ())
        assert [step.code for step in outcome.steps][-2:] == ["no_votes", "no_winner"]


def test_a_threshold_on_the_electorate_needs_the_electorate():
    for rules in ({"turnout": Fraction(1, 2)}, {"electorate_share": Fraction(1, 2)}):
        with pytest.raises(WrongBallots, match="needs the size of the electorate"):
            count("yesno", choices(1, 0), **rules)


@pytest.mark.parametrize(
    ("method", "rules"),
    [
        ("yesno", {"turnout": "0"}),
        ("yesno", {"majority": "3/2"}),
        ("yesno", {"tie": "maybe"}),
        ("score", {"unscored": "guess"}),
        ("score", {"highest": 0}),
        ("borda", {"unranked": "guess"}),
        ("star", {"ties": "guess"}),
        ("judgment", {"acceptable": 9}),
        ("irv", {"ties": "guess"}),
        ("schulze", {"strength": "guess"}),
        ("ranked-pairs", {"strength": "guess"}),
        ("equal-shares", {"completion": "guess"}),
        ("points", {"blank_counts": True}),
    ],
)
def test_rules_that_can_not_be_are_refused(method, rules):
    with pytest.raises(WrongRules, match=f"voting.{method}"):
        rules_of(find(f"voting.{method}"), rules)


@pytest.mark.parametrize(
    "method",
    ["yesno", "approval", "score", "star", "judgment", "points", "equal-shares", "phragmen"],
)
def test_ballots_of_another_kind_are_refused(method):
    with pytest.raises(WrongBallots, match="counts"):
        count(method, ranked("ab", ["ab"]))


@pytest.mark.parametrize("method", ["borda", "irv", "stv-scottish", "stv-meek", "plurality"])
def test_approvals_are_no_ranking(method):
    with pytest.raises(WrongBallots, match="counts ballots of kind"):
        count(method, approved("ab", ["a"]))


def test_yes_no_wants_yes_and_no():
    with pytest.raises(WrongBallots, match='"yes" and "no"'):
        count("yesno", from_ballots(Kind.CHOICE, "ab", [{"a": 1}]))


@pytest.mark.parametrize("method", ["plurality", "schulze", "stv-scottish", "stv-meek"])
def test_more_seats_than_options_are_refused(method):
    with pytest.raises(WrongBallots, match="seats: expected 1 to 2, found 3"):
        count(method, ranked("ab", ["ab"]), seats=3)


def test_a_lot_is_drawn_only_across_the_last_seat():
    profile = from_ballots(Kind.CHOICE, "abcd", [{x: 1} for x in "aabbcd"], "q")
    two = count("plurality", profile, lots=None, seats=2)
    assert (two.winners, two.ties) == (("a", "b"), ())
    three = count("plurality", profile, lots=None, seats=3)
    assert three.open_ties == (Tie("winner", 3, ("c", "d")),)
    assert three.winners == ()
    drawn = count("plurality", profile, seats=3)
    order = LOTS.order("q|voting.plurality|winner|3", ("c", "d"))
    assert drawn.ties[0].order == order
    assert drawn.winners == ("a", "b", order[0])
    assert drawn.ranking == (("a", "b"), (order[0],), (order[1],))


def test_each_of_the_equal_options_can_be_drawn():
    profile = from_ballots(Kind.CHOICE, "ab", [{"a": 1}, {"b": 1}], "q")
    found = {count("plurality", profile, Lots(bytes([i] * 32))).winners for i in range(20)}
    assert found == {("a",), ("b",)}


def test_first_places_that_are_shared_are_divided():
    rows = [{"a": 1, "b": 1, "c": 2}, {"c": 1}]
    outcome = count("plurality", from_ballots(Kind.RANKING, "abc", rows), lots=None)
    assert outcome.scores == {"a": Fraction(1, 2), "b": Fraction(1, 2), "c": 1}


@settings(max_examples=50)
@given(approvals())
def test_approvals_are_added_up(case):
    options, ballots = case
    outcome = count("approval", approved(options, ballots))
    assert outcome.scores == {o: sum(o in ballot for ballot in ballots) for o in options}


@settings(max_examples=50)
@given(scores())
def test_scores_are_added_up_or_averaged(case):
    options, ballots = case
    outcome = count("score", scored(options, ballots))
    assert outcome.scores == {o: sum(ballot.get(o, 0) for ballot in ballots) for o in options}
    average = count("score", scored(options, ballots), unscored="average").scores
    for option in options:
        given_ = [ballot[option] for ballot in ballots if option in ballot]
        assert average[option] == (Fraction(sum(given_), len(given_)) if given_ else -1)


def test_an_option_that_few_scored_can_be_kept_from_winning():
    profile = scored("ab", [{"a": 5}, {"b": 3}, {"b": 3}, {"b": 3}])
    assert count("score", profile, unscored="average").winners == ("a",)
    least = {"unscored": "average", "least_share": Fraction(1, 2)}
    assert count("score", profile, **least).winners == ("b",)


def test_a_score_above_the_highest_is_refused():
    for method in ("score", "star", "judgment"):
        with pytest.raises(WrongBallots, match="at most 5"):
            count(method, scored("ab", [{"a": 6}]))


def test_points_are_added_up_and_checked():
    profile = from_ballots(Kind.POINTS, "ab", [{"a": 7, "b": 3}, {"b": 10}])
    outcome = count("points", profile, total=10, majority=Fraction(1, 2))
    assert (outcome.scores, outcome.winners) == ({"a": 7, "b": 13}, ("b",))
    with pytest.raises(WrongBallots, match="at most 9 points, found 10"):
        count("points", profile, total=9)


@settings(max_examples=50)
@given(orders())
def test_borda_place_by_place(case):
    options, ballots = case
    for unranked in ("average", "zero", "modified"):
        outcome = count("borda", ranked(options, ballots), unranked=unranked)
        assert outcome.scores == slow.borda(options, ballots, unranked)


def test_equal_places_share_their_borda_points():
    profile = from_ballots(Kind.RANKING, "abc", [{"a": 1, "b": 1, "c": 2}])
    assert count("borda", profile).scores == {"a": Fraction(3, 2), "b": Fraction(3, 2), "c": 0}


@settings(max_examples=50)
@given(scores())
def test_judgment_takes_one_median_away_at_a_time(case):
    options, ballots = case
    graded = [ballot for ballot in ballots if ballot]
    values = slow.judgment_order({o: [b.get(o, 0) for b in graded] for o in options})
    outcome = count("judgment", scored(options, ballots), lots=None)
    levels = sorted({tuple(value) for value in values.values()}, reverse=True)
    assert outcome.ranking == tuple(
        tuple(o for o in options if tuple(values[o]) == level) for level in levels
    )
    if graded:
        assert outcome.scores == {o: values[o][0] for o in options}


def test_judgment_median_of_the_paper():
    """Balinski and Laraki: with an even number the lower of the two middle grades is the median."""
    profile = scored("ab", [{"a": 1, "b": 0}, {"a": 2, "b": 3}])
    assert count("judgment", profile).scores == {"a": 1, "b": 0}


@settings(max_examples=50)
@given(scores())
def test_star_final_is_between_the_two_highest(case):
    options, ballots = case
    outcome = count("star", scored(options, ballots))
    if not any(ballots):
        return
    totals = {o: sum(ballot.get(o, 0) for ballot in ballots) for o in options}
    final = next(step for step in outcome.steps if step.code == "final").values
    finalists = {final["first"], final["second"]}
    others = [totals[o] for o in options if o not in finalists]
    assert min(totals[o] for o in finalists) >= max(others, default=0)
    one, other = outcome.winners[0], (finalists - set(outcome.winners)).pop()
    ahead = sum(b.get(one, 0) > b.get(other, 0) for b in ballots)
    behind = sum(b.get(other, 0) > b.get(one, 0) for b in ballots)
    assert (ahead, totals[one]) >= (behind, totals[other]) or ahead > behind
    assert outcome.ranking[0] == outcome.winners


def test_star_settles_equal_totals_by_the_duels_between_them():
    # All total 7; a beats b and c, b beats c, each 2 to 1.
    ballots = [{"a": 5, "b": 4, "c": 3}, {"a": 2, "b": 1, "c": 0}, {"a": 0, "b": 2, "c": 4}]
    outcome = count("star", scored("abc", ballots), lots=None)
    assert outcome.ranking == (("a",), ("b",), ("c",))
    assert [(tie.round, tie.between, tie.by) for tie in outcome.ties] == [
        (1, ("a", "b", "c"), "protocol"),
        (2, ("b", "c"), "protocol"),
    ]


def test_star_settles_equal_duels_by_the_highest_scores():
    ballots = [{"c": 5, "a": 5, "b": 3}, {"c": 5, "a": 0, "b": 2}]
    outcome = count("star", scored("abc", ballots), lots=None)
    assert outcome.ranking == (("c",), ("a",), ("b",))
    assert [(tie.between, tie.order, tie.by) for tie in outcome.ties] == [
        (("a", "b"), ("a", "b"), "highest_scores")
    ]


def test_star_with_everything_equal_asks_for_a_lot():
    ballots = [{"a": 5, "b": 0}, {"a": 0, "b": 5}]
    outcome = count("star", scored("ab", ballots), lots=None)
    assert outcome.open_ties[0].between == ("a", "b")
    assert count("star", scored("ab", ballots)).ties[0].by == "lot"
    assert count("star", scored("a", [{"a": 3}])).winners == ("a",)
