"""The invitation: a stratified draw of addresses or persons, and of municipalities before that.

``sortition.invite`` divides the letters over strata (an area, with the factor by which it is sampled
more because fewer people answer) and draws within each by lot. Everyone in a stratum has the same
chance. ``cities`` first chooses a bounded number of municipalities so that everyone's chance is equal:
systematic sampling with chances in proportion to inhabitants (W. G. Madow, Annals of Mathematical
Statistics 20 (1949)); compare "City sampling for citizens' assemblies", arXiv 2509.07557.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from thorbecke.methods.facts import Fact, fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.registry import Method

PURPOSE = "sortition|invite"


class WrongRegister(ValueError):
    """A register or rules that can't be drawn from; the text says what was expected."""


@dataclass(frozen=True)
class Register:
    """Who can be invited. ``entries``: (id, stratum) per address or person; ids are unique."""

    entries: tuple[tuple[str, str], ...]

    def __post_init__(self) -> None:
        if len({name for name, _stratum in self.entries}) < len(self.entries):
            raise WrongRegister("an id occurs twice in the register")


@dataclass(frozen=True)
class Rules:
    """``letters``: how many go out. ``factors``: (stratum, "2" or "3/2") for strata that are sampled
    more or less than others; 1 where none is named."""

    letters: int
    factors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Stratum:
    """``entries`` in the register, ``letters`` to it, and everyone's ``chance`` in it."""

    name: str
    entries: int
    factor: Fraction
    letters: int
    chance: Fraction


@dataclass(frozen=True)
class Outcome:
    """Letters per stratum, and who gets one (in the order drawn; empty while there are no lots)."""

    method: str
    version: int
    strata: tuple[Stratum, ...]
    invited: tuple[str, ...]


def count(inputs: Register, rules: Rules, lots: Lots | None = None) -> Outcome:
    """Return the division of letters and, with lots, who is invited. O(n log n).

    Letters in proportion to entries times factor, by largest remainders; a stratum never gets more
    letters than it has entries. Raises ``WrongRegister``.
    """
    strata = _divided(inputs, rules)
    if lots is None:
        return Outcome("sortition.invite", 1, strata, ())
    by_name: dict[str, list[str]] = {}
    for name, stratum in inputs.entries:
        by_name.setdefault(stratum, []).append(name)
    invited = [
        name
        for one in strata
        for name in lots.draw(f"{PURPOSE}|{one.name}", by_name[one.name], one.letters)
    ]
    return Outcome("sortition.invite", 1, strata, tuple(invited))


def _divided(inputs: Register, rules: Rules) -> tuple[Stratum, ...]:
    if not 0 <= rules.letters <= len(inputs.entries):
        raise WrongRegister(f"expected 0 to {len(inputs.entries)} letters, found {rules.letters}")
    sizes: dict[str, int] = {}
    for _name, stratum in inputs.entries:
        sizes[stratum] = sizes.get(stratum, 0) + 1
    factors = _factors(rules, sizes)
    letters = _shares(rules.letters, {s: sizes[s] * factors[s] for s in sizes}, sizes)
    return tuple(
        Stratum(s, sizes[s], factors[s], letters[s], Fraction(letters[s], sizes[s]))
        for s in sorted(sizes)
    )


def _factors(rules: Rules, sizes: Mapping[str, int]) -> dict[str, Fraction]:
    given: dict[str, Fraction] = {}
    for name, text in rules.factors:
        if name not in sizes:
            raise WrongRegister(f"there is no stratum {name!r} in the register")
        try:
            given[name] = Fraction(text)
        except (ValueError, ZeroDivisionError):
            raise WrongRegister(f"{name}: expected a factor such as 3/2, found {text!r}") from None
        if given[name] <= 0:
            raise WrongRegister(f"{name}: expected a factor above 0, found {text}")
    return {name: given.get(name, Fraction(1)) for name in sizes}


