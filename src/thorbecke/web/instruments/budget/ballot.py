"""From accepted ideas to ballot papers, and from the organiser's settings to counts.

Questions are made anew at every change of an idea or of the money, so that what opens is what was seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import slugify

from thorbecke.web.instruments.budget.models import Idea
from thorbecke.web.participation.instruments import CountPlan
from thorbecke.web.participation.models import Act

WHOLE = "geheel"
GREEDY, SHARES = "budgeting.greedy", "budgeting.equal-shares"
STEP = 100  # cents: Add1 raises everybody's share by one euro
FEWEST_VOTES = 1  # money that is over never goes to a plan that nobody chose
TEASER = 240  # characters of an idea on the ballot

Data = dict[str, Any]
START: Data = {"method": SHARES, "completion": "add1u", "stop": False, "utility": "cost"}


def area_id(name: str) -> str:
    """Return the id of an area as it stands on the ballot."""
    return slugify(name)[:30] or WHOLE


def split(act: Act) -> bool:
    """True when each area has money of its own, and so a question of its own."""
    return any(area.get("total") for area in act.settings.get("areas", ()))


def area_names(act: Act) -> list[str]:
    """Return the areas of an act, in the organiser's order."""
    return [area["name"] for area in act.settings.get("areas", ())]


def total(act: Act) -> int:
    """Return the money there is, in cents."""
    if split(act):
        return sum(area.get("total", 0) for area in act.settings["areas"])
    return int(act.settings.get("total", 0))


def room(act: Act, area: str) -> int:
    """Return the most that one project in this area may cost, in cents."""
    if not split(act):
        return total(act)
    return next((one["total"] for one in act.settings["areas"] if one["name"] == area), 0)


def questions(act: Act, accepted: Iterable[Idea]) -> list[Data]:
    """Return one question for each area with money of its own, or one for the whole.

    An idea in an area that is no longer there is on no ballot; ``problems`` tells which. O(ideas).
    """
    found = sorted(accepted, key=lambda idea: idea.number)
    if not split(act):
        return [_question(WHOLE, act.title, total(act), found)] if found and total(act) else []
    made = []
    for area in act.settings["areas"]:
        mine = [idea for idea in found if idea.area == area["name"]]
        if mine:
            made.append(_question(area["id"], area["name"], area["total"], mine))
    return made


def _question(name: str, title: str, money: int, some: list[Idea]) -> Data:
    return {
        "id": name,
        "title": title,
        "text": "",
        "type": "budget",
        "total": money,
        "blank": True,
        "shuffle": True,
        "options": [_option(idea) for idea in some],
    }


def _option(idea: Idea) -> Data:
    text = " ".join(idea.text.split())
    short = text if len(text) <= TEASER else text[:TEASER].rsplit(" ", 1)[0] + " …"
    found = {"id": idea.option, "title": idea.title, "text": short, "price": idea.cost}
    return {**found, "category": idea.theme, **({"area": idea.area} if idea.area else {})}


def refresh(act: Act) -> None:
    """Make the questions of an act that is held for a change; the caller saves it. One query."""
    accepted = Idea.objects.filter(act=act, state=Idea.State.BALLOT, cost__gt=0)
    act.settings["questions"] = questions(act, accepted)


def rule(act: Act) -> Data:
    """Return how the organiser counts; what was not chosen yet as we propose it."""
    return {**START, **act.settings.get("rule", {})}


def plan(question: Mapping[str, Any], chosen: Data) -> CountPlan:
    """Return the count of a question under a choice of rules."""
    limits: Data = {"minimum_votes": max(FEWEST_VOTES, chosen.get("minimum_votes") or 0)}
    if chosen["method"] == GREEDY:
        return CountPlan(question["id"], GREEDY, 1, limits)
    rules = {
        "utility": chosen["utility"],
        "completion": chosen["completion"],
        "stop_when_exhaustive": chosen["stop"],
        "step": STEP,
        **limits,
    }
    return CountPlan(question["id"], SHARES, 1, rules)


def others(question: Mapping[str, Any], chosen: Data) -> tuple[CountPlan, ...]:
    """Return the counts for comparison: the other rule, and every option of this rule flipped."""
    if chosen["method"] == GREEDY:
        return (plan(question, {**START, "minimum_votes": chosen.get("minimum_votes")}),)
    flips: list[Data] = [{**chosen, "method": GREEDY}]
    if chosen["completion"] in {"add1", "add1u"}:
        flips.append({**chosen, "stop": not chosen["stop"]})
    flips += [
        {**chosen, "completion": one}
        for one in ("none", "add1", "add1u")
        if one != chosen["completion"]
    ]
    flips.append({**chosen, "utility": "cardinality" if chosen["utility"] == "cost" else "cost"})
    if chosen.get("minimum_votes"):
        flips.append({**chosen, "minimum_votes": 0})
    return tuple(plan(question, one) for one in flips)
