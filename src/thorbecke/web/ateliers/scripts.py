"""The script of an atelier as data: steps with an instruction, who may do what, a view and minutes.

Files in ``scripts_data`` hold the templates. An atelier keeps a copy of its steps, so that a later
version of a template never changes a workshop that was prepared.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from thorbecke.knowledge import shipped

FOLDER = Path(__file__).with_name("scripts_data")
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,39}$")]
Verb = Literal["write", "cluster", "dot", "score"]
# Who may do it: everybody in the room, the invited experts and colleagues, or the facilitator.
Audience = Literal["all", "experts", "facilitator"]
MOST_DOTS = 10


class Strict(BaseModel):
    """A part of a script; a name that we don't know is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Step(Strict):
    """One step. ``of``: steps whose cards are looked at; none: its own.

    ``cards_nl`` and ``parameters`` (of the box of building blocks) give cards that stand ready.
    ``canvas``: the field of the canvas; ``field``: where what is chosen goes in the report.
    """

    key: Key
    title_nl: Annotated[str, Field(min_length=2, max_length=60)]
    instruction_nl: Annotated[str, Field(min_length=2, max_length=400)]
    minutes: Annotated[int, Field(ge=1, le=90)]
    verbs: dict[Verb, Audience] = {}
    read: Literal["own", "all"] = "all"
    of: tuple[Key, ...] = ()
    view: Literal["list", "clusters", "ranking"] = "list"
    dots: Annotated[int, Field(ge=0, le=MOST_DOTS)] = 0
    rounds: Annotated[int, Field(ge=1, le=5)] = 1
    in_groups: bool = False
    canvas: Annotated[int, Field(ge=0, le=8)] = 0
    principle: str = ""
    field: Literal["", "challenge"] = ""
    parameters: tuple[str, ...] = ()
    cards_nl: tuple[Annotated[str, Field(max_length=280)], ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Step:
        if ("dot" in self.verbs) != bool(self.dots):
            raise ValueError("dots and the verb dot belong together")
        if self.of and (self.parameters or self.cards_nl):
            raise ValueError("a step shows cards of other steps, or has its own ready")
        if unknown := set(self.parameters) - set(_parameters()):
            raise ValueError(f"the box has no {unknown}")
        if self.principle and self.principle not in {one.id for one in shipped().principles}:
            raise ValueError(f"no principle {self.principle}")
        return self

    @property
    def sources(self) -> tuple[str, ...]:
        """The keys of the steps whose cards this step works on."""
        return self.of or (self.key,)

    @property
    def looks(self) -> bool:
        """True when there is something to look at in this step."""
        return bool(self.verbs or self.of)


class Script(Strict):
    """A template: its steps in order, and where it comes from."""

    id: Key
    kind: Literal["atelier", "warmup"]
    order: int
    name_nl: str
    about_nl: str
    origin_nl: str
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=40)]

    @model_validator(mode="after")
    def _keys(self) -> Script:
        check(self.steps)
        return self

    @property
    def minutes(self) -> int:
        """The time of all steps together."""
        return sum(step.minutes * step.rounds for step in self.steps)


def check(steps: Iterable[Step]) -> None:
    """Raise ``ValueError`` when a key comes twice, or a step looks at a step that is not before it."""
    seen: set[str] = set()
    for step in steps:
        if step.key in seen or not set(step.of) <= seen:
            raise ValueError(f"step {step.key}: its key is not its own, or it looks ahead")
        seen.add(step.key)


def _parameters() -> dict[str, Any]:
    return {one.id: one for one in shipped().building_blocks.parameters}


@cache
def all_scripts() -> dict[str, Script]:
    """Return the shipped templates by id, in their order. Read once a process."""
    found = [Script.model_validate_json(path.read_text("utf-8")) for path in FOLDER.glob("*.json")]
    return {one.id: one for one in sorted(found, key=lambda one: one.order)}


def steps_of(template: str, warmup: str = "") -> list[dict[str, Any]]:
    """Return the steps of a template as plain data, after those of a warm-up. Raises ``KeyError``."""
    scripts = all_scripts()
    first = scripts[warmup].steps if warmup else ()
    steps = (*first, *scripts[template].steps)
    check(steps)
    return [json.loads(step.model_dump_json(exclude_defaults=True)) for step in steps]


def read(data: Iterable[dict[str, Any]]) -> tuple[Step, ...]:
    """Return the steps that an atelier keeps."""
    return tuple(Step.model_validate(one) for one in data)


def ready_cards(step: Step) -> list[tuple[str, str]]:
    """Return the cards that stand ready in a step: (value, text). An option's value is parameter=option."""
    known = _parameters()
    options = [
        (f"{name}={option.id}", f"{known[name].name_nl}: {option.name_nl}")
        for name in step.parameters
        for option in known[name].options
    ]
    return options or [("", text) for text in step.cards_nl]
