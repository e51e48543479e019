"""An experiment starts with what is known, and asks nothing twice."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from participation.conftest import organisation  # noqa: F401
from thorbecke.web.experiments.models import Experiment, Phase, Step
from thorbecke.web.experiments.starting import start

pytestmark = pytest.mark.django_db


def make(organisation, **more):  # noqa: F811
    given = {"title": "Burgerraad groen", "challenge": "Minder regels", "themes": []}
    return start(organisation, None, **{**given, **more})


def test_all_that_is_known_comes_along(organisation):  # noqa: F811
    design = {"choices": {"wie": "geloot"}, "verdict": "binnen de wet"}
    origin = {"kind": "design", "id": "x", "url": "/ontwerp/bewaard/x/"}
    found = make(organisation, themes=["fundamenten", "maan"], design=design, origin=origin)
    found.refresh_from_db()
    assert found.themes == ["fundamenten"]
    assert (found.design, found.origin) == (design, origin)
    assert found.phase == Phase.DESIGN
    assert not found.public


def test_two_with_one_title_get_two_addresses(organisation):  # noqa: F811
    one, two = make(organisation), make(organisation)
    assert one.slug == "burgerraad-groen"
    assert two.slug != one.slug
    assert make(organisation, title="!").slug == "experiment"
    assert make(organisation, title="Kaart").slug == "kaart-1"


def test_the_database_refuses_a_step_that_is_not_allowed_and_a_run_without_a_plan(organisation):  # noqa: F811
    found = make(organisation)
    for row in (
        {"before": "idea", "after": "anchored", "reason": "x"},
        {"before": "idea", "after": "design", "reason": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Step.objects.create(experiment=found, on="2026-11-25", **row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Experiment.objects.filter(pk=found.pk).update(phase=Phase.RUNNING)
