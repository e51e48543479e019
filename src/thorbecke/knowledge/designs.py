"""From the content to the methods: the box of building blocks and the legal questionnaires."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import get_args

from thorbecke.knowledge import schema
from thorbecke.methods.design import verdict
from thorbecke.methods.design.box import Box, Clash, Parameter

# From free to impossible. The place in this row is the level of the method.
LEVELS: tuple[schema.Verdict, ...] = get_args(schema.Verdict)
# Up to here a municipality can do it by itself: a decision or a by-law of its own council.
OWN_POWER = LEVELS.index("verordening nodig")

Answers = Mapping[str, Mapping[int, bool]]


@lru_cache(maxsize=4)
def _box(data: str) -> Box:
    blocks = schema.BuildingBlocks.model_validate_json(data)
    return Box(
        tuple(Parameter(one.id, tuple(o.id for o in one.options)) for one in blocks.parameters),
        tuple(
            Clash(
                rule.id,
                tuple(rule.options),
                rule.reason_nl,
                ", ".join(rule.articles) or rule.kind,
                rule.kind == "wet",
            )
            for rule in blocks.exclusions
        ),
    )


def box(blocks: schema.BuildingBlocks) -> Box:
    """Return the box of the building blocks. Raises ``WrongBox`` when they contradict themselves."""
    return _box(blocks.model_dump_json())


def fits(when: Mapping[str, list[str]], choices: Mapping[str, str]) -> bool:
    """True when each parameter that ``when`` names has one of its options."""
    return all(choices.get(parameter) in options for parameter, options in when.items())


def matched(blocks: schema.BuildingBlocks, choices: Mapping[str, str]) -> tuple[str, ...]:
    """Return the instruments that belong to these options, in the order of the content."""
    found = (row.instrument for row in blocks.matches if fits(row.when, choices))
    return tuple(dict.fromkeys(found))


def implied(
    blocks: schema.BuildingBlocks, choices: Mapping[str, str]
) -> dict[str, dict[int, bool]]:
    """Return the answers that follow from the options: instrument, question (from 1), answer."""
    found: dict[str, dict[int, bool]] = {}
    for row in blocks.implied:
        if fits(row.when, choices):
            found.setdefault(row.instrument, {})[row.question] = row.answer
    return found


def questionnaire(
    instrument: schema.Instrument, effects: Iterable[schema.BillEffect] = ()
) -> verdict.Instrument:
    """Return the questions of an instrument with levels; ``effects``: bills to take as law."""
    then = {e.now: e.then for e in effects if e.instrument == instrument.id}

    def level(value: schema.Verdict) -> int:
        return LEVELS.index(then.get(value, value))

    return verdict.Instrument(
        instrument.id,
        level(instrument.verdict),
        tuple(
            verdict.Question(
                level(one.if_yes.verdict), level(one.if_no.verdict), one.overrides_others_if_yes
            )
            for one in instrument.questions
        ),
    )


def verdicts(
    blocks: schema.BuildingBlocks,
    checks: Mapping[str, verdict.Instrument],
    choices: Mapping[str, str],
    extra: Iterable[str] = (),
    answers: Answers | None = None,
) -> tuple[verdict.Verdict, ...]:
    """Return the verdict of each instrument that the options or ``extra`` name.

    An answer that follows from the options goes before an answer that was given. Instruments that are
    not in ``checks`` (not published) are left out.
    """
    follow, given = implied(blocks, choices), answers or {}
    names = dict.fromkeys((*matched(blocks, choices), *extra))
    return tuple(
        verdict.judge(checks[name], {**given.get(name, {}), **follow.get(name, {})})
        for name in names
        if name in checks
    )
