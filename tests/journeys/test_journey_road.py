"""The whole road in a real browser: from a submission to a case in the library, nothing typed twice."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from journeys import whole_road as road
from journeys.consultation_road import letters, read_register, step, wait_for
from thorbecke.records.verify import verify

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONES, PEOPLE = 12, 12


def test_from_a_submission_to_a_case(site, visit, sign_in):
    def enter(role):
        page = visit("/account/login/")
        page.set_default_timeout(60_000)
        sign_in(page, role)
        return page

    team = enter("programme")
    road.open_a_round(team)
    sender = visit("/", width=360)
    sender.set_default_timeout(60_000)
    road.send_in(sender)
    road.triage(team)
    expect(team.locator("main")).to_contain_text("Atelier gestart")

    facilitator = enter("facilitator")
    road.find_the_atelier(facilitator)
    road.atelier(facilitator, site.url, PHONES)
    expect(facilitator.locator("main")).to_contain_text(road.CHALLENGE)
    expect(facilitator.locator("main")).to_contain_text("de buurt kent de droge plekken")
    report = facilitator.url

    designer = enter("designer")
    designer.goto(report)
    road.design(designer)
    kept = road.keep_design(designer)

    organiser = enter("organiser")
    organiser.goto(kept)
    road.go(organiser, "Maak er een experiment van")
    slug = organiser.url.rstrip("/").rsplit("/", 1)[-1]
    main = organiser.locator("main")
    expect(main).to_contain_text(road.TITLE)
    expect(main).to_contain_text(road.CHALLENGE)
    road.plan(organiser, slug)
    today = datetime.now(UTC).date()
    for phase in ("decision", "running"):
        road.step_to(organiser, slug, phase, today.isoformat())

    act = road.start_a_consultation(organiser, slug)
    read_register(organiser, act, PEOPLE)
    codes = [row["code"] for row in letters(organiser, act)]
    step(organiser, act, "openen", "Openen")
    resident = visit(f"/meedoen/{act}/", width=360)
    resident.set_default_timeout(60_000)
    for number, code in enumerate(codes[:10]):
        road.vote(resident, act, code, "Ja" if number < 7 else "Nee")
    for name, label in (("sluiten", "Sluiten"), ("tellen", "Tellen")):
        step(organiser, act, name, label)
    wait_for(organiser, f"/organiseren/{act}/", "Publiceren")
    step(organiser, act, "publiceren", "Publiceren")
    resident.goto(f"/meedoen/{act}/controleren/")
    with resident.expect_download() as waiting:
        resident.locator("a[download]").first.click()
    with open(waiting.value.path(), "rb") as file:
        assert verify(file).holds

    road.measure(organiser, slug, today.isoformat())
    road.take_over_the_act(organiser, slug)
    road.step_to(organiser, slug, "evaluation", today.isoformat())
    road.make_public(organiser, slug)
    lesson = road.write_the_lesson(organiser, slug)

    scientist = enter("scientist")
    road.accept_the_lesson(scientist, lesson)
    editor = enter("editor")
    editor.goto(lesson)
    road.go(editor, "Maak er een praktijkvoorbeeld van")
    expect(editor.locator("body")).to_contain_text("Het praktijkvoorbeeld staat klaar")
    reviewer = enter("reviewer")
    case = road.publish_the_case(reviewer)
    reader = visit(case, width=360)
    expect(reader.locator("main")).to_contain_text(road.TITLE)
    expect(reader.locator("main")).to_contain_text(road.LESSON)
    road.picture(reader, "8-case")
