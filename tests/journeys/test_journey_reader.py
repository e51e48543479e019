"""A reader's road: find what fits, read it, put it in a bundle, get the document. In three ways."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CASE = "/praktijk/melbourne-peoples-panel/"


def tab_to(page: Page, target: Locator, most: int = 120) -> None:
    """Press Tab until the target has the focus, as somebody without a mouse does."""
    expect(target).to_be_visible()
    handle = target.element_handle()
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("element => document.activeElement === element", handle):
            return
    pytest.fail(f"Tab does not reach {target} on {page.url}")


def press_and_go(page: Page) -> None:
    """Press Enter and wait for the page that it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def focus_is_visible(page: Page) -> bool:
    """Tell whether the focus is marked: an outline or shadow on the element, or on its card."""
    return page.evaluate(
        """() => { const marked = style => style.boxShadow !== 'none' ||
            (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1);
        const active = document.activeElement;
        return [getComputedStyle(active), getComputedStyle(active, '::after'),
            getComputedStyle(active.closest('li') || active)].some(marked) }"""
    )


def finished_document(page: Page, kind: str) -> bytes:
    """Wait until the document is made, fetch it and return its bytes."""
    link = page.get_by_role("link", name=re.compile("Download|Haal", re.I)).first
    expect(link).to_be_visible(timeout=20_000)
    answer = page.request.get(link.get_attribute("href"))
    assert answer.ok, kind
    return answer.body()


def test_the_whole_road_by_keyboard_on_a_phone(visit):
    page = visit("/", width=360)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip().startswith("Ga naar")
    assert focus_is_visible(page)
    page.keyboard.press("Enter")

    page.goto("/praktijk/")
    tab_to(page, page.locator("#zoekwoord"))
    page.keyboard.type("melbourne")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("1")
    found = page.get_by_role("link", name=re.compile("People's Panel"))
    tab_to(page, found)
    assert focus_is_visible(page)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{CASE}")

    tab_to(page, page.get_by_role("link", name="Zet in mijn bundel"))
    press_and_go(page)
    tab_to(page, page.get_by_role("button", name="Zet in mijn bundel"))
    press_and_go(page)
    page.goto("/bundel/")
    tab_to(page, page.get_by_role("button", name=re.compile("PDF")))
    press_and_go(page)
    pdf = PdfReader(io.BytesIO(finished_document(page, "pdf")))
    assert "People" in "".join(page.extract_text() for page in pdf.pages)
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_the_whole_road_without_javascript(visit):
    page = visit("/", java_script_enabled=False)
    page.get_by_role("searchbox").first.fill("loting")
    page.get_by_role("searchbox").first.press("Enter")
    expect(page.locator("main")).to_contain_text("loting")

    page.goto("/praktijk/")
    page.locator("summary", has_text="Afloop").click()
    page.get_by_role("checkbox", name=re.compile("Gestopt")).check()
    page.get_by_role("button", name="Pas toe").click()
    assert "outcome=gestopt" in page.url
    expect(page.get_by_role("status").first).to_contain_text("8")
    page.get_by_role("link", name="Wis alles").click()
    expect(page.get_by_role("status").first).to_contain_text("90")

    for path in (CASE, "/toekomst/vng-inclusieve-democratie/"):
        page.goto(path)
        page.get_by_role("link", name="Zet in mijn bundel").click()
        page.get_by_role("button", name="Zet in mijn bundel").click()
    page.goto("/bundel/")
    items = page.locator("ol > li h3")
    assert items.count() == 2
    first = items.first.inner_text()
    page.get_by_role("button", name=re.compile("Omlaag")).first.click()
    assert page.locator("ol > li h3").nth(1).inner_text() == first
    page.get_by_role("button", name=re.compile("EPUB")).click()
    with zipfile.ZipFile(io.BytesIO(finished_document(page, "epub"))) as epub:
        assert epub.read("mimetype") == b"application/epub+zip"


def test_filters_with_javascript_change_the_address_and_the_count(visit):
    page = visit("/praktijk/")
    page.locator("summary", has_text="Afloop").click()
    page.get_by_role("checkbox", name=re.compile("Gestopt")).check()
    expect(page.get_by_role("status").first).to_contain_text("8")
    page.wait_for_url("**outcome=gestopt**")
    page.reload()
    expect(page.get_by_role("checkbox", name=re.compile("Gestopt"))).to_be_checked()


def test_past_bij_uw_gemeente_gives_reasons(visit):
    page = visit("/gemeenten/")
    field = page.locator("main input[name=q]")
    field.fill("Den Haag")
    field.press("Enter")
    page.get_by_role("link", name=re.compile("'s-Gravenhage")).first.click()
    expect(page.get_by_role("heading", name="Past bij uw gemeente")).to_be_visible()
    expect(page.locator("main")).to_contain_text("inwoners")


def test_a_shared_bundle_is_readable_for_somebody_else(visit):
    page = visit(CASE)
    page.get_by_role("link", name="Zet in mijn bundel").click()
    page.get_by_role("button", name="Zet in mijn bundel").click()
    page.goto("/bundel/")
    link = page.locator(".bundle-link a").first.get_attribute("href")
    other = visit(link.replace(page.url.split("/bundel")[0], ""))
    expect(other.get_by_role("heading", name=re.compile("People's Panel"))).to_be_visible()
    assert other.get_by_role("button", name=re.compile("Omlaag|Haal weg")).count() == 0


def test_the_first_page_is_light_and_stands_still(visit):
    page = visit("about:blank", width=360)
    page.add_init_script(
        """window.shift = 0; new PerformanceObserver(list => {
        for (const entry of list.getEntries()) window.shift += entry.value;
        }).observe({type: 'layout-shift', buffered: true});"""
    )
    page.goto("/", wait_until="networkidle")
    sizes = page.evaluate(
        """() => [...performance.getEntriesByType('navigation'),
        ...performance.getEntriesByType('resource')].map(e => [e.name, e.transferSize])"""
    )
    total = sum(size for _name, size in sizes)
    assert 5_000 < total <= 120_000, sizes
    assert page.evaluate("window.shift") <= 0.01


def test_no_script_or_style_is_refused_by_the_policy(visit):
    page = visit("about:blank")
    refused = []
    page.on("console", lambda m: refused.append(m.text) if m.type == "error" else None)
    for path in ("/", "/praktijk/", CASE, "/kaart/", "/regelruimte/raadsgrootte/", "/stijl/"):
        page.goto(path, wait_until="networkidle")
    assert not refused, refused
