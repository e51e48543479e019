"""What residents see: the list, the page, the promises, the calendar and the frame."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.urls import reverse

from thorbecke.web.participation import instruments
from thorbecke.web.participation.console import making
from thorbecke.web.participation.models import Act, Phase

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


def address(act: Act, name: str = "act") -> str:
    return reverse(f"participation:{name}", args=[act.slug])


@pytest.fixture
def opened(act) -> Act:
    Act.objects.filter(pk=act.pk).update(phase=Phase.OPEN, definition_hash="0" * 64)
    act.refresh_from_db()
    return act


def test_abuse_15_an_act_in_preparation_is_not_there(client, act, signed_in):
    for name in ("act", "result", "promises", "calendar", "embed", "embed_frame"):
        assert client.get(address(act, name)).status_code == 404
    assert act.title not in client.get(reverse("participation:acts")).content.decode()
    assert signed_in("organiser").get(address(act)).status_code == 200


def test_a_rehearsal_is_never_in_the_list(client, opened, organisation):
    copy = making.rehearse(opened, None)
    Act.objects.filter(pk=copy.pk).update(phase=Phase.OPEN, definition_hash="0" * 64)
    page = client.get(reverse("participation:acts")).content.decode()
    assert page.count(opened.title) == 1


def test_an_open_act_shows_questions_and_the_way_in(client, opened):
    page = client.get(address(opened)).content.decode()
    assert "Moet het plein autovrij worden?" in page
    assert "Geef uw stem" in page
    assert "Inwoners van 16 jaar en ouder" in page


def test_no_result_before_it_is_published(client, opened):
    page = client.get(address(opened, "result")).content.decode()
    assert "Tussenstanden geven wij niet" in page


def test_the_list_needs_few_queries(client, organisation, django_assert_max_num_queries):
    for number in range(60):
        act = making.create("consultation", f"Plan {number}", organisation, None)
        Act.objects.filter(pk=act.pk).update(phase=Phase.OPEN, definition_hash="0" * 64)
    with django_assert_max_num_queries(12):
        page = client.get(reverse("participation:acts") + "?q=plan&stand=open")
    assert page.content.decode().count("tb-card__title") == 24
    assert client.get(reverse("participation:acts") + "?page=999&stand=<x>").status_code == 200


def test_each_promise_names_a_test_that_exists(client, opened):
    page = client.get(address(opened, "promises")).content.decode()
    assert "geen verkiezing volgens de Kieswet" in page
    for promise in instruments.of(opened).promises:
        assert promise.test in page


def test_the_promises_of_every_instrument_name_tests_that_exist():
    promises = {promise for one in instruments.all_instruments() for promise in one.promises}
    assert len(promises) > 15
    for promise in promises:
        path, _sep, name = promise.test.partition("::")
        source = (ROOT / path).read_text(encoding="utf-8")
        assert re.search(rf"def {name}\b" if name else r"def test_", source), promise.test


def test_the_calendar_has_one_event_with_a_fixed_id(client, opened):
    text = client.get(address(opened, "calendar")).content.decode()
    assert text.count("BEGIN:VEVENT") == 1
    assert f"{opened.pk}@thorbecke" in text


def test_only_the_frame_may_be_framed(client, opened):
    frame = client.get(address(opened, "embed_frame"))
    assert "X-Frame-Options" not in frame.headers
    assert "frame-ancestors *" in frame.headers["Content-Security-Policy"]
    assert "<form" not in frame.content.decode()
    page = client.get(address(opened))
    assert page.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_abuse_22_texts_are_shown_not_run(client, act, text):
    act.title = text
    act.settings["summary"] = text
    act.settings["questions"][0]["title"] = text
    act.phase, act.definition_hash = Phase.OPEN, "0" * 64
    act.save()
    opened = act
    for name in ("act", "promises", "embed", "embed_frame", "result"):
        page = client.get(address(opened, name)).content.decode()
        assert text not in page
    listed = client.get(reverse("participation:acts"), {"q": text, "stand": text})
    assert text not in listed.content.decode()
