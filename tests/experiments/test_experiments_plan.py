"""The plan is fixed before the start, and what was measured is never rewritten."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from experiments.conftest import DAY, TODAY, plan_of, planned, running, text
from thorbecke.knowledge import language, measuring
from thorbecke.web.experiments import moving, planning, reading
from thorbecke.web.experiments.models import Experiment, Indicator, Observation, Phase, Plan, Step

pytestmark = pytest.mark.django_db


def refused(rows, **values) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(**values)


def test_there_are_twelve_core_indicators_each_with_where_it_comes_from():
    core = [one for one in measuring.indicators() if one.core]
    assert len(core) == 12
    assert all(one.basis_nl and one.how_nl for one in measuring.indicators())
    texts = [t for one in measuring.indicators() for t in (one.what_nl, one.how_nl, one.basis_nl)]
    texts += [t for one in measuring.questions() for t in one.texts.values()]
    assert language.measure(texts).mean_sentence_words <= 15
    assert max(n for t in texts for n in language.sentence_lengths(t)) <= 25


def test_running_needs_a_plan_that_is_fixed(experiment):
    moving.move(experiment, "decision", None, DAY, "besluit")
    with pytest.raises(moving.NotNow, match="meetplan"):
        moving.move(experiment, "running", None, DAY, "start")
    planning.fix(planned(experiment))
    moving.move(experiment, "running", None, DAY, "start")
    assert experiment.phase == Phase.RUNNING


@pytest.mark.parametrize("after", ["running", "anchored", "idee", ""])
def test_a_step_that_is_not_on_the_road_is_refused(experiment, after):
    with pytest.raises(moving.NotNow):
        moving.move(experiment, after, None, DAY, "x")
    assert not Step.objects.exists()


def test_stopping_needs_a_reason_and_both_are_told(experiment, signed_in):
    browser = signed_in("lead")
    address = f"/experimenteren/{experiment.slug}/fase/"
    data = {"after": "stopped", "on": "2026-01-05", "reason": ""}
    assert browser.post(address, data).status_code == 422
    data["on"] = "2126-01-05"
    data["reason"] = "Te weinig mensen deden mee."
    assert browser.post(address, data).status_code == 422
    data["on"] = "2026-01-05"
    assert browser.post(address, data).status_code == 302
    shown = text(browser.get(f"/experimenten/{experiment.slug}/"))
    assert "Te weinig mensen deden mee." in shown
    assert "Gestopt" in shown
    step = Step.objects.get()
    assert step.person is not None
    refused(Step.objects.all(), reason="anders")
    assert str(step.person) not in shown.split("Wat er gebeurde")[1]


def test_fixing_asks_for_all_and_gives_a_hash(experiment, signed_in):
    browser = signed_in("lead")
    base = f"/experimenteren/{experiment.slug}/meetplan/"
    browser.post(f"{base}vastleggen/")
    experiment.refresh_from_db()
    assert experiment.plan_hash == ""
    assert "Kies minstens één indicator" in text(browser.get(base))
    planned(experiment)
    browser.post(f"{base}vastleggen/")
    experiment.refresh_from_db()
    assert len(experiment.plan_hash) == 64
    assert "niets aan veranderd" in text(browser.get(base))
    plan = plan_of(experiment)
    indicators = list(experiment.indicators.all())
    assert planning.holds(experiment, plan, indicators)
    indicators[0].target = Decimal(1)
    assert not planning.holds(experiment, plan, indicators)


def test_after_that_the_database_refuses_every_change(experiment):
    planning.fix(planned(experiment))
    refused(Plan.objects.all(), outcome="iets anders")
    refused(Plan.objects.all(), fixed_at=None)
    refused(Indicator.objects.all(), target=Decimal(1))
    refused(Indicator.objects.all(), baseline=None)
    refused(Experiment.objects.all(), plan_hash="")
    refused(Experiment.objects.all(), plan_hash="0" * 64)


def test_pages_do_not_change_a_fixed_plan_either(experiment, signed_in):
    browser = signed_in("lead")
    planning.fix(planned(experiment))
    one = experiment.indicators.first()
    base = f"/experimenteren/{experiment.slug}/meetplan/"
    data = dict.fromkeys(planning.TEXTS, "anders") | {"version": "1"}
    browser.post(base, data)
    assert plan_of(experiment).outcome == "tekst van outcome"
    for path in (f"{one.pk}/", f"{one.pk}/weg/"):
        assert browser.post(base + path, {"version": "1"}).status_code == 403
    assert experiment.indicators.count() == 2


def test_additions_come_beside_with_a_reason(experiment, signed_in):
    browser = signed_in("scientist")
    planning.fix(planned(experiment))
    base = f"/experimenteren/{experiment.slug}/meetplan/"
    browser.post(f"{base}aanvullen/", {"text": "Ook in wijk B", "reason": ""})
    assert not experiment.additions.exists()
    browser.post(f"{base}aanvullen/", {"text": "Ook in wijk B", "reason": "Wijk B vroeg erom"})
    assert "Wijk B vroeg erom" in text(browser.get(base))
    refused(experiment.additions.all(), text="x")
    browser.post(f"{base}kiezen/", {"kern": "understanding"})
    assert experiment.indicators.count() == 2
    browser.post(f"{base}kiezen/", {"kern": "understanding", "reden": "De raad vroeg erom"})
    late = experiment.indicators.get(core="understanding")
    assert late.late
    experiment.refresh_from_db()
    assert planning.holds(experiment, plan_of(experiment), list(experiment.indicators.all()))
    with pytest.raises(IntegrityError), transaction.atomic():
        Indicator.objects.create(experiment=experiment, number=9, name="x", late=True, kind="share")


def test_an_effect_has_a_standard_error_only_when_it_is_known(experiment):
    running(experiment)
    influence, cost = experiment.indicators.all()
    for one, value, n in ((influence, 52, 80), (cost, 90, None)):
        Observation.objects.create(
            indicator=one, on=TODAY, value=Decimal(value), n=n, source="vragenlijst"
        )
    first, second = reading.effects(experiment)
    assert first.difference == Decimal(12)
    expected = math.sqrt(40 * 60 / 100 + 52 * 48 / 80)
    assert first.standard_error == pytest.approx(expected)
    assert (first.better, first.reached) == (True, False)
    assert (second.difference, second.standard_error, second.better) == (-10, None, True)
    assert second.reached is False
    means = Indicator(kind="mean", baseline=Decimal(3), baseline_n=50, baseline_spread=Decimal(1))
    row = Observation(indicator=means, value=Decimal(4), n=25, spread=Decimal(2), on=TODAY)
    row.made_at = TODAY
    found = reading.effect_of(means, [row]).standard_error
    assert found == pytest.approx(math.sqrt(1 / 50 + 4 / 25))


def test_a_correction_keeps_the_old_value_and_needs_a_reason(experiment, signed_in):
    browser = signed_in("scientist")
    running(experiment)
    one = experiment.indicators.first()
    base = f"/experimenteren/{experiment.slug}/metingen/{one.pk}/"
    data = {"on": "2026-06-01", "value": "70", "n": "80", "source": "telling"}
    assert browser.post(base, data).status_code == 302
    old = Observation.objects.get()
    address = f"{base}verbeteren/{old.pk}/"
    data["value"] = "50"
    assert browser.post(address, data).status_code == 422
    data["note"] = "Tikfout"
    assert browser.post(address, data).status_code == 302
    assert Observation.objects.count() == 2
    assert reading.effects(experiment)[0].value == 50
    shown = text(browser.get(base))
    assert "Tikfout" in shown
    assert "later verbeterd" in shown
    assert browser.post(address, data).status_code == 404, "corrected once"
    refused(Observation.objects.all(), value=Decimal(99))
    table = b"".join(browser.get(f"/experimenten/{experiment.slug}/metingen.csv").streaming_content)
    assert "Tikfout" in table.decode()


def test_a_line_is_drawn_from_two_points_on_and_never_below_zero(experiment, signed_in):
    browser = signed_in("lead")
    running(experiment)
    one = experiment.indicators.first()
    base = f"/experimenteren/{experiment.slug}/metingen/{one.pk}/"
    assert (
        "<svg" not in browser.get(base).content.decode().split("<main")[1].split("Alle waarden")[0]
    )
    for day, value in (("2026-06-01", "45"), ("2026-08-01", "55")):
        browser.post(base, {"on": day, "value": value, "source": "x"})
    assert 'class="tb-chart' in browser.get(base).content.decode()
    browser.post(base, {"on": "2026-09-01", "value": "-5", "source": "x"})
    assert 'class="tb-chart' not in browser.get(base).content.decode()


def test_formulas_in_the_table_do_not_run(experiment, signed_in):
    browser = signed_in("lead")
    running(experiment)
    one = experiment.indicators.first()
    data = {"on": "2026-06-01", "value": "1", "source": "=1+1"}
    browser.post(f"/experimenteren/{experiment.slug}/metingen/{one.pk}/", data)
    found = b"".join(browser.get(f"/experimenten/{experiment.slug}/metingen.csv").streaming_content)
    assert b"'=1+1" in found
