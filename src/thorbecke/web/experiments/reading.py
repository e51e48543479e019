"""What was measured, read in one way by pages, files and lessons."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from thorbecke.web.experiments.models import Experiment, Indicator, Kind, Observation


@dataclass(frozen=True)
class Effect:
    """One indicator: where it began, where it is, and how sure the difference is.

    ``standard_error`` is None when it is not known: a group has no size, a mean has no spread, or the
    number is an amount. Before and after count as two groups apart; the same people asked twice give
    a smaller error than this.
    """

    indicator: Indicator
    baseline: Decimal | None
    last: Observation | None
    observations: tuple[Observation, ...]
    standard_error: float | None

    @property
    def value(self) -> Decimal | None:
        """The last value."""
        return self.last.value if self.last else None

    @property
    def difference(self) -> Decimal | None:
        """Last minus baseline."""
        if self.last is None or self.baseline is None:
            return None
        return self.last.value - self.baseline

    @property
    def better(self) -> bool | None:
        """Whether it went the good way; None when it stood still or is not known."""
        if not self.difference:
            return None
        return (self.difference > 0) == (self.indicator.better == "up")

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached; None when it is not known."""
        target = self.indicator.target
        if self.last is None or target is None:
            return None
        up = self.indicator.better == "up"
        return self.last.value >= target if up else self.last.value <= target


def effects(experiment: Experiment) -> list[Effect]:
    """Return one effect for each indicator, in the order of the plan. Two queries."""
    indicators = list(
        Indicator.objects.filter(experiment=experiment).prefetch_related("observations")
    )
    return [effect_of(one, one.observations.all()) for one in indicators]


def effect_of(indicator: Indicator, rows: Iterable[Observation]) -> Effect:
    """Return the effect of one indicator. Values that were corrected don't count."""
    found = list(rows)
    corrected = {row.corrects_id for row in found}
    valid = tuple(
        sorted((r for r in found if r.pk not in corrected), key=lambda r: (r.on, r.made_at))
    )
    last = valid[-1] if valid else None
    return Effect(indicator, indicator.baseline, last, valid, _error(indicator, last))


def _error(one: Indicator, last: Observation | None) -> float | None:
    if last is None or one.baseline is None:
        return None
    before = variance(one.kind, one.baseline, one.baseline_n, one.baseline_spread)
    after = variance(one.kind, last.value, last.n, last.spread)
    return None if before is None or after is None else math.sqrt(before + after)


def variance(kind: str, value: Decimal, n: int | None, spread: Decimal | None) -> float | None:
    """Return the variance of one measured value, or None when it is not known."""
    if not n:
        return None
    if kind == Kind.SHARE and 0 <= value <= 100:
        return float(value) * (100 - float(value)) / n
    if kind == Kind.MEAN and spread is not None:
        return float(spread) ** 2 / n
    return None
