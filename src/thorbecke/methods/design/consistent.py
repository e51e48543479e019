"""What remains possible after some choices, why the rest is not, and which rule stands most in the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from thorbecke.methods.design.box import Box
from thorbecke.methods.design.diverse import apart
from thorbecke.methods.design.survivors import NONE, Near, near
from thorbecke.methods.facts import Fact, fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.registry import Method

ID = "design.consistent"
VERSION = 1


@dataclass(frozen=True)
class Inputs:
    """A box, and what was chosen so far: parameter to option."""

    box: Box
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Rules:
    """``diverse``: how many designs that differ most to give, 0 to 50. ``blocking``: whether to ask
    which rule blocks most."""

    diverse: int = 8
    blocking: bool = True

    def __post_init__(self) -> None:
        if not 0 <= self.diverse <= 50:
            raise ValueError("diverse: expected 0 to 50")


@dataclass(frozen=True)
class Outcome:
    """``possible``: how many consistent designs hold the choices. ``remaining``: for each parameter
    each option with in how many of them it stands. ``blocked``: why an option stands in none.
    ``designs``: designs that differ most, with the least number of parameters in which two of them
    differ (``apart``). ``gains``: for each rule how many designs come back when it alone would fall,
    most first. ``conflicts``: rules that the choices break among themselves.
    """

    method: str
    version: int
    combinations: int
    possible: int
    remaining: Mapping[str, Mapping[str, int]]
    blocked: tuple[Fact, ...] = ()
    designs: tuple[Mapping[str, str], ...] = ()
    apart: int = 0
    gains: tuple[tuple[str, int], ...] = ()
    conflicts: tuple[str, ...] = ()


def count(inputs: Inputs, rules: Rules, lots: Lots | None = None) -> Outcome:
    """Return what remains possible. No lot is needed: order settles every equality."""
    box, choices = inputs.box, inputs.choices
    found = near(box, choices, 1 if rules.blocking else 0)
    sound = found.sound
    remaining = _remaining(box, choices, sound)
    designs, least = apart(sound, rules.diverse)
    return Outcome(
        ID,
        VERSION,
        box.combinations,
        len(sound),
        remaining,
        _blocked(box, choices, remaining),
        tuple(named(box, row) for row in designs),
        least,
        _gains(box, found) if rules.blocking else (),
        tuple(box.clashes[number].id for number in _broken(box, choices)),
    )


def explain(outcome: Outcome) -> tuple[Fact, ...]:
    """Return how much is possible, the rule that blocks most, and each blocked option's reasons."""
    head = fact("possible", designs=outcome.possible, of=outcome.combinations)
    most = [fact("blocks_most", rule=rule, gain=gain) for rule, gain in outcome.gains[:1] if gain]
    return (head, *most, *outcome.blocked)


def named(box: Box, row: object) -> dict[str, str]:
    """Return a row of option indices as parameter to option."""
    values = np.asarray(row).tolist()
    return {one.id: one.options[n] for one, n in zip(box.parameters, values, strict=True)}


def _remaining(box: Box, choices: Mapping[str, str], sound: object) -> dict[str, dict[str, int]]:
    """Count in how many designs each option stands; for a chosen parameter as if it were open."""
    rows = np.asarray(sound)
    found = {}
    for place, one in enumerate(box.parameters):
        if one.id in choices:
            others = {name: option for name, option in choices.items() if name != one.id}
            rows_here = near(box, others, 0).rows
        else:
            rows_here = rows
        numbers = np.bincount(rows_here[:, place], minlength=len(one.options)).tolist()
        found[one.id] = dict(zip(one.options, numbers, strict=True))
    return found


def _broken(box: Box, choices: Mapping[str, str]) -> list[int]:
    return [
        number
        for number, clash in enumerate(box.clashes)
        if all(choices.get(name) == option for name, option in clash.options)
    ]


def _blocked(
    box: Box, choices: Mapping[str, str], remaining: Mapping[str, Mapping[str, int]]
) -> tuple[Fact, ...]:
    """Return for each option that can't be chosen now the rules that forbid it.

    Rules that the choices complete are the reason; when there is none, no design fits for several
    rules together, and ``rules`` holds those of which the fall of one alone would free the option.
    """
    found = []
    for one in box.parameters:
        others = {name: option for name, option in choices.items() if name != one.id}
        for option, number in remaining[one.id].items():
            if number:
                continue
            asked = {**others, one.id: option}
            direct = tuple(box.clashes[n].id for n in _broken(box, asked))
            rules = direct or _freeing(box, asked)
            found.append(
                fact("blocked", parameter=one.id, option=option, rules=rules, direct=bool(direct))
            )
    return tuple(found)


def _freeing(box: Box, asked: Mapping[str, str]) -> tuple[str, ...]:
    numbers = np.unique(near(box, asked, 1).clash).tolist()
    return tuple(box.clashes[number].id for number in numbers if number != NONE)


def _gains(box: Box, found: Near) -> tuple[tuple[str, int], ...]:
    """Return for each rule how many designs break it and nothing else, most first."""
    hit = found.clash[found.clash != NONE]
    numbers = np.bincount(hit, minlength=len(box.clashes)).tolist()
    pairs = [(clash.id, number) for clash, number in zip(box.clashes, numbers, strict=True)]
    return tuple(sorted(pairs, key=lambda pair: -pair[1]))


METHOD = Method(ID, VERSION, "design", Rules, count, explain)
