"""What remains possible, in the words of the building blocks."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from thorbecke.knowledge import designs, shipped
from thorbecke.knowledge.schema import Exclusion, Rule
from thorbecke.methods.design import consistent
from thorbecke.methods.design.survivors import near
from thorbecke.web.designs.state import State, blocks

KINDS = {"wet": "wet", "logisch": "logisch", "praktisch": "praktisch"}


@lru_cache(maxsize=256)
def _outcome(choices: tuple[tuple[str, str], ...]) -> consistent.Outcome:
    inputs = consistent.Inputs(designs.box(blocks()), dict(choices))
    return consistent.count(inputs, consistent.Rules())


def outcome(state: State) -> consistent.Outcome:
    """Return the count of ``design.consistent``; kept, because the same choices come back often."""
    return _outcome(tuple(sorted(state.choices.items())))


@lru_cache(maxsize=1024)
def _can_be(choices: tuple[tuple[str, str], ...]) -> bool:
    return len(near(designs.box(blocks()), dict(choices), 0).rows) > 0


def can_be(state: State) -> bool:
    """True when at least one design holds these choices."""
    return _can_be(tuple(sorted(state.choices.items())))


def names() -> dict[tuple[str, str], str]:
    """Return the name of each option, by parameter and option."""
    return {(p.id, o.id): o.name_nl for p in blocks().parameters for o in p.options}


def rule(found: Exclusion, rules: dict[str, Rule]) -> dict[str, Any]:
    """Return an exclusion for a page: what it names, why, its source and how sure we are."""
    known = names()
    heads = {p.id: p.name_nl for p in blocks().parameters}
    return {
        "id": found.id,
        "options": [f"{heads[p]}: {known[(p, o)]}" for p, o in found.options],
        "reason": found.reason_nl,
        "kind": found.kind,
        "sources": [rules[slug] for slug in found.articles if slug in rules],
        "confidence": found.confidence,
    }


def rules_by_id() -> dict[str, dict[str, Any]]:
    """Return every exclusion for a page, by id."""
    articles = {one.id: one for one in shipped().rules}
    return {one.id: rule(one, articles) for one in blocks().exclusions}


def parameters(state: State, cases: dict[str, list[dict[str, str]]]) -> list[dict[str, Any]]:
    """Return the parameters with their options as the page of the box shows them."""
    found = outcome(state)
    rules = rules_by_id()
    why = {
        (f.values["parameter"], f.values["option"]): [rules[name] for name in f.values["rules"]]
        for f in found.blocked
    }
    return [
        {
            "id": one.id,
            "name": one.name_nl,
            "question": one.question_nl,
            "chosen": state.choices.get(one.id, ""),
            "options": [
                {
                    "id": option.id,
                    "name": option.name_nl,
                    "meaning": option.meaning_nl,
                    "count": found.remaining[one.id][option.id],
                    "blocked": not found.remaining[one.id][option.id],
                    "chosen": state.choices.get(one.id) == option.id,
                    "why": why.get((one.id, option.id), []),
                    "methods": option.methods,
                    "cases": [case for name in option.methods for case in cases.get(name, [])],
                }
                for option in one.options
            ],
        }
        for one in blocks().parameters
    ]


def chosen(state: State) -> list[tuple[str, str]]:
    """Return (parameter, option) in words for what was chosen."""
    return [
        (p.name_nl, next(o.name_nl for o in p.options if o.id == state.choices[p.id]))
        for p in blocks().parameters
        if p.id in state.choices
    ]
