"""A round of delegation in a real browser: a cycle, a refused delegate, and a mandate taken back late."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from journeys.axe import sound
from journeys.consultation_road import letters, press, read_register, step, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_round_counts_right_and_verifies(site, visit, sign_in) -> None:
    desk = visit("/account/login/")
    sign_in(desk, "organiser")
    desk.set_default_timeout(60_000)
    slug = made(desk)
    read_register(desk, slug, 12)
    codes = [row["code"] for row in letters(desk, slug)]
    step(desk, slug, "openen", "Openen")

    page = visit("/", width=360)
    page.set_default_timeout(60_000)
    handles = [enter(page, slug, code) for code in codes[:10]]
    for number in range(6):  # four for, two against
        enter(page, slug, codes[number])
        page.get_by_label("Ja" if number < 4 else "Nee", exact=True).check()
        page.get_by_role("button", name=re.compile("^Bewaar mijn stem")).first.click()
    sound(page)
    enter(page, slug, codes[5])  # refuses: who named them goes to a back-up
    hand_on(page, slug, codes[6], handles[5])
    expect(page.locator(".trust-way").first).to_contain_text(
        "Uw stem gaat naar uw vertegenwoordiger"
    )
    enter(page, slug, codes[5])
    page.get_by_label("Nee, ik weiger volmachten").check()
    page.get_by_role("button", name="Bewaar", exact=True).click()
    hand_on(page, slug, codes[7], handles[5])
    expect(page.locator("main")).to_contain_text("Deze persoon wil geen volmachten")
    hand_on(page, slug, codes[7], handles[8])
    hand_on(page, slug, codes[8], handles[7])
    expect(page.locator(".trust-way").first).to_contain_text("in een kring")
    sound(page)
    hand_on(page, slug, codes[9], handles[4])
    expect(page.locator(".trust-way").first).to_contain_text(
        "Uw stem gaat naar uw vertegenwoordiger"
    )
    button = page.get_by_role("button", name=re.compile("^Trek de volmacht in")).first
    button.click()
    expect(page.locator(".trust-way").first).to_contain_text("gaf hiervoor geen volmacht")

    for name, label in (("sluiten", "Sluiten"), ("tellen", "Tellen")):
        step(desk, slug, name, label)
    wait_for(desk, f"/organiseren/{slug}/", "Publiceren")
    step(desk, slug, "publiceren", "Publiceren")
    page.goto(f"/meedoen/{slug}/uitslag/")
    main = page.locator("main")
    expect(main).to_contain_text("De meeste stemmen: Ja.")
    expect(main).to_contain_text("Een kring van 2 mensen")
    sound(page)
    sound(desk, *(f"/organiseren/{slug}/{part}" for part in ("", "instellen/vragen/")))
    page.goto(f"/meedoen/{slug}/controleren/")
    with page.expect_download() as waiting:
        page.locator("a[download]").first.click()
    from thorbecke.records.verify import verify

    with open(waiting.value.path(), "rb") as file:
        report = verify(file)
    assert report.holds, [one for one in report.checks if not one.holds]


def made(desk: Page) -> str:
    """Make a round with one question; return its address part."""
    desk.goto("/organiseren/nieuw/delegation/")
    desk.get_by_label("Titel").fill("Volmacht voor de straat")
    press(desk, "Maak")
    slug = desk.url.rstrip("/").rsplit("/", 1)[-1]
    desk.goto(f"/organiseren/{slug}/instellen/basis/")
    desk.get_by_label("Waar gaat het over?").fill("Een vraag over de straat.")
    press(desk, "Opslaan")
    desk.goto(f"/organiseren/{slug}/instellen/periode/")
    closes = datetime.now(UTC) + timedelta(days=9)
    desk.get_by_label("Open tot").fill(f"{closes:%Y-%m-%dT%H:%M}")
    press(desk, "Opslaan")
    desk.goto(f"/organiseren/{slug}/instellen/vragen/")
    desk.get_by_label("De vragen").fill("Verkeer | Moet de straat eenrichting worden? | Ja; Nee")
    press(desk, "Opslaan")
    return slug


def enter(page: Page, slug: str, code: str) -> str:
    """Come in with a code; return this member's own mandate code."""
    page.goto(f"/meedoen/{slug}/toegang/")
    page.locator("input[name=code]").fill(code)
    press(page, "Ga verder")
    page.goto(f"/meedoen/{slug}/volmacht/")
    return page.locator("strong.act-code").inner_text()


def hand_on(page: Page, slug: str, code: str, handle: str) -> None:
    """Come in, and give a mandate for everything to who has this mandate code."""
    enter(page, slug, code)
    page.locator("details.tb-details").first.evaluate("one => one.open = true")
    page.locator("#c0").fill(handle)
    page.get_by_role("button", name=re.compile("^Bewaar de volmacht")).first.click()
