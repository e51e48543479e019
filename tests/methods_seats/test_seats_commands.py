"""The command line: JSON keys that others script, lots, bundles, messages for bad input."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from formats_eml.samples import count
from methods_seats.elections import in_areas
from thorbecke.cli.council import council
from thorbecke.cli.seats import seats
from thorbecke.cli.whatif import whatif
from thorbecke.formats.kiesraad import load_store
from thorbecke.methods.seats import plain

TABLE = """election,cbs_code,municipality,council_seats,party,votes,seats
2026-03-18,GM0096,Vlieland,9,NLV,239,4
2026-03-18,GM0096,Vlieland,9,GroenWit,162,2
2026-03-18,GM0096,Vlieland,9,Lijst Fier,162,2
2026-03-18,GM0096,Vlieland,9,ABV,90,1
2026-03-18,GM0957,Roermond,33,LVR,8268,13
2026-03-18,GM0957,Roermond,33,GL-PvdA,4892,7
2026-03-18,GM0957,Roermond,33,DS,2586,4
2026-03-18,GM0957,Roermond,33,VVD,1852,3
2026-03-18,GM0957,Roermond,33,CDA,1851,2
2026-03-18,GM0957,Roermond,33,D66,1337,2
2026-03-18,GM0957,Roermond,33,Stadspartij,1074,1
2026-03-18,GM0957,Roermond,33,PvdD,617,1
2026-03-18,GM0957,Roermond,33,SP,573,0
"""


@pytest.fixture
def table(tmp_path):
    file = tmp_path / "councils.csv"
    file.write_text(TABLE, encoding="utf-8")
    return str(file)


def run(command, *words):
    return CliRunner().invoke(command, [str(word) for word in words])


def answer(command, *words):
    result = run(command, *words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_promised_keys_and_the_open_lot(table):
    data = answer(seats, table)
    vlieland, roermond = data["elections"]
    assert (vlieland["code"], vlieland["date"]) == ("GM0096", "2026-03-18")
    assert [(row["name"], row["votes"], row["seats"]) for row in vlieland["lists"]] == [
        ("NLV", 239, 4),
        ("GroenWit", 162, 2),
        ("Lijst Fier", 162, 2),
        ("ABV", 90, 1),
    ]
    assert vlieland["lots"] == []
    assert [(lot["article"], lot["between"]) for lot in roermond["lots"]] == [
        ("P 7", ["CDA", "PvdD"])
    ]
    residual = [step for step in vlieland["steps"] if step["code"] == "largest-remainder"]
    assert [(s["list"], s["article"], s["article_state"], s["value"]) for s in residual] == [
        ("NLV", "P 8", "2026-03-18", "64/3")
    ]
    assert residual[0]["rivals"][0] == {"list": "ABV", "value": "157/9"}
    assert sum(step["seats"] for step in vlieland["steps"]) == 9


@pytest.mark.parametrize("lot", ["PvdD", "8", "GM0957:PvdD"])
def test_the_lot_entered_gives_the_official_seats(table, lot):
    roermond = answer(seats, table, "--lot", lot)["elections"][1]
    assert [row["seats"] for row in roermond["lists"]] == roermond["official"]
    assert roermond["lots"][0]["drawn"] == "PvdD"


@pytest.mark.parametrize("lot", ["SP", "GM0096:PvdD"])
def test_a_lot_that_nobody_asks_for_is_refused(table, lot):
    result = run(seats, table, "--lot", lot)
    assert result.exit_code == 2
    assert "Open: Roermond: P 7 between CDA, PvdD" in result.stderr


def test_a_public_seed_draws_the_lots(table):
    roermond = answer(seats, table, "--seed", "07" * 32)["elections"][1]
    assert roermond["lots"][0]["drawn"] in ("CDA", "PvdD")
    assert run(seats, table, "--seed", "xyz").exit_code == 2


def test_text_for_people_and_a_hint_on_standard_error(table):
    result = run(seats, table, "--council", "Roermond")
    assert "Loting (P 7) tussen CDA en PvdD: nog te trekken" in result.stdout
    assert "Vlieland" not in result.stdout
    assert "give --lot" in result.stderr


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("dhondt", [4, 2, 2, 1]), ("adams", [3, 2, 2, 2]), ("kieswet-36641", [4, 2, 2, 1])],
)
def test_other_rules_on_the_same_votes(table, rule, expected):
    found = answer(seats, table, "--rule", rule, "--council", "GM0096")["elections"][0]
    assert [row["seats"] for row in found["lists"]] == expected


def test_a_list_without_enough_candidates(table):
    found = answer(seats, table, "--council", "Vlieland", "--candidates", "NLV=2")["elections"][0]
    assert next(row["seats"] for row in found["lists"]) == 2
    wrong = run(seats, table, "--candidates", "Niemand=2")
    assert wrong.exit_code == 2
    assert "expected the name of one list, found 0" in wrong.stderr


def test_a_record_that_holds(table, tmp_path):
    bundle = pytest.importorskip("thorbecke.records.bundle")
    assert bundle
    path = tmp_path / "vlieland.zip"
    assert run(seats, table, "--council", "Vlieland", "--bundle", path).exit_code == 0
    assert path.stat().st_size > 0
    several = run(seats, table, "--bundle", path)
    assert several.exit_code == 2
    assert "--council" in several.stderr


def test_an_election_in_json_with_areas(tmp_path):
    file = tmp_path / "dorp.json"
    election = in_areas(6, [[50, 30, 20], [20, 60, 20], [10, 20, 70]], [2, 2, 2])
    file.write_text(json.dumps(plain.to_data(election)), encoding="utf-8")
    found = answer(seats, file, "--rule", "biproportional")["elections"][0]
    assert [area["by_list"] for area in found["areas"]] == [[1, 1, 0], [1, 1, 0], [0, 0, 2]]
    apart = answer(seats, file, "--rule", "dhondt", "--per-area")["elections"][0]
    assert [area["seats"] for area in apart["areas"]] == [2, 2, 2]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b\n1,2\n", "the columns election"),
        ("{", "valid JSON"),
        ('{"name": "x"}', "seats must be a whole number"),
        ("<html/>", "namespace"),
        ("", "expected"),
    ],
)
def test_files_that_can_not_be_used(tmp_path, text, words):
    file = tmp_path / "wrong.csv"
    file.write_text(text, encoding="utf-8")
    result = run(seats, file)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""


def test_the_eml_of_a_real_count(shared_data):
    file = shared_data / "elections" / "Telling_GR2022_WestMaasenWaal.eml.xml.gz"
    unknown = run(seats, file)
    assert unknown.exit_code == 2
    assert "--seats N or --definition" in unknown.stderr
    found = answer(seats, file, "--seats", "17")["elections"][0]
    assert (found["code"], found["municipality"]) == ("GM0668", "West Maas en Waal")
    assert sum(row["seats"] for row in found["lists"]) == 17
    assert sum(len(row["preference"]) + len(row["order"]) for row in found["elected"]) == 17
    first = found["elected"][0]["preference"][0]
    died = answer(seats, file, "--seats", "17", "--deceased", f"1/{first}")["elections"][0]
    assert [row["seats"] for row in died["lists"]] == [row["seats"] for row in found["lists"]]
    assert first not in died["elected"][0]["preference"] + died["elected"][0]["order"]
    assert run(seats, file, "--seats", "17", "--deceased", "1/900").exit_code == 2
    other = shared_data / "elections" / "Verkiezingsdefinitie_GR2026_Stadskanaal.eml.xml"
    wrong = run(seats, file, "--definition", other)
    assert wrong.exit_code == 2
    assert "expected the definition of GR2022_WestMaasenWaal" in wrong.stderr


def test_importing_keeps_councils_and_a_fault_keeps_nothing(tmp_path, table, monkeypatch):
    monkeypatch.setenv("THORBECKE_VAR", str(tmp_path / "var"))
    kiesraad = tmp_path / "GR20260318_Gemeente.csv"
    kiesraad.write_text(
        "Gemeente;Code;AmsterdamseCode;Partij;AantalStemmen;AantalZetels;\n"
        'Oss;G0828;1;"Leve" Oss;500;5;\nOss;G0828;1;VVD;400;4;\n',
        encoding="utf-8",
    )
    assert answer(council, "import", table, kiesraad) == {"read": 3, "kept": 3, "lists": 15}
    assert answer(council, "import", kiesraad, "--dry-run")["kept"] == 3
    before = (tmp_path / "var" / "councils.json").read_text(encoding="utf-8")
    kiesraad.write_text(
        kiesraad.read_text(encoding="utf-8").replace("400", "4OO"), encoding="utf-8"
    )
    result = run(council, "import", table, kiesraad)
    assert result.exit_code == 2
    assert "row 3, column AantalStemmen" in result.stderr
    assert (tmp_path / "var" / "councils.json").read_text(encoding="utf-8") == before


def test_importing_a_count_in_eml_takes_the_seats_that_we_know(tmp_path, monkeypatch):
    monkeypatch.setenv("THORBECKE_VAR", str(tmp_path))
    file = tmp_path / "telling.eml.xml"
    roermond = count().replace('Id="0999">Dorp<', 'Id="0957">Roermond<')
    file.write_text(roermond, encoding="utf-8")
    assert run(council, "import", file).exit_code == 0
    (kept,) = load_store(tmp_path / "councils.json")
    assert (kept.code, kept.seats, kept.lists[0].size) == ("GM0957", 33, 2)
    assert sum(row["seats"] for row in answer(seats, file)["elections"][0]["lists"]) == 3


def test_importing_without_a_date_asks_for_it(tmp_path, monkeypatch):
    monkeypatch.setenv("THORBECKE_VAR", str(tmp_path / "var"))
    file = tmp_path / "uitslag.csv"
    file.write_text(
        "Gemeente;Code;AmsterdamseCode;Partij;AantalStemmen;AantalZetels;\nOss;G0828;1;A;5;9;\n",
        encoding="utf-8",
    )
    result = run(council, "import", file)
    assert result.exit_code == 2
    assert "--date" in result.stderr
    assert run(council, "import", file, "--date", "2026-03-18").exit_code == 0


# --- what if -------------------------------------------------------------------------------------


def test_rules_side_by_side(table):
    data = answer(whatif, table, "--rule", "kieswet-36641", "--rule", "sainte-lague")
    assert data["changed"] == {"kieswet-36641": 1, "sainte-lague": 1}
    roermond = data["elections"][1]
    rule = roermond["variants"][1]
    moved = {row["name"]: row["change"] for row in rule["lists"] if row["change"]}
    assert moved == {"LVR": -2, "CDA": 1, "PvdD": 1, "SP": 1}  # the base waits for a lot
    assert roermond["base"]["lots"] == [{"article": "P 7", "between": ["CDA", "PvdD"]}]
    assert rule["measures"]["wasted_votes"] == 0


def test_other_votes_with_their_assumptions_shown(table):
    data = answer(
        whatif,
        table,
        *("--council", "Vlieland", "--turnout", "NLV=0.5", "--young", "40"),
        *("--young-vote", "ABV=1", "--merge", "GroenWit+Lijst Fier=Samen"),
        *("--split", "ABV=X:1+Y:1", "--new-seats", "11"),
    )
    lists = data["elections"][0]["variants"][0]["lists"]
    assert [(row["name"], row["votes"]) for row in lists] == [
        ("NLV", 120),
        ("Samen", 324),
        ("X", 55),
        ("Y", 55),
    ]
    assert sum(row["seats"] for row in lists) == 11
    assert data["assumptions"]["young_vote"] == ["ABV=1"]


def test_councils_together(table):
    data = answer(whatif, table, "--together", "Waddenmaas", "--new-seats", "35")
    (one,) = data["elections"]
    assert one["municipality"] == "Waddenmaas"
    assert one["base"]["council_seats"] == 35


def test_councils_as_a_federation_keep_seats_of_their_own(table):
    words = ("--together", "Waddenmaas", "--new-seats", "35", "--federation")
    data = answer(whatif, table, *words, "--rule", "dhondt")
    areas = data["elections"][0]["variants"][0]["areas"]
    assert {area["name"] for area in areas} == {"Vlieland", "Roermond"}
    assert sum(area["seats"] for area in areas) == 35
    kieswet = run(whatif, table, *words)
    assert kieswet.exit_code == 2
    assert "per_area" in kieswet.stderr
    alone = run(whatif, table, "--federation")
    assert alone.exit_code == 2
    assert "--together" in alone.stderr


def test_a_simulation_repeats_itself(table):
    words = ("--council", "Vlieland", "--draws", "400", "--seed", "3")
    first, second = answer(whatif, table, *words), answer(whatif, table, *words)
    assert first == second
    found = first["elections"][0]["simulation"]
    assert found["draws"] == 400
    assert sum(row["mean"] for row in found["lists"]) == pytest.approx(9, abs=0.01)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--turnout", "Niemand=2"], "there is no list 'Niemand'"),
        (["--turnout", "NLV"], "expected LIST=NUMBER"),
        (["--merge", "NLV+ABV"], "expected LIST+LIST=NAME"),
        (["--split", "NLV=X"], "expected LIST=NAME:WEIGHT"),
        (["--draws", "10", "--rule", "dhondt"], "--draws simulates the Kieswet"),
        (["--young", "5", "--young-turnout", "veel"], "expected a share"),
    ],
)
def test_assumptions_that_are_not_understood(table, words, said):
    result = run(whatif, table, "--council", "Vlieland", *words)
    assert result.exit_code == 2
    assert said in result.stderr
