"""The published ballots on one question as a .pb file, with the true rule and its options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from thorbecke.formats import pb
from thorbecke.methods import registry
from thorbecke.methods.budgeting import equal_shares
from thorbecke.methods.budgeting.election import Election
from thorbecke.web.instruments.budget import figures
from thorbecke.web.instruments.budget.ballot import GREEDY
from thorbecke.web.participation.box import reading
from thorbecke.web.participation.models import Act

COMPLETIONS = {"none": "", "votes": "/utilitarian", "add1": "/add1", "add1u": "/add1u"}


def rule_name(count: Mapping[str, Any]) -> str:
    """Return the name of a rule as Pabulib writes it."""
    if count["method"] == GREEDY:
        return "greedy"
    return "equalshares" + COMPLETIONS[count["rules"]["completion"]]


def _in_unit(rules: Any, election: Election) -> Any:
    """Return the rules with the step of Add1 in the unit of the file: euros where no amount has cents."""
    whole = all(amount % 100 == 0 for amount in (election.budget, *election.costs))
    if not whole or not isinstance(rules, equal_shares.Rules):
        return rules
    return replace(rules, step=max(1, rules.step // 100))


def file(act: Act, count: Mapping[str, Any]) -> bytes:
    """Return the file. Ballots stand in the order of their content: it tells nothing of who or when."""
    questions: list[Mapping[str, Any]] = (act.definition or {})["questions"]
    question = next(one for one in questions if one["id"] == count["question"])
    votes = [ballot.vote for ballot in reading.ballots(act)]
    election = figures.election_of(question, votes)
    method = registry.find(count["method"], count["version"])
    rules = _in_unit(registry.rules_of(method, count["rules"]), election)
    meta = {
        "description": f"{act.title}: {question['title']}",
        "country": "Netherlands",
        "unit": str(act.municipality or act.organisation),
        "subunit": str(question["title"]),
        "instance": str((act.published_at or act.made_at).year),
        "currency": "EUR",
        "language": "nl",
    }
    return pb.write(election, meta, rule_name(count), rules, count["outcome"].get("funded", ()))
