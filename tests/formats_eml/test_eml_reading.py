"""Reading EML_NL: real files, every form, and a count as large as a big city's."""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
from datetime import date

import pytest

from formats_eml.grow import grown
from formats_eml.samples import count, result
from thorbecke.formats.eml import (
    CandidateLists,
    Count,
    Definition,
    Result,
    read_eml,
    to_council,
    to_election,
)
from thorbecke.methods.seats import kieswet

# A process of its own: the peak of this one says nothing. Linux counts in kB.
READ = """
import sys
from thorbecke.formats.eml import read_eml
with open(sys.argv[1], "rb") as file:
    found = read_eml(file, "groot.eml.xml")
peak = next(int(w.split()[1]) for w in open("/proc/self/status") if w.startswith("VmHWM")) // 1024
print(len(found.units), found.total.counted, peak)
"""


@pytest.fixture(scope="module")
def folder(shared_data):
    return shared_data / "elections"


@pytest.fixture(scope="module")
def real(folder):
    file = folder / "Telling_GR2022_WestMaasenWaal.eml.xml.gz"
    return read_eml(file.read_bytes(), file.name)


def test_a_real_count(real):
    assert isinstance(real, Count)
    assert real.election.code == "GM0668"
    assert real.election.date == date(2022, 3, 16)
    assert (len(real.lists), len(real.units)) == (8, 21)
    assert real.total.counted == sum(unit.counted for unit in real.units) == 9350
    assert real.total.rejected == {"ongeldig": 27, "blanco": 21}
    assert real.units[0].name.startswith("Stembureau Dorpshuis De Hucht")
    assert real.lists[0].name == "FD Partij Beneden-Leeuwen"
    assert real.lists[0].candidate_votes[:3] == (581, 238, 153)


def test_a_real_count_gives_seats_and_persons(real):
    outcome = kieswet.count(to_election(real, 17))
    assert sum(outcome.seats) == 17
    assert len(outcome.nominations) == 8
    with_stations = to_election(real, 17, with_units=True)
    assert len(with_stations.areas) == 21
    assert [
        sum(column) for column in zip(*(a.votes for a in with_stations.areas), strict=True)
    ] == [item.votes for item in real.lists]
    council = to_council(real, 17)
    assert (council.municipality, council.lists[0].size) == ("West Maas en Waal", 48)
    assert kieswet.count(council.election()).seats == outcome.seats


def test_a_deceased_candidate_is_marked_by_list_and_number(real):
    election = to_election(real, 17, deceased={("1", "1")})
    assert [c.deceased for c in election.lists[0].candidates[:2]] == [True, False]
    assert not any(c.deceased for c in election.lists[1].candidates)


@pytest.mark.parametrize(
    ("name", "seats", "parties"),
    [
        ("Verkiezingsdefinitie_GR2026_Stadskanaal.eml.xml", 23, 10),
        ("abacus_eml110a_test.eml.xml", 45, None),
    ],
)
def test_an_election_definition(folder, name, seats, parties):
    found = read_eml((folder / name).read_bytes(), name)
    assert isinstance(found, Definition)
    assert (found.seats, found.preference_threshold) == (seats, 25)
    assert parties is None or len(found.parties) == parties


def test_candidate_lists(folder):
    name = "abacus_eml230b_test.eml.xml"
    found = read_eml((folder / name).read_bytes(), name)
    assert isinstance(found, CandidateLists)
    first = found.lists[0]
    assert (first.id, first.name) == ("1", "Partijdige Partij")
    assert [person.name for person in first.candidates[:3]] == [
        "A.B.C. (Annemieke) Oorschot",
        "K. (Krisje) de Blikkert",
        "G.H.O. (George) van Jaspers-Gezen",
    ]


def test_a_result():
    found = read_eml(result().encode(), "Resultaat.eml.xml")
    assert isinstance(found, Result)
    assert [(item.name, item.elected) for item in found.lists] == [
        ("Dorpsbelang", True),
        ("Blanco lijst 2", False),
    ]
    assert [(c.id, c.ranking, c.elected) for c in found.lists[0].candidates] == [
        ("1", 2, True),
        ("2", 1, True),
    ]
    assert found.lists[1].candidates[0].ranking is None


@pytest.mark.parametrize("form", ["510b", "510d"])
def test_a_count_of_either_form(form):
    found = read_eml(io.BytesIO(count(form).encode()), "telling.eml.xml")
    assert isinstance(found, Count)
    assert found.form == form
    assert [(item.name, item.votes) for item in found.lists] == [
        ("Dorpsbelang", 40),
        ("Blanco lijst 2", 20),
    ]
    assert [unit.votes for unit in found.units] == [(20, 15), (20, 5)]


def test_another_encoding_of_xml_is_read_too():
    text = '<?xml version="1.0" encoding="UTF-16"?>' + count().replace(
        "Dorpsbelang", "Vóór ’t dorp"
    )
    found = read_eml(text.encode("utf-16"), "telling.eml.xml")
    assert found.lists[0].name == "Vóór ’t dorp"


@pytest.mark.slow
def test_ten_megabytes_stay_flat_in_memory(folder, tmp_path):
    file = folder / "Telling_GR2022_WestMaasenWaal.eml.xml.gz"
    text = grown(gzip.decompress(file.read_bytes()).decode(), 15)
    data = text.encode()
    assert len(data) > 10_000_000
    path = tmp_path / "groot.eml.xml"
    path.write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", READ, path], capture_output=True, text=True, check=True
    )
    units, counted, megabytes = (int(word) for word in done.stdout.split())
    assert (units, counted) == (315, 15 * 9350)
    assert megabytes < 300
