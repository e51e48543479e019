"""An editor writes, a reviewer publishes, a reader reports an error."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SLUG = "leusden-jeugdgemeenteraad"


def test_from_draft_to_reader_with_four_eyes(visit, sign_in):
    editor = visit("/account/login/")
    sign_in(editor, "editor")
    editor.goto(f"/redactie/case/{SLUG}/bewerken/")
    lesson = editor.get_by_label(re.compile("^(De )?[Ll]es"))
    lesson.first.fill("Een vast ritme werkt. Dit is een proef van de redactie.")
    editor.get_by_role("button", name=re.compile("Bewaar")).first.click()
    editor.get_by_role("button", name=re.compile("[Bb]eoordeling|Stuur in|Dien in")).first.click()

    reader = visit(f"/praktijk/{SLUG}/")
    expect(reader.locator("main")).not_to_contain_text("proef van de redactie")

    reviewer = visit("/account/login/")
    sign_in(reviewer, "reviewer")
    reviewer.goto("/redactie/")
    reviewer.get_by_role("link", name=re.compile("Jeugdgemeenteraad Leusden")).first.click()
    reviewer.get_by_role("button", name=re.compile("Publiceer")).first.click()
    reader.reload()
    expect(reader.locator("main")).to_contain_text("proef van de redactie")


def test_a_reader_reports_an_error_and_the_desk_sees_it(visit, sign_in):
    reader = visit(f"/fout-melden/case/{SLUG}/", width=360)
    reader.get_by_label(re.compile("Wat klopt|fout", re.I)).first.fill(
        "Het jaartal ontbreekt hier."
    )
    reader.locator("main form button[type=submit]").first.click()
    expect(reader.locator("main")).to_contain_text(re.compile("[Bb]edankt|[Dd]ank"))
    editor = visit("/account/login/")
    sign_in(editor, "editor")
    editor.goto("/redactie/meldingen/")
    expect(editor.locator("main")).to_contain_text("Jeugdgemeenteraad Leusden")


def test_the_desk_is_closed_to_readers(visit):
    page = visit("/redactie/")
    assert "/account/login/" in page.url
