"""An experiment in its first phase, with two organisations and people in them."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from participation.conftest import organisation, other, person, signed_in  # noqa: F401
from thorbecke.web.experiments import moving, planning
from thorbecke.web.experiments.models import Experiment, Plan
from thorbecke.web.experiments.starting import start

TODAY = datetime.date(2026, 11, 25)
DAY = datetime.date(2026, 1, 5)


@pytest.fixture
def experiment(organisation) -> Experiment:  # noqa: F811
    return start(
        organisation,
        None,
        title="Burgerraad groen",
        challenge="Het park verdroogt.",
        themes=["andere-vertegenwoordiging"],
        design={"choices": {"wie": "geloot"}, "verdict": "binnen de wet"},
    )


def planned(experiment: Experiment) -> Experiment:
    """Give the experiment a whole plan with two indicators, not fixed yet."""
    plan = planning.plan_of(experiment)
    for name in planning.TEXTS:
        setattr(plan, name, f"tekst van {name}")
    plan.save()
    for core, baseline in (("perceived-influence", 40), ("cost", 100)):
        values = planning.of_core(core)
        more = {"baseline": Decimal(baseline), "baseline_n": 100, "target": Decimal(60)}
        planning.add(
            experiment, {**values, **more, "source": "vragenlijst", "moments": "na afloop"}
        )
    return experiment


def running(experiment: Experiment) -> Experiment:
    """Bring the experiment to its phase of carrying out."""
    planning.fix(planned(experiment))
    for after in ("decision", "running"):
        moving.move(experiment, after, None, DAY, "De raad besloot het.")
    experiment.refresh_from_db()
    return experiment


def plan_of(experiment: Experiment) -> Plan:
    return Plan.objects.get(experiment=experiment)


def text(response) -> str:
    import html
    import re

    bare = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", html.unescape(bare))
