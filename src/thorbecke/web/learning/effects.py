"""What several municipalities measured of the same thing, put together as far as that is right."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from thorbecke.knowledge import measuring
from thorbecke.methods.evidence import pooling
from thorbecke.methods.evidence.sites import FEWEST, Site, Sites
from thorbecke.web.learning.models import Lesson, State

# How far municipalities may differ before we are surprised: the scale of the prior, in the unit of the
# effect. A share is in percentage points, a mean on a scale of five or ten points.
PRIORS = {"share": Fraction(10), "mean": Fraction(1, 2)}


@dataclass(frozen=True)
class Row:
    """One municipality's result. ``error`` is None where it is not known; then it is not pooled."""

    lesson: Lesson
    before: float | None
    after: float
    difference: float | None
    error: float | None
    n: int | None

    @property
    def sure(self) -> int:
        """1 or −1 when the difference lies clearly above or below 0, else 0."""
        if self.difference is None or not self.error or abs(self.difference) < 1.96 * self.error:
            return 0
        return 1 if self.difference > 0 else -1

    @property
    def low(self) -> float | None:
        return None if not self.error else (self.difference or 0) - 1.96 * self.error

    @property
    def high(self) -> float | None:
        return None if not self.error else (self.difference or 0) + 1.96 * self.error


@dataclass(frozen=True)
class Together:
    """All results of one core indicator. ``pooled`` is None with fewer than three that can be pooled."""

    indicator: measuring.CoreIndicator
    rows: tuple[Row, ...]
    pooled: pooling.Outcome | None
    prior: Fraction | None

    @property
    def usable(self) -> int:
        return sum(row.error is not None and row.difference is not None for row in self.rows)

    @property
    def missing(self) -> int:
        """How many more municipalities are needed before anything is pooled."""
        return max(FEWEST - self.usable, 0)

    @property
    def contradicts(self) -> bool:
        """Whether one municipality clearly went up and another clearly down."""
        return len({row.sure for row in self.rows} & {1, -1}) == 2


def everything() -> list[Together]:
    """Return every core indicator that an accepted lesson measured. Two queries."""
    found: dict[str, list[Row]] = {}
    lessons = Lesson.objects.filter(state=State.ACCEPTED, experiment__public=True)
    for lesson in lessons.select_related("organisation", "experiment").order_by("accepted_at"):
        for effect in lesson.effects:
            if effect["core"] and effect["value"] is not None:
                found.setdefault(effect["core"], []).append(_row(lesson, effect))
    return [together(one, found[one.id]) for one in measuring.indicators() if one.id in found]


def together(indicator: measuring.CoreIndicator, rows: list[Row]) -> Together:
    """Pool what can be pooled."""
    prior = PRIORS.get(indicator.kind)
    sites = tuple(
        Site(row.lesson.experiment.slug, Fraction(str(row.difference)), Fraction(str(row.error)))
        for row in rows
        if row.difference is not None and row.error
    )
    pooled = None
    if prior is not None and len(sites) >= FEWEST:
        pooled = pooling.count(Sites(sites), pooling.Rules(prior=prior))
    return Together(indicator, tuple(rows), pooled, prior)


def _row(lesson: Lesson, effect: dict[str, Any]) -> Row:
    after = Decimal(effect["value"])
    before = None if effect["baseline"] is None else Decimal(effect["baseline"])
    difference = None if before is None else float(after - before)
    return Row(
        lesson,
        None if before is None else float(before),
        float(after),
        difference,
        effect["standard_error"],
        effect["n"],
    )
