"""Every page of a consultation under axe and a ruler, and a vote that is cast with the keyboard alone.

The pages are met as people meet them: organiser and residents walk a whole consultation, and each page
is looked at wide by day and narrow in the dark.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page

from journeys.axe import faults, sideways
from journeys.consultation_road import (
    letters,
    make,
    mark_paper,
    press,
    question,
    read_register,
    step,
    wait_for,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(
        not os.environ.get("THORBECKE_LONG"), reason="takes minutes; set THORBECKE_LONG=1"
    ),
]

LOOKS = [(1280, "light"), (360, "dark")]
SHOTS = os.environ.get("THORBECKE_SHOTS")  # a folder for pictures of every page, to look at by eye
ORDER = ["Park", "School", "Markt"]
# The new colours are drawn, and none is halfway any more.
SETTLED = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() =>
  Promise.allSettled(document.getAnimations().map(one => one.finished)).then(() => done()))))"""
# An outline or a shadow, on what has the focus or on the block around it.
SEEN = """() => [document.activeElement, document.activeElement.closest("label")].some(one =>
  one && (getComputedStyle(one).outlineStyle !== "none" || getComputedStyle(one).boxShadow !== "none"))"""
MORE = [
    ("Wat is het belangrijkst?", "Kies er één", "Rust\nRuimte\nReuring"),
    ("Wat mag er komen?", "Kies er een of meer", "Banken | Om op te zitten\nBomen\nFontein"),
    ("Hoe goed vindt u dit?", "Geef cijfers", "Terras\nSpeeltuin"),
    ("Wat weegt het zwaarst?", "Verdeel punten", "Kosten\nGroen\nVeiligheid"),
]


@dataclass
class Eye:
    """Looks at the page that is open, in every look, and remembers what is wrong with it."""

    page: Page
    found: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def look(self, name: str, path: str | None = None, status: int = 200) -> None:
        if path is not None:
            answer = self.page.goto(path)
            assert answer is not None
            assert answer.status == status, f"{path}: {answer.status}"
        self.seen.append(name)
        for width, scheme in LOOKS:
            self.page.set_viewport_size({"width": width, "height": 800})
            self.page.emulate_media(color_scheme=scheme)
            # Colours fade in 120 ms; half-way they may lack contrast.
            self.page.wait_for_timeout(250)
            self.page.evaluate(SETTLED)
            self.found += [f"{name} {width} {scheme}: {line}" for line in faults(self.page)]
            if (wide := sideways(self.page)) > 0:
                self.found.append(f"{name} is {wide} px too wide at {width} px")
            if SHOTS:
                file = Path(SHOTS) / f"{name.replace(' ', '-')}-{width}-{scheme}.png"
                self.page.screenshot(path=file, full_page=True)
                (Path(SHOTS) / "found.txt").write_text("\n".join(self.found))
        self.page.set_viewport_size({"width": 1280, "height": 800})


def test_every_page_of_a_consultation_has_no_faults(visit, sign_in):
    page = visit("/account/login/")
    sign_in(page, "organiser")
    organiser, resident = Eye(page), Eye(visit("/meedoen/"))
    prepare(organiser)
    slug = make(page, "Het plein van morgen en overmorgen")
    for title, kind, options in MORE:
        question(page, slug, title, kind, options)
    first, second = fill(organiser, slug)[:2]
    step(page, slug, "openen", "Openen")
    while_open(organiser, slug)
    walk_in(resident, slug)
    cast(resident, slug, first["code"])
    cast_by_keyboard(visit(f"/meedoen/{slug}/"), second["code"])
    public(resident, slug)
    step(page, slug, "sluiten", "Sluiten")
    after(organiser, resident, slug)
    assert len(organiser.seen) > 25
    assert len(resident.seen) > 18
    found = organiser.found + resident.found
    assert not found, f"{len(found)} faults\n" + "\n".join(found)


def prepare(eye: Eye) -> None:
    eye.look("console home", "/organiseren/")
    eye.look("console new", "/organiseren/nieuw/")
    eye.look("console create", "/organiseren/nieuw/consultation/")
    press(eye.page, "Maak")
    eye.look("console create fault")


def fill(eye: Eye, slug: str) -> list[dict[str, str]]:
    """Look at every page of the preparation; return the letters of the print run."""
    at = f"/organiseren/{slug}"
    eye.look("console overview", f"{at}/")
    for section in ("basis", "periode", "wie", "stembiljetten"):
        eye.look(f"section {section}", f"{at}/instellen/{section}/")
    eye.page.goto(f"{at}/instellen/basis/")
    eye.page.get_by_label("Titel").fill("")
    press(eye.page, "Opslaan")
    eye.look("section fault")
    eye.look("questions", f"{at}/vragen/")
    eye.look("question", f"{at}/vragen/v2/")
    eye.look("issues", f"{at}/onderwerpen/")
    eye.look("documents", f"{at}/informatie/")
    eye.look("roll empty", f"{at}/deelnemers/")
    eye.look("roll upload", f"{at}/deelnemers/bestand/")
    read_register(eye.page, slug, 12)
    eye.look("roll", f"{at}/deelnemers/")
    eye.page.locator(".console-list a").first.click()
    eye.look("roll import")
    eye.look("roll list", f"{at}/deelnemers/lijst/")
    eye.look("letters", f"{at}/brieven/")
    rows = letters(eye.page, slug)
    eye.look("letters run", f"{at}/brieven/1/")
    eye.look("step open", f"{at}/fase/openen/")
    eye.look("delete", f"{at}/verwijderen/")
    return rows


