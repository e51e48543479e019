"""The box: parameters with their options, and the combinations that can't be, each with a reason.

Source: general morphological analysis with cross-consistency assessment, T. Ritchey, Wicked Problems:
Modelling Social Messes with Morphological Analysis, Acta Morphologica Generalis 2 (2013). Pairs alone
do not suffice (a triple may clash where no pair does), so a rule may name any number of options.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

MOST_COMBINATIONS = 10**12


class WrongBox(ValueError):
    """A box or a choice that can't be; the text names the parameter, the option or the rule."""


@dataclass(frozen=True)
class Parameter:
    """One dimension of a design: its id and the ids of its options, in order."""

    id: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Clash:
    """Options that can't go together: ``options`` is parameter to option, two or more of them.

    ``reason`` and ``source`` are codes or texts of the caller; ``legal`` says that a law forbids it,
    so that it is a rule which an experiment might relax, and not a matter of logic.
    """

    id: str
    options: tuple[tuple[str, str], ...]
    reason: str = ""
    source: str = ""
    legal: bool = False


@dataclass(frozen=True)
class Box:
    """Parameters and clashes. Raises ``WrongBox`` for double names and for what a clash can't name."""

    parameters: tuple[Parameter, ...]
    clashes: tuple[Clash, ...] = ()

    def __post_init__(self) -> None:
        _check(self)

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """How many options each parameter has."""
        return tuple(len(one.options) for one in self.parameters)

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The index of each parameter."""
        return {one.id: number for number, one in enumerate(self.parameters)}

    @property
    def combinations(self) -> int:
        """How many combinations there are, clashing ones included."""
        total = 1
        for size in self.sizes:
            total *= size
        return total

    @cached_property
    def cells(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """Each clash as (parameter index, option index) pairs, lowest parameter first."""
        return tuple(
            tuple(
                sorted(
                    (self.place[name], self.parameters[self.place[name]].options.index(option))
                    for name, option in clash.options
                )
            )
            for clash in self.clashes
        )


def _check(box: Box) -> None:
    names = [one.id for one in box.parameters]
    if not names or len(set(names)) != len(names):
        raise WrongBox("expected at least one parameter, with different ids")
    for one in box.parameters:
        if not one.options or len(set(one.options)) != len(one.options):
            raise WrongBox(f"{one.id}: expected at least one option, with different ids")
        if len(one.options) > 255:
            raise WrongBox(f"{one.id}: expected at most 255 options")
    if box.combinations > MOST_COMBINATIONS:
        raise WrongBox(f"expected at most {MOST_COMBINATIONS} combinations")
    _check_clashes(box)


def _check_clashes(box: Box) -> None:
    known = {one.id: set(one.options) for one in box.parameters}
    if len({clash.id for clash in box.clashes}) != len(box.clashes):
        raise WrongBox("two rules have the same id")
    for clash in box.clashes:
        named = [name for name, _option in clash.options]
        if len(named) < 2 or len(set(named)) != len(named):
            raise WrongBox(f"rule {clash.id}: expected two or more different parameters")
        for name, option in clash.options:
            if option not in known.get(name, ()):
                raise WrongBox(f"rule {clash.id}: there is no option {option!r} of {name!r}")
