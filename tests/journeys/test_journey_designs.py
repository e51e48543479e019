"""A design in a real browser: choose, ask the law, keep it, and take the proposal along."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_from_a_choice_to_a_council_proposal(visit):
    page = visit("/ontwerp/", width=360)
    page.set_default_timeout(60_000)
    main = page.locator("main")
    expect(main).to_contain_text("van 2.592.000 ontwerpen")
    page.locator("#wie-geloot").check()
    page.wait_for_url("**wie=geloot**")
    expect(page.locator("#werkvorm-stemming")).to_be_disabled()
    expect(main).to_contain_text("Zo ging het elders:")
    page.locator("#fase-verkennen").check()
    page.wait_for_url("**fase=verkennen**")
    page.get_by_role("link", name="Mag dit van de wet?").click()
    expect(main).to_contain_text("Gelote burgerraad of burgerforum")
    page.locator("#sortition-panel-1-ja").check()
    page.get_by_role("button", name="Geef het oordeel").click()
    expect(main).to_contain_text("Uw gemeente kan dit niet alleen.")
    expect(main).to_contain_text("De kleinste verandering die helpt")
    page.get_by_role("link", name="Verander dit").first.click()
    expect(main).to_contain_text("Uw gemeente kan dit zelf regelen.")
    page.locator("#naam").fill("Burgerraad klimaat")
    page.get_by_role("button", name="Bewaren", exact=True).click()
    expect(page.locator("h1")).to_have_text("Burgerraad klimaat")
    with page.expect_download() as got:
        page.get_by_role("link", name="Raadsvoorstel (PDF)").click()
    assert got.value.suggested_filename == "raadsvoorstel.pdf"
    assert page.evaluate(
        "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
