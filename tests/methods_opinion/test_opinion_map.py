"""Axes, places and groups: equal to their definitions, and the same everywhere."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from methods_opinion import made
from methods_opinion.made import fingerprint
from thorbecke.methods import facts, registry
from thorbecke.methods.opinion import Badge, Rules, draw_chart, from_triples
from thorbecke.methods.opinion.axes import find_axes, positions, statement_positions
from thorbecke.methods.opinion.chart import canonical, who_counts
from thorbecke.methods.opinion.kmeans import assign, converge, split
from thorbecke.methods.opinion.silhouette import silhouettes


def imputed(table):
    """The definition: fill what was not seen with the statement's mean, and centre."""
    seen = ~np.isnan(table)
    mean = np.where(seen, table, 0).sum(axis=0) / np.maximum(seen.sum(axis=0), 1)
    return np.where(seen, table, mean) - mean, mean


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("statements", [5, 40, 160])
def test_the_axes_are_the_principal_components_of_the_filled_table(make, full, seed, statements):
    votes = make(seed, people=50 + 10 * seed, statements=statements, share=0.5)
    table = full(votes)
    centred, mean = imputed(table)
    _, values, rows = np.linalg.svd(centred, full_matrices=False)
    axes = find_axes(votes)
    sign = np.sign((rows[:2].T * axes.direction).sum(axis=0))
    component = rows[:2].T * sign
    assert np.abs(axes.direction / 1e8 - component).max() < 1e-7
    assert np.allclose(np.array(axes.shares) / 1e6, (values**2 / (values**2).sum())[:2], atol=1e-6)
    given_ = np.maximum((~np.isnan(table)).sum(axis=1), 1)[:, None]
    where = centred @ component * np.sqrt(statements / given_)
    assert np.abs(positions(votes, axes) / 1e5 - where).max() < 2e-5
    places = (1 - mean)[:, None] * component * np.sqrt(statements)
    assert np.abs(statement_positions(axes) / 1e5 - places).max() < 2e-5


def test_the_largest_entry_of_an_axis_is_positive(make):
    for seed in range(10):
        direction = find_axes(make(seed)).direction
        top = np.abs(direction).argmax(axis=0)
        assert (direction[top, [0, 1]] > 0).all()


def lloyd(points, centres):
    """k-means in Python's integers, one run, as plainly as it can be written."""
    points = [tuple(map(int, point)) for point in points]
    centres = sorted(tuple(map(int, centre)) for centre in centres)
    while True:
        groups = [[] for _ in centres]
        for x, y in points:
            far = [(x - a) ** 2 + (y - b) ** 2 for a, b in centres]
            groups[far.index(min(far))].append((x, y))
        moved = sorted(
            tuple(round(sum(p[axis] for p in group) / len(group)) for axis in (0, 1))
            if group
            else centre
            for group, centre in zip(groups, centres, strict=True)
        )
        if moved == centres:
            return centres
        centres = moved


@pytest.mark.parametrize("k", [1, 2, 3, 5])
def test_k_means_is_lloyds_algorithm_in_whole_numbers(k):
    rng = np.random.default_rng(k)
    points = np.rint(rng.normal(0, 1e5, (80, 2)) + rng.integers(0, 3, (80, 1)) * 2e5)
    starts = points[rng.permutation(80)[: 4 * k]].reshape(4, k, 2)
    ends, inertia = converge(points, np.sort(starts, axis=1))
    expected = {tuple(lloyd(points, start)) for start in np.sort(starts, axis=1)}
    assert {tuple(map(tuple, end.astype(int).tolist())) for end in ends} == expected
    for end, total in zip(ends, inertia, strict=True):
        far = ((points[:, None] - end) ** 2).sum(axis=2).min(axis=1)
        assert total == np.floor(far / 10_000).sum()


def test_points_at_equal_distance_go_to_the_first_centre():
    labels = assign(np.array([[0.0, 0.0]]), np.array([[-5.0, 0.0], [5.0, 0.0]]))
    assert labels.tolist() == [0]


def test_the_best_of_many_starts_is_kept():
    rng = np.random.default_rng(3)
    middles = np.array([[0, 0], [0, 40], [40, 0], [40, 40]]) * 1e5
    points = np.rint(np.repeat(middles, 30, axis=0) + rng.normal(0, 1e5, (120, 2)))
    labels, _ = split(points, 4, 10, 5000, 0)
    assert sorted(np.bincount(labels)) == [30, 30, 30, 30]


