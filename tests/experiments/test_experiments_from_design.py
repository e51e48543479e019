"""From a kept design to an experiment: one button, nothing typed twice."""

from __future__ import annotations

import pytest
from django.test import Client

from designs.test_designs_saved import kept  # noqa: F401
from experiments.conftest import text
from thorbecke.web.experiments.models import Experiment, Phase

pytestmark = pytest.mark.django_db


def test_the_button_takes_title_choices_and_verdict_along(kept, organisation):  # noqa: F811
    browser, design = kept
    design.challenge, design.themes = "Het park verdroogt.", ["fundamenten"]
    design.save()
    page = browser.get(f"/ontwerp/bewaard/{design.token}/")
    assert "Maak er een experiment van" in text(page)
    address = f"/ontwerp/bewaard/{design.token}/experiment/"
    answer = browser.post(address)
    found = Experiment.objects.get()
    assert answer.url == f"/experimenteren/{found.slug}/"
    assert (found.title, found.challenge) == (design.title, design.challenge)
    assert (found.themes, found.phase) == (["fundamenten"], Phase.DESIGN)
    assert found.design["design"]["choices"]
    assert found.design["verdict"]
    shown = text(browser.get(answer.url))
    assert "Het park verdroogt." in shown
    assert found.design["verdict"] in shown.lower() or "Raadsbesluit" in shown
    assert found.plan.context == design.challenge
    browser.post(address)
    assert Experiment.objects.count() == 1, "a second click gives the same experiment"


@pytest.mark.parametrize("who", ["visitor", "other", "resident", "clerk"])
def test_nobody_else_can(kept, who, other, signed_in):  # noqa: F811
    _browser, design = kept
    visitor = Client() if who == "visitor" else None
    if visitor is None:
        visitor = signed_in("lead", other) if who == "other" else signed_in(who)
    address = f"/ontwerp/bewaard/{design.token}/experiment/"
    assert visitor.post(address).status_code == 404
    assert visitor.get(address).status_code == 405
    assert not Experiment.objects.exists()
