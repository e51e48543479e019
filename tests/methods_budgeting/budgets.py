"""Small elections for tests: by hand, and drawn from a seed."""

from __future__ import annotations

import numpy as np

from thorbecke.methods.budgeting.election import Election, Kind, Project, from_ballots


def approval(costs: dict[str, int], budget: int, *ballots: tuple[str, int], **more) -> Election:
    """ballots: ("ab", 3) is three voters for a and b."""
    return make(Kind.APPROVAL, costs, budget, [(list(text), n) for text, n in ballots], **more)


def make(kind: Kind, costs: dict[str, int], budget: int, ballots, categories=None, question="q"):
    labels = categories or {}
    projects = [
        Project(name, cost, f"Project {name}", tuple(labels.get(name, ())))
        for name, cost in costs.items()
    ]
    return from_ballots(kind, projects, budget, ballots, question)


def drawn(seed: int, kind: Kind) -> Election:
    """A random election; a third of the seeds have equal costs and few kinds of ballots: many ties."""
    rng = np.random.Generator(np.random.PCG64(seed))
    size, voters = int(rng.integers(2, 9)), int(rng.integers(1, 25))
    tied = seed % 3 == 0
    costs = {
        f"p{place}": 10 * int(rng.integers(1, 4)) if tied else int(rng.integers(1, 100))
        for place in range(size)
    }
    budget = int(rng.integers(max(costs.values()), sum(costs.values()) + 1))
    ballots = []
    for _ in range(voters):
        chosen = [name for name in costs if rng.random() < 0.4]
        if kind is Kind.ORDINAL:
            chosen = [chosen[place] for place in rng.permutation(len(chosen))]
        if kind is Kind.POINTS:
            ballots.append(({name: int(rng.integers(1, 3 if tied else 8)) for name in chosen}, 1))
        else:
            ballots.append((chosen, 1))
    return make(kind, costs, budget, ballots)


def unpacked(election: Election) -> list[dict[str, int]]:
    """Every single ballot as project to points, in the order of the ballot."""
    found = []
    for group, times in enumerate(election.counts.tolist()):
        part = slice(int(election.starts[group]), int(election.starts[group + 1]))
        names = [election.ids[place] for place in election.chosen[part].tolist()]
        points = [1] * len(names) if election.points is None else election.points[part].tolist()
        found += [dict(zip(names, points, strict=True))] * times
    return found + [{}] * election.blank
