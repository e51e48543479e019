"""What both ways of counting a single transferable vote share: who is elected, who is out, who is left."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from thorbecke.methods.facts import Fact, Tie, fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.voting.breaking import grouped
from thorbecke.methods.voting.finish import Standing, conclude, interrupted
from thorbecke.methods.voting.outcome import Outcome
from thorbecke.methods.voting.papers import Integers
from thorbecke.methods.voting.profile import Kind, Profile
from thorbecke.methods.voting.thresholds import Support, Turnout, figures
from thorbecke.methods.voting.ties import LotNeeded

KINDS = (Kind.RANKING, Kind.SCORE, Kind.POINTS, Kind.CHOICE)


@dataclass
class Race:
    """The state of a count. Votes are integers in ``unit`` parts of one ballot."""

    profile: Profile
    seats: int
    unit: int
    left: list[int]
    elected: list[int] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    history: list[Integers] = field(default_factory=list)
    steps: list[Fact] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)

    @property
    def open_seats(self) -> int:
        """How many seats are not filled yet."""
        return self.seats - len(self.elected)

    @property
    def continuing(self) -> npt.NDArray[np.bool_]:
        """Which options are neither elected nor out, shape (m,)."""
        found = np.zeros(len(self.profile.options), dtype=bool)
        found[self.left] = True
        return found

    def amount(self, value: int) -> Fraction:
        """Return votes as a fraction of ballots."""
        return Fraction(int(value), self.unit)

    def named(self, votes: Integers) -> dict[str, Fraction]:
        """Return the votes of the options that are not out, by name."""
        out = set(self.gone)
        return {
            option: self.amount(votes[place])
            for place, option in enumerate(self.profile.options)
            if place not in out
        }

    def elect(self, options: list[int], votes: Integers, how: str) -> None:
        """Elect these, the most votes first; ``how``: ``quota`` or ``last_seats``."""
        for option in sorted(options, key=lambda one: (-votes[one], one)):
            self.left.remove(option)
            self.elected.append(option)
            self.tell("elected", option, votes, how=how)

    def eliminate(self, option: int, votes: Integers) -> None:
        """Take an option out of the race."""
        self.left.remove(option)
        self.gone.append(option)
        self.tell("eliminated", option, votes)

    def tell(self, code: str, option: int, votes: Integers, **more: str) -> None:
        """Note what happened to an option, with the round and its votes."""
        name, amount = self.profile.options[option], self.amount(votes[option])
        self.steps.append(fact(code, option=name, round=len(self.history), votes=amount, **more))


def standing(race: Race) -> Standing:
    """Return how far a count came: those elected, those left by votes, those out, last one first."""
    options = race.profile.options
    votes = race.history[-1]
    elected = tuple(options[option] for option in race.elected)
    ranking = (
        *((option,) for option in elected),
        *grouped(race.profile, votes, race.left),
        *((options[option],) for option in reversed(race.gone)),
    )
    scores = {option: race.amount(votes[place]) for place, option in enumerate(options)}
    support = Support(scores, figures(race.profile)["valid"])
    return Standing(ranking, scores, support, tuple(race.steps), tuple(race.ties), elected)


def finished(method: str, rules: Turnout, race: Race, lots: Lots | None) -> Outcome:
    """Return the outcome of a finished race."""
    return conclude(method, race.profile, rules, standing(race), race.seats, lots)


def waiting(method: str, rules: Turnout, race: Race, needed: LotNeeded) -> Outcome:
    """Return the outcome of a race that waits for a lot."""
    return interrupted(method, rules, standing(race), needed.tie, race.profile)
