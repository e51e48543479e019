"""What pages tell of a conversation: how far it is, the map so far, and the report at the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Sum

from thorbecke.web.instruments.conversation import mapping, rooms, words
from thorbecke.web.instruments.conversation.models import Participant, Room, Statement
from thorbecke.web.participation import wording
from thorbecke.web.participation.models import Act, Phase, Result


def so_far(act: Act) -> dict[str, Any]:
    """Return how many people took part, and how many statements and votes there are. Two queries."""
    shown = Statement.objects.filter(act=act, state=Statement.State.SHOWN)
    rows = list(shown.values_list("seen", flat=True))
    people = Participant.objects.filter(act=act, given__gt=0).count()
    number = len(rows) or (
        len(rooms.option(act, "seeds")) if act.phase in {Phase.PREPARE, Phase.OPEN} else 0
    )
    return {"people": people, "statements": number, "votes": sum(rows)}


def texts_of(act: Act) -> dict[str, dict[str, Any]]:
    """Return what is known of each statement that is shown, by its number. One query."""
    shown = Statement.objects.filter(act=act, state=Statement.State.SHOWN)
    return {
        str(one.number): {
            "text": one.text,
            "organiser": one.by_organiser,
            "important": one.important if one.important >= mapping.FEWEST else None,
            "reworded": one.replaces_id is not None,
        }
        for one in shown
    }


def live(act: Act, who: Participant | None = None) -> dict[str, Any]:
    """Return the latest map for its page, with the visitor's own place. At most four queries."""
    found = Room.objects.filter(act=act).values_list("snapshot", flat=True).first()
    if not found:
        return {"report": {"shown": False, "fewest": mapping.FEWEST}, "chart": None, "me": None}
    me = mapping.place_of(found, who) if who else None
    told = words.report(found, texts_of(act))
    chart = words.picture(found, me) if told["shown"] else None
    return {"report": told, "chart": chart, "me": _mine(me)}


def stale(act: Act) -> bool:
    """Tell whether there are votes that the latest map does not hold yet. Two queries."""
    kept = Room.objects.filter(act=act).values_list("snapshot__given", flat=True).first()
    shown = Statement.objects.filter(act=act, state=Statement.State.SHOWN)
    return (shown.aggregate(total=Sum("seen"))["total"] or 0) != (kept or 0)


def _mine(me: dict[str, Any] | None) -> dict[str, Any] | None:
    if me is None:
        return None
    letter = wording.opinion.group(me["group"]) if me["group"] is not None else ""
    return {**me, "letter": letter}


def context(act: Act, result: Result) -> dict[str, Any]:
    """Return the report: the stored count in words and pictures."""
    outcome: Mapping[str, Any] = result.counts[0]["outcome"]
    found = mapping.snapshot(dict(outcome), None, None)
    texts = texts_of(act)
    told = words.report(found, texts)
    return {
        "report": told,
        "chart": words.picture(found) if told["shown"] else None,
        "tests": tests(outcome),
        "so_far": so_far(act),
    }


def tests(outcome: Mapping[str, Any]) -> list[str]:
    """Return how the groups were tested, in words."""
    stability = outcome["stability"]
    given = stability["group_counts"]
    values = {
        "badge": stability["badge"],
        "same_number": given.count(outcome["k"]),
        "repeats": len(given),
    }
    facts = [
        {
            "code": "groups",
            "values": {name: outcome[name] for name in ("k", "sizes", "few_votes")},
        },
        {"code": "stability", "values": values},
        {"code": "axes", "values": {"shares": outcome["shares"]}},
    ]
    return wording.sentences(facts, {})
