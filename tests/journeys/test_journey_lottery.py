"""A citizens' assembly in a real browser: from an invitation to the council's answer, with the keyboard."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from journeys.axe import sound
from journeys.consultation_road import letters, press, read_register, step, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PEOPLE, SEATS = 10, 4


def enter(page: Page, name: str) -> None:
    """Go to a button, press it with the keyboard and wait for the page that it leads to."""
    page.get_by_role("button", name=name, exact=True).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def make(page: Page) -> str:
    """Make a lottery for four seats with two quotas; return its address part."""
    page.goto("/organiseren/nieuw/lottery/")
    page.get_by_label("Titel").fill("Burgerraad water")
    press(page, "Maak")
    slug = page.url.rstrip("/").rsplit("/", 1)[-1]
    page.goto(f"/organiseren/{slug}/instellen/basis/")
    page.get_by_label("Waar gaat het over?").fill("Het water stijgt. Wat doen we?")
    press(page, "Opslaan")
    page.goto(f"/organiseren/{slug}/instellen/periode/")
    closes = datetime.now(UTC) + timedelta(days=9)
    page.get_by_label("Open tot").fill(f"{closes:%Y-%m-%dT%H:%M}")
    press(page, "Opslaan")
    page.goto(f"/organiseren/{slug}/instellen/panel/")
    page.get_by_label("Hoeveel plaatsen heeft het panel?").fill(str(SEATS))
    page.get_by_label("Hoogstens één persoon per adres").uncheck()
    press(page, "Opslaan")
    page.goto(f"/organiseren/{slug}/instellen/kenmerken/")
    page.get_by_label("Kenmerken en hun waarden").fill("Leeftijd: 16-49, 50+")
    press(page, "Opslaan")
    page.goto(f"/organiseren/{slug}/grenzen/")
    for value in ("16-49", "50+"):
        page.get_by_label(f"Leeftijd, {value}: procent van de inwoners").fill("50")
    press(page, "Reken uit met de procenten")
    expect(page.get_by_label("Leeftijd, 50+: minimum")).to_have_value("2")
    sound(page)
    return slug


def answer(page: Page, slug: str, code: str, number: int) -> str:
    """Answer the invitation by keyboard; return the number that was given."""
    page.goto(f"/meedoen/{slug}/toegang/")
    page.locator("input[name=code]").fill(code)
    page.keyboard.press("Enter")
    yes = page.get_by_label("Ja, ik doe mee aan de loting")
    yes.focus()
    page.keyboard.press("Space")
    page.get_by_label("Leeftijd").select_option("50+" if number % 2 else "16-49")
    page.get_by_label("Uw naam").fill(f"Inwoner {number}")
    page.get_by_label("Uw e-mailadres").fill(f"i{number}@voorbeeld.invalid")
    page.keyboard.press("Enter")
    shown = page.locator(".lottery-number-shown")
    expect(shown).to_be_visible()
    return shown.inner_text()


def test_from_an_invitation_to_the_answer_of_the_council(visit, sign_in):
    organiser = visit("/account/login/")
    sign_in(organiser, "organiser")
    slug = make(organiser)
    read_register(organiser, slug, PEOPLE)
    codes = [row["code"] for row in letters(organiser, slug)]
    step(organiser, slug, "openen", "Openen")

    resident = visit(f"/meedoen/{slug}/", width=360)
    sound(resident)
    numbers = [answer(resident, slug, code, at) for at, code in enumerate(codes)]
    sound(resident)

    step(organiser, slug, "sluiten", "Sluiten")
    organiser.goto(f"/organiseren/{slug}/loterij/")
    enter(organiser, "Leg de loterij vast")
    wait_for(organiser, f"/organiseren/{slug}/loterij/", "De loterij ligt vast")
    sound(organiser)

    organiser.goto(f"/organiseren/{slug}/trekking/")
    sound(organiser)
    organiser.get_by_label("Getrokken getal of getallen").focus()
    organiser.keyboard.type("7 12 23 31")
    organiser.keyboard.press("Enter")
    seats = organiser.locator(".lottery-panel--big li")
    expect(seats).to_have_count(SEATS, timeout=90_000)  # by itself, while the count runs
    sound(organiser)
    first = set(seats.all_inner_texts())
    assert first < set(numbers)
    step(organiser, slug, "publiceren", "Publiceren")

    resident.goto(f"/meedoen/{slug}/uitslag/")
    assert set(resident.locator(".lottery-panel li").all_inner_texts()) == first
    sound(resident)
    resident.goto(f"/meedoen/{slug}/uw-kans/")
    resident.get_by_label("Uw nummer").fill(numbers[0])
    resident.keyboard.press("Enter")
    expect(resident.locator("main")).to_contain_text("Uw kans was 1 op 2,5")

    organiser.goto(f"/organiseren/{slug}/zittend-panel/")
    sound(organiser)
    out = organiser.locator("input[name=out]").first
    gone = out.get_attribute("value")
    out.focus()
    organiser.keyboard.press("Space")
    organiser.get_by_label("Getrokken getal of getallen").fill("5 5")
    organiser.keyboard.press("Enter")
    expect(organiser.locator("main")).to_contain_text("Vervangen. Nieuw in het panel:")
    resident.goto(f"/meedoen/{slug}/uitslag/")
    now = set(resident.locator(".lottery-panel li").all_inner_texts())
    assert len(now) == SEATS
    assert gone not in now

    organiser.goto(f"/organiseren/{slug}/burgerraad/aanbeveling/")
    organiser.get_by_label("Aanbeveling in één zin").fill("Graaf meer sloten")
    organiser.get_by_label("Stemmen voor").fill("3")
    organiser.get_by_label("Stemmen tegen").fill("1")
    organiser.get_by_label("De raad antwoordt uiterlijk op").fill("2030-01-01")
    enter(organiser, "Opslaan")
    organiser.goto(f"/organiseren/{slug}/burgerraad/aanbeveling/1/")
    organiser.get_by_label("Neemt over").check()
    organiser.get_by_label("Waarom?").fill("Er komt geld voor.")
    enter(organiser, "Opslaan")
    expect(organiser.locator("main")).to_contain_text("Neemt over")
    resident.goto(f"/meedoen/{slug}/burgerraad/")
    expect(resident.locator("main")).to_contain_text("Het panel stemde: 3 voor en 1 tegen.")
    expect(resident.locator("main")).to_contain_text("Antwoord van de raad: Neemt over")
    sound(resident)