def _shares(
    letters: int, weight: Mapping[str, Fraction], most: Mapping[str, int]
) -> dict[str, int]:
    """Divide by largest remainders; what a full stratum can't take goes to the others."""
    full: dict[str, int] = {}
    while True:
        open_ = [name for name in sorted(weight) if name not in full]
        left, total = letters - sum(full.values()), sum(weight[name] for name in open_)
        exact = {name: left * weight[name] / total for name in open_} if total else {}
        over = [name for name in open_ if exact[name] > most[name]]
        if not over:
            break
        full |= {name: most[name] for name in over}
    found = {name: exact[name].__floor__() for name in open_}
    rest = left - sum(found.values())
    order = sorted(open_, key=lambda name: (found[name] - exact[name], name))
    for name in [one for one in order if found[one] < most[one]][:rest]:
        found[name] += 1
    return {**found, **full}


def from_response(rates: Mapping[str, Fraction]) -> tuple[tuple[str, str], ...]:
    """Return factors that even out response: the highest rate over each stratum's own.

    Raises ``WrongRegister`` for a rate that is not above 0.
    """
    if any(rate <= 0 for rate in rates.values()):
        raise WrongRegister("expected response rates above 0")
    top = max(rates.values(), default=Fraction(1))
    return tuple((name, str(top / rate)) for name, rate in sorted(rates.items()))


@dataclass(frozen=True)
class City:
    """A municipality that was drawn. ``letters``: how many go to it; ``chance``: of being drawn."""

    name: str
    inhabitants: int
    letters: int
    chance: Fraction


def cities(
    inhabitants: Mapping[str, int], number: int, letters: int, lots: Lots
) -> tuple[City, ...]:
    """Draw municipalities and divide letters, so that every inhabitant has the same chance.

    ``number``: how often is drawn; a place with more than 1/number of all inhabitants is always drawn,
    and may be drawn more than once (it then gets more letters). Each draw stands for
    ``letters``/``number`` letters, so chance to be drawn × letters / inhabitants is the same
    everywhere. Raises ``WrongRegister`` when letters don't divide or a place has too few inhabitants.
    """
    total = sum(inhabitants.values())
    if number < 1 or letters % number or total < letters:
        raise WrongRegister("expected letters that divide by the number of draws")
    each = letters // number
    order = lots.order(f"{PURPOSE}|cities", sorted(inhabitants))
    # The start lies on one of ``total`` equally likely points in the first step; a place with x
    # inhabitants then holds x·number of the total·number points exactly.
    point = Fraction(lots.numbers(f"{PURPOSE}|start", [total])[0], number)
    found, passed, step = [], Fraction(0), Fraction(total, number)
    for name in order:
        passed += inhabitants[name]
        times = 0
        while point < passed:
            times, point = times + 1, point + step
        if times * each > inhabitants[name]:
            raise WrongRegister(
                f"{name} has fewer inhabitants than the {times * each} letters to it"
            )
        if times:
            chance = min(Fraction(1), Fraction(inhabitants[name] * number, total))
            found.append(City(name, inhabitants[name], times * each, chance))
    return tuple(sorted(found, key=lambda one: one.name))


def response(
    strata: Sequence[Stratum], answered: Mapping[str, int]
) -> tuple[tuple[str, Fraction], ...]:
    """Return the response rate of each stratum that got letters."""
    return tuple(
        (one.name, Fraction(answered.get(one.name, 0), one.letters))
        for one in strata
        if one.letters
    )


def explain(outcome: Outcome) -> tuple[Fact, ...]:
    """Return a fact per stratum."""
    return tuple(
        fact(
            "sortition_stratum",
            stratum=one.name,
            entries=one.entries,
            letters=one.letters,
            chance=one.chance,
            factor=one.factor,
        )
        for one in outcome.strata
    )


METHOD = Method("sortition.invite", 1, "register", Rules, count, explain)
