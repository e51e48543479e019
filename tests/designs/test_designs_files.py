"""The documents of a design open in the programs that read them, and hold what they must."""

from __future__ import annotations

import io
import json

import docx
import pypdf
import pytest

from designs.test_designs_pages import FULL

pytestmark = pytest.mark.django_db
NAMED = f"{FULL}&titel=Burgerraad+%3Cb%3Eklimaat%3C%2Fb%3E&gemeente=Voorbeeldstad"


def words_of(content: bytes) -> str:
    made = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in made.paragraphs] + cells)


def test_the_letter_asks_for_room_and_names_article_and_who_checks_last(library, client):
    response = client.get(f"/ontwerp/bestand/brief/?{NAMED}")
    found = words_of(response.content)
    assert "Aanvraag regelruimte" in found
    assert "Gemeente Voorbeeldstad" in found
    assert "Gemeentewet 84" in found
    assert "Dit is geen juridisch advies." in found
    assert "<b>klimaat</b>" in found  # text, as it was typed


def test_the_proposal_holds_choices_verdict_and_date_in_word_and_in_a_tagged_pdf(library, client):
    found = words_of(client.get(f"/ontwerp/bestand/voorstel/?{NAMED}").content)
    for text in (
        "Raadsvoorstel",
        "Gelote groep",
        "Gelote burgerraad of burgerforum",
        "Nagegaan op",
    ):
        assert text in found
    response = client.get(f"/ontwerp/bestand/voorstel-pdf/?{NAMED}")
    made = pypdf.PdfReader(io.BytesIO(response.content))
    assert made.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert made.trailer["/Root"]["/Lang"].startswith("nl")
    read = "\n".join(page.extract_text() for page in made.pages)
    assert "Gelote burgerraad of burgerforum" in read
    assert "Dit is geen juridisch advies." in read


def test_the_design_as_data_holds_choices_and_verdict(library, client):
    data = json.loads(client.get(f"/ontwerp/bestand/gegevens/?{NAMED}").content)
    assert data["design"]["choices"]["wie"] == "geloot"
    assert data["verdict"] == "raadsbesluit nodig"
    assert data["instruments"][0]["checked_on"]
    assert data["possible"] == 1


def test_a_file_that_does_not_exist_is_not_found(library, client):
    assert client.get("/ontwerp/bestand/weg/").status_code == 404
