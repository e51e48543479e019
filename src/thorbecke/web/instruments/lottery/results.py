"""What pages show of a lottery: who took part, the quotas, the chances, the proof, one person's chance."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from thorbecke.methods import facts
from thorbecke.methods.sortition import explaining, plain
from thorbecke.methods.sortition.orbits import orbits
from thorbecke.methods.sortition.outcome import Certificate, Outcome
from thorbecke.records.lists import FEWEST
from thorbecke.web.core.charts import Chart, bar_chart
from thorbecke.web.instruments.lottery import people, seating, setting
from thorbecke.web.instruments.lottery.models import Change, Draw
from thorbecke.web.participation import wording
from thorbecke.web.participation.models import Act, Result
from thorbecke.web.participation.wording.core import percent

Data = dict[str, Any]


def page(act: Act) -> Data:
    """Return what the act's own page shows. Five queries."""
    draw = Draw.objects.filter(act=act).first()
    totals = people.totals(act)
    rows = setting.quotas(act, draw) if draw else []
    return {
        "figures": counted(totals, setting.size(act)),
        "quotas": [dict(zip(("feature", "value", "low", "high"), row[:4], strict=True)) for row in rows],
        "size": setting.size(act),
        "response": people.response(act),
        "draw": draw,
    }  # fmt: skip


def counted(totals: dict[str, int], seats: int) -> list[tuple[str, Any]]:
    """Return the big figures: invited, answered, in the pool, seats. Small numbers are not told."""
    found: list[tuple[str, Any]] = []
    if totals["invited"]:
        found += [
            (_("Uitgenodigd"), totals["invited"]),
            (_("Antwoordden"), told(totals["all"])),
        ]
    found += [(_("In de loting"), told(totals["yes"])), (_("Plaatsen"), seats)]
    return found


def told(number: int) -> str:
    """Return a number; fewer than ten people are told as that."""
    return str(number) if number >= FEWEST or not number else _("minder dan 10")


def outcome(act: Act, result: Result) -> Data:
    """Return the result page: from the stored count, nothing is searched for again."""
    draw = setting.draw_of(act)
    changes = list(Change.objects.filter(act=act))
    first = seating.drawn(act, draw, result)
    now = seating.panel(first, changes)
    counted_ = result.counts[0]["outcome"]
    return {
        "size": setting.size(act),
        "counted": counted(people.totals(act), setting.size(act)),
        "drawn_number": counted_["drawn"]["number"],
        "first": first,
        "panel": now,
        "changes": changes,
        "quotas": seating.quota_table(draw.pool, now, FEWEST),
        "chart": histogram(draw),
        "told": wording.sentences(draw.found["facts"], {}),
        "draw": draw,
        "response": people.response(act),
    }


def histogram(draw: Draw) -> Chart | None:
    """Return how many people have which chance, as bars with a table."""
    bars = [(Fraction(top), count) for top, count in draw.found.get("bars", [])]
    if not bars:
        return None
    rows, below = [], Fraction(0)
    for top, count in bars:
        if count:
            label = _("%(low)s tot %(high)s") % {"low": percent(below), "high": percent(top)}
            rows.append((label, count))
        below = top
    return bar_chart(
        _("Hoeveel mensen hadden welke kans?"),
        _("Elke balk is een groep mensen met ongeveer dezelfde kans."),
        rows,
    )


def chance(act: Act, draw: Draw, number: str) -> list[str]:
    """Return why somebody's chance is what it is, in sentences. Raises ``KeyError`` for an unknown id."""
    pool = plain.from_data(draw.pool)
    types = orbits(pool, setting.rules(act).household)
    known = Outcome(
        setting.METHOD,
        1,
        "leximin",
        tuple(Fraction(one) for one in draw.found["chances"]),
        (),
        Certificate("proved", Fraction(0), ""),
        None,
        None,
    )
    found = explaining.explain_person(pool, types, known, number)
    return wording.sentences([facts.to_data(one) for one in found], {})
