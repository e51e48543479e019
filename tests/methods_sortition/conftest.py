"""Pools for the tests of sortition: real files, tight random ones, and small ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from thorbecke.formats.pools import read_pool
from thorbecke.methods.sortition.pool import Person, Pool, Quota

NAMED = {
    "sa_fixture": ("sa_fixture", 22, ()),
    "syn_sfa_35": ("syn_sfa_35", 35, ()),
    "syn_cca_75": ("syn_cca_75", 75, ()),
    "syn_big_200": ("syn_big_200", 200, ()),
    "syn_sfe_110": ("syn_sfe_110", 110, ()),
    "syn_sfe_110_hh": ("syn_sfe_110_hh", 110, ("primary_address1", "primary_zip")),
    "example_small_20": ("pgoelz/example_small_20", 20, ()),
    "example_large_200": ("pgoelz/example_large_200", 200, ()),
}


@pytest.fixture
def named(shared_data: Path) -> Callable[[str], Pool]:
    """A function that gives one of the public pools."""

    def get(name: str) -> Pool:
        folder, size, household = NAMED[name]
        place = shared_data / "sortition" / folder
        old = (place / "respondents.csv").exists()
        people = place / ("respondents.csv" if old else "candidates.csv")
        quotas = place / ("categories.csv" if old else "features.csv")
        return read_pool(
            people.read_bytes(), people.name, quotas.read_bytes(), quotas.name, size, household
        ).pool

    return get


def tight(seed: int) -> Pool:
    """A random pool whose quotas lie close around one panel, so that at least one panel exists."""
    random = np.random.Generator(np.random.PCG64(seed))
    people, size = int(random.integers(40, 161)), int(random.integers(8, 25))
    widths = [int(random.integers(2, 6)) for _ in range(int(random.integers(3, 8)))]
    shares = [random.dirichlet(np.full(width, 2.0)) for width in widths]
    table = np.stack(
        [random.choice(w, people, p=share) for w, share in zip(widths, shares, strict=True)], 1
    )
    panel = table[random.choice(people, size, replace=False)]
    quotas = []
    for feature, width in enumerate(widths):
        counts = np.bincount(panel[:, feature], minlength=width)
        for value in range(width):
            low = max(0, int(counts[value]) - int(random.integers(0, 2)))
            high = int(counts[value]) + int(random.integers(0, 2))
            quotas.append(Quota(f"f{feature}", f"v{value}", low, high))
    persons = tuple(
        Person(f"p{at}", tuple(f"v{value}" for value in table[at])) for at in range(people)
    )
    return Pool(tuple(f"f{at}" for at in range(len(widths))), tuple(quotas), persons, size)


@pytest.fixture
def tight_pool() -> Callable[[int], Pool]:
    """A function that gives a random tight pool for a seed."""
    return tight


@pytest.fixture
def village() -> Pool:
    """Eight people, four seats, two features; worked out by hand in the guide."""
    people = tuple(
        Person(name, values)
        for name, values in {
            "a": ("man", "oost"),
            "b": ("man", "oost"),
            "c": ("man", "oost"),
            "d": ("man", "west"),
            "e": ("man", "west"),
            "f": ("vrouw", "oost"),
            "g": ("vrouw", "west"),
            "h": ("vrouw", "west"),
        }.items()
    )
    quotas = (
        Quota("sekse", "man", 2, 2),
        Quota("sekse", "vrouw", 2, 2),
        Quota("buurt", "oost", 2, 2),
        Quota("buurt", "west", 2, 2),
    )
    return Pool(("sekse", "buurt"), quotas, people, 4)
