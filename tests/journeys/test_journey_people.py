"""An organisation from making to its end, and signing in with a passkey, in a real browser."""

from __future__ import annotations

import email
import re
from email import policy

import pytest

from journeys.axe import faults, sideways

pytestmark = [pytest.mark.browser, pytest.mark.slow]
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
AREAS = "naam;soort;ligt in;inwoners\nHaren;kern;;19000\nKade;straat;Haren;120\n"


def look(page) -> list[str]:
    """What is wrong with this page, on a phone and on a desk."""
    found = []
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        found += faults(page)
        if sideways(page) > 0:
            found.append(f"{page.url}: {sideways(page)} px too wide at {width} px")
    return found


def link_of_the_last_mail(site) -> str:
    newest = max((site.var / "mail").iterdir(), key=lambda path: path.stat().st_mtime_ns)
    text = newest.read_bytes().split(b"-" * 70)[0]
    body = email.message_from_bytes(text, policy=policy.default).get_content()
    found = re.search(r"/uitnodiging/[^/\s]+/", body)
    assert found, body
    return found[0]


def test_an_organisation_from_making_to_its_end(visit, sign_in, site):
    team = visit("/account/login/")
    sign_in(team, "programme")
    team.goto("/organisaties/nieuw/")
    team.get_by_label("Gemeente", exact=True).check()
    team.get_by_label("Welke gemeente?").select_option(label="Groningen")
    wrong = look(team)
    team.get_by_role("button", name="Maak de organisatie").click()
    team.get_by_label("E-mailadres").fill("noor@voorbeeld.invalid")
    team.get_by_label("Trekker").check()
    wrong += look(team)
    team.get_by_role("button", name="Stuur de uitnodiging").click()
    team.wait_for_url("**/organisatie/*/")
    lead = visit(link_of_the_last_mail(site))
    wrong += look(lead)
    lead.get_by_label("Uw naam").fill("Noor Voorbeeld")
    lead.get_by_label("Kies een wachtwoord").fill("paard fiets regen 12")
    lead.get_by_role("button", name="Maak het account").click()
    lead.wait_for_url("**/mijn/")
    lead.get_by_role("link", name="Gemeente Groningen").click()
    wrong += look(lead)
    lead.get_by_role("link", name="Kernen, wijken en straten").click()
    lead.get_by_role("link", name="Lees een bestand in").first.click()
    file = {"name": "gebieden.csv", "mimeType": "text/csv", "buffer": AREAS.encode()}
    lead.set_input_files("input[type=file]", files=[file])
    lead.get_by_role("button", name="Bekijk het bestand").click()
    wrong += look(lead)
    lead.get_by_role("button", name="Neem alles over").click()
    wrong += look(lead)
    lead.get_by_role("link", name="Gemeente Groningen").click()
    lead.get_by_role("link", name="Neem alles mee").click()
    wrong += look(lead)
    with lead.expect_download() as given:
        lead.get_by_role("link", name="Haal het bestand op").click()
    assert given.value.suggested_filename == "gemeente-groningen.zip"
    lead.get_by_role("link", name="Gemeente Groningen").click()
    lead.get_by_role("link", name="Hef de organisatie op").click()
    wrong += look(lead)
    lead.get_by_label("Typ de naam").fill("Gemeente Groningen")
    lead.get_by_role("button", name="Ga verder").click()
    wrong += look(lead)
    lead.get_by_role("button", name="Ja, hef de organisatie op").click()
    lead.wait_for_url("**/mijn/")
    assert lead.get_by_text("Gemeente Groningen is opgeheven").is_visible()
    assert not wrong, "\n".join(wrong)


def test_a_passkey_signs_in(visit, sign_in, site):
    page = visit("/account/login/")
    sign_in(page, "scientist")
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    page.goto("/mijn/tweede-stap/")
    wrong = look(page)
    page.get_by_role("link", name="Een passkey").click()
    page.get_by_label("Wachtwoord", exact=False).first.fill(site.accounts["scientist"][1])
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/webauthn/add/")
    wrong += look(page)
    page.get_by_label("Log voortaan in met alleen deze passkey").check()
    page.get_by_role("button", name="Maak de passkey").click()
    page.wait_for_url("**/recovery-codes/")
    wrong += look(page)
    page.goto("/account/logout/")
    page.locator("main form button[type=submit]").first.click()
    page.goto("/account/login/")
    wrong += look(page)
    page.get_by_role("button", name="Log in met een passkey").click()
    page.wait_for_url("**/mijn/")
    page.goto("/account/tweede-stap/webauthn/")
    wrong += look(page)
    page.get_by_role("link", name="Haal weg").click()
    page.get_by_role("link", name="Met een passkey").click()
    wrong += look(page)
    page.get_by_role("button", name="Gebruik een passkey").click()
    page.wait_for_url("**/remove/")
    page.get_by_role("button", name="Haal weg").click()
    page.wait_for_url("**/webauthn/")
    assert page.get_by_text("U hebt nog geen passkey").is_visible()
    assert not wrong, "\n".join(wrong)
