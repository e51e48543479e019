"""Generated conversations for the benchmark: large ones, pure noise, and a world to route statements in."""

from __future__ import annotations

import numpy as np

from thorbecke.methods.lots import Lots
from thorbecke.methods.opinion import routing
from thorbecke.methods.opinion.axes import find_axes, statement_positions
from thorbecke.methods.opinion.votes import Votes, from_triples


def large(people: int, statements: int, votes: int, groups: int = 3, seed: int = 1):
    """Return a conversation with true groups, and those groups."""
    rng = np.random.default_rng(seed)
    group = rng.integers(0, groups, people)
    base, effect = rng.normal(0, 1, statements), rng.normal(0, 1.2, (groups, statements))
    agree = 1 / (1 + np.exp(-(base + effect)))
    counts = np.clip(rng.poisson(votes, people), 1, statements)
    starts = np.concatenate([[0], np.cumsum(counts)])
    places = np.concatenate(
        [np.sort(rng.permutation(statements)[:count]) for count in counts.tolist()]
    ).astype(np.int32)
    row = np.repeat(np.arange(people), counts)
    yes = rng.random(len(places)) < agree[group[row], places]
    value = np.where(rng.random(len(places)) < 0.1, 0, np.where(yes, 1, -1)).astype(np.int8)
    names = [tuple(map(str, range(size))) for size in (people, statements)]
    return Votes(names[0], names[1], starts.astype(np.int64), places, value), group


def noise(seed: int) -> Votes:
    """Return votes without any pattern: statements differ in popularity, people do not differ."""
    rng = np.random.default_rng(seed)
    n, m = int(rng.integers(50, 600)), int(rng.integers(20, 150))
    seen = rng.random((n, m)) < rng.uniform(0.2, 1)
    yes = rng.random((n, m)) < rng.beta(2, 1, m)
    value = np.where(rng.random((n, m)) < 0.1, 0, np.where(yes, 1, -1)).astype(np.int8)
    starts = np.concatenate([[0], np.cumsum(seen.sum(axis=1))]).astype(np.int64)
    names = [tuple(map(str, range(size))) for size in (n, m)]
    return Votes(names[0], names[1], starts, np.nonzero(seen)[1].astype(np.int32), value[seen])


class World:
    """600 people in 3 groups, 120 statements: 12 at the start, the others come in while people vote."""

    def __init__(self, number: int, strong: bool, people: int = 600, statements: int = 120) -> None:
        rng = np.random.default_rng(number)
        self.group = rng.integers(0, 3, people)
        effect = rng.normal(0, 2.1 if strong else 0.7, (3, statements))
        self.agree = 0.9 / (1 + np.exp(-(rng.normal(0, 2, statements) + effect)))
        late = np.sort(rng.uniform(0, 0.45 * people, statements - 12))
        self.arrives = np.concatenate([np.zeros(12), late])
        self.votes = 30 if strong else 20
        self.number = number

    def answer(self, person: int, statement: int) -> int:
        """Return what this person says to this statement, whenever they are asked."""
        chance = np.random.default_rng([self.number, person, statement]).random(2)
        if chance[0] < 0.1:
            return 0
        return 1 if chance[1] * 0.9 < self.agree[self.group[person], statement] else -1

    def run(self, rules: routing.RoutingRules) -> tuple[Votes, np.ndarray]:
        """Let everybody vote in turn, statements chosen by the rule; return votes and looks."""
        n, m = len(self.group), len(self.arrives)
        lots = Lots(self.number.to_bytes(32, "big"))
        counts = np.zeros((4, m), np.int64)  # seen, agree, passed, extremity
        cells: list[tuple[int, int, int]] = []
        names = [list(map(str, range(size))) for size in (n, m)]
        for person in range(n):
            if person >= 40 and person % 20 == 0:
                now = from_triples(*names, *np.array(cells).T)
                counts[3] = np.rint(np.hypot(*statement_positions(find_axes(now)).T))
            live, answered = self.arrives <= person, np.zeros(m, bool)
            for vote in range(self.votes):
                found = routing.choose(
                    routing.Exposure(*counts), live, answered, rules, lots, str(person), vote
                )
                if found is None:
                    break
                place, said = found.statement, self.answer(person, found.statement)
                answered[place] = True
                counts[:3, place] += (1, said == 1, said == 0)
                cells.append((person, place, said))
        return from_triples(*names, *np.array(cells).T), counts[0]
