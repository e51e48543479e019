"""Choosing central themes together: an ordinary consultation whose bundle anybody can check."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone

from programme.conftest import text
from thorbecke.knowledge import shipped
from thorbecke.records.verify import verify
from thorbecke.web.participation.box import casting
from thorbecke.web.participation.models import Act, Channel, Result
from thorbecke.web.participation.record import phases
from thorbecke.web.participation.roll import issuing
from thorbecke.web.programme import choosing

pytestmark = pytest.mark.django_db
THEMES = [theme.id for theme in shipped().themes]


@pytest.fixture(autouse=True)
def _at_once(settings, tmp_path, monkeypatch) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr("django.db.transaction.on_commit", lambda work, **_: work())


def chosen(call, person, method: str) -> Act:
    """Let twelve people choose three themes: eight want one group of themes, four another."""
    act = choosing.begin(call, person, seats=3, most=5, method=method)
    act.closes_at = timezone.now() + timedelta(days=7)
    act.save()
    codes = [issuing.issue(act, Channel.LETTER)[1] for _ in range(12)]
    phases.open_act(act, person)
    for number, code in enumerate(codes):
        wanted = THEMES[:5] if number < 8 else THEMES[5:7]
        casting.cast(act, code, {choosing.QUESTION: dict.fromkeys(wanted, 1)})
    phases.close_act(act, person)
    phases.count_act(act, person)
    act.refresh_from_db()
    phases.publish_act(act, person)
    return act


@pytest.mark.parametrize("method", choosing.METHODS)
def test_groups_get_their_share_and_the_bundle_verifies(method, call, person):
    act = chosen(call, person("administrator"), method)
    with Result.objects.get(act=act).bundle.open("rb") as file:
        assert verify(BytesIO(file.read())).holds
    call.refresh_from_db()
    found = choosing.of(call)
    assert found is not None
    assert len(found.winners) == 3
    assert len(set(found.winners) & set(THEMES[:5])) == 2
    assert len(set(found.winners) & set(THEMES[5:7])) == 1
    page = text(Client().get(f"/oproep/{call.slug}/"))
    for title in found.titles:
        assert title in page
    assert f"/meedoen/{act.slug}/uitslag/" in Client().get(f"/oproep/{call.slug}/").content.decode()


def test_the_desk_makes_it_prefilled_and_only_once(call, signed_in):
    browser = signed_in("administrator")
    here = f"/organiseren/oproep/rondes/{call.slug}/themas/"
    assert browser.get(here).status_code == 200
    data = {"seats": 3, "most": 5, "method": "voting.equal-shares"}
    assert browser.post(here, data | {"seats": 11}).status_code == 422
    assert browser.post(here, data | {"method": "voting.borda"}).status_code == 422
    answer = browser.post(here, data)
    act = Act.objects.get()
    assert answer.url == f"/organiseren/{act.slug}/instellen/periode/"
    assert browser.get(answer.url).status_code == 200
    (question,) = act.settings["questions"]
    assert [one["id"] for one in question["options"]] == THEMES
    assert question["count"] == {"method": "voting.equal-shares", "rules": {"seats": 3}}
    browser.post(here, data)
    assert Act.objects.count() == 1
    assert act.title not in text(Client().get(f"/oproep/{call.slug}/"))


def test_a_team_member_without_the_right_role_can_not_begin(call, signed_in, elsewhere):
    here = f"/organiseren/oproep/rondes/{call.slug}/themas/"
    assert signed_in("programme").post(here).status_code == 403
    assert signed_in("administrator", elsewhere).post(here).status_code == 404
    assert not Act.objects.exists()


def test_a_new_round_takes_over_the_themes_that_were_chosen(call, person, signed_in):
    chosen(call, person("administrator"), choosing.METHODS[0])
    call.refresh_from_db()
    page = signed_in("programme").get(f"/organiseren/oproep/rondes/nieuw/?van={call.slug}")
    found = choosing.of(call)
    assert found is not None
    assert page.context["form"].initial["themes"] == list(found.winners)
    assert signed_in("programme").get("/organiseren/oproep/rondes/nieuw/?van=x").status_code == 404