def test_many_points_use_a_sample_and_end_converged():
    rng = np.random.default_rng(4)
    points = np.rint(rng.normal(0, 1e5, (3000, 2)) + rng.integers(0, 2, (3000, 1)) * 8e5)
    labels, centres = split(points, 2, 10, 100, 0)
    assert (labels == split(points, 2, 10, 5000, 0)[0]).all()
    means = [np.rint(points[labels == group].mean(axis=0)) for group in (0, 1)]
    assert (np.array(means) == centres).all()


def test_the_silhouette_is_its_definition():
    rng = np.random.default_rng(6)
    points = np.rint(rng.normal(0, 1e5, (40, 2)))
    labels = np.array([0] * 20 + [1] * 19 + [2], np.int8)
    far = np.sqrt(((points[:, None] - points) ** 2).sum(axis=2))
    total = 0.0
    for place, own in enumerate(labels):
        if (labels == own).sum() > 1:
            near = far[place, labels == own].sum() / ((labels == own).sum() - 1)
            other = min(far[place, labels == g].mean() for g in set(labels.tolist()) - {own})
            total += (other - near) / max(near, other)
    assert silhouettes(points, [labels])[0] == pytest.approx(1e6 * total / 40, abs=20)


def test_groups_are_numbered_by_size_then_by_who_comes_first():
    labels, centres = canonical(np.array([2, 0, 0, 1, 1], np.int8), np.arange(6.0).reshape(3, 2))
    assert labels.tolist() == [2, 0, 0, 1, 1]
    assert centres[:, 0].tolist() == [0, 2, 4]
    labels, _ = canonical(np.array([1, 1, 0, 0, 0], np.int8), np.zeros((2, 2)))
    assert labels.tolist() == [1, 1, 0, 0, 0]


def test_who_gave_few_votes_is_in_no_group_unless_there_are_few_people(make):
    votes = make(1, people=40, statements=20, share=0.4)
    enough = np.flatnonzero(votes.given >= 7)
    assert who_counts(votes, Rules()).tolist() == enough.tolist()
    few = make(1, people=12, statements=20, share=0.3)
    assert who_counts(few, Rules()).tolist() == list(range(12))


def test_no_division_with_a_group_that_is_too_small(make):
    votes = make(2, people=60)
    for smallest in (1, 5, 20, 31):
        sizes = np.bincount(draw_chart(votes, Rules(smallest_group=smallest)).labels)
        assert sizes.min() >= smallest


def test_the_outcome_is_a_function_of_votes_and_seed(make):
    votes, quick = make(3, people=80), Rules(repeats=2, shuffles=2)
    assert fingerprint(votes, quick) == fingerprint(votes, quick)
    again = from_triples(
        votes.participants,
        votes.statements,
        votes.participant[::-1],
        votes.statement[::-1],
        votes.value[::-1],
    )
    assert fingerprint(again, quick) == fingerprint(votes, quick)
    other = Rules(seed=9, repeats=2, shuffles=2)
    assert fingerprint(votes, other) != fingerprint(votes, quick)


def test_the_outcome_is_the_same_bit_for_bit_on_another_processor():
    """OpenBLAS takes other kernels for an older processor: other orders of summing, other roundings."""
    done = subprocess.run(
        [sys.executable, made.__file__],
        env={**os.environ, "OPENBLAS_CORETYPE": "Prescott", "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == made.sample()


@given(st.integers(0, 10_000), st.integers(0, 12), st.integers(1, 9), st.floats(0, 1))
@settings(max_examples=40)
def test_any_conversation_has_a_map(seed, people, statements, share):
    rng = np.random.default_rng(seed)
    row, column = np.nonzero(rng.random((people, statements)) < share)
    value = rng.integers(-1, 2, len(row)) * (seed % 3 > 0)
    votes = from_triples(range_names(people), range_names(statements), row, column, value)
    outcome = registry.find("opinion.map").count(votes, Rules(repeats=2, shuffles=2))
    assert outcome.k == len(outcome.sizes) == len(outcome.agree)
    assert sum(outcome.sizes) + outcome.few_votes == people
    assert set(outcome.labels.values()) <= set(range(outcome.k))
    facts.to_data(outcome)


def range_names(size):
    return [str(place) for place in range(size)]


def test_everybody_alike_is_no_groups():
    size = 40
    row, column = (part.ravel() for part in np.mgrid[:size, :10])
    votes = from_triples(range_names(size), range_names(10), row, column, np.ones(size * 10))
    outcome = registry.find("opinion.map").count(votes, Rules())
    assert outcome.k == 1
    assert outcome.stability.badge == Badge.NO_GROUPS
    assert outcome.consensus[0].value == facts.Fraction(41, 42)
