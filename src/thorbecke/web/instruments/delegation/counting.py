"""From the tables to the inputs of the count, and where one vote goes at this moment."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from thorbecke.methods.delegation.count import Outcome, Rules, count
from thorbecke.methods.delegation.inputs import Delegations, Grant
from thorbecke.methods.delegation.plain import to_data
from thorbecke.web.instruments.delegation import setting
from thorbecke.web.instruments.delegation.models import ALL, RANKS, Choice, Mandate, Member
from thorbecke.web.participation.models import Act

METHOD, VERSION = "delegation.breadth-first", 1
FEWEST = 5
NOBODY = "nobody"  # stands on the roll of a round with too few members to publish


@dataclass(frozen=True)
class Round:
    """Everything of a round at one moment. ``labels``: key of a member to the name in the record."""

    members: Mapping[uuid.UUID, Member]
    grants: Mapping[str, tuple[Grant, ...]]
    votes: Mapping[str, Mapping[str, str]]  # question -> label -> option

    def delegations(self, question: Mapping[str, Any]) -> Delegations:
        """Return the inputs of one question: every member, the grants, the votes."""
        return Delegations(
            question["id"],
            tuple(one["id"] for one in question["options"]),
            tuple(one.label for one in self.members.values()),
            self.votes.get(question["id"], {}),
            self.grants,
            question["theme"],
            "",
            tuple(one.label for one in self.members.values() if one.declines),
        )


def read(act: Act) -> Round:
    """Read a round, members in the order of their random names. Three queries; O(members)."""
    members = {one.pk: one for one in Member.objects.filter(act=act).order_by("label")}
    grants: dict[str, tuple[Grant, ...]] = {}
    keys = ("member_id", "scope", *(f"{rank}_id" for rank in RANKS))
    for member, scope, *named in Mandate.objects.filter(member__act=act).values_list(*keys):
        delegates = tuple(members[key].label for key in named if key is not None)
        kind = "all" if scope == ALL else "theme"
        label = members[member].label
        grants[label] = (*grants.get(label, ()), Grant(kind, scope, delegates))
    votes: dict[str, dict[str, str]] = {}
    rows = Choice.objects.filter(member__act=act).values_list("member_id", "question", "option")
    for member, question, option in rows:
        votes.setdefault(question, {})[members[member].label] = option
    return Round(members, grants, votes)


def inputs(act: Act, question: str) -> dict[str, Any]:
    """Return the inputs of a count as the record publishes them: random names and nothing else.

    With fewer than ``FEWEST`` members nothing of them is published.
    """
    found = read(act)
    asked = next(one for one in setting.questions(act) if one["id"] == question)
    if len(found.members) < FEWEST:
        options = tuple(one["id"] for one in asked["options"])
        return to_data(Delegations(question, options, (NOBODY,), {}, theme=asked["theme"]))
    return to_data(found.delegations(asked))


def rules(act: Act) -> Rules:
    """Return the rules of every count of this round."""
    return Rules(cap=setting.option(act, "cap"), delegates=len(RANKS))


def now(found: Round, question: Mapping[str, Any]) -> Outcome:
    """Return where every vote goes at this moment, without the limit: its lots come after closing."""
    return count(found.delegations(question), Rules(delegates=len(RANKS)))
