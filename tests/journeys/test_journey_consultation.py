"""A whole consultation in a real browser, from register to a bundle that anyone recounts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from journeys.consultation_road import (
    enter_pile,
    letters,
    make,
    mark_paper,
    read_register,
    step,
    vote,
    wait_for,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# THORBECKE_LONG=1 casts all five hundred votes in the browser; else forty, by the same road.
PEOPLE, VOTES, PAPER = 2000, 500 if os.environ.get("THORBECKE_LONG") else 40, 4
PLAIN_PYTHON = Path(sys.base_prefix) / "bin" / "python3"


def only_pages(route: Route) -> None:
    """Five hundred votes need no fonts: they load pages only."""
    if route.request.resource_type in {"document", "script"}:
        route.continue_()
    else:
        route.abort()


def test_from_register_to_a_bundle_that_anyone_recounts(visit, sign_in, tmp_path):
    organiser = visit("/account/login/")
    sign_in(organiser, "organiser")
    organiser.set_default_timeout(60_000)
    slug = make(organiser, "Het plein van morgen")
    read_register(organiser, slug, PEOPLE)
    rows = letters(organiser, slug)
    assert len(rows) == PEOPLE
    assert len({row["code"] for row in rows}) == PEOPLE
    step(organiser, slug, "openen", "Openen")
    expect(organiser.locator("main")).to_contain_text("De stembus is open.")

    resident = visit(f"/meedoen/{slug}/", width=360)
    resident.set_default_timeout(60_000)
    expect(resident.locator("main")).to_contain_text("Geef uw stem")
    resident.context.route("**/*", only_pages)
    receipts = []
    for number, row in enumerate(rows[:VOTES]):
        order = ["Park", "School", "Markt"] if number % 3 else ["Markt", "School", "Park"]
        receipts.append(vote(resident, slug, row["code"], number % 5 > 1, order))
    assert len(set(receipts)) == VOTES

    refused = visit(f"/meedoen/{slug}/toegang/", width=360)
    refused.locator("input[name=code]").fill(rows[0]["code"])
    refused.get_by_role("button", name="Ga verder", exact=True).first.click()
    expect(refused.locator("main")).not_to_contain_text("Bekijk uw stem")

    clerk = visit("/account/login/")
    sign_in(clerk, "clerk")
    clerk.set_default_timeout(60_000)
    for row in rows[-PAPER:]:
        mark_paper(clerk, slug, row["naam"])
    clerk.goto(f"/organiseren/{slug}/papier/")
    clerk.get_by_label("Hoeveel stembiljetten liggen er in de stapel?").fill(str(PAPER))
    clerk.get_by_role("button", name="Maak de stapel").click()
    enter_pile(clerk, slug, PAPER)
    enter_pile(organiser, slug, PAPER, odd=2)
    organiser.goto(f"/organiseren/{slug}/papier/1/")
    form = organiser.locator("form.tb-panel").first
    form.locator("input[type=radio]").first.check()
    form.get_by_label("Waarom?").fill("Het kruisje staat bij ja.")
    form.get_by_role("button", name="Beslis").click()

    step(organiser, slug, "sluiten", "Sluiten")
    expect(organiser.locator("main")).to_contain_text("De stembus is gesloten.")
    step(organiser, slug, "tellen", "Tellen")
    wait_for(organiser, f"/organiseren/{slug}/", "Publiceren")
    step(organiser, slug, "publiceren", "Publiceren")
    expect(organiser.locator("main")).to_contain_text("De uitslag is gepubliceerd.")

    reader = visit(f"/meedoen/{slug}/uitslag/")
    text = reader.locator("main").inner_text()
    assert "Aangenomen: Ja." in text
    assert "Gekozen: Park." in text
    assert str(VOTES + PAPER) in text
    reader.goto(f"/meedoen/{slug}/controleren/?code={receipts[7]}")
    expect(reader.locator("main")).to_contain_text("Deze ontvangstcode staat op de lijst.")
    seal = re.search(r"verify\.py \S+ ([0-9a-f]{64})", reader.locator("main").inner_text())
    assert seal
    with reader.expect_download() as waiting:
        reader.get_by_role("link", name=re.compile("Haal de uitslagbundel op")).click()
    bundle = tmp_path / "bundle.zip"
    waiting.value.save_as(bundle)
    with reader.expect_download() as waiting:
        reader.evaluate(
            "() => { const a = document.createElement('a'); a.href = '/controleren/verify.py';"
            " a.download = 'verify.py'; document.body.append(a); a.click(); }"
        )
    script = tmp_path / "verify.py"
    waiting.value.save_as(script)

    ours = run([sys.executable, "-m", "thorbecke.cli.main"], "verify", bundle, "--json")
    assert '"holds": true' in ours
    plain = run([PLAIN_PYTHON, "-I", "-S"], script, bundle, seal.group(1))
    assert plain.strip()


def run(python: list[object], *words: object) -> str:
    command = [str(part) for part in (*python, *words)]
    if "-m" in command:
        command[1:3] = ["-c", "from thorbecke.cli.main import main; main()"]
    done = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": ""}, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
