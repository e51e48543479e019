"""The hands of the journey: what organiser, clerk and resident do on the pages of a consultation."""

from __future__ import annotations

import csv
import io
import time
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

HEAD = "naam;straat;huisnummer;toevoeging;postcode;woonplaats;geboortedatum;wijk"


def census(people: int) -> bytes:
    """A register as a municipality exports it: BOM, semicolons, Dutch dates; generated people."""
    rows = [HEAD]
    for number in range(people):
        area = ("Noord", "Zuid", "Centrum")[number % 3]
        address = f"Voorbeeldstraat;{number // 2 + 1};;1234 AB;Voorbeeldstad"
        rows.append(f"Inwoner {number} Voorbeeld;{address};1-2-{1950 + number % 55};{area}")
    return ("\ufeff" + "\r\n".join(rows) + "\r\n").encode()


def press(page: Page, name: str) -> None:
    """Press the button with this text."""
    page.get_by_role("button", name=name, exact=True).first.click()


def make(page: Page, title: str) -> str:
    """Make a consultation with a yes-no question and a ranking; return its address part."""
    page.goto("/organiseren/nieuw/consultation/")
    page.get_by_label("Titel").fill(title)
    press(page, "Maak")
    slug = page.url.rstrip("/").rsplit("/", 1)[-1]
    page.goto(f"/organiseren/{slug}/instellen/basis/")
    page.get_by_label("Waar gaat het over?").fill("De gemeente vernieuwt het plein. Denk mee.")
    press(page, "Opslaan")
    page.goto(f"/organiseren/{slug}/instellen/periode/")
    closes = datetime.now(UTC) + timedelta(days=9)
    page.get_by_label("Open tot").fill(f"{closes:%Y-%m-%dT%H:%M}")
    press(page, "Opslaan")
    question(page, slug, "Moet het plein autovrij worden?", "Ja of nee", "")
    question(page, slug, "Wat komt er op het plein?", "Zet in volgorde", "Park\nSchool\nMarkt")
    return slug


def question(page: Page, slug: str, title: str, kind: str, options: str) -> None:
    """Make one question."""
    page.goto(f"/organiseren/{slug}/vragen/nieuw/")
    page.get_by_label("De vraag").fill(title)
    page.get_by_label(kind, exact=True).check()
    page.get_by_label("Waar kunnen mensen uit kiezen?").fill(options)
    press(page, "Opslaan")


def read_register(page: Page, slug: str, people: int) -> None:
    """Upload the register, look at the preview, take it in."""
    page.goto(f"/organiseren/{slug}/deelnemers/bestand/")
    file = {"name": "register.csv", "mimeType": "text/csv", "buffer": census(people)}
    page.locator("input[type=file]").set_input_files(files=[file])
    press(page, "Bekijk wat erin staat")
    button = page.get_by_role("button", name="Neem over")
    expect(button.first).to_be_visible(timeout=90_000)
    button.first.click()
    wait_for(page, f"/organiseren/{slug}/deelnemers/", str(people))


def wait_for(page: Page, path: str, text: str, seconds: int = 120) -> None:
    """Load a page until it says something: background work may take a while on a busy machine."""
    end = time.monotonic() + seconds
    while True:
        page.goto(path)
        if text in page.locator("main").inner_text() or time.monotonic() > end:
            break
        time.sleep(0.5)
    expect(page.locator("main")).to_contain_text(text)


def letters(page: Page, slug: str) -> list[dict[str, str]]:
    """Make a run for a print house and fetch it; return its rows, which hold the codes."""
    page.goto(f"/organiseren/{slug}/brieven/")
    page.get_by_label("CSV", exact=False).first.check()
    press(page, "Maak de brieven")
    wait_for(page, f"/organiseren/{slug}/brieven/1/", "Haal het bestand op")
    with page.expect_download() as waiting:
        press(page, "Haal het bestand op")
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text else ","))


def step(page: Page, slug: str, name: str, label: str) -> None:
    """Take a step of the act: open, close, count, publish."""
    page.goto(f"/organiseren/{slug}/fase/{name}/")
    press(page, label)


def vote(page: Page, slug: str, code: str, yes: bool, order: list[str]) -> str:
    """Vote as a resident does, from code to receipt; return the receipt."""
    page.goto(f"/meedoen/{slug}/toegang/")
    page.locator("input[name=code]").fill(code)
    press(page, "Ga verder")
    page.get_by_label("Ja" if yes else "Nee", exact=True).check()
    for place, title in enumerate(order, start=1):
        page.get_by_label(title, exact=True).select_option(str(place))
    press(page, "Bekijk uw stem")
    press(page, "Breng uw stem uit")
    receipt = page.locator(".box-receipt output").inner_text()
    press(page, "Klaar")
    return receipt


def mark_paper(page: Page, slug: str, name: str) -> None:
    """At the desk: mark somebody's code as used on paper."""
    page.goto(f"/organiseren/{slug}/loket/?q={name.replace(' ', '+')}")
    page.get_by_role("link", name=name, exact=True).click()
    press(page, "Vink af voor papier")


def enter_pile(page: Page, slug: str, ballots: int, odd: int = 0) -> None:
    """Type a pile: all yes, ballot ``odd`` no."""
    for number in range(1, ballots + 1):
        page.goto(f"/organiseren/{slug}/papier/1/biljet/{number}/")
        page.get_by_label("Nee" if number == odd else "Ja", exact=True).check()
        press(page, "Opslaan en volgende")
