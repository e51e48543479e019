"""The seated panel: who was drawn, and every change since. Always worked out, never stored twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from thorbecke.methods.lots import Lots, seed_of_number
from thorbecke.methods.sortition import plain, replacement, tables
from thorbecke.methods.sortition.pool import Pool
from thorbecke.methods.sortition.relax import Infeasible
from thorbecke.records import canonical
from thorbecke.web.instruments.lottery import drawing, setting
from thorbecke.web.instruments.lottery.models import Candidate, Change, Draw
from thorbecke.web.participation.models import Act, Phase, Result, Seed
from thorbecke.web.participation.record import log
from thorbecke.web.participation.record.locking import NotNow, held


def drawn(act: Act, draw: Draw, result: Result | None) -> list[str]:
    """Return the numbers that the lot fell on; empty before the count.

    Raises ``LookupError`` when the lottery is not the one whose hash was published before the draw.
    """
    if result is None or not result.counts:
        return []
    outcome = result.counts[0]["outcome"]
    if drawing.lottery_hash(outcome) != draw.lottery_hash:
        raise LookupError("the lottery is not the one that was fixed before the draw")
    found: list[str] = outcome["drawn"]["members"] if outcome["drawn"] else []
    return found


def panel(first: Sequence[str], changes: Sequence[Change]) -> list[str]:
    """Return who sits in the panel now."""
    found = list(first)
    for change in changes:
        found = [one for one in found if one not in change.out] + list(change.seated)
    return found


def replace(act: Act, out: Sequence[str], number: str, person: Any) -> Change:
    """Fill the seats of who dropped out by a fresh draw; log it. Raises ``NotNow``, ``WrongSeed``."""
    lots = Lots(seed_of_number(number))
    text = " ".join(number.split())
    with transaction.atomic():
        now = held(act)
        if now.phase != Phase.PUBLISHED:
            raise NotNow(_("Vervangen kan als de uitslag gepubliceerd is."))
        changes = list(Change.objects.filter(act=now))
        _new_number(now, changes, text)
        draw, result = setting.draw_of(now), Result.objects.get(act=now)
        seats = panel(drawn(now, draw, result), changes)
        if not out or set(out) - set(seats):
            raise NotNow(_("Kies wie er uit het panel gaat."))
        gone = [one for change in changes for one in change.out]
        found = _redrawn(plain.from_data(draw.pool), seats, out, now, lots, gone)
        new = [one for one in found.members if one not in seats]
        moved = found.relaxed.changes if found.relaxed else ()
        change = Change.objects.create(
            act=now,
            number=len(changes) + 1,
            out=list(out),
            seated=new,
            moved=[[one.feature, one.value, one.low, one.high] for one in moved],
            drawn=text,
        )
        Candidate.objects.filter(act=now, number__in=out).update(gone=True)
        log.append(now, "panel_changed", person, _announced(change, found))
    return change


def _redrawn(
    pool: Pool, seats: Sequence[str], out: Sequence[str], act: Act, lots: Lots, gone: Sequence[str]
) -> replacement.Redraw:
    try:
        return replacement.redraw(pool, seats, out, setting.rules(act), lots, gone)
    except (Infeasible, ValueError) as wrong:
        raise NotNow(_("Er zijn te weinig mensen over om deze plaatsen te vullen.")) from wrong


def _new_number(act: Act, changes: Sequence[Change], text: str) -> None:
    used = {change.drawn for change in changes}
    used |= set(Seed.objects.filter(act=act).values_list("drawn", flat=True))
    if text in used:
        raise NotNow(_("Dit getal is al gebruikt. Trek in het openbaar een nieuw getal."))


def _announced(change: Change, found: replacement.Redraw) -> dict[str, Any]:
    return {
        "out": ", ".join(change.out),
        "seated": ", ".join(change.seated),
        "drawn": change.drawn,
        "moved": len(change.moved),
        "pool": canonical.hashed(plain.to_data(found.rest)),
    }


def quota_table(
    pool: Mapping[str, Any], members: Sequence[str], small: int = 0
) -> list[dict[str, Any]]:
    """Return each quota with its people in the pool and in the panel.

    ``small``: groups in the pool below this are told as None.
    """
    place = {feature: at + 2 for at, feature in enumerate(pool["features"])}
    seated = set(members)
    rows = []
    for feature, value, low, high, *_flex in pool["quotas"]:
        mine = [row[0] for row in pool["people"] if row[place[feature]] == value]
        rows.append(
            {
                "feature": feature,
                "value": value,
                "low": low,
                "high": high,
                "people": len(mine) if len(mine) >= small else None,
                "seated": sum(1 for one in mine if one in seated),
            }
        )
    return rows


def divide(act: Act, draw: Draw, members: Sequence[str], number: int, rounds: int) -> None:
    """Divide the panel over tables for several rounds, and keep that. Raises ``ValueError``."""
    pool = plain.from_data(draw.pool)
    people = [(one.id, one.values) for one in pool.people if one.id in set(members)]
    seed = Seed.objects.get(act=act)
    lots = Lots(seed_of_number(seed.drawn))
    found = tables.seat(people, number, rounds, lots)
    draw.tables = {
        "rounds": [[list(table) for table in one] for one in found.rounds],
        "met": found.met,
        "possible": found.possible,
    }
    draw.save(update_fields=["tables"])
