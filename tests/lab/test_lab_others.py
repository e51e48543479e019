"""The other five pages: size, sixteen, interim, mayor and village."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lab.test_lab_system import main_text
from thorbecke.formats.kiesraad import Council, ListRow, save_store
from thorbecke.web.lab.views import mayor

pytestmark = pytest.mark.django_db


def test_the_work_per_member_is_a_sum_of_what_was_entered(client, library):
    page = client.get(
        "/lab/raadsgrootte/?zetels=20&inwoners=40000&vergaderingen=10&uren=4&voorbereiding=6&contact=5"
    )
    row = next(row for row in page.context["work"] if row["seats"] == "20")
    assert row["member"] == "110"  # 10 × (4 + 6) + 40 × 5 / 20
    assert row["all"] == "2.200"
    assert row["people"] == "2.000"
    assert page.context["by_law"] == 25


def test_no_hours_are_invented(client, library):
    text = main_text(client.get("/lab/raadsgrootte/"))
    assert "Uren per lid per jaar" not in text
    assert "Vul vergaderingen en uren in." in text


def test_young_voters_follow_the_stated_assumptions(client, library):
    page = client.get("/lab/stemmen-vanaf-16/?jongeren=1000&opkomst=50&zoals=0&lijst=8&seed=3")
    rows = page.context["rows"]
    assert [row["extra"] for row in rows] == ["0"] * 7 + ["500"] + ["0"] * 2
    assert rows[7]["new"] == 2
    assert "Het startgetal is 3." in main_text(page)
    assert all(row["low"] <= row["high"] for row in rows)


def test_the_same_seed_gives_the_same_uncertainty(client, library):
    url = "/lab/stemmen-vanaf-16/?jongeren=1000&seed={}"
    found = [client.get(url.format(seed)).context["differs"] for seed in (5, 5, 6)]
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("jongeren=100&zoals=50", "Kies de lijst waarop de rest"),
        ("jongeren=-1", "minstens 0"),
        ("jongeren=100&opkomst=200", "hoogstens 100"),
    ],
)
def test_assumptions_that_do_not_fit_are_named(client, library, query, said):
    page = client.get(f"/lab/stemmen-vanaf-16/?{query}")
    assert said in main_text(page)


def test_an_interim_election_adds_what_stays_and_what_is_new(client, library):
    page = client.get("/lab/tussentijdse-verkiezing/?raad=GM1979-2026-03-18&stem-1=0")
    before, again, half, third = (column["seats"] for column in page.context["columns"])
    assert before[0] == 11
    assert again[0] == 0
    assert 0 < half[0] < third[0] < 11
    assert {sum(seats) for seats in (before, again, half, third)} == {27}


def test_the_first_council_keeps_the_lot_that_was_drawn(client, library):
    page = client.get("/lab/tussentijdse-verkiezing/?raad=GM0957-2026-03-18")
    assert sum(page.context["columns"][0]["seats"]) == 33
    assert not page.context["columns"][0]["open"]


def test_a_second_known_election_is_offered(client, library, tmp_path, settings):
    settings.VAR_DIR = tmp_path
    rows = (ListRow("VVD", 500), ListRow("Nieuwe lijst", 400))
    save_store(
        tmp_path / "councils.json", [Council("GM1979", "Eemsdelta", date(2022, 3, 16), 27, rows)]
    )
    page = client.get(
        "/lab/tussentijdse-verkiezing/?raad=GM1979-2026-03-18&tweede=GM1979-2022-03-16"
    )
    assert page.context["inputs"] is None
    again = dict(
        zip(
            [r["name"] for r in page.context["rows"]],
            page.context["columns"][1]["seats"],
            strict=True,
        )
    )
    assert again["VVD"] + again["Nieuwe lijst"] == 27


def test_votes_that_are_no_number_are_named(client, library):
    page = client.get("/lab/tussentijdse-verkiezing/?raad=GM1979-2026-03-18&stem-3=veel")
    assert "VVD: vul een heel getal in" in main_text(page)


def test_the_example_race_is_marked_and_shows_three_winners(client, library):
    page = client.get("/lab/gekozen-burgemeester/")
    assert "Dit is een verzonnen voorbeeld" in main_text(page)
    won = [row["winner"] for row in page.context["results"]]
    assert won == ["Kandidaat A", "Kandidaat B", "Kandidaat C", "Kandidaat C", "Kandidaat C"]


def test_a_race_can_be_entered_or_read_from_a_file(client, library):
    lines = "aantal;Anna;Bo\n3;5;1\n2;0;4\n"
    page = client.get("/lab/gekozen-burgemeester/", {"stemmen": lines})
    assert {row["winner"] for row in page.context["results"]} == {"Anna"}
    assert not page.context["example"]
    sent = client.post(
        "/lab/gekozen-burgemeester/", {"bestand": SimpleUploadedFile("r.csv", lines.encode())}
    )
    assert {row["winner"] for row in sent.context["results"]} == {"Anna"}


def test_a_tie_is_told_and_not_settled(client, library):
    page = client.get("/lab/gekozen-burgemeester/", {"stemmen": "aantal;Anna;Bo\n1;5;0\n1;0;5\n"})
    assert "Gelijk: Anna, Bo. Het lot beslist." in main_text(page)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("aantal;Anna;Bo\n3;6;1", "6 is geen heel getal van 0 tot 5"),
        ("aantal;Anna\n3;1", "2 tot 20 kandidaten"),
        ("aantal;Anna;Bo\n3;0;0", "geen enkele stem"),
        ("aantal;Anna;Bo", "1 tot 200 regels"),
        ("aantal;Anna;Anna\n1;1;1", "Dit bestand kunnen wij niet lezen"),
    ],
)
def test_a_race_that_does_not_fit_is_named(client, library, lines, said):
    assert said in main_text(client.get("/lab/gekozen-burgemeester/", {"stemmen": lines}))


def test_scores_become_an_order_with_equal_places():
    names, ballots = mayor.read("aantal;A;B;C\n2;5;5;0\n1;1;2;3\n")
    order = mayor._profiles(names, ballots, 3)["order"]
    assert sorted(order.rows.tolist()) == [[1, 1, 0], [3, 2, 1]]
    assert order.ballots == 3


def test_each_kern_gets_a_seat_with_adams(client, library):
    page = client.get(
        "/lab/wijk-en-dorpsraden/", {"kernen": "Groot; 9000\nKlein; 10", "zetels": "5"}
    )
    assert [cell["seats"] for cell in page.context["rows"][1]["cells"]] == [0, 0, 1]
    assert "verzonnen voorbeeld" not in main_text(page)


def test_equal_kernen_ask_for_a_lot(client, library):
    query = {"kernen": "A; 10\nB; 10", "zetels": "3"}
    page = client.get("/lab/wijk-en-dorpsraden/", query)
    assert len(page.context["asked"]) == 3
    lot = page.context["asked"][0]
    page = client.get("/lab/wijk-en-dorpsraden/", query | {lot.field: lot.choices[1][0]})
    assert [row["cells"][0]["seats"] for row in page.context["rows"]] == [1, 2]


@pytest.mark.parametrize(("kernen", "said"), [("A tien", "Regel 1"), ("A; 0", "heeft inwoners")])
def test_kernen_that_do_not_fit_are_named(client, library, kernen, said):
    assert said in main_text(client.get("/lab/wijk-en-dorpsraden/", {"kernen": kernen}))
