"""The regelruimte verdict of a design, out of the published law register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from thorbecke.knowledge import designs
from thorbecke.knowledge.schema import Bill, Instrument, Rule
from thorbecke.methods.design import verdict as method
from thorbecke.web.designs import possible
from thorbecke.web.designs.state import State, blocks
from thorbecke.web.library.law import register
from thorbecke.web.library.law.words import VERDICT_MEANING

MOST_REPAIRS = 5
LAB = {
    "council-size": "lab_size",
    "voting-age-16": "lab_young",
    "interim-election": "lab_interim",
    "elected-mayor": "lab_mayor",
    "electoral-system-change": "lab_system",
    "threshold-change": "lab_system",
    "village-council-84": "lab_village",
    "village-council-83-84": "lab_village",
}
Move = tuple[str, str, str | int, bool | None]  # ("option", parameter, option, None), ("answer", …)


@dataclass(frozen=True)
class Reading:
    """The verdict as pages and documents show it. ``overall`` empty: no instrument applies."""

    rows: list[dict[str, Any]]
    overall: str
    meaning: object
    own_power: bool
    open: int
    repairs: list[dict[str, Any]]
    bills: list[Bill]
    missing: list[str]
    others: list[Instrument]


def read(state: State) -> Reading:
    """Return the verdict of a design. Three queries."""
    known = {one.id: one for one in register.instruments()}
    checks = _checks(known, state.bills)
    found = _judged(state, checks)
    named = [*designs.matched(blocks(), state.choices), *state.extra]
    wanted = [slug for one in found for slug in known[one.instrument].articles]
    rules = {rule.id: rule for rule in register.rules_named(wanted)}
    bills = register.bills()
    level = method.overall(found)
    overall = "" if level is None else designs.LEVELS[level]
    return Reading(
        rows=[_row(one, known[one.instrument], state, rules, bills) for one in found],
        overall=overall,
        meaning=VERDICT_MEANING.get(overall, ""),
        own_power=level is not None and level <= designs.OWN_POWER,
        open=sum(len(one.open) for one in found),
        repairs=[] if level is None else _repairs(state, checks, known, level),
        bills=bills,
        missing=[name for name in named if name not in known],
        others=[one for name, one in known.items() if name not in named],
    )


def _checks(known: Mapping[str, Instrument], bills: tuple[str, ...]) -> dict[str, Any]:
    effects = [one for one in blocks().bill_effects if one.bill in bills]
    return {name: designs.questionnaire(one, effects) for name, one in known.items()}


def _judged(state: State, checks: Mapping[str, method.Instrument]) -> tuple[method.Verdict, ...]:
    return designs.verdicts(blocks(), checks, state.choices, state.extra, state.answers)


def _row(
    found: method.Verdict,
    instrument: Instrument,
    state: State,
    rules: dict[str, Rule],
    bills: list[Bill],
) -> dict[str, Any]:
    follow = designs.implied(blocks(), state.choices).get(instrument.id, {})
    given = {**state.answers.get(instrument.id, {}), **follow}
    effects = [e for e in blocks().bill_effects if e.instrument == instrument.id]
    return {
        "instrument": instrument,
        "verdict": designs.LEVELS[found.level],
        "overridden": found.overridden,
        "open": len(found.open),
        "questions": [
            _question(instrument, n, given.get(n), n in follow, n in found.deciding)
            for n in range(1, len(instrument.questions) + 1)
        ],
        "default_decides": not found.deciding,
        "rules": [rules[slug] for slug in instrument.articles if slug in rules],
        "bills": [bill for bill in bills if instrument.id in bill.instruments],
        "notes": [e.note_nl for e in effects if e.bill in state.bills],
        "added": instrument.id in state.extra,
        "lab": LAB.get(instrument.id, ""),
    }


def _question(
    instrument: Instrument, number: int, given: bool | None, follows: bool, decides: bool
) -> dict[str, Any]:
    question = instrument.questions[number - 1]
    answer = None if given is None else question.if_yes if given else question.if_no
    return {
        "name": f"a.{instrument.id}.{number}",
        "key": f"{instrument.id}-{number}",
        "text": question.q_nl,
        "value": "" if given is None else "ja" if given else "nee",
        "follows": follows,
        "decides": decides,
        "answer": answer,
    }


def _repairs(
    state: State,
    checks: Mapping[str, method.Instrument],
    known: Mapping[str, Instrument],
    level: int,
) -> list[dict[str, Any]]:
    """Return the smallest changes that a municipality can live with by itself, else any that help."""

    def level_after(moves: tuple[Move, ...]) -> int | None:
        changed = _moved(state, moves)
        if changed is None or _breaks(changed):
            return None
        return method.overall(_judged(changed, checks))

    goal = designs.OWN_POWER if level > designs.OWN_POWER else 0
    most = 2 if level > designs.OWN_POWER else 1
    rows: list[dict[str, Any]] = []
    for found in method.repairs(_moves(state, checks), level_after, level, goal, most):
        changed = _moved(state, found.moves)
        if changed is None or not possible.can_be(changed):
            continue
        rows.append(
            {
                "words": [_in_words(move, known) for move in found.moves],
                "verdict": designs.LEVELS[found.level],
                "query": changed.query,
            }
        )
        if len(rows) == MOST_REPAIRS:
            break
    return rows


def _moves(state: State, checks: Mapping[str, method.Instrument]) -> list[Move]:
    """Return every other answer, then every other option of what was chosen."""
    follow = designs.implied(blocks(), state.choices)
    moves: list[Move] = []
    for one in _judged(state, checks):
        given = state.answers.get(one.instrument, {})
        for number in range(1, len(checks[one.instrument].questions) + 1):
            if number in follow.get(one.instrument, {}):
                continue
            for yes in (True, False):
                if given.get(number) is not yes:
                    moves.append(("answer", one.instrument, number, yes))
    for parameter in blocks().parameters:
        now = state.choices.get(parameter.id)
        others = [option.id for option in parameter.options if option.id != now]
        moves += [("option", parameter.id, option, None) for option in others if now]
    return moves


def _moved(state: State, moves: tuple[Move, ...]) -> State | None:
    """Return the design after these changes; None when two of them are about the same thing."""
    if len({move[:2] if move[0] == "option" else move[:3] for move in moves}) < len(moves):
        return None
    for kind, name, value, yes in moves:
        if kind == "option":
            state = state.choosing(**{name: str(value)})
        else:
            given = {**state.answers.get(name, {}), int(value): bool(yes)}
            state = replace(state, answers={**state.answers, name: given})
    return state


def _breaks(state: State) -> bool:
    return any(
        all(state.choices.get(name) == option for name, option in rule.options)
        for rule in blocks().exclusions
    )


def _in_words(move: Move, known: Mapping[str, Instrument]) -> str:
    kind, name, value, yes = move
    if kind == "option":
        parameter = next(one for one in blocks().parameters if one.id == name)
        option = next(one for one in parameter.options if one.id == value)
        return _("Kies bij ‘%(parameter)s’: %(option)s.") % {
            "parameter": parameter.name_nl,
            "option": option.name_nl,
        }
    question = known[name].questions[int(value) - 1].q_nl
    answer = _("ja") if yes else _("nee")
    return _("Maak het antwoord %(answer)s op: %(question)s") % {
        "answer": answer,
        "question": question,
    }
