"""What every rule shares: minimum support, caps and floors, exclusive groups, and settling ties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from thorbecke.methods.budgeting.election import Election
from thorbecke.methods.facts import Fact, Tie, fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.voting.ties import LotNeeded

TIE_KEYS = ("votes", "cost", "listed", "id", "lot")


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The options that every rule has.

    ``ties``: the order in which equal projects are told apart: ``votes`` (more first), ``cost`` (lower
    first), ``listed`` (the order of the list), ``id`` (alphabetical), ``lot`` (one order of all projects,
    drawn once). ``minimum_votes``: a project with fewer is out. ``minimum_share``: a project is out when
    votes / voters < minimum_share · cost / budget (Świecie 2023: 1/3). ``caps``, ``floors``: (category,
    amount). A cap is never passed. As long as a floor is not met, only projects that count toward an
    unmet floor may be chosen, if the rule can choose any. ``exclusive``: groups of project ids, of which
    one at most is funded.
    """

    ties: tuple[str, ...] = ("votes", "cost", "lot")
    minimum_votes: int = 0
    minimum_share: Fraction = Fraction(0)
    caps: tuple[tuple[str, int], ...] = ()
    floors: tuple[tuple[str, int], ...] = ()
    exclusive: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        if not self.ties or not set(self.ties) <= set(TIE_KEYS):
            raise ValueError(f"ties: expected some of {', '.join(TIE_KEYS)}")
        if self.ties[-1] not in {"listed", "id", "lot"}:
            raise ValueError("ties: the last one must tell all projects apart: listed, id or lot")
        if self.minimum_votes < 0 or self.minimum_share < 0:
            raise ValueError("minimum_votes, minimum_share: expected 0 or more")
        for name in ("caps", "floors"):
            for pair in getattr(self, name):
                if len(pair) != 2 or type(pair[1]) is not int or pair[1] < 0:
                    raise ValueError(f"{name}: expected pairs of a category and an amount")


def check_names(election: Election, limits: Limits) -> None:
    """Raise ``ValueError`` when a limit names a category or a project that is not there."""
    categories = {name for project in election.projects for name in project.categories}
    for name, _ in (*limits.caps, *limits.floors):
        if name not in categories:
            raise ValueError(f"no project is in the category {name!r}")
    for name in (name for group in limits.exclusive for name in group):
        if name not in election.places:
            raise ValueError(f"exclusive: there is no project {name!r}")


def supported(election: Election, limits: Limits) -> tuple[bool, ...]:
    """Return for each project whether it has the support that the rules ask for."""
    share, budget, voters = limits.minimum_share, election.budget, election.voters
    if not share:
        return tuple(votes >= limits.minimum_votes for votes in election.votes)
    return tuple(
        votes >= limits.minimum_votes and votes * budget >= share * project.cost * voters
        for votes, project in zip(election.votes, election.projects, strict=True)
    )


@dataclass
class Gate:
    """What may still be chosen while a rule runs. ``budget`` None: the rule itself keeps within it."""

    election: Election
    limits: Limits
    budget: int | None
    spent: int = 0
    shut: set[int] = field(default_factory=set)
    facts: list[Fact] = field(default_factory=list)
    given_up: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        enough = supported(self.election, self.limits)
        self.shut = {place for place, yes in enumerate(enough) if not yes}
        self.spending = {name: 0 for name, _ in (*self.limits.caps, *self.limits.floors)}
        self.rivals: dict[int, set[int]] = {}
        for group in self.limits.exclusive:
            members = {self.election.places[name] for name in group}
            for place in members:
                self.rivals.setdefault(place, set()).update(members - {place})

    def open(self, place: int) -> bool:
        """True while the project may be chosen, now or later; once False it stays so."""
        if place in self.shut:
            return False
        cost = self.election.costs[place]
        if self.budget is not None and self.spent + cost > self.budget:
            return False
        if not self.limits.caps:
            return True
        mine = self.election.projects[place].categories
        return all(
            self.spending[name] + cost <= cap for name, cap in self.limits.caps if name in mine
        )

    def first(self) -> set[int] | None:
        """The projects that go first because they count toward an unmet floor; None without one."""
        if not self.limits.floors:
            return None
        unmet = {
            name
            for name, floor in self.limits.floors
            if self.spending[name] < floor and name not in self.given_up
        }
        if not unmet:
            return None
        return {
            place
            for place, project in enumerate(self.election.projects)
            if unmet & set(project.categories)
        }

    def give_up(self, round_: int) -> None:
        """Record that the unmet floors can't be met by this rule."""
        for name, floor in self.limits.floors:
            if self.spending[name] < floor and name not in self.given_up:
                self.given_up.add(name)
                self.facts.append(
                    fact(
                        "floor_not_met",
                        category=name,
                        floor=floor,
                        spent=self.spending[name],
                        round=round_,
                    )
                )

    def fund(self, place: int) -> None:
        """Record that the project is funded."""
        cost = self.election.costs[place]
        self.spent += cost
        self.shut.add(place)
        self.shut |= self.rivals.get(place, set())
        for name in self.spending.keys() & set(self.election.projects[place].categories):
            self.spending[name] += cost


class Ties:
    """Tells equal projects apart as the rules say, and remembers each time it had to."""

    def __init__(
        self, election: Election, method: str, keys: Sequence[str], lots: Lots | None
    ) -> None:
        self.election, self.method, self.keys, self.lots = election, method, tuple(keys), lots
        self.met: list[Tie] = []
        self._drawn: dict[int, int] | None = None

    def best(self, place: str, round_: int, tied: Iterable[int]) -> int:
        """Return the project that goes first. Raises ``LotNeeded`` when a lot must decide."""
        members = sorted(tied)
        order = sorted(members, key=self._known)
        first, second = self._known(order[0]), self._known(order[1])
        apart = next(
            (i for i, pair in enumerate(zip(first, second, strict=True)) if len(set(pair)) > 1),
            None,
        )
        if apart is None:
            drawn = self._lot(place, round_, members)
            order.sort(key=lambda item: (self._known(item), drawn[item]))
        names = self.election.ids
        self.met.append(
            Tie(
                place,
                round_,
                tuple(names[item] for item in members),
                tuple(names[item] for item in order),
                "lot" if apart is None else self.keys[apart],
            )
        )
        return order[0]

    def _known(self, item: int) -> tuple[object, ...]:
        """The keys before a lot, as values where the smaller goes first."""
        election = self.election
        values: dict[str, object] = {
            "votes": -election.votes[item],
            "cost": election.costs[item],
            "listed": item,
            "id": election.ids[item],
        }
        before = self.keys[: self.keys.index("lot")] if "lot" in self.keys else self.keys
        return tuple(values[key] for key in before)

    def _lot(self, place: str, round_: int, members: list[int]) -> dict[int, int]:
        if self._drawn is None:
            names = self.election.ids
            if self.lots is None:
                raise LotNeeded(Tie(place, round_, tuple(names[item] for item in members)))
            purpose = f"{self.election.question}|{self.method}|order|1"
            order = self.lots.order(purpose, range(len(names)))
            self._drawn = {item: number for number, item in enumerate(order)}
        return self._drawn
