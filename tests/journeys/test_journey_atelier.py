"""An atelier in real browsers: the facilitator by keyboard only, phones, the screen; axe on every page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from journeys.axe import sound

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def press(page: Page, selector: str, key: str = "Enter") -> None:
    """Go to something with the keyboard alone and press it; what has the focus is seen."""
    page.locator("#inhoud").focus()
    for _step in range(250):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            seen = "() => getComputedStyle(document.activeElement).outlineStyle !== 'none'"
            assert page.evaluate(seen), f"{selector} has the focus, and nobody sees it"
            page.keyboard.press(key)
            return
    raise AssertionError(f"no way to {selector} with Tab on {page.url}")


def open_one(page: Page) -> tuple[str, str]:
    """Make an atelier and open it; return its address and its code."""
    page.goto("/organiseren/ateliers/nieuw/")
    sound(page)
    page.locator("#id_title").focus()
    page.keyboard.type("Wie beslist over het dorpshuis?")
    page.locator("#id_challenge").focus()
    page.keyboard.type("Het dorpshuis moet open blijven.")
    press(page, "main form .utrecht-button--primary-action")
    page.wait_for_url("**/instellen/")
    home = page.url.removesuffix("instellen/")
    sound(page, home + "instellen/", home + "uitnodigen/", home + "logboek/", home)
    press(page, "main aside .utrecht-button--primary-action")
    page.wait_for_selector("#verder")
    sound(page)
    return home, page.locator(".console-code").inner_text()


def come_in(page: Page, code: str) -> Page:
    sound(page)
    page.get_by_label("Code").fill(code.lower())
    page.get_by_role("button", name="Ga verder").click()
    page.get_by_role("button", name="Doe mee").wait_for()
    sound(page)
    page.get_by_role("button", name="Doe mee").click()
    page.wait_for_selector("[data-live]")
    return page


def write(page: Page, text: str) -> None:
    page.locator("textarea").fill(text)
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-waiting]")).to_be_hidden()


def test_an_atelier_from_code_to_report(visit, sign_in):
    lead = visit("/account/login/")
    sign_in(lead, "facilitator")
    home, code = open_one(lead)
    first = come_in(visit("/a/", width=360), code)
    second = come_in(visit("/a/", width=360, dark=True), code)
    screen = visit(f"/a/{code}/scherm/")
    press(lead, "#verder")
    for page, text in ((first, "Niemand kent de raad"), (second, "Het dak lekt")):
        page.wait_for_selector("textarea")
        write(page, text)
        sound(page)
    sound(screen)
    away(first, code)
    press(lead, "#verder")
    expect(screen.locator(".screen-cards")).to_contain_text("Geschreven zonder netwerk")
    lay_together(lead)
    for page in (first, second):
        page.locator("button[name=op]").first.click()
        expect(page.locator("main")).to_contain_text("Uw stippen: 1 van 3")
        sound(page)
    sound(lead)
    press(lead, "#stand")
    expect(screen.locator("main")).to_contain_text("2 stippen")
    sound(screen)
    sound(first)
    report(lead, home)
    expect(first.locator("h1")).to_have_text("Bedankt")
    sound(first, f"/a/{code}/verslag/")


def away(page: Page, code: str) -> None:
    """Write while the network is away, load the page again, and find the card sent."""
    page.context.set_offline(True)
    page.locator("textarea").fill("Geschreven zonder netwerk")
    page.get_by_role("button", name="Leg op tafel").click()
    expect(page.locator("[data-waiting]")).to_contain_text("Geschreven zonder netwerk")
    page.wait_for_timeout(2500)
    sound(page)
    page.context.set_offline(False)
    page.goto(f"/a/{code}/")
    expect(page.locator("main")).to_contain_text("Geschreven zonder netwerk")
    expect(page.locator("[data-waiting]")).to_be_hidden()


def lay_together(page: Page) -> None:
    """Bring two cards together by keyboard; ticks and focus survive what renews itself."""
    ticks = page.locator("input[type=checkbox][name=kaart]")
    expect(ticks).to_have_count(3)
    for place in range(2):
        ticks.nth(place).focus()
        page.keyboard.press("Space")
    page.wait_for_timeout(2500)
    assert page.locator("input[name=kaart]:checked").count() == 2
    page.locator("#naam").focus()
    page.keyboard.type("Eigenaarschap")
    press(page, "#leg")
    page.wait_for_selector(".room-card--cluster")
    assert page.evaluate("document.activeElement.id") == "leg"


def report(page: Page, home: str) -> None:
    page.goto(home + "afsluiten/")
    sound(page)
    press(page, "main form .utrecht-button--primary-action")
    page.wait_for_selector(".report-part")
    sound(page)
    with page.expect_download() as got:
        page.get_by_role("link", name="Verslag (PDF)").click()
    assert got.value.suggested_filename == "verslag-atelier.pdf"
    page.get_by_role("button", name="Maak er een ontwerp van").click()
    page.wait_for_url("**/bewaard/**")
    expect(page.locator("h1")).to_have_text("Wie beslist over het dorpshuis?")
