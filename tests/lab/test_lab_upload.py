"""A reader's own result: read, checked, carried in the address, kept nowhere."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lab.test_lab_system import main_text
from thorbecke.formats.kiesraad import Council, ListRow
from thorbecke.web.lab import reading
from thorbecke.web.lab.forms import SystemForm

pytestmark = pytest.mark.django_db
TABLE = (
    "election,cbs_code,council_seats,party,votes\n"
    "2026-03-18,GM0001,9,Lijst A,500\n2026-03-18,GM0001,9,Lijst B,300\n2026-03-18,GM0001,9,Lijst C,90\n"
)
URL = "/lab/kiesstelsel/bestand/"


def send(client, content: bytes, name: str = "uitslag.csv", **data):
    return client.post(URL, {"bestand": SimpleUploadedFile(name, content), **data})


def test_a_table_leads_to_the_comparison(client, library):
    answer = send(client, TABLE.encode())
    assert answer.status_code == 302
    page = client.get(answer.url)
    assert len(page.context["columns"]) == 3
    assert page.context["columns"][0].outcome.size == 9
    assert "Lijst A" in main_text(page)


def test_lines_of_text_do_as_well(client, library):
    answer = client.post(URL, {"regels": "Lijst A; 1.200\nLijst B: 300", "aantal": "11"})
    page = client.get(answer.url)
    assert [row.votes for row in page.context["columns"][0].outcome.lists] == [1200, 300]


def test_a_reader_can_change_the_rules_of_her_own_result(client, library):
    query = parse_qs(urlsplit(send(client, TABLE.encode()).url).query)
    page = client.get(
        "/lab/kiesstelsel/",
        {"raad": "eigen", "eigen": query["eigen"][0], "stelsel": ["adams"], "zetels": "3"},
    )
    assert page.context["columns"][1].seats == (1, 1, 1)


def test_a_kiesraad_file_with_more_councils_asks_which_one(client, library):
    rows = "Gemeente;Code;AmsterdamseCode;Partij;AantalStemmen;AantalZetels;\n" + "".join(
        f"{name};{code};0;P{n};{100 * n};{n};\n"
        for name, code in (("Ree", "G0001"), ("Das", "G0002"))
        for n in (1, 2, 3)
    )
    refused = send(client, rows.encode())
    assert "Wij vonden 2 uitslagen" in main_text(refused)
    assert send(client, rows.encode(), gemeente="das").status_code == 302


def test_a_real_eml_count_is_read(client, library, shared_data):
    packed = shared_data / "elections" / "Telling_GR2022_WestMaasenWaal.eml.xml.gz"
    content = gzip.decompress(Path(packed).read_bytes())
    assert len(content) > 1000
    answer = send(client, packed.read_bytes(), packed.name, aantal="19")
    assert answer.status_code == 302
    page = client.get(answer.url)
    assert page.context["columns"][0].outcome.size == 19
    assert sum(page.context["columns"][0].seats) == 19


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (TABLE.replace("300", "veel").encode(), "Rij 3, kolom votes klopt niet"),
        (b"<?xml version='1.0'?><a/>", "Dit bestand kunnen wij niet lezen"),
        (b"niets", "Rij 1"),
        (b"x" * (reading.MOST_BYTES + 1), "groter dan 5 MB"),
        (TABLE.replace("500", "0").replace("300", "0").replace(",90", ",0").encode(), "geen stem"),
        (TABLE.replace("GM0001,9", "GM0001,999").encode(), "1 tot 150 zetels"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_with_a_reason(client, library, content, said):
    answer = send(client, content)
    assert answer.status_code == 200
    assert said in main_text(answer)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("Lijst A 1200", "Regel 1"),
        ("A; 1\nA; 2", "twee keer"),
        ("A; 10", "aantal zetels staat niet"),
        ("", "Een van de twee"),
    ],
)
def test_lines_that_do_not_fit_are_named(client, library, lines, said):
    assert said in main_text(client.post(URL, {"regels": lines}))


def test_names_that_do_not_fit_in_an_address_are_refused():
    import hashlib

    rows = tuple(ListRow(hashlib.sha512(bytes([n])).hexdigest(), 5) for n in range(60))
    with pytest.raises(reading.Unusable, match="te lang"):
        reading.checked(Council("", "x", None, 9, rows))


def test_carried_figures_come_back_as_they_were_and_a_change_is_seen():
    council = Council("GM0001", "Proef", None, 9, (ListRow("A", 10, None, 4), ListRow("B", 3)))
    token = reading.pack(council)
    assert reading.unpack(token) == council
    with pytest.raises(reading.Unusable):
        reading.unpack(token[:-1] + ("a" if token[-1] != "a" else "b"))


def test_the_form_names_the_readers_own_figures():
    token = reading.pack(Council("", "Eigen dorp", None, 9, (ListRow("A", 10),)))
    form = SystemForm({"raad": "eigen", "eigen": token, "stelsel": []})
    assert form.is_valid()
    assert form.council().municipality == "Eigen dorp"
    assert form.key == "eigen"
