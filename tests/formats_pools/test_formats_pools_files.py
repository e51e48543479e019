"""Pool and quota files: read as the field writes them, and every fault with its place and mend."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from thorbecke.cli.main import cli
from thorbecke.formats.addresses import household
from thorbecke.formats.pools import (
    PoolFileError,
    people_csv,
    people_xlsx,
    quotas_csv,
    quotas_xlsx,
    read_pool,
    read_quotas,
    selected_csv,
)

QUOTAS = "feature,value,min,max\nsekse,man,1,1\nsekse,vrouw,1,1\n"
PEOPLE = "id,sekse,adres\n1,man,a\n2,vrouw,b\n3,Vrouw ,c\n"


def read(people: str = PEOPLE, quotas: str = QUOTAS, size: int = 2, **more):
    return read_pool(people.encode(), "mensen.csv", quotas.encode(), "quota.csv", size, **more)


def test_what_is_read() -> None:
    found = read()
    assert [one.id for one in found.pool.people] == ["1", "2", "3"]
    assert found.pool.people[2].values == ("vrouw",)  # capitals and spaces don't matter
    assert found.id_column == "id"


def test_the_columns_of_the_replication_package_and_people_without_id() -> None:
    found = read(
        "sekse\nman\nvrouw\n", "category,feature,min,max\nsekse,man,1,1\nsekse,vrouw,1,1\n"
    )
    assert [one.id for one in found.pool.people] == ["1", "2"]
    older = read_quotas(b"category,name,min,max,min_flex,max_flex\na,b,1,2,-1,3\n", "q.csv")[0][0]
    assert (older.feature, older.value, older.low_flex, older.high_flex) == ("a", "b", None, 3)


@pytest.mark.parametrize(
    ("people", "quotas", "size", "code", "file", "row", "column"),
    [
        ("id,leeftijd\n1,jong\n2,oud\n", QUOTAS, 2, "missing_column", "mensen.csv", 1, "sekse"),
        (PEOPLE, "feature,value,min\nsekse,man,1\n", 2, "missing_column", "quota.csv", 1, "max"),
        (PEOPLE, "soort,min,max\nsekse,1,1\n", 2, "missing_column", "quota.csv", 1, "feature"),
        ("id,sekse\n1,man\n2,x\n", QUOTAS, 2, "unknown_value", "mensen.csv", 3, "sekse"),
        ("id,sekse\n1,man\n1,vrouw\n", QUOTAS, 2, "double_id", "mensen.csv", 3, "id"),
        (PEOPLE, QUOTAS.replace("man,1,1", "man,2,1"), 2, "bounds", "quota.csv", 2, "min"),
        (PEOPLE, QUOTAS.replace("man,1,1", "man,veel,1"), 2, "number", "quota.csv", 2, "min"),
        (PEOPLE, QUOTAS.replace("man,1,1", "man,-1,1"), 2, "number", "quota.csv", 2, "min"),
        (PEOPLE, QUOTAS.replace("man,1,1", "man,1.5,2"), 2, "number", "quota.csv", 2, "min"),
        (PEOPLE, QUOTAS + "sekse,man,0,1\n", 2, "double_quota", "quota.csv", 4, "sekse"),
        (PEOPLE, QUOTAS, 3, "sums", "quota.csv", None, "sekse"),
        (PEOPLE, QUOTAS, 9, "too_few", "mensen.csv", None, ""),
        (PEOPLE, "feature,value,min,max\n", 2, "no_quotas", "quota.csv", 2, ""),
        ("", QUOTAS, 2, "empty", "mensen.csv", None, ""),
    ],
)
def test_faults_name_file_row_column_and_mend(
    people: str, quotas: str, size: int, code: str, file: str, row: int | None, column: str
) -> None:
    with pytest.raises(PoolFileError) as error:
        read(people, quotas, size)
    found = error.value
    assert (found.code, found.file, found.row, found.column) == (code, file, row, column)
    assert found.mend
    assert file in str(found)
    assert "To mend" in str(found)


def test_csv_and_excel_both_ways() -> None:
    pool = read(household=("adres",)).pool
    for people, quotas in (
        (people_csv(pool).encode(), quotas_csv(pool.quotas).encode()),
        (people_xlsx(pool), quotas_xlsx(pool.quotas)),
    ):
        again = read_pool(people, "m", quotas, "q", 2, household=("household",)).pool
        assert again == pool
    assert selected_csv(read(), ["2"]).splitlines()[1] == "2,vrouw,b"


def test_the_public_pools(shared_data: Path) -> None:
    folder = shared_data / "sortition" / "sa_fixture"
    found = read_pool(
        (folder / "candidates.csv").read_bytes(), "candidates.csv",
        (folder / "features.csv").read_bytes(), "features.csv", 22,
    )  # fmt: skip
    assert (len(found.pool.people), len(found.pool.quotas)) == (150, 20)
    assert found.id_column == "nationbuilder_id"


SAME = [
    {"straat": "Dorpsstraat 12 a", "postcode": "1234 AB"},
    {"straat": "Dorpsstr. 12A", "postcode": "1234ab"},
    {"straat": "Dorpsstraat", "huisnummer": "12", "toevoeging": "A", "postcode": "1234AB"},
    {"adres": "Dorpsstraat 12-A, 1234 AB Ons Dorp"},
    {"straat": "Dórpsstraat nr. 12 a", "postcode": " 1234  ab "},
]
OTHER = [
    {"straat": "Dorpsstraat 12", "postcode": "1234 AB"},
    {"straat": "Dorpsstraat 12 B", "postcode": "1234 AB"},
    {"straat": "Dorpsstraat 12 a", "postcode": "1234 AC"},
    {"straat": "Dorpsstraat 120 a", "postcode": "1234 AB"},
    {"straat": "Plein 1944 12 a", "postcode": "6511 JE"},
]


def test_one_household_however_it_is_written() -> None:
    keys = {household(cells, list(cells)) for cells in SAME}
    assert keys == {"1234ab 12 a"}
    others = [household(cells, list(cells)) for cells in OTHER]
    assert len({*others, *keys}) == len(OTHER) + 1
    assert household({"straat": "", "postcode": ""}, ["straat", "postcode"]) == ""
    assert household({"a": "2e Kade 63-II", "p": "1053SB"}, ["a", "p"]) == "1053sb 63 ii"
    assert household({"a": "addr1", "z": "z1"}, ["a", "z"]) == household(
        {"a": "Addr1", "z": "z1 "}, ["a", "z"]
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mensen.csv").write_text(PEOPLE)
    (tmp_path / "quota.csv").write_text(QUOTAS)
    return tmp_path


def run(folder: Path, *more: str):
    files = [str(folder / "mensen.csv"), str(folder / "quota.csv")]
    return CliRunner().invoke(cli, ["draw", *files, "--size", "2", *more])


def test_the_command_prints_one_json_object(folder: Path) -> None:
    found = run(folder, "--json", "--seed", "0A", "--household", "adres")
    assert found.exit_code == 0, found.output
    data = json.loads(found.stdout)
    assert set(data) >= {"probabilities", "minimum", "panels", "panel", "certificate", "seconds"}
    assert data["probabilities"] == pytest.approx({"1": 1.0, "2": 0.5, "3": 0.5})
    assert data["minimum"] == pytest.approx(0.5)
    assert sum(one["weight"] for one in data["panels"]) == pytest.approx(1)
    assert data["certificate"]["kind"] == "proved"
    assert data["panel"] == json.loads(run(folder, "--json", "--seed", "0a").stdout)["panel"]


@pytest.mark.parametrize("goal", ["maximin", "nash", "goldilocks", "random"])
def test_every_goal_has_a_report(folder: Path, goal: str) -> None:
    found = run(folder, "--goal", goal)
    assert found.exit_code == 0, found.output
    assert "certificate" in found.stdout
    assert "sekse = vrouw" in found.stdout


def test_a_bundle_verifies(folder: Path) -> None:
    path = str(folder / "b.zip")
    assert run(folder, "--bundle", path).exit_code == 0
    assert CliRunner().invoke(cli, ["verify", path]).exit_code == 0


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--seed", "xyz"), "hexadecimal"),
        (("--household", "straat"), "column 'straat'"),
        (("--id", "nummer"), "column 'nummer'"),
        (("--gamma", "0"), "gamma"),
    ],
)
def test_bad_input_ends_with_2_and_one_message(
    folder: Path, more: tuple[str, ...], said: str
) -> None:
    found = run(folder, *more)
    assert found.exit_code == 2
    assert said in found.stderr
    assert found.stdout == ""


def test_impossible_quotas_come_with_advice(folder: Path) -> None:
    (folder / "mensen.csv").write_text("id,sekse,buurt\n1,man,oost\n2,man,oost\n3,vrouw,west\n")
    (folder / "quota.csv").write_text(
        QUOTAS.replace("vrouw,1,1", "vrouw,0,0").replace("man,1,1", "man,2,2")
        + "buurt,oost,1,1\nbuurt,west,1,1\n"
    )
    found = run(folder)
    assert found.exit_code == 2
    assert "1. " in found.stderr
    assert "smallest chance" in found.stderr
