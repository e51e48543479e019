"""The ballot paper as a form: what stands on it, what somebody filled in, and reading that back.

Every question has fields of its own, plain HTML that works without a script: radio buttons, tick boxes,
selects and number fields. What comes back is an answer as in ``methods.ballots``, or something that is
no answer and is refused there, in one place.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from thorbecke.methods.ballots import Spec, Type
from thorbecke.methods.facts import Fact
from thorbecke.web.participation import instruments
from thorbecke.web.participation.box import words
from thorbecke.web.participation.models import Act

NAME = "v."  # fields of the vote start with this
BLANK = "-"  # the value of "no choice"; no option has this id
ONE_CHOICE = frozenset({Type.YESNO, Type.CHOICE})
MARKS = frozenset({Type.APPROVAL, Type.BUDGET})
MOST_DIGITS = 12
MOST_BUTTONS = 6  # up to so many scores are buttons, more is a number field


@dataclass(frozen=True)
class Line:
    """One option on the paper. ``value``: what was filled in, as text; ``field``: its name."""

    id: str
    title: str
    text: str
    price: int | None
    field: str
    value: str

    @property
    def checked(self) -> bool:
        """True when a box or button of this option is on."""
        return self.value == "1"


@dataclass(frozen=True)
class Paper:
    """One question with its options in the order in which this voter sees them."""

    spec: Spec
    number: int
    title: str
    text: str
    lines: tuple[Line, ...]
    answered: bool
    faults: tuple[str, ...] = field(default=())

    @property
    def id(self) -> str:
        """The id of the question."""
        return self.spec.id

    @property
    def field(self) -> str:
        """The name of the fields of this question, or what they start with."""
        return NAME + self.spec.id

    @property
    def template(self) -> str:
        """The template that draws the options."""
        kind = "choice" if self.spec.type in ONE_CHOICE else self.spec.type.value
        return f"participation/box/types/{kind}.html"

    @property
    def help(self) -> str:
        """How to fill in this question."""
        return words.how_to(self.spec)

    @property
    def places(self) -> range:
        """The places in a ranking, or the scores that can be given."""
        if self.spec.type is Type.SCORE:
            return range(self.spec.highest + 1)
        return range(1, (self.spec.most or len(self.spec.options)) + 1)

    @property
    def buttons(self) -> bool:
        """True when the scores fit beside each other."""
        return self.spec.highest < MOST_BUTTONS

    @property
    def blank(self) -> bool:
        """True when this voter chose to leave the question blank."""
        return self.answered and not any(line.value for line in self.lines)

    @property
    def used(self) -> int:
        """Points or cents given out so far."""
        if self.spec.type is Type.BUDGET:
            return sum(line.price or 0 for line in self.lines if line.checked)
        return sum(
            int(line.value) for line in self.lines if line.value.isascii() and line.value.isdigit()
        )

    @property
    def left(self) -> int:
        """Points or cents still to give."""
        return self.spec.total - self.used

    @property
    def summary(self) -> list[tuple[str, str]]:
        """What was chosen, for the check page: option and place, score or points, best first."""
        chosen = [line for line in self.lines if line.value]
        if self.spec.type is Type.RANKING:
            chosen.sort(key=lambda line: int(line.value))
        elif self.spec.type in {Type.POINTS, Type.SCORE}:
            chosen.sort(key=lambda line: -int(line.value))
        return [(line.title, words.mark(self.spec, line.value)) for line in chosen]


def papers(
    act: Act,
    filled: Mapping[str, Any] | None = None,
    faults: Mapping[str, Iterable[Fact]] | None = None,
    voter: str = "",
) -> list[Paper]:
    """Return the questions of an act.

    ``filled``: what ``read`` gave, None for an empty paper. ``voter``: what the order of options is drawn
    from where the question says that each voter gets an order of her own; never stored.
    """
    questions = {one["id"]: one for one in act.settings.get("questions", ())}
    found = []
    for number, spec in enumerate(instruments.of(act).specs(act), start=1):
        question = questions.get(spec.id, {"id": spec.id, "title": spec.id, "options": []})
        answer = None if filled is None else filled.get(spec.id, {})
        wrong = tuple(words.fault(one, question) for one in (faults or {}).get(spec.id, ()))
        found.append(_paper(spec, question, number, answer, wrong, voter))
    return found


def _paper(
    spec: Spec,
    question: Mapping[str, Any],
    number: int,
    answer: Any,
    faults: tuple[str, ...],
    voter: str,
) -> Paper:
    given = answer if isinstance(answer, Mapping) else {}
    known = {one["id"]: one for one in question["options"]}
    lines = [
        Line(
            id=option,
            title=known.get(option, {}).get("title", option),
            text=known.get(option, {}).get("text", ""),
            price=spec.prices[place] if spec.prices else None,
            field=f"{NAME}{spec.id}.{option}",
            value=str(given.get(option, "")),
        )
        for place, option in enumerate(spec.options)
    ]
    if voter and question.get("shuffle"):
        lines.sort(key=lambda line: _lot(voter, spec.id, line.id))
    title, text = question.get("title", spec.id), question.get("text", "")
    return Paper(spec, number, title, text, tuple(lines), answer is not None, faults)


def _lot(voter: str, question: str, option: str) -> str:
    return hmac.new(voter.encode(), f"order:{question}:{option}".encode(), "sha256").hexdigest()


def read(specs: Sequence[Spec], post: QueryDict) -> dict[str, Any]:
    """Return what was sent, question -> answer. Nothing is judged here.

    What no form of ours sends (a field twice, a letter for a number) is kept in a shape that is no good
    answer, so that it is refused and never mended in silence.
    """
    return {spec.id: _answer(spec, post) for spec in specs}


def _answer(spec: Spec, post: QueryDict) -> Any:
    if spec.type in ONE_CHOICE or spec.type in MARKS:
        values = [value for value in post.getlist(NAME + spec.id) if value not in ("", BLANK)]
        return dict.fromkeys(values, 1) if len(set(values)) == len(values) else values
    found: dict[str, Any] = {}
    for option in spec.options:
        values = post.getlist(f"{NAME}{spec.id}.{option}")
        if len(values) > 1:
            return values
        if values and values[0].strip() not in ("", BLANK):
            found[option] = _number(values[0].strip())
    if spec.type is Type.POINTS:
        found = {option: value for option, value in found.items() if value != 0}
    return found


def _number(text: str) -> Any:
    digits = text.removeprefix("-")
    good = digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS
    return int(text) if good else text[:80]


def fields(post: QueryDict) -> list[tuple[str, str]]:
    """Return the fields of the vote as they were sent, to carry them along unseen."""
    return [
        (name, value)
        for name, values in post.lists()
        if name.startswith(NAME)
        for value in values
        if value != ""
    ]


def complete(found: Iterable[Paper]) -> str:
    """Return a sentence about questions that were left blank; empty when there are none."""
    blanks = [paper for paper in found if not any(line.value for line in paper.lines)]
    if not blanks:
        return ""
    if len(blanks) == 1:
        return _("U hebt 1 vraag leeg gelaten. Dat mag: die vraag telt dan als blanco.")
    return _("U hebt %(number)d vragen leeg gelaten. Dat mag: die tellen dan als blanco.") % {
        "number": len(blanks)
    }
