"""The legal verdict on a design, out of answered questions, and the smallest change that mends it.

A verdict is a level: 0 is allowed as it is, a higher level asks for more. The caller names the levels.
The rules are those of the questionnaire of the law register:

- the verdict is the worst of the answers; a question without an answer counts as the default of its
  instrument, so that a half filled form is never greener than an empty one promises;
- a question may override: answered with yes, it alone decides (a design that is only a simulation, or
  only advice, is not what the other questions ask about). Of more of them the worst decides;
- over several instruments the worst decides, and nothing overrides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Generic, TypeVar

Move = TypeVar("Move")


class WrongAnswer(ValueError):
    """An answer to a question that the instrument does not have."""


@dataclass(frozen=True)
class Question:
    """What follows from yes and from no, as levels. ``overrides``: yes decides alone."""

    if_yes: int
    if_no: int
    overrides: bool = False


@dataclass(frozen=True)
class Instrument:
    """An instrument with its level when nothing is answered, and its questions."""

    id: str
    default: int
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """The verdict on one instrument. ``deciding``: questions (from 1) that give this level; none
    when the default does. ``open``: questions without an answer. ``overridden``: yes to one alone
    decided.
    """

    instrument: str
    level: int
    deciding: tuple[int, ...]
    open: tuple[int, ...]
    overridden: bool = False


def judge(instrument: Instrument, answers: Mapping[int, bool]) -> Verdict:
    """Return the verdict after ``answers``: question number (from 1) to yes or no. O(questions).

    Raises ``WrongAnswer`` for a number that the instrument does not have.
    """
    total = len(instrument.questions)
    for number in answers:
        if not 1 <= number <= total:
            raise WrongAnswer(f"{instrument.id}: there is no question {number}")
    levels = {
        number: question.if_yes if answers[number] else question.if_no
        for number, question in enumerate(instrument.questions, 1)
        if number in answers
    }
    unanswered = tuple(number for number in range(1, total + 1) if number not in answers)
    alone = {
        number: level
        for number, level in levels.items()
        if answers[number] and instrument.questions[number - 1].overrides
    }
    if alone:
        return _worst(instrument.id, alone, (), overridden=True)
    if unanswered or not levels:
        levels = levels | {0: instrument.default}
    return _worst(instrument.id, levels, unanswered)


def _worst(
    name: str, levels: Mapping[int, int], unanswered: tuple[int, ...], overridden: bool = False
) -> Verdict:
    worst = max(levels.values())
    deciding = tuple(sorted(n for n, level in levels.items() if level == worst and n))
    return Verdict(name, worst, deciding, unanswered, overridden)


def overall(verdicts: Iterable[Verdict]) -> int | None:
    """Return the worst level; None when no instrument applies, which is no permission."""
    return max((one.level for one in verdicts), default=None)


@dataclass(frozen=True)
class Repair(Generic[Move]):
    """Changes that together bring the level down to ``level``."""

    moves: tuple[Move, ...]
    level: int


def repairs(
    moves: Sequence[Move],
    level_after: Callable[[tuple[Move, ...]], int | None],
    now: int,
    goal: int,
    most: int = 2,
) -> tuple[Repair[Move], ...]:
    """Return the smallest sets of changes that lower the level to ``goal`` or below, best first.

    All sets of one change are tried, then all of two, up to ``most``; the first size that reaches the
    goal is given whole, lowest level first, in the order of ``moves``. When none does, the single
    changes that lower the level at all. ``level_after`` gives None for a set that can't be.
    O(m^most) calls.
    """
    if now <= goal:
        return ()
    lower: list[Repair[Move]] = []
    for size in range(1, most + 1):
        found = [
            Repair(chosen, level)
            for chosen in combinations(moves, size)
            if (level := level_after(chosen)) is not None and level < now
        ]
        reached = [one for one in found if one.level <= goal]
        if reached:
            return _sorted(reached)
        lower = lower or found
    return _sorted(lower)


def _sorted(found: list[Repair[Move]]) -> tuple[Repair[Move], ...]:
    return tuple(sorted(found, key=lambda one: one.level))
