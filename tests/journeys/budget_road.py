"""The hands of the journey of a neighbourhood budget: what residents and the organiser do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO

from PIL import Image
from playwright.sync_api import Page

from journeys.consultation_road import press


def picture() -> bytes:
    """A small photo, made here."""
    target = BytesIO()
    Image.new("RGB", (320, 200), "#3a7d44").save(target, "JPEG")
    return target.getvalue()


def make(page: Page, title: str) -> str:
    """Make a round with money, open for ideas; return its address part."""
    page.goto("/organiseren/nieuw/budget/")
    page.get_by_label("Titel").fill(title)
    press(page, "Maak")
    slug = page.url.rstrip("/").rsplit("/", 1)[-1]
    page.goto(f"/organiseren/{slug}/instellen/basis/")
    page.get_by_label("Waar gaat het over?").fill("Er is geld voor de wijk. Verdeel het samen.")
    press(page, "Opslaan")
    page.goto(f"/organiseren/{slug}/instellen/periode/")
    closes = datetime.now(UTC) + timedelta(days=9)
    page.get_by_label("Open tot").fill(f"{closes:%Y-%m-%dT%H:%M}")
    press(page, "Opslaan")
    page.goto(f"/organiseren/{slug}/instellen/geld/")
    page.get_by_label("Hoeveel geld is er samen?").fill("10.000")
    press(page, "Opslaan")
    page.goto(f"/organiseren/{slug}/instellen/ideeen/")
    page.get_by_label("Inwoners brengen ideeën in en steunen ze.").check()
    page.get_by_label("Hoeveel steun heeft een idee nodig?").fill("1")
    press(page, "Opslaan")
    return slug


def bring_in(page: Page, slug: str, title: str, place: str, *, photo: bool = False) -> None:
    """Bring in an idea as a resident does, without an account."""
    page.goto(f"/meedoen/{slug}/")
    page.get_by_role("link", name="Breng een idee in").first.click()
    page.get_by_label("Uw idee in een paar woorden").fill(title)
    page.get_by_label("Wat is het plan, en voor wie?").fill(f"{title} voor iedereen in de wijk.")
    page.get_by_label("Waar gaat het over?").select_option(label="Groen en natuur")
    page.get_by_label("Waar is het?").fill("Vijverplein")
    page.get_by_label("Plek op de kaart").fill(place)
    page.get_by_label("Wat kost het ongeveer?").fill("4.500")
    page.get_by_label("Uw naam").fill("Bo Voorbeeld")
    page.get_by_label("Uw e-mailadres").fill("bo@voorbeeld.invalid")
    if photo:
        file = {"name": "vijver.jpg", "mimeType": "image/jpeg", "buffer": picture()}
        page.locator("input[name=photo]").set_input_files(files=[file])
        page.get_by_label("Wat staat er op de foto?").fill("De vijver zonder bomen.")
    press(page, "Verstuur uw idee")


def judge(page: Page, slug: str, number: int, verdict: str, cost: str = "") -> None:
    """Give a verdict on an idea."""
    page.goto(f"/organiseren/{slug}/ideeen/{number}/")
    page.get_by_label(verdict, exact=True).check()
    if cost:
        page.get_by_label("Wat kost het plan?").fill(cost)
    press(page, "Opslaan")


def vote(page: Page, slug: str, code: str, plans: list[str]) -> None:
    """Fill the cart and cast it."""
    page.goto(f"/meedoen/{slug}/toegang/")
    page.locator("input[name=code]").fill(code)
    press(page, "Ga verder")
    for plan in plans:
        page.get_by_label(plan, exact=False).check()
    press(page, "Bekijk uw stem")
    press(page, "Breng uw stem uit")
    press(page, "Klaar")