def while_open(eye: Eye, slug: str) -> None:
    at = f"/organiseren/{slug}"
    eye.look("overview open", f"{at}/")
    eye.look("section closed to changes", f"{at}/instellen/basis/")
    eye.look("desk", f"{at}/loket/")
    eye.look("desk found", f"{at}/loket/?q=Inwoner")
    eye.page.get_by_role("link", name="Inwoner 3 Voorbeeld", exact=True).click()
    eye.look("desk person")
    mark_paper(eye.page, slug, "Inwoner 5 Voorbeeld")
    eye.look("desk person on paper")
    eye.look("paper", f"{at}/papier/")
    eye.page.get_by_label("Hoeveel stembiljetten liggen er in de stapel?").fill("1")
    press(eye.page, "Maak de stapel")
    eye.look("paper pile")
    eye.look("paper entry", f"{at}/papier/1/biljet/1/")
    eye.page.goto(f"{at}/papier/1/")
    eye.page.locator("summary", has_text="Stapel weghalen").click()
    press(eye.page, "Haal deze stapel weg")
    eye.look("arguments", f"{at}/argumenten/")
    eye.look("step close", f"{at}/fase/sluiten/")
    eye.look("console log", f"{at}/logboek/")


def walk_in(eye: Eye, slug: str) -> None:
    eye.look("acts", "/meedoen/")
    eye.look("acts none", "/meedoen/?q=qqqq")
    eye.look("act", f"/meedoen/{slug}/")
    eye.look("argue", f"/meedoen/{slug}/argument/v1/")
    eye.look("access", f"/meedoen/{slug}/toegang/")
    eye.page.locator("input[name=code]").fill("c7df2")
    press(eye.page, "Ga verder")
    eye.look("access fault")


def cast(eye: Eye, slug: str, code: str) -> None:
    page = eye.page
    page.goto(f"/meedoen/{slug}/toegang/")
    page.locator("input[name=code]").fill(code)
    press(page, "Ga verder")
    eye.look("ballot empty")
    page.get_by_label("Groen", exact=True).fill("99")
    press(page, "Bekijk uw stem")
    eye.look("ballot fault")
    for place, title in enumerate(ORDER, start=1):
        page.get_by_label(title, exact=True).select_option(str(place))
    for label in ("Ja", "Ruimte", "Bomen"):
        page.get_by_label(label, exact=True).check()
    page.locator(".box-score").first.get_by_label("4", exact=True).check()
    page.get_by_label("Groen", exact=True).fill("7")
    eye.look("ballot filled in")
    press(page, "Bekijk uw stem")
    eye.look("check")
    press(page, "Breng uw stem uit")
    eye.look("receipt")
    press(page, "Klaar")
    eye.look("after leaving")


def cast_by_keyboard(page: Page, code: str) -> None:
    """Vote without a mouse, from the page of the act to the receipt; what has the focus is seen."""
    keys = page.keyboard
    tab_to(page, ".act-call a")
    keys.press("Enter")
    page.wait_for_url("**/toegang/")
    tab_to(page, "input[name=code]")
    keys.type(code)
    keys.press("Enter")
    page.wait_for_url("**/stem/")
    tab_to(page, "#vraag-1 input[type=radio]")
    keys.press("Space")
    for place in ("1", "2", "3"):
        tab_to(page, "#vraag-2 select")
        keys.type(place)
    tab_to(page, "#vraag-4 input[type=checkbox]")
    keys.press("Space")
    tab_to(page, "#vraag-5 input[type=radio]")
    keys.press("ArrowRight")
    tab_to(page, "#vraag-6 input")
    keys.type("5")
    tab_to(page, "button[value=check]")
    keys.press("Enter")
    page.get_by_role("heading", name="Klopt dit?").wait_for()
    tab_to(page, "button[value=cast]")
    keys.press("Enter")
    page.wait_for_url("**/ontvangst/")
    assert page.locator(".box-receipt output").inner_text().strip()
    tab_to(page, "button[value=leave]")
    keys.press("Enter")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until this has the focus, and see that the focus can be seen."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            assert page.evaluate(SEEN), f"{selector} has the focus, and nobody sees it"
            return
    raise AssertionError(f"no way to {selector} with Tab on {page.url}")


def public(eye: Eye, slug: str) -> None:
    at = f"/meedoen/{slug}"
    for name, part in {
        "no result yet": "uitslag",
        "checking while open": "controleren",
        "promises": "beloften",
        "public log": "logboek",
        "announcements": "stand",
        "embed": "inbedden",
        "embed frame": "inbedden/kader",
    }.items():
        eye.look(name, f"{at}/{part}/")


def after(organiser: Eye, resident: Eye, slug: str) -> None:
    at, open_at = f"/organiseren/{slug}", f"/meedoen/{slug}"
    organiser.look("overview closed", f"{at}/")
    organiser.look("draw", f"{at}/loting/")
    organiser.look("audit", f"{at}/steekproef/")
    resident.look("access closed", f"{open_at}/toegang/")
    step(organiser.page, slug, "tellen", "Tellen")
    wait_for(organiser.page, f"{at}/", "Publiceren")
    organiser.look("step publish", f"{at}/fase/publiceren/")
    step(organiser.page, slug, "publiceren", "Publiceren")
    organiser.look("overview published", f"{at}/")
    organiser.look("roll erase", f"{at}/deelnemers/wissen/")
    resident.look("result", f"{open_at}/uitslag/")
    resident.look("checking", f"{open_at}/controleren/")
    resident.look("checking a receipt", f"{open_at}/controleren/?code=zomaar")
    resident.look("receipts", f"{open_at}/ontvangstcodes/")
