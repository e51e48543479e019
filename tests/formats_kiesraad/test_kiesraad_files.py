"""The Kiesraad's CSV and the council table: read, written, kept, and refused with the place."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thorbecke.formats.kiesraad import (
    Council,
    ListRow,
    ResultsError,
    load_store,
    read_council_table,
    read_councils,
    read_results,
    save_store,
    write_results,
)
from thorbecke.methods.seats.election import DrawnLot, WrongElection

HEAD = "Gemeente;Code;AmsterdamseCode;Partij;AantalStemmen;AantalZetels;\n"
TABLE = "election,cbs_code,municipality,council_seats,party,votes,seats,candidates\n"


def test_real_files_are_read(shared_data):
    folder = shared_data / "elections"
    for name, amount, day in (
        ("kiesraad_GR20180321_Gemeente.csv", 335, date(2018, 3, 21)),
        ("kiesraad_GR20211124_Gemeente.csv", 4, date(2021, 11, 24)),
    ):
        councils = read_councils((folder / name).read_bytes(), name)
        assert len(councils) == amount
        assert {one.date for one in councils} == {day}
        assert all(one.official and sum(one.official) == one.seats for one in councils)


def test_the_same_councils_stand_in_the_raw_file_and_in_the_table(shared_data):
    folder = shared_data / "elections"
    name = "kiesraad_GR20180321_Gemeente.csv"
    raw = {one.code: one for one in read_councils((folder / name).read_bytes(), name)}
    table = read_councils((folder / "council_results_2018_2021.csv").read_bytes(), "x.csv")
    day = [one for one in table if one.date == date(2018, 3, 21)]
    assert len(day) == len(raw)
    for one in day:
        same = raw[one.code]
        assert one.seats == same.seats
        votes = sorted(row.votes for row in one.lists)
        assert votes == sorted(row.votes for row in same.lists)


def test_a_real_file_survives_writing_and_reading(shared_data):
    name = "kiesraad_GR20211124_Gemeente.csv"
    data = (shared_data / "elections" / name).read_bytes()
    councils = read_results(data, name)
    assert write_results(councils).encode() == data
    name = "kiesraad_GR20180321_Gemeente.csv"
    councils = read_results((shared_data / "elections" / name).read_bytes(), name)
    assert read_results(write_results(councils).encode(), name) == councils


NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs")), min_size=1
)
ROWS = st.lists(
    st.builds(ListRow, NAMES, st.integers(0, 10**6), st.integers(0, 45)), min_size=1, max_size=6
)


@given(st.lists(ROWS, min_size=1, max_size=4))
def test_any_name_survives_writing_and_reading(rows):
    day = date(2026, 3, 18)
    councils = tuple(
        Council(
            f"GM{n:04d}", f"Plaats {n}", day, sum(r.seats or 0 for r in lists) or None, tuple(lists)
        )
        for n, lists in enumerate(rows, 1)
    )
    assert read_results(write_results(councils).encode(), "x.csv", day) == councils


def test_a_file_without_seats_leaves_the_council_open():
    (one,) = read_councils(f"{HEAD}Oss;G0828;1;VVD;5;;\n".encode(), "GR20260318.csv")
    assert one.seats is None
    assert one.official is None
    with pytest.raises(WrongElection, match="not known"):
        one.election()


def test_windows_text_and_codes_in_any_spelling():
    text = f"{HEAD}Súdwest-Fryslân;1900;1;Één;5;9;\n"
    (one,) = read_councils(text.encode("cp1252"), "x.csv")
    assert (one.code, one.municipality, one.lists[0].name) == ("GM1900", "Súdwest-Fryslân", "Één")


def test_the_table_has_sizes_and_official_seats():
    text = f"{TABLE}2022-03-16,388,Enkhuizen,17,Blanco,716,1,1\n2022-03-16,388,Enkhuizen,17,D66,658,,\n"
    (one,) = read_council_table(text.encode(), "x.csv")
    assert (one.code, one.name) == ("GM0388", "GM0388 2022-03-16")
    assert one.lists == (ListRow("Blanco", 716, 1, 1), ListRow("D66", 658, None, None))
    assert one.official is None
    assert one.election().lists[0].room == 1


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        (HEAD.replace("Partij", "Lijst"), "row 1, column Partij", "the columns"),
        (HEAD + "Oss;G0828;1;VVD;vijf;1;\n", "row 2, column AantalStemmen", "found 'vijf'"),
        (HEAD + "Oss;G0828;1;VVD;5;-1;\n", "row 2, column AantalZetels", "whole number"),
        (HEAD + "Oss;Oss;1;VVD;5;1;\n", "row 2, column Code", "code of a municipality"),
        (HEAD + "Oss;G0828;1;VVD\n", "row 2", "6 cells, found 4"),
        (HEAD + "\nOss;G0828;1;V;V;D;5;1;\n", "row 3", "6 cells, found 8"),
        ("a,b\n1,2\n", "row 1, column election", "the columns"),
        (TABLE + "gisteren,388,E,17,A,1,,\n", "row 2, column election", "a date"),
        (TABLE + "2022-03-16,388,E,17,A,1.5,,\n", "row 2, column votes", "whole number"),
        (
            TABLE + "2022-03-16,388,E,17,A,1,,\n2022-03-16,388,E,19,B,1,,\n",
            "row 3",
            "17, as in row 2",
        ),
        (TABLE + "2022-03-16,388,E,0,A,1,,\n", "row 2, column council_seats", "1 to 1000"),
        (TABLE + "2022-03-16,388,E,9,A,1,10,\n", "row 2, column seats", "at most 9 official seats"),
        (TABLE + "2022-03-16,388,E,9,,1,,\n", "row 2, column party", "the name of a list"),
        (TABLE, "x.csv", "at least one row"),
        ("", "x.csv", "expected"),
    ],
)
def test_faults_are_named_with_file_row_and_column(text, place, expected):
    with pytest.raises(ResultsError) as caught:
        read_councils(text.encode(), "x.csv")
    message = str(caught.value)
    assert message.startswith("x.csv")
    assert place in message
    assert expected in message
    assert "To mend:" in message


def test_the_store_replaces_the_same_day_and_keeps_the_rest(tmp_path):
    path = tmp_path / "var" / "councils.json"
    lots = (DrawnLot("P 7", ("1", "2"), "2"),)
    old = Council("GM0828", "Oss", date(2022, 3, 16), 37, (ListRow("A", 5, 37),), (), "11")
    new = Council("GM0828", "Oss", date(2026, 3, 18), 37, (ListRow("A", 7, None, 3),), lots)
    assert load_store(path) == ()
    save_store(path, [new, old])
    assert save_store(path, [new]) == load_store(path) == (old, new)
    better = Council("GM0828", "Oss", date(2026, 3, 18), 39, (ListRow("B", 8),))
    assert save_store(path, [better]) == (old, better)


@pytest.mark.parametrize("text", ["{", "[]", '{"version": 9, "councils": []}', '{"version": 1}'])
def test_a_store_that_is_broken_is_named(tmp_path, text):
    path = tmp_path / "councils.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ResultsError, match=r"councils\.json.*import the results again"):
        load_store(path)
