"""The lab in a real browser: a councillor brings a result, compares, reads why, and prints."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from journeys.test_journey_axe import faults, sideways

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROWS = [("Dorpsbelang", 4100), ("Lijst Groen", 1900), ("VVD", 1500), ("CDA", 900), ("Klein", 430)]
TABLE = "election,cbs_code,council_seats,party,votes\n" + "".join(
    f"2026-03-18,GM0001,19,{name},{votes}\n" for name, votes in ROWS
)


@pytest.mark.parametrize("width", [1280, 360])
def test_upload_compare_three_systems_read_why_and_print(visit, width):
    page = visit("/lab/kiesstelsel/", width=width)
    page.get_by_role("link", name="Reken met uw eigen uitslag").click()
    page.get_by_label("Bestand").set_input_files(
        {"name": "uitslag.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    )
    page.get_by_role("button", name="Lees de uitslag").click()
    page.wait_for_url("**/lab/kiesstelsel/?**")
    expect(page.locator("main")).to_contain_text("GM0001")

    for name in ("Sainte-Laguë", "Adams"):
        page.get_by_role("checkbox", name=name, exact=True).check()
    page.get_by_role("button", name="Vergelijk", exact=True).click()
    table = page.get_by_role("region", name="Zetels per lijst en per stelsel")
    for system in ("Kieswet nu", "Wetsvoorstel 36641", "Sainte-Laguë", "Adams"):
        expect(table.get_by_role("columnheader", name=system, exact=True)).to_be_visible()
    expect(table.locator(".lab-changed").first).to_be_visible()

    why = page.get_by_role("region", name="Waarom verschuift een zetel?")
    expect(why).to_contain_text("Restzetel voor")
    expect(why).to_contain_text("Kieswet, artikel P 7")
    expect(why.locator(".lab-moved dt").first).to_contain_text("zetel")
    assert page.locator(".tb-chart svg.tb-chart__drawing").count() == 4
    assert page.locator(".tb-chart .tb-chart__table").count() == 4
    assert not faults(page)
    assert sideways(page) <= 0

    page.emulate_media(media="print")
    expect(page.locator(".lab-form")).to_be_hidden()
    expect(why).to_be_visible()
    expect(table).to_be_visible()
    assert page.pdf().startswith(b"%PDF")


def test_a_change_shows_at_once_and_can_be_shared(visit):
    page = visit("/lab/kiesstelsel/")
    page.get_by_role("checkbox", name="Hare, grootste overschotten").check()
    table = page.get_by_role("region", name="Zetels per lijst en per stelsel")
    expect(table.get_by_role("columnheader", name="Hare, grootste overschotten")).to_be_visible()
    page.wait_for_url("**stelsel=hare**")


def test_it_works_without_javascript_and_by_keyboard(visit):
    page = visit("/lab/kiesstelsel/?klas=1", java_script_enabled=False)
    page.get_by_role("radio", name="Deel de stemmen door 1, 4, 7").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**stelsel=danish**")
    expect(page.locator("#uitkomst")).to_contain_text("Deense methode")
