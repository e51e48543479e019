"""A conversation from its first statements to a report: sixty phones at once, and one real browser."""

from __future__ import annotations

import re
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from http.cookiejar import CookieJar

import pytest
from playwright.sync_api import expect

from journeys.axe import sound
from journeys.consultation_road import press, step, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SEEDS = [
    "Het plein moet helemaal autovrij worden.",
    "De markt moet op het plein blijven.",
    "Fietsers horen niet op het plein.",
    "Terrassen mogen tot middernacht open zijn.",
    "Er is te weinig licht in de avond.",
    "Kinderen moeten hier kunnen spelen.",
    "Parkeren hoort onder de grond.",
    "Een fontein maakt de buurt mooier.",
    "Honden moeten aan de lijn.",
    "De bus moet vaker stoppen.",
]
PHONES = 60


class Phone:
    """A browser without a screen: cookies, forms and nothing else."""

    def __init__(self, url: str, number: int) -> None:
        self.url, self.number = url, number
        handler = urllib.request.HTTPCookieProcessor(CookieJar())
        self.opener = urllib.request.build_opener(handler)

    def get(self) -> str:
        with self.opener.open(self.url, timeout=60) as page:
            return page.read().decode()

    def post(self, page: str, **data: str) -> str:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token, page[:500]
        sent = urllib.parse.urlencode({"csrfmiddlewaretoken": token.group(1), **data}).encode()
        request = urllib.request.Request(self.url, sent, {"Referer": self.url})
        with self.opener.open(request, timeout=60) as answer:
            return answer.read().decode()

    def talk(self) -> int:
        """Join and answer every statement; return how many."""
        page, answers = self.post(self.get(), meedoen="1"), 0
        while key := re.search(r'name="stelling" value="([^"]+)"', page):
            text = re.search(r'class="talk-statement">([^<]+)<', page)
            place = SEEDS.index(text.group(1)) if text else 0
            agrees = (self.number % 2 == 0) == (place % 2 == 0) or place == 5
            if (self.number + place) % 11 == 3:
                agrees = not agrees
            choice = "eens" if agrees else "oneens"
            page = self.post(page, stelling=key.group(1), keuze=choice)
            answers += 1
        return answers


def test_sixty_phones_and_a_browser_come_to_a_report(site, visit, sign_in) -> None:
    desk = visit("/")
    sign_in(desk, "organiser")
    desk.goto("/organiseren/nieuw/conversation/")
    desk.get_by_label("Titel").fill("Praat mee over het plein")
    press(desk, "Maak")
    slug = desk.url.rstrip("/").rsplit("/", 1)[-1]
    desk.goto(f"/organiseren/{slug}/instellen/basis/")
    desk.get_by_label("Waar gaat het over?").fill("De gemeente vernieuwt het plein. Praat mee.")
    press(desk, "Opslaan")
    desk.goto(f"/organiseren/{slug}/instellen/periode/")
    closes = datetime.now(UTC) + timedelta(days=9)
    desk.get_by_label("Open tot").fill(f"{closes:%Y-%m-%dT%H:%M}")
    press(desk, "Opslaan")
    desk.goto(f"/organiseren/{slug}/instellen/gesprek/")
    desk.get_by_label("De eerste stellingen").fill("\n".join(SEEDS))
    desk.get_by_label("Hoeveel nieuwe deelnemers").fill("500")
    press(desk, "Opslaan")
    step(desk, slug, "openen", "Openen")
    desk.goto(f"/organiseren/{slug}/gesprek/code/")
    code = desk.locator("dd.act-code").first.inner_text()
    sound(desk)

    phone = visit(f"/gesprek/{code}/", width=360)
    sound(phone)
    press(phone, "Begin")
    sound(phone)
    for _statement in SEEDS:
        phone.get_by_label("Dit is belangrijk voor mij").check()
        press(phone, "Eens")
    expect(phone.locator("main")).to_contain_text("U heeft op alles gereageerd")
    phone.get_by_role("link", name="Schrijf zelf een stelling").click()
    sound(phone)
    phone.get_by_label("Uw stelling").fill("Er moeten veel meer bomen komen.")
    press(phone, "Verstuur")
    expect(phone.locator("main")).to_contain_text("Dank u wel")

    base = f"{site.url}/meedoen/{slug}/gesprek/"
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: Phone(base, n).talk(), range(PHONES)))
    assert answers == [len(SEEDS)] * PHONES

    desk.goto(f"/organiseren/{slug}/stellingen/")
    expect(desk.locator("main")).to_contain_text("Er moeten veel meer bomen komen.")
    sound(desk)
    press(desk, "Plaats")
    wait_for(phone, f"/meedoen/{slug}/gesprek/kaart/", "De kaart van meningen", 60)
    sound(phone)

    for name, label in (("sluiten", "Sluiten"), ("tellen", "Tellen")):
        step(desk, slug, name, label)
    wait_for(desk, f"/organiseren/{slug}/", "Publiceren")
    step(desk, slug, "publiceren", "Publiceren")
    report = visit(f"/meedoen/{slug}/uitslag/", width=360)
    expect(report.locator("main")).to_contain_text("Wat mensen delen")
    expect(report.locator("main")).to_contain_text("Groep B")
    expect(report.locator("main")).to_contain_text(SEEDS[5])
    sound(report)
    sound(desk, f"/organiseren/{slug}/", f"/organiseren/{slug}/gesprek/")
    report.goto(f"/meedoen/{slug}/controleren/")
    with report.expect_download() as waiting:
        report.locator("a[download]").first.click()
    _verified(waiting.value.path())


def _verified(path) -> None:
    from thorbecke.records.verify import verify

    with open(path, "rb") as file:
        report = verify(file)
    assert report.holds, [one for one in report.checks if not one.holds]
