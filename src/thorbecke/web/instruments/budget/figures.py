"""What is worked out once, at the count, so that the result page reads and never counts.

For each question: why every project won or lost, how fair the outcome is, and how fair the other counts
would have been. The same ballots and rules as in the record, so anyone finds the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from thorbecke.methods import registry
from thorbecke.methods.budgeting import axioms, explain
from thorbecke.methods.budgeting.election import Election
from thorbecke.methods.facts import to_data
from thorbecke.records import bundle, recount
from thorbecke.web.participation.models import Act

Votes = Sequence[Mapping[str, Any]]


def election_of(question: Mapping[str, Any], votes: Votes) -> Election:
    """Return the ballots on one question as the count sees them. O(ballots)."""
    found = recount.inputs_from_votes("budget", question, votes, None)
    assert isinstance(found, Election)
    return found


def made(
    act: Act,
    counts: Sequence[Mapping[str, Any]],
    votes: Votes,
    lots: Mapping[str, str] | None,
) -> dict[str, Any]:
    """Return the figures of each question, as plain data. O(questions · approvals · rounds)."""
    questions: list[Mapping[str, Any]] = (act.definition or {}).get("questions", [])
    return {question["id"]: _question(question, counts, votes, lots) for question in questions}


def _question(
    question: Mapping[str, Any],
    counts: Sequence[Mapping[str, Any]],
    votes: Votes,
    lots: Mapping[str, str] | None,
) -> dict[str, Any]:
    election = election_of(question, votes)
    mine = [one for one in counts if one["question"] == question["id"]]
    deciding = next(one for one in mine if one["decides"])
    return {
        "whys": _whys(election, deciding, lots),
        "audit": to_data(axioms.audit(election, deciding["outcome"]["funded"])),
        "others": [_fairness(election, one) for one in mine if not one["decides"]],
    }


def _whys(
    election: Election, count: Mapping[str, Any], lots: Mapping[str, str] | None
) -> list[dict[str, Any]]:
    """Return the figures of each project; nothing without voters, as nobody decided anything."""
    if not election.voters:
        return []
    method = registry.find(count["method"], count["version"])
    rules = registry.rules_of(method, count["rules"])
    found = explain.counted(election, rules, bundle.lots_of(lots))
    return [_trimmed(to_data(why)) for why in explain.whys(found)]


def _trimmed(why: dict[str, Any]) -> dict[str, Any]:
    """Keep the last money behind a project; that of all rounds follows from the record."""
    behind = why.pop("behind")
    return {**why, "behind": behind[-1] if behind else None}


def _fairness(election: Election, count: Mapping[str, Any]) -> dict[str, Any]:
    funded = count["outcome"].get("funded", ())
    return {
        "method": count["method"],
        "rules": count["rules"],
        "nothing": to_data(axioms.share_with_nothing(election, funded)),
        "fair": axioms.ejr_plus(election, funded) is None if election.voters else True,
    }
