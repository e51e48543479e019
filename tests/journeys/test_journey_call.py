"""The call in a real browser: a round, somebody who writes, the desk, an answer, and what follows."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from journeys.axe import sound

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TITLE = "Burgerbegroting in Oost"


def open_round(page: Page, title: str) -> str:
    page.goto("/organiseren/oproep/rondes/nieuw/")
    page.get_by_label("Titel").fill(title)
    page.get_by_label("Waar gaat de oproep over?").fill("Kom met een opgave.")
    page.get_by_label("Dorps-, wijk- en straatdemocratie").check()
    page.get_by_role("button", name="Maak de ronde").click()
    sound(page)
    page.get_by_role("button", name="Open de ronde").click()
    expect(page.get_by_text("De ronde is open.")).to_be_visible()
    return page.url


def test_from_the_first_word_to_an_experiment(visit, sign_in):
    staff = visit("/")
    sign_in(staff, "administrator")
    round_url = open_round(staff, "Oproep voorjaar")
    page = visit("/oproep/", width=360)
    sound(page)
    page.get_by_role("link", name="Ik heb een experiment").last.click()
    page.get_by_label("Hoe heet uw experiment?").fill(TITLE)
    expect(page.locator("#bewaard")).to_have_text("Bewaard.")
    assert re.search(r"/oproep/aanmelding/\S{40,}/stap/1/", page.url)
    page.get_by_label("Wat is de opgave?").fill("Inwoners willen zelf beslissen over groen.")
    page.wait_for_timeout(2500)
    page.reload()
    expect(page.get_by_label("Wat is de opgave?")).to_have_value(re.compile("zelf beslissen"))
    sound(page)
    page.get_by_role("button", name="Bewaar en ga verder").click()
    page.get_by_label("Er is een plan op papier").check()
    sound(page)
    page.get_by_role("button", name="Bewaar en ga verder").click()
    page.get_by_label("Uw naam").fill("Anna")
    page.get_by_label("Uw e-mailadres").fill("geen adres")
    page.get_by_role("button", name="Bewaar en ga verder").click()
    expect(page.locator("#fouten")).to_be_visible()
    sound(page)
    page.get_by_label("Uw e-mailadres").fill("anna@voorbeeld.invalid")
    page.get_by_label("Om welke gemeente gaat het?").select_option(label="Zwolle")
    page.get_by_role("button", name="Bewaar en ga verder").click()
    sound(page)
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_text("Dank, uw aanmelding is ontvangen")).to_be_visible()
    sound(page)
    status = page.url

    staff.goto("/organiseren/oproep/")
    staff.get_by_role("link", name=TITLE).click()
    expect(staff.get_by_text("Voorstel: Experimenteren")).to_be_visible()
    sound(staff)
    staff.get_by_role("button", name="Koppel aan gemeente Zwolle").click()
    staff.get_by_role("button", name="Start een experiment").click()
    expect(staff.locator("main")).to_contain_text("Experiment gestart.")
    staff.get_by_role("link", name="Schrijf een antwoord").click()
    sound(staff)
    staff.get_by_role("button", name="Bekijk voor het versturen").click()
    sound(staff)
    staff.get_by_role("button", name="Verstuur").click()
    expect(staff.get_by_text("Het bericht is verstuurd.")).to_be_visible()
    sound(staff)
    page.goto(status)
    expect(page.locator("main")).to_contain_text("Het team schreef")
    sound(page)
    staff.goto(round_url + "themas/")
    sound(staff)
    staff.get_by_role("button", name="Maak de raadpleging").click()
    expect(staff.locator("main")).to_contain_text("De raadpleging staat klaar.")
    staff.goto(round_url)
    staff.get_by_role("button", name="Sluit de ronde").click()


def test_without_scripts_a_button_keeps_it(visit, sign_in):
    staff = visit("/")
    sign_in(staff, "administrator")
    round_url = open_round(staff, "Oproep zonder scripts")
    page = visit("/oproep/", java_script_enabled=False)
    page.get_by_role("link", name="Ik heb een vraag").last.click()
    page.get_by_label("Waar gaat uw vraag over?").fill("Loting")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.get_by_label("Waar gaat uw vraag over?")).to_have_value("Loting")
    page.goto("/oproep/")
    page.get_by_role("link", name="Ga verder").click()
    expect(page.get_by_label("Waar gaat uw vraag over?")).to_have_value("Loting")
    page.get_by_role("link", name="Gooi dit concept weg").click()
    page.get_by_role("button", name="Ja, wis alles").click()
    expect(page.locator("main")).to_contain_text("Ingetrokken.")
    staff.goto(round_url)
    staff.get_by_role("button", name="Sluit de ronde").click()
