"""What a ballot on a question may hold, as data: checked on the server and again by ``verify``.

An answer is always the same shape: option to whole number. {"yes": 1} is a choice, {"a": 1, "b": 1}
approves two, {"a": 1, "b": 2} ranks, {"a": 5, "b": 0} scores, {"a": 7, "b": 3} divides points; {} is
blank. The vote on several questions is question id to answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from thorbecke.methods.facts import Fact, fact
from thorbecke.methods.voting.profile import Kind

MOST_OPTIONS = 500
MOST_POINTS = 1_000_000


class Type(StrEnum):
    """The kinds of ballot paper."""

    YESNO = "yesno"  # the options are yes and no
    CHOICE = "choice"  # one option
    APPROVAL = "approval"  # up to ``most`` options
    RANKING = "ranking"  # an order, of up to ``most`` options
    SCORE = "score"  # 0 to ``highest`` for each option
    POINTS = "points"  # ``total`` points to divide
    BUDGET = "budget"  # options with a price, together at most ``total``


KINDS = {
    Type.YESNO: Kind.CHOICE,
    Type.CHOICE: Kind.CHOICE,
    Type.APPROVAL: Kind.APPROVAL,
    Type.RANKING: Kind.RANKING,
    Type.SCORE: Kind.SCORE,
    Type.POINTS: Kind.POINTS,
    Type.BUDGET: Kind.APPROVAL,
}


class WrongSpec(ValueError):
    """A ballot paper that can't be: the text says which part and what was expected."""


@dataclass(frozen=True)
class Spec:
    """The ballot paper of one question.

    ``options``: their ids, in the order of the question. ``least``, ``most``: how many options may be
    named (``most`` None: all). ``highest``: the highest score. ``total``: points to divide, or the
    budget in cents. ``prices``: in cents, one for each option, for a budget. ``blank``: whether naming
    nothing is allowed. ``equal_places``: whether two options may share a place.
    Raises ``WrongSpec``.
    """

    id: str
    type: Type
    options: tuple[str, ...]
    least: int = 1
    most: int | None = None
    highest: int = 5
    total: int = 0
    prices: tuple[int, ...] = ()
    blank: bool = True
    equal_places: bool = False

    def __post_init__(self) -> None:
        _check(self)

    @property
    def kind(self) -> Kind:
        """What the numbers of an answer mean to a count."""
        return KINDS[self.type]


SPEC_FIELDS = ("least", "most", "highest", "total", "blank", "equal_places")


def spec_of(question: Mapping[str, Any]) -> Spec:
    """Return the ballot paper of a question as plain data.

    ``question``: {"id", "type", "options": [{"id", "price"?}], and the fields of ``Spec``}.
    Raises ``WrongSpec``.
    """
    try:
        kept = {name: question[name] for name in SPEC_FIELDS if question.get(name) is not None}
        prices = tuple(option["price"] for option in question["options"] if "price" in option)
        names = tuple(option["id"] for option in question["options"])
        return Spec(question["id"], Type(question["type"]), names, prices=prices, **kept)
    except (KeyError, TypeError) as error:
        raise WrongSpec(f"a question needs id, type and options with ids: {error}") from error
    except ValueError as error:
        raise WrongSpec(str(error)) from error


def _check(spec: Spec) -> None:
    size = len(spec.options)
    if not 1 <= size <= MOST_OPTIONS or len(set(spec.options)) != size:
        raise WrongSpec(f"{spec.id}: expected 1 to {MOST_OPTIONS} options with different ids")
    if spec.type is Type.YESNO and spec.options != ("yes", "no"):
        raise WrongSpec(f'{spec.id}: a yes-no question has the options "yes" and "no"')
    if not 0 <= spec.least <= (spec.most or size) <= size:
        raise WrongSpec(f"{spec.id}: expected 0 ≤ least ≤ most ≤ {size}")
    if spec.type in {Type.POINTS, Type.BUDGET} and not 1 <= spec.total <= 10**12:
        raise WrongSpec(f"{spec.id}: expected a total of at least 1")
    if spec.type is Type.BUDGET and (len(spec.prices) != size or min(spec.prices) < 0):
        raise WrongSpec(f"{spec.id}: expected one price of 0 or more for each option")
    if not 1 <= spec.highest <= 100:
        raise WrongSpec(f"{spec.id}: expected a highest score of 1 to 100")


def faults(spec: Spec, answer: Any) -> tuple[Fact, ...]:
    """Return what is wrong with an answer; nothing when it is good. O(number of options named).

    Any object may come in: what does not even have the shape of an answer is a fault too.
    """
    if not isinstance(answer, Mapping) or len(answer) > len(spec.options):
        return (fact("not_an_answer"),)
    known = set(spec.options)
    if strange := [str(name)[:80] for name in answer if name not in known]:
        return (fact("unknown_option", options=tuple(sorted(strange)[:5])),)
    if any(type(value) is not int for value in answer.values()):
        return (fact("not_a_number"),)
    if not answer:
        return () if spec.blank else (fact("blank_not_allowed"),)
    return tuple(_CHECKS[spec.type](spec, answer))


def canonical(spec: Spec, answer: Mapping[str, int]) -> dict[str, int]:
    """Return a good answer in its one form: the question's order, without zeros that say nothing."""
    keeps_zero = spec.type is Type.SCORE
    return {
        option: answer[option]
        for option in spec.options
        if option in answer and (answer[option] or keeps_zero)
    }


def _named(spec: Spec, answer: Mapping[str, int]) -> list[Fact]:
    number, most = len(answer), spec.most or len(spec.options)
    if number > most:
        return [fact("too_many", named=number, most=most)]
    return [fact("too_few", named=number, least=spec.least)] if number < spec.least else []


def _marks(spec: Spec, answer: Mapping[str, int]) -> list[Fact]:
    """Each named option is marked with 1."""
    return [fact("not_a_mark")] if set(answer.values()) != {1} else _named(spec, answer)


def _choice(spec: Spec, answer: Mapping[str, int]) -> list[Fact]:
    return _marks(spec, answer) or ([fact("more_than_one")] if len(answer) > 1 else [])


def _ranking(spec: Spec, answer: Mapping[str, int]) -> list[Fact]:
    places = sorted(answer.values())
    if not spec.equal_places and len(set(places)) != len(places):
        return [fact("equal_places")]
    expected = list(range(1, len(set(places)) + 1))
    return [fact("gap_in_places")] if sorted(set(places)) != expected else _named(spec, answer)


def _score(spec: Spec, answer: Mapping[str, int]) -> list[Fact]:
    fits = all(0 <= value <= spec.highest for value in answer.values())
    return [] if fits else [fact("score_out_of_range", highest=spec.highest)]


def _points(spec: Spec, answer: Mapping[str, int]) -> list[Fact]:
    if any(value < 0 or value > MOST_POINTS for value in answer.values()):
        return [fact("negative_points")]
    given = sum(answer.values())
    return [fact("too_many_points", given=given, total=spec.total)] if given > spec.total else []


def _budget(spec: Spec, answer: Mapping[str, int]) -> list[Fact]:
    if wrong := _marks(spec, answer):
        return wrong
    prices = dict(zip(spec.options, spec.prices, strict=True))
    spent = sum(prices[option] for option in answer)
    return [fact("over_budget", spent=spent, total=spec.total)] if spent > spec.total else []


_CHECKS = {
    Type.YESNO: _choice,
    Type.CHOICE: _choice,
    Type.APPROVAL: _marks,
    Type.RANKING: _ranking,
    Type.SCORE: _score,
    Type.POINTS: _points,
    Type.BUDGET: _budget,
}
