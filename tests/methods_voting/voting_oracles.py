"""Slow counts from the text of each rule: one ballot at a time, plain Python, nothing shared with ours.

A ballot is a tuple of options in order of preference, or a set of approved options.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, permutations, product


def ahead(ballot, one, other):
    """Whether a ranked ballot puts one option before the other; what is not ranked comes last."""
    if one not in ballot:
        return False
    return other not in ballot or ballot.index(one) < ballot.index(other)


def duels(options, ballots):
    return {
        (one, other): sum(ahead(ballot, one, other) for ballot in ballots)
        for one, other in permutations(options, 2)
    }


def _reaches(edges, start, end):
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for one, other in edges:
            if one == here and other not in seen:
                seen.add(other)
                waiting.append(other)
    return end in seen


def schulze_winners(options, ballots, strength="winning_votes"):
    """Strength of a path: the highest level at which only stronger duels still lead there."""
    votes = duels(options, ballots)
    won = {
        pair: votes[pair] - (votes[pair[::-1]] if strength == "margins" else 0)
        for pair in votes
        if votes[pair] > votes[pair[::-1]]
    }

    def path(one, other):
        levels = sorted(set(won.values()), reverse=True)
        return next(
            (
                level
                for level in levels
                if _reaches([pair for pair, value in won.items() if value >= level], one, other)
            ),
            0,
        )

    return {
        one for one in options if all(path(one, o) >= path(o, one) for o in options if o != one)
    }


def ranked_pairs_winners(options, ballots):
    """The winners under every order of equally strong duels, as a set of sets."""
    votes = duels(options, ballots)
    won = {p: votes[p] - votes[p[::-1]] for p in votes if votes[p] > votes[p[::-1]]}
    levels = [
        [pair for pair in won if won[pair] == level]
        for level in sorted(set(won.values()), reverse=True)
    ]
    found = set()
    for choice in product(*(list(permutations(level)) for level in levels)):
        locked = []
        for pair in (pair for level in choice for pair in level):
            if not _reaches(locked, pair[1], pair[0]):
                locked.append(pair)
        beaten = {other for _, other in locked}
        found.add(frozenset(set(options) - beaten))
    return found


def irv_winners(options, ballots):
    """Every winner that some choice among those that are last could give."""

    def run(left):
        tops = [next((o for o in ballot if o in left), None) for ballot in ballots]
        votes = {option: tops.count(option) for option in left}
        least = min(votes.values())
        if len(left) == 1 or 2 * max(votes.values()) > sum(votes.values()):
            return {max(left, key=votes.get)}
        found = set()
        for option in left:
            if votes[option] == least:
                found |= run(left - {option})
        return found

    return run(frozenset(options))


class Scottish:
    """SSI 2011/399, schedule 1, rules 46 to 53, with one value for each paper, in 1/100000."""

    def __init__(self, options, ballots, seats, lot):
        self.options, self.seats, self.lot = list(options), seats, lot
        self.papers = [[ballot, 100_000, None] for ballot in ballots]
        self.elected, self.out, self.history, self.waiting = [], [], [], []
        self.held = dict.fromkeys(options, 0)

    def left(self):
        return [o for o in self.options if o not in self.elected and o not in self.out]

    def run(self):
        for paper in self.papers:
            paper[2] = paper[0][0] if paper[0] else None
        valid = sum(1 for paper in self.papers if paper[0])
        self.quota = (valid // (self.seats + 1) + 1) * 100_000
        while True:
            votes = {
                o: self.quota
                if o in self.elected and o not in self.waiting
                else sum(paper[1] for paper in self.papers if paper[2] == o)
                for o in self.options
            }
            self.history.append(votes)
            new = [o for o in self.left() if votes[o] >= self.quota]
            for o in sorted(new, key=lambda o: -votes[o]):
                self.elected.append(o)
                if votes[o] > self.quota:
                    self.waiting.append(o)
            if len(self.elected) == self.seats:
                return self.elected
            if len(self.left()) <= self.seats - len(self.elected):
                self.elected += sorted(self.left(), key=lambda o: -votes[o])
                return self.elected
            if self.waiting:
                self.transfer(votes)
            else:
                self.exclude(votes)

    def choose(self, place, tied, best):
        left = tied
        for votes in reversed(self.history[:-1]):
            value = best(votes[o] for o in left)
            left = [o for o in left if votes[o] == value]
        if len(left) == 1:
            return left[0]
        order = self.lot(place, len(self.history), [o for o in self.options if o in left])
        return order[0] if best is max else order[-1]

    def transfer(self, votes):
        most = max(votes[o] for o in self.waiting)
        option = self.choose("surplus", [o for o in self.waiting if votes[o] == most], max)
        self.waiting.remove(option)
        surplus = votes[option] - self.quota
        for paper in [paper for paper in self.papers if paper[2] == option]:
            paper[1] = paper[1] * surplus // votes[option]
            self.move(paper)

    def exclude(self, votes):
        least = min(votes[o] for o in self.left())
        option = self.choose("elimination", [o for o in self.left() if votes[o] == least], min)
        self.out.append(option)
        for paper in [paper for paper in self.papers if paper[2] == option]:
            self.move(paper)

    def move(self, paper):
        after = paper[0][paper[0].index(paper[2]) + 1 :]
        paper[2] = next((o for o in after if o in self.left()), None)


def meek(options, ballots, seats, lot):
    """The Reference Meek Rule, ballot by ballot, in whole 1/10**9."""
    unit = 10**9
    keep = dict.fromkeys(options, unit)
    hopeful, elected, rounds = list(options), [], 0
    while len(elected) < seats and len(hopeful) + len(elected) > seats:
        rounds += 1
        before = None
        while True:
            votes = dict.fromkeys(options, 0)
            for ballot in ballots:
                weight = unit
                for option in ballot:
                    part = -(-weight * keep[option] // unit)
                    votes[option] += part
                    weight -= part
                    if weight == 0:
                        break
            quota = sum(votes.values()) // (seats + 1) + 1
            new = [o for o in hopeful if votes[o] >= quota]
            surplus = max(sum(votes[o] - quota for o in elected + new), 0)
            if new or surplus < 1000 or (before is not None and surplus >= before):
                break
            before = surplus
            for o in elected:
                part = -(-keep[o] * quota // unit)
                keep[o] = -(-part * unit // votes[o])
        if new:
            for o in sorted(new, key=lambda o: -votes[o]):
                hopeful.remove(o)
                elected.append(o)
            continue
        least = min(votes[o] for o in hopeful)
        tied = [o for o in hopeful if votes[o] <= least + surplus]
        gone = tied[0] if len(tied) == 1 else lot("elimination", rounds, tied)[-1]
        hopeful.remove(gone)
        keep[gone] = 0
    if len(elected) < seats:
        elected += hopeful
    return set(elected)


def phragmen(options, ballots, seats, lot):
    """Loads of single voters."""
    load = [Fraction(0)] * len(ballots)
    elected = []
    while len(elected) < seats:
        times = {}
        for option in options:
            fans = [i for i, ballot in enumerate(ballots) if option in ballot]
            if option not in elected and fans:
                times[option] = (1 + sum(load[i] for i in fans)) / len(fans)
        if not times:
            break
        tied = [o for o in times if times[o] == min(times.values())]
        option = tied[0] if len(tied) == 1 else lot("seat", len(elected) + 1, tied)[0]
        for i, ballot in enumerate(ballots):
            if option in ballot:
                load[i] = times[option]
        elected.append(option)
    return elected


def equal_shares(options, ballots, seats, lot):
    """Budgets of single voters; the price by trying how many voters pay all they have, none first."""
    voters = [ballot for ballot in ballots if ballot]
    money = [Fraction(seats, len(voters))] * len(voters)
    elected = []
    while True:
        prices = {}
        for option in options:
            fans = sorted(money[i] for i, ballot in enumerate(voters) if option in ballot)
            if option in elected or sum(fans) < 1:
                continue
            prices[option] = next(
                rho
                for poor in range(len(fans))
                if (rho := Fraction(1 - sum(fans[:poor]), len(fans) - poor)) <= fans[poor]
            )
        if not prices:
            return elected
        tied = [o for o in prices if prices[o] == min(prices.values())]
        option = tied[0] if len(tied) == 1 else lot("purchase", len(elected) + 1, tied)[0]
        for i, ballot in enumerate(voters):
            if option in ballot:
                money[i] -= min(money[i], prices[option])
        elected.append(option)


def judgment_order(grades):
    """Compare by taking away the lower median one at a time. ``grades``: option to list."""

    def value(option):
        left, taken = sorted(grades[option]), []
        while left:
            taken.append(left.pop((len(left) - 1) // 2))
        return taken

    return {option: value(option) for option in grades}


def borda(options, ballots, unranked):
    """Points place by place."""
    size, points = len(options), dict.fromkeys(options, Fraction(0))
    for ballot in ballots:
        for place, option in enumerate(ballot, start=1):
            points[option] += (len(ballot) + 1 if unranked == "modified" else size) - place
        missing = [option for option in options if option not in ballot]
        if ballot and unranked == "average":
            for option in missing:
                points[option] += Fraction(sum(range(len(missing))), len(missing))
    return points


def solid_coalitions(options, ballots):
    """Every group of options with the voters who put all of it before everything else."""
    for size in range(1, len(options) + 1):
        for group in combinations(options, size):
            voters = sum(
                1 for ballot in ballots if len(ballot) >= size and set(ballot[:size]) == set(group)
            )
            if voters:
                yield set(group), voters


def justified_groups(options, ballots, seats):
    """Every set of options T with the voters who approve all of it: for extended justified
    representation, of size |T| · n / k at least."""
    voters = [ballot for ballot in ballots if ballot]
    for size in range(1, seats + 1):
        for group in combinations(options, size):
            fans = [ballot for ballot in voters if set(group) <= set(ballot)]
            if len(fans) * seats >= size * len(voters):
                yield set(group), fans
