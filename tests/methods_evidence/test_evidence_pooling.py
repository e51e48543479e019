"""Pooling few municipalities: coverage, a finer oracle, refusals, and the field's own packages."""

from __future__ import annotations

import json
import warnings
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from thorbecke.methods import registry
from thorbecke.methods.evidence import plain
from thorbecke.methods.evidence.pooling import (
    Rules,
    count,
    explain,
    knapp_hartung,
    paule_mandel,
)
from thorbecke.methods.evidence.sites import Site, Sites, WrongSites
from thorbecke.methods.facts import to_data

FIVE = [("a", "0.10", "0.12"), ("b", "0.32", "0.10"), ("c", "-0.05", "0.15"), ("d", "0.25", "0.09")]
FIVE.append(("e", "0.18", "0.11"))


def sites(rows: object = FIVE) -> Sites:
    return Sites(tuple(Site(name, Fraction(y), Fraction(s)) for name, y, s in rows))


def simulated(rng: np.random.Generator, size: int, tau: float) -> Sites:
    error = 2 / np.sqrt(rng.integers(40, 401, size))
    effect = rng.normal(rng.normal(0.2, tau, size), error)
    return sites(
        (str(n), Fraction(round(y * 10**6), 10**6), Fraction(round(s * 10**6), 10**6))
        for n, (y, s) in enumerate(zip(effect, error, strict=True))
    )


def fine(found: Sites, prior: float) -> tuple[float, float, float]:
    """Median and interval of the mean, by brute force on a grid of mu and of 4,000 values of tau."""
    y = np.array([float(one.effect) for one in found.sites])
    s = np.array([float(one.error) for one in found.sites])
    tau = np.linspace(0, 8 * prior, 4001)
    weights = 1 / (s**2 + tau[:, None] ** 2)
    total = weights.sum(1)
    mean = (weights * y).sum(1) / total
    log = 0.5 * np.log(weights).sum(1) - 0.5 * np.log(total)
    log += -0.5 * (weights * (y - mean[:, None]) ** 2).sum(1) + stats.halfnorm.logpdf(tau, 0, prior)
    w = np.exp(log - log.max())
    w /= w.sum()
    mu = np.linspace(-3, 3, 6001)
    cdf = (w[:, None] * stats.norm.cdf((mu - mean[:, None]) * np.sqrt(total)[:, None])).sum(0)
    low, middle, high = (float(np.interp(q, cdf, mu)) for q in (0.025, 0.5, 0.975))
    return low, middle, high


@pytest.mark.parametrize("prior", ["1/2", "1/5", "2"])
def test_the_grid_agrees_with_a_much_finer_one(prior):
    found = count(sites(), Rules(prior=Fraction(prior))).mean
    low, middle, high = fine(sites(), float(Fraction(prior)))
    assert float(found.middle) == pytest.approx(middle, abs=0.003)
    assert float(found.low) == pytest.approx(low, abs=0.005)
    assert float(found.high) == pytest.approx(high, abs=0.005)


@pytest.mark.parametrize(("size", "narrower"), [(3, 0.80), (5, 0.96), (10, 1.05)])
def test_intervals_cover_what_they_say(size, narrower):
    """200 sets: a coverage of 0.95 would fall outside 0.90 to 0.995 once in hundreds of runs."""
    rng = np.random.Generator(np.random.PCG64(size))
    covered, width, check = 0, 0.0, 0.0
    for _number in range(200):
        found = count(simulated(rng, size, 0.3), Rules())
        covered += found.mean.low <= Fraction(1, 5) <= found.mean.high
        width += float(found.mean.high - found.mean.low)
        check += float(found.check.high - found.check.low)
    assert 0.90 <= covered / 200 <= 0.995
    assert width / check <= narrower


def test_the_next_municipality_is_less_sure_than_the_mean():
    found = count(sites(), Rules())
    assert found.next.low < found.mean.low
    assert found.next.high > found.mean.high


