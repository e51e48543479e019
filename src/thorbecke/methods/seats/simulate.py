"""Many possible results around one: how sure are the seats, who could have a majority?

A model, not a count: vote shares vary as a Dirichlet distribution around a base result. Ties in a draw
are settled by lot from the seed. Work is cut in fixed chunks, each with a seed of its own (NumPy's
``SeedSequence`` with the election and the chunk as spawn key, PCG64), and added up in a fixed order: any
``concurrent.futures.Executor``, with any number of workers, gives the same figures to the last bit.
docs/methods/monte-carlo.md
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thorbecke.methods.lots import Lots
from thorbecke.methods.seats.batch import Floats, Votes, seats_of
from thorbecke.methods.seats.election import MOST_SEATS, Election
from thorbecke.methods.seats.kieswet import LAW, KieswetRules


@dataclass(frozen=True)
class Model:
    """``draws``: results per election. ``concentration``: how close shares stay to the base.

    A share p varies with a standard deviation of √(p(1−p)/(concentration+1)): with 200, a list of
    20 % lies between about 14 and 26 % in 19 of 20 draws. ``seed``: a whole number of 0 or more.
    ``chunk``: draws in one piece of work; another size gives other draws.
    """

    draws: int
    concentration: int = 200
    seed: int = 0
    chunk: int = 10_000

    def __post_init__(self) -> None:
        if min(self.draws, self.concentration, self.chunk) < 1 or self.seed < 0:
            raise ValueError(
                "expected draws, concentration and chunk of 1 or more, a seed of 0 or more"
            )


@dataclass(frozen=True)
class Simulated:
    """What the draws of one election gave.

    ``histogram``: lists × (seats + 1), in how many draws a list has so many seats. ``majority``: draws
    in which a list alone has more than half. ``coalitions``: the same for each coalition asked for.
    ``changed``: draws with other seats than ``base``. ``lots``: draws that needed a lot.
    ``gallagher``: the mean index, in percentage points.
    """

    name: str
    draws: int
    base: tuple[int, ...]
    histogram: NDArray[np.int64]
    majority: tuple[int, ...]
    coalitions: tuple[int, ...]
    changed: int
    lots: int
    gallagher: float

    @property
    def mean(self) -> tuple[float, ...]:
        """The mean seats of each list."""
        seats = np.arange(self.histogram.shape[1])
        return tuple(float(value) for value in self.histogram @ seats / self.draws)

    def between(self, low: float = 0.05, high: float = 0.95) -> tuple[tuple[int, int], ...]:
        """For each list the seats below and above which at most these shares of draws lie."""
        shares = self.histogram.cumsum(axis=1) / self.draws
        return tuple(
            (int(np.searchsorted(row, low, side="right")), int(np.searchsorted(row, high)))
            for row in shares
        )


@dataclass(frozen=True)
class _Task:
    """One chunk of one election, small enough to travel to a worker."""

    name: str
    index: int
    chunk: int
    draws: int
    votes: tuple[int, ...]
    room: tuple[int, ...] | None
    size: int
    base: tuple[int, ...]
    rules: KieswetRules
    model: Model
    coalitions: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class _Part:
    histogram: NDArray[np.int64]
    majority: NDArray[np.int64]
    coalitions: NDArray[np.int64]
    changed: int
    lots: int
    gallagher: float


def simulate(
    elections: Sequence[Election],
    model: Model,
    rules: KieswetRules = LAW,
    *,
    executor: Executor | None = None,
    coalitions: Sequence[Sequence[Sequence[int]]] = (),
) -> tuple[Simulated, ...]:
    """Return for each election what the draws gave. O(draws × lists × residual seats).

    ``executor``: where to run; None runs here. ``coalitions``: per election the sets of lists (places)
    of which the chance of a majority is asked. Raises ``TooLarge``, ``ValueError``.
    """
    groups = list(coalitions) or [()] * len(elections)
    tasks = [
        _tasks(index, election, model, rules, asked)
        for index, (election, asked) in enumerate(zip(elections, groups, strict=True))
    ]
    if executor is None:
        return tuple(_joined([_run(task) for task in group], group) for group in tasks)
    waiting = [[executor.submit(_run, task) for task in group] for group in tasks]
    return tuple(
        _joined([future.result() for future in futures], group)
        for futures, group in zip(waiting, tasks, strict=True)
    )


def _tasks(
    index: int,
    election: Election,
    model: Model,
    rules: KieswetRules,
    coalitions: Sequence[Sequence[int]],
) -> list[_Task]:
    room = tuple(item.room for item in election.lists)
    limited = room if min(room) < MOST_SEATS else None
    lots = _lots(model, index, -1)
    votes = np.array([election.votes], np.int64)
    base = seats_of(votes, election.seats, rules, limited, lots, "base").seats[0]
    sets = tuple(tuple(group) for group in coalitions)
    return [
        _Task(
            election.name,
            index,
            chunk,
            min(model.chunk, model.draws - chunk * model.chunk),
            election.votes,
            limited,
            election.seats,
            tuple(int(won) for won in base),
            rules,
            model,
            sets,
        )
        for chunk in range(-(-model.draws // model.chunk))
    ]


def _lots(model: Model, index: int, chunk: int) -> Lots:
    text = f"thorbecke simulate {model.seed} {index} {chunk}"
    return Lots(hashlib.sha256(text.encode()).digest())


def draw(votes: Sequence[int], model: Model, draws: int, key: tuple[int, ...]) -> Votes:
    """Return ``draws`` rows of votes around a result; the total stays, up to rounding per list.

    A list without votes keeps none. ``key``: which chunk of which election.
    """
    seeds = np.random.SeedSequence(model.seed, spawn_key=key)
    random = np.random.Generator(np.random.PCG64(seeds))
    total = sum(votes)
    alpha = np.array(votes, np.float64) * (model.concentration / max(total, 1))
    gammas: Floats = random.standard_gamma(alpha, size=(draws, len(votes)))
    sums = gammas.sum(axis=1, keepdims=True)
    np.maximum(sums, np.finfo(np.float64).tiny, out=sums)
    gammas *= total / sums
    return np.rint(gammas, out=gammas).astype(np.int64)


def _run(task: _Task) -> _Part:
    votes = draw(task.votes, task.model, task.draws, (task.index, task.chunk))
    lots = _lots(task.model, task.index, task.chunk)
    found = seats_of(votes, task.size, task.rules, task.room, lots, task.name)
    seats = found.seats
    width = task.size + 1
    flat = seats + np.arange(seats.shape[1], dtype=np.int64) * width
    counts = np.bincount(flat.ravel(), minlength=width * seats.shape[1])
    histogram = counts.reshape(seats.shape[1], width)
    together = [int((2 * seats[:, list(s)].sum(axis=1) > task.size).sum()) for s in task.coalitions]
    return _Part(
        histogram,
        histogram[:, task.size // 2 + 1 :].sum(axis=1),
        np.array(together, np.int64),
        int((seats != np.array(task.base, np.int16)).any(axis=1).sum()),
        int(found.lot.sum()),
        _gallagher(votes, seats, task.size),
    )


def _gallagher(votes: Votes, seats: NDArray[np.int16], size: int) -> float:
    """The sum of the index over the draws."""
    totals = np.maximum(votes.sum(axis=1, keepdims=True), 1)
    gaps = votes * (100.0 / totals)
    gaps -= seats * (100.0 / size)
    return float(np.sqrt(np.einsum("ij,ij->i", gaps, gaps) / 2).sum())


def _joined(parts: list[_Part], tasks: list[_Task]) -> Simulated:
    """Add the chunks up in their order: integers exactly, the mean always in the same order."""
    draws = sum(task.draws for task in tasks)
    first = tasks[0]
    return Simulated(
        first.name,
        draws,
        first.base,
        np.sum([part.histogram for part in parts], axis=0),
        tuple(int(n) for n in np.sum([part.majority for part in parts], axis=0)),
        tuple(int(n) for n in np.sum([part.coalitions for part in parts], axis=0)),
        sum(part.changed for part in parts),
        sum(part.lots for part in parts),
        sum(part.gallagher for part in parts) / draws,
    )
