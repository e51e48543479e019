"""How far those who can be drawn differ from the residents, and what to look at before a draw."""

from __future__ import annotations

from typing import Any

from thorbecke.methods.facts import to_data
from thorbecke.methods.sortition import targets
from thorbecke.methods.sortition.pool import WrongPool
from thorbecke.web.instruments.lottery import setting
from thorbecke.web.instruments.lottery.models import Draw
from thorbecke.web.participation.models import Act
from thorbecke.web.participation.wording import sentences


def of(act: Act, draw: Draw) -> dict[str, Any] | None:
    """Return the table of values and the warnings; None as long as nobody can be drawn. One query."""
    try:
        pool = setting.pool(act, draw)
    except WrongPool:
        return None
    if not pool.people:
        return None
    reference: dict[str, dict[str, int]] = {}
    bounds = {}
    for feature, value, low, high, share in setting.quotas(act, draw):
        bounds[feature, value] = (low, high)
        if share is not None:
            reference.setdefault(feature, {})[value] = share
    known = {feature: values for feature, values in reference.items() if sum(values.values())}
    found = targets.deviations(pool.features, pool.people, known, pool.size)
    rows = [_row(one, bounds[one.feature, one.value]) for one in found]
    facts = [to_data(one) for one in targets.warnings(pool, setting.household(act))]
    return {"people": len(pool.people), "rows": rows, "warnings": sentences(facts, {})}


def _row(one: targets.Deviation, bounds: tuple[int, int]) -> dict[str, Any]:
    """Percentages are whole: more digits say nothing about a few hundred people."""
    here, all_ = round(100 * one.pool), round(100 * one.reference)
    return {
        "feature": one.feature,
        "value": one.value,
        "people": one.people,
        "here": here,
        "all": all_,
        "difference": here - all_,
        "seats": bounds,
    }
