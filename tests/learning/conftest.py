"""Experiments that were measured, and lessons from them."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.test import Client

from experiments.conftest import experiment, planned, running
from participation.conftest import organisation, other, person
from thorbecke.web.experiments.models import Experiment, Observation
from thorbecke.web.learning import moving, starting
from thorbecke.web.learning.models import Lesson

__all__ = ["experiment", "organisation", "other", "person", "planned", "running"]

DAY = datetime.date(2026, 6, 1)
TEXTS = {
    "context": "Een dorp met droge tuinen.",
    "intervention": "Wij lootten een burgerraad.",
    "outcome": "De raad nam het advies over.",
    "transfer": "In dorpen met een raad die wil luisteren.",
}


def measure(found: Experiment, value: int, n: int = 100) -> Experiment:
    """Store one value of the indicator about perceived influence."""
    Observation.objects.create(
        indicator=found.indicators.get(core="perceived-influence"),
        on=DAY,
        value=Decimal(value),
        n=n,
        source="vragenlijst",
    )
    return found


def written(found: Experiment, by=None) -> Lesson:
    """Return a lesson with every field that handing in needs."""
    lesson = starting.lesson(found, by)
    Lesson.objects.filter(pk=lesson.pk).update(**TEXTS)
    lesson.refresh_from_db()
    return lesson


def accepted(found: Experiment, writer, reviewer) -> Lesson:
    """Return a lesson that another person accepted."""
    lesson = moving.hand_in(written(found, writer), writer)
    return moving.judge(lesson, reviewer, "accept", "Klopt.", lesson.version)


@pytest.fixture
def measured(experiment) -> Experiment:
    return measure(running(experiment), 60)


@pytest.fixture
def who(person):
    """Return the person with a role in an organisation: the same one each time."""
    known = {}

    def cached(role, where=None):
        if (role, where) not in known:
            known[role, where] = person(role, where)
        return known[role, where]

    return cached


@pytest.fixture
def signed_in(who):
    """Return a browser of the person with a role."""

    def enter(role, where=None):
        browser = Client()
        browser.force_login(who(role, where))
        return browser

    return enter
