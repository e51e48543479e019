"""Pooling effects over few municipalities: Bayes on a grid, and modified Knapp-Hartung as a check.

Model: the effect in municipality i is y_i ~ N(theta_i, s_i²) and theta_i ~ N(mu, tau²), with a flat
prior on mu and a half-normal prior on tau. Given tau everything is normal and exact; tau is summed
over a grid, so that no random draw is needed and everyone gets the same figures.

Sources: A. Gelman, Prior distributions for variance parameters in hierarchical models, Bayesian
Analysis 1 (2006), DOI 10.1214/06-BA117A; C. Röver, G. Knapp and T. Friede, Hartung-Knapp-Sidik-Jonkman
approach and its modification for random-effects meta-analysis with few studies, BMC Medical Research
Methodology 15 (2015), DOI 10.1186/s12874-015-0091-1; for tau in the check, R.C. Paule and J. Mandel,
Journal of Research of the National Bureau of Standards 87 (1982), DOI 10.6028/jres.087.022.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, stdtrit

from thorbecke.methods.evidence.sites import FEWEST, Sites, WrongSites
from thorbecke.methods.facts import Fact, fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.registry import Method

ID = "evidence.pooling"
VERSION = 1
PLACES = 6  # figures are rounded to millionths and stored as fractions
GRID = 61
WIDEST = 6.0  # the grid of tau ends at this many prior scales: 2 in 10^9 of the prior lies beyond

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Rules:
    """``prior``: scale of the half-normal prior on tau, in the unit of the effects.
    ``level``: the share that an interval covers. Raises ``ValueError``."""

    prior: Fraction = Fraction(1, 2)
    level: Fraction = Fraction(95, 100)

    def __post_init__(self) -> None:
        if isinstance(self.prior, float) or self.prior <= 0:
            raise ValueError("prior: expected an exact scale above 0")
        if isinstance(self.level, float) or not 0 < self.level < 1:
            raise ValueError("level: expected an exact share between 0 and 1")


@dataclass(frozen=True)
class Interval:
    """A middle and a range, in the unit of the effects, rounded to millionths."""

    middle: Fraction
    low: Fraction
    high: Fraction


@dataclass(frozen=True)
class Outcome:
    """``mean``: the mean effect over municipalities like these. ``next``: what the next municipality
    may expect. ``sites``: each municipality's own effect, drawn towards the mean. ``tau``: how much
    municipalities differ (posterior median). ``check``: the mean by modified Knapp-Hartung.
    ``refused``: with fewer than three sites nothing is pooled.
    """

    method: str
    version: int
    refused: bool
    mean: Interval | None = None
    next: Interval | None = None
    sites: tuple[tuple[str, Interval], ...] = ()
    tau: Fraction | None = None
    check: Interval | None = None


@dataclass(frozen=True, eq=False)
class _Grid:
    """For each tau on the grid, shape (GRID,): its weight, and mean and variance of mu given it."""

    tau: Floats
    weight: Floats
    mean: Floats
    variance: Floats


def count(inputs: Sites, rules: Rules, lots: Lots | None = None) -> Outcome:
    """Return the pooled effect. O(GRID·n). No lot is needed.

    With fewer than three sites the outcome is ``refused``: then there are lessons, but no number.
    """
    if len(inputs.sites) < FEWEST:
        return Outcome(ID, VERSION, True)
    effects = np.array([float(one.effect) for one in inputs.sites])
    errors = np.array([float(one.error) for one in inputs.sites])
    if not (np.isfinite(effects).all() and np.isfinite(errors).all()):
        raise WrongSites("expected effects and errors within the range of floating point")
    level = float(rules.level)
    grid = _posterior(effects, errors, float(rules.prior))
    return Outcome(
        ID,
        VERSION,
        False,
        _interval(grid.weight, grid.mean, grid.variance, level),
        _interval(grid.weight, grid.mean, grid.variance + grid.tau**2, level),
        tuple(
            (one.id, _own(grid, y, s, level))
            for one, y, s in zip(inputs.sites, effects, errors, strict=True)
        ),
        _exact(_tau_median(grid)),
        knapp_hartung(effects, errors, level),
    )


def explain(outcome: Outcome) -> tuple[Fact, ...]:
    """Return what may be said: refused, or mean, next municipality, spread and whether both agree."""
    if outcome.refused or outcome.mean is None or outcome.next is None or outcome.check is None:
        return (fact("too_few_sites", least=FEWEST),)
    facts = [
        fact("mean", middle=outcome.mean.middle, low=outcome.mean.low, high=outcome.mean.high),
        fact("next", middle=outcome.next.middle, low=outcome.next.low, high=outcome.next.high),
        fact("spread", tau=outcome.tau),
    ]
    if (outcome.mean.low > 0) != (outcome.check.low > 0):
        facts.append(fact("check_differs", low=outcome.check.low, high=outcome.check.high))
    return tuple(facts)


def knapp_hartung(effects: Floats, errors: Floats, level: float) -> Interval:
    """Return the mean by modified Knapp-Hartung: never narrower than without the correction."""
    size = len(effects)
    weights = 1 / (errors**2 + paule_mandel(effects, errors))
    mean = float((weights * effects).sum() / weights.sum())
    spread = float((weights * (effects - mean) ** 2).sum() / (size - 1))
    error = math.sqrt(max(spread, 1.0) / float(weights.sum()))
    reach = float(stdtrit(size - 1, (1 + level) / 2)) * error
    return Interval(_exact(mean), _exact(mean - reach), _exact(mean + reach))


def paule_mandel(effects: Floats, errors: Floats) -> float:
    """Return tau² at which the weighted squares equal n − 1; 0 when they are below it at 0."""

    def excess(variance: float) -> float:
        weights = 1 / (errors**2 + variance)
        mean = (weights * effects).sum() / weights.sum()
        return float((weights * (effects - mean) ** 2).sum()) - (len(effects) - 1)

    if excess(0.0) <= 0:
        return 0.0
    high = float(np.var(effects)) + 1e-12
    while excess(high) > 0:
        high *= 2
    return _bisect(excess, 0.0, high)


def _posterior(effects: Floats, errors: Floats, prior: float) -> _Grid:
    """Return the grid with weights that are proportional to the posterior of tau.

    The grid follows the prior and the data: it ends where both have died out.
    """
    end = WIDEST * min(prior, 2 * float(np.std(effects)) + 4 * float(errors.max()))
    tau = np.linspace(0.0, end, GRID)
    variances = errors[None, :] ** 2 + tau[:, None] ** 2
    weights = 1 / variances
    total = weights.sum(axis=1)
    mean = (weights * effects).sum(axis=1) / total
    squares = (weights * (effects - mean[:, None]) ** 2).sum(axis=1)
    log = -0.5 * (np.log(variances).sum(axis=1) + np.log(total) + squares + (tau / prior) ** 2)
    weight = np.exp(log - log.max())
    weight[[0, -1]] /= 2  # the trapezium rule
    return _Grid(tau, weight / weight.sum(), mean, 1 / total)


def _own(grid: _Grid, effect: float, error: float, level: float) -> Interval:
    """Return a site's own effect: given tau, its finding and the mean weighed by their precision."""
    trust = grid.tau**2 / (grid.tau**2 + error**2)
    mean = trust * effect + (1 - trust) * grid.mean
    variance = trust * error**2 + (1 - trust) ** 2 * grid.variance
    return _interval(grid.weight, mean, variance, level)


def _interval(weight: Floats, mean: Floats, variance: Floats, level: float) -> Interval:
    """Return median and central interval of a mixture of normal distributions."""
    scale = np.sqrt(variance)
    low, high = float((mean - 12 * scale).min()), float((mean + 12 * scale).max())

    def at(share: float) -> Fraction:
        return _exact(
            _bisect(
                lambda x: share - float((weight * ndtr((x - mean) / scale)).sum()),
                low,
                high,
            )
        )

    return Interval(at(0.5), at((1 - level) / 2), at((1 + level) / 2))


def _tau_median(grid: _Grid) -> float:
    return float(np.interp(0.5, np.cumsum(grid.weight), grid.tau))


def _bisect(function: Callable[[float], float], low: float, high: float) -> float:
    """Return where a falling function crosses 0, to 2^-64 of the range."""
    for _step in range(64):
        middle = (low + high) / 2
        if function(middle) > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _exact(value: float) -> Fraction:
    return Fraction(round(value * 10**PLACES), 10**PLACES)


METHOD = Method(ID, VERSION, "evidence", Rules, count, explain)