def test_each_municipality_is_drawn_towards_the_mean():
    found = count(sites(), Rules())
    for name, effect, _error in FIVE:
        own = dict(found.sites)[name].middle
        low, high = sorted((Fraction(effect), found.mean.middle))
        assert low - Fraction(1, 50) <= own <= high + Fraction(1, 50)


@pytest.mark.parametrize("size", [0, 1, 2])
def test_under_three_sites_nothing_is_pooled(size):
    found = count(sites(FIVE[:size]), Rules())
    assert found.refused
    assert found.mean is None
    assert [one.code for one in explain(found)] == ["too_few_sites"]


def test_equal_effects_give_no_spread_in_the_check():
    same = sites([(str(n), "0.2", "0.1") for n in range(4)])
    y, s = np.full(4, 0.2), np.full(4, 0.1)
    assert paule_mandel(y, s) == 0.0
    found = knapp_hartung(y, s, 0.95)
    reach = stats.t.ppf(0.975, 3) * 0.1 / 2
    assert float(found.high) == pytest.approx(0.2 + reach, abs=1e-6)
    assert count(same, Rules()).mean.middle == Fraction(1, 5)


@settings(max_examples=20)
@given(st.permutations(FIVE), st.fractions(-2, 2, max_denominator=100))
def test_order_does_not_matter_and_a_shift_shifts(rows, shift):
    plain_mean = count(sites(), Rules()).mean
    moved = count(sites((n, Fraction(y) + shift, s) for n, y, s in rows), Rules()).mean
    for before, after in ((plain_mean.low, moved.low), (plain_mean.high, moved.high)):
        assert abs(after - before - shift) <= Fraction(2, 10**6)


def test_what_cannot_be_is_refused():
    with pytest.raises(WrongSites, match="above 0"):
        sites([("a", "1", "0")])
    with pytest.raises(WrongSites, match="same name"):
        sites([("a", "1", "1"), ("a", "2", "1")])
    with pytest.raises(ValueError, match="prior"):
        Rules(prior=Fraction(0))
    with pytest.raises(ValueError, match="level"):
        Rules(level=0.95)
    for data in ({}, {"sites": [{"id": "a", "effect": 0.5, "error": "1"}]}, {"sites": [3]}):
        with pytest.raises(WrongSites):
            plain.from_data(data)


def test_plain_data_comes_back_and_recounts():
    data = json.loads(json.dumps(plain.to_data(sites())))
    assert plain.from_data(data) == sites()
    method = registry.find("evidence.pooling")
    rules = registry.rules_of(method, {"prior": "1/2"})
    assert to_data(method.count(plain.from_data(data), rules)) == to_data(count(sites(), Rules()))


@pytest.mark.peers
def test_the_check_is_that_of_the_packages_of_the_field():
    meta = pytest.importorskip("statsmodels.stats.meta_analysis")
    pymare = pytest.importorskip("pymare")
    y = np.array([float(Fraction(one[1])) for one in FIVE])
    s = np.array([float(Fraction(one[2])) for one in FIVE])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it misses sample sizes, which this check does not use
        found = meta.combine_effects(y, s**2, method_re="iterated", use_t=True)
        frame = found.summary_frame()
    assert paule_mandel(y, s) == pytest.approx(found.tau2, abs=1e-4)
    ours = knapp_hartung(y, s, 0.95)
    name = "random effect wls" if found.scale_hksj_re >= 1 else "random effect"
    assert float(ours.middle) == pytest.approx(frame.loc[name, "eff"], abs=1e-4)
    reml = pymare.estimators.VarianceBasedLikelihoodEstimator(method="REML")
    ones = np.ones((len(y), 1))
    fitted = reml.fit(y=y[:, None], v=(s**2)[:, None], X=ones).summary()
    assert float(count(sites(), Rules()).mean.middle) == pytest.approx(
        float(fitted.get_fe_stats()["est"][0, 0]), abs=0.03
    )
