"""What the organiser settled before opening: seats, features with their values, the household rule."""

from __future__ import annotations

from typing import Any

from django.utils.crypto import get_random_string

from thorbecke.methods import registry
from thorbecke.methods.facts import to_data
from thorbecke.methods.sortition import plain
from thorbecke.methods.sortition.pool import Pool, Rules
from thorbecke.web.instruments.lottery.models import Candidate, Draw
from thorbecke.web.participation.models import Act

METHOD = "sortition.leximin"
QUESTION = "loting"
PANELS = (1_000, 10_000)  # how many panels the public lottery can have; the first is the usual one
SIGNS = "23456789cdfhjkmnprtvwxy"  # as the voting codes: no look-alikes


def size(act: Act) -> int:
    """Return how many seats there are; 0 when that was not said yet."""
    return int(act.settings.get("size") or 0)


def features(act: Act) -> dict[str, list[str]]:
    """Return each feature with its values, in the organiser's order."""
    return {one["name"]: list(one["values"]) for one in act.settings.get("features", [])}


def household(act: Act) -> bool:
    """True when at most one person of an address can be drawn."""
    return bool(act.settings.get("household", True))


def panels(act: Act) -> int:
    """Return how many equally likely panels the public lottery has."""
    asked = int(act.settings.get("panels") or 0)
    return asked if asked in PANELS else PANELS[0]


def rules(act: Act) -> Rules:
    """Return the rules of the draw; once the act has opened, those of its definition."""
    if act.definition:
        method = registry.find(METHOD, 1)
        found: Rules = registry.rules_of(method, act.definition["counts"][0]["rules"])
        return found
    return Rules(panels=panels(act), household=household(act))


def rules_data(act: Act) -> dict[str, Any]:
    """Return the rules as plain data, for the definition."""
    found: dict[str, Any] = to_data(Rules(panels=panels(act), household=household(act)))
    return found


def draw_of(act: Act) -> Draw:
    """Return the draw of an act; a rehearsal starts with the quotas of its original."""
    found = Draw.objects.filter(act=act).first()
    if found is not None:
        return found
    first = Draw.objects.filter(act=act.rehearsal_of_id).first() if act.rehearsal else None
    made, _new = Draw.objects.get_or_create(
        act=act, defaults={"quotas": first.quotas if first else []}
    )
    return made


def quotas(act: Act, draw: Draw) -> list[list[Any]]:
    """Return a quota for every value: the stored one, or 0 to all seats."""
    known = {(row[0], row[1]): row for row in draw.quotas}
    return [
        list(known.get((feature, value), [feature, value, 0, size(act), None]))
        for feature, values in features(act).items()
        for value in values
    ]


def candidates(act: Act) -> list[Candidate]:
    """Return who can be drawn. One query."""
    return list(Candidate.objects.filter(act=act, yes=True, gone=False).order_by("number"))


def pool(act: Act, draw: Draw, people: list[Candidate] | None = None) -> Pool:
    """Return what is drawn from: random numbers, answers, and households under a number of their own.

    Raises ``WrongPool``. O(n).
    """
    found = candidates(act) if people is None else people
    names = list(features(act))
    homes: dict[str, list[Candidate]] = {}
    for one in found:
        if one.household:
            homes.setdefault(one.household, []).append(one)
    shared = [key for key, members in homes.items() if len(members) > 1]
    label = {key: f"h{at}" for at, key in enumerate(shared, start=1)} if household(act) else {}
    rows = [
        [one.number, label.get(one.household, ""), *(one.answers.get(n, "") for n in names)]
        for one in found
    ]
    return plain.from_data(
        {
            "features": names,
            "quotas": [[*row[:4], None, None] for row in quotas(act, draw)],
            "people": rows,
            "size": size(act),
        }
    )


def new_number() -> str:
    """Return a random public id, such as "k7f3-h9dx": 23^8, so guessing gives nothing."""
    text = get_random_string(8, SIGNS)
    return f"{text[:4]}-{text[4:]}"
