"""A whole neighbourhood budget in a real browser: from an idea to a project that is done."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from journeys.axe import sound
from journeys.budget_road import bring_in, judge, make, vote
from journeys.consultation_road import letters, press, read_register, step, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PEOPLE = 12  # with fewer than ten the outcome tells only who won
PLANS = ("Bomen bij de vijver", "Een speeltuin", "Een concert")


def test_from_an_idea_to_a_project_that_is_done(visit, sign_in):
    organiser = visit("/account/login/")
    sign_in(organiser, "organiser")
    organiser.set_default_timeout(60_000)
    slug = make(organiser, "Geld voor de Vijverwijk")

    resident = visit(f"/meedoen/{slug}/", width=360)
    resident.set_default_timeout(60_000)
    bring_in(resident, slug, PLANS[0], "52,3702 4,8952", photo=True)
    expect(resident.locator("main")).to_contain_text("Uw idee komt op de pagina na een controle.")
    bring_in(resident, slug, PLANS[1], "52,3712 4,8992")
    bring_in(resident, slug, PLANS[2], "")
    resident.goto(f"/meedoen/{slug}/plannen/")
    expect(resident.locator("main")).not_to_contain_text(PLANS[0])

    for number in (1, 2, 3):
        organiser.goto(f"/organiseren/{slug}/ideeen/{number}/")
        press(organiser, "Zet op de pagina")
    resident.goto(f"/meedoen/{slug}/plannen/1/")
    press(resident, "Ik steun dit idee")
    expect(resident.locator("main")).to_contain_text("Genoeg steun")
    sound(resident)
    for number, cost in ((1, "4.000"), (2, "6.000"), (3, "5.000")):
        judge(organiser, slug, number, "Onderzoeken")
        judge(organiser, slug, number, "Op het stembiljet", cost)
    organiser.goto(f"/organiseren/{slug}/instellen/ideeen/")
    organiser.get_by_label("De plannen zijn te lezen.", exact=False).check()
    press(organiser, "Opslaan")
    resident.goto(f"/meedoen/{slug}/plannen/")
    expect(resident.locator("main")).to_contain_text("Op het stembiljet · €\xa04.000")

    sound(resident, f"/meedoen/{slug}/plannen/", f"/meedoen/{slug}/")
    desk = ("ideeen/", "ideeen/1/", "instellen/geld/", "instellen/ideeen/", "")
    sound(organiser, *(f"/organiseren/{slug}/{part}" for part in desk))

    read_register(organiser, slug, PEOPLE)
    rows = letters(organiser, slug)
    step(organiser, slug, "openen", "Openen")
    expect(organiser.locator("main")).to_contain_text("De stembus is open.")
    for number, row in enumerate(rows):
        vote(resident, slug, row["code"], [PLANS[0]] if number < 5 else [PLANS[1]])
    sound(resident)
    over = visit(f"/meedoen/{slug}/toegang/", width=360)
    over.locator("input[name=code]").fill(rows[0]["code"])
    press(over, "Ga verder")
    expect(over.locator("main")).not_to_contain_text("Bekijk uw stem")

    step(organiser, slug, "sluiten", "Sluiten")
    step(organiser, slug, "tellen", "Tellen")
    wait_for(organiser, f"/organiseren/{slug}/", "Publiceren")
    step(organiser, slug, "publiceren", "Publiceren")

    reader = visit(f"/meedoen/{slug}/uitslag/", width=360)
    expect(reader.locator("main")).to_contain_text("2 van de 3 plannen gaan door.")
    expect(reader.locator("main")).to_contain_text("Dit plan gaat niet door. Het kreeg 0 stemmen.")
    sound(reader)
    with reader.expect_download() as waiting:
        reader.get_by_role("link", name=re.compile(r"Haal de stembiljetten op")).click()
    assert "equalshares/add1u" in waiting.value.path().read_text(encoding="utf-8")

    organiser.goto(f"/organiseren/{slug}/uitvoering/1/")
    organiser.get_by_label("Klaar", exact=True).check()
    organiser.get_by_label("Wat is er gebeurd?").fill("De bomen staan er.")
    organiser.get_by_label("Hoeveel is er tot nu toe uitgegeven?").fill("3.950")
    press(organiser, "Plaats")
    reader.goto(f"/meedoen/{slug}/plannen/1/")
    expect(reader.locator("main")).to_contain_text("De bomen staan er.")
    expect(reader.locator("main")).to_contain_text("€\xa03.950 uitgegeven")
    sound(reader)
    sound(organiser, f"/organiseren/{slug}/uitvoering/1/")
