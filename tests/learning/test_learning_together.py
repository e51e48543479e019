"""What several municipalities measured: nothing under three, contradictions beside the mean."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from thorbecke.knowledge import measuring
from thorbecke.web.learning import effects


def row(name: str, difference: float, error: float | None) -> effects.Row:
    lesson = SimpleNamespace(experiment=SimpleNamespace(slug=name))
    return effects.Row(lesson, 50.0, 50.0 + difference, difference, error, 100)


INDICATOR = measuring.indicator("perceived-influence")


def test_two_municipalities_are_not_pooled():
    found = effects.together(INDICATOR, [row("a", 10, 4), row("b", 12, 4)])
    assert found.pooled is None
    assert found.missing == 1


def test_three_are_and_the_next_one_is_less_sure_than_the_mean():
    found = effects.together(INDICATOR, [row("a", 10, 4), row("b", 14, 4), row("c", 12, 4)])
    assert found.pooled is not None
    mean, after = found.pooled.mean, found.pooled.next
    assert mean.low < 12 < mean.high
    assert after.low < mean.low
    assert after.high > mean.high
    assert not found.contradicts


def test_a_row_without_error_does_not_count_but_is_shown():
    found = effects.together(INDICATOR, [row("a", 10, 4), row("b", 14, 4), row("c", 12, None)])
    assert found.pooled is None
    assert found.usable == 2
    assert len(found.rows) == 3


def test_a_contradiction_is_said():
    found = effects.together(INDICATOR, [row("a", 20, 4), row("b", -20, 4), row("c", 1, 4)])
    assert found.contradicts


@pytest.mark.parametrize(
    ("difference", "error", "sure"), [(10, 4, 1), (-10, 4, -1), (5, 4, 0), (5, None, 0)]
)
def test_what_is_sure(difference, error, sure):
    assert row("a", difference, error).sure == sure
