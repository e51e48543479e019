"""Dates and addresses as Dutch registers write them; what can be read in two ways is refused."""

from __future__ import annotations

import contextlib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thorbecke.formats import census

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    "text",
    [
        "1-2-1980",
        "01-02-1980",
        "1/2/1980",
        "01.02.1980",
        "1980-02-01",
        "1980-2-1",
        "19800201",
        "1980-02-01 00:00:00",
        "1980-02-01T00:00:00",
        "1 februari 1980",
        " 1 FEB. 1980 ",
        "1-feb-1980",
    ],
)
def test_a_date_is_read_in_every_usual_form(text):
    assert census.read_date(text, TODAY) == date(1980, 2, 1)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("01-02-80", "short_year"),
        ("1/2/80", "short_year"),
        ("02-13-1980", "none"),
        ("30-02-1980", "none"),
        ("29-02-1981", "none"),
        ("19800200", "unknown_part"),
        ("19800000", "unknown_part"),
        ("00-00-1980", "unknown_part"),
        ("26-11-2026", "future"),
        ("01-01-1880", "too_old"),
        ("onbekend", "form"),
        ("1980", "form"),
        ("29252", "form"),
        ("1 foo 1980", "form"),
        ("١-٢-١٩٨٠", "form"),
        ("", "form"),
    ],
)
def test_a_date_that_can_not_be_used_says_why(text, reason):
    with pytest.raises(census.WrongDate) as caught:
        census.read_date(text, TODAY)
    assert caught.value.reason == reason


@given(st.dates(date(1890, 1, 1), TODAY))
def test_every_day_comes_back_from_every_form(day):
    texts = (
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.day}-{day.month}-{day.year}",
        f"{day:%d/%m/%Y}",
    )
    assert {census.read_date(text, TODAY) for text in texts} == {day}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dorpsstraat 12", ("Dorpsstraat", "12", "")),
        ("Dorpsstraat 12 b", ("Dorpsstraat", "12", "b")),
        ("Dorpsstraat 12b", ("Dorpsstraat", "12", "b")),
        ("Dorpsstraat 12-2", ("Dorpsstraat", "12", "2")),
        ("Dorpsstraat 12/A", ("Dorpsstraat", "12", "A")),
        ("Dorpsstraat  12 - b", ("Dorpsstraat", "12", "b")),
        ("Laan van Meerdervoort 100 bis", ("Laan van Meerdervoort", "100", "bis")),
        ("1e Jan van der Heijdenstraat 12 III", ("1e Jan van der Heijdenstraat", "12", "III")),
        ("Plein 1945 3", ("Plein 1945", "3", "")),
        ("Plein 1940-1945 12 hs", ("Plein 1940-1945", "12", "hs")),
        ("Kade 5 2 hoog", ("Kade", "5", "2 hoog")),
        ("Kade 5 3e etage", ("Kade", "5", "3e etage")),
        ("'s-Gravendijkwal 007", ("'s-Gravendijkwal", "7", "")),
    ],
)
def test_an_address_in_one_cell_is_split(text, expected):
    assert census.read_address(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Dorpsstraat", "no_number"),
        ("", "no_number"),
        ("12", "no_number"),
        ("Buurt 3 12", "two_numbers"),
        ("Dorpsstraat 12 <script>", "form"),
        ("Dorpsstraat 0", "form"),
        ("Dorpsstraat 12 " + "b" * 30, "form"),
    ],
)
def test_an_address_in_doubt_is_refused(text, reason):
    with pytest.raises(census.WrongAddress) as caught:
        census.read_address(text)
    assert caught.value.reason == reason


@pytest.mark.parametrize("text", ["1234AB", "1234 ab", " 1234 Ab "])
def test_a_postcode_gets_one_form(text):
    assert census.read_postcode(text) == "1234AB"


@pytest.mark.parametrize("text", ["0123AB", "1234", "1234 SS", "1234 A1", "12345AB", "B-1000", ""])
def test_a_wrong_postcode_is_refused(text):
    with pytest.raises(census.WrongAddress):
        census.read_postcode(text)


@given(st.text(max_size=60))
def test_no_text_breaks_a_reader(text):
    for read in (census.read_address, census.read_number, census.read_postcode):
        with contextlib.suppress(census.WrongAddress):
            read(text)
    with contextlib.suppress(census.WrongDate):
        assert census.read_date(text, TODAY) <= TODAY + timedelta(days=1)


def test_abuse_40_no_regular_expression_hangs_on_a_hostile_cell():
    for text in ("1 " * 20_000, "a" * 50_000 + " 1", "-" * 50_000, "1-" * 30_000, " 9999" * 9_000):
        for read in (census.read_address, census.read_number, census.read_postcode):
            with pytest.raises(census.WrongAddress):
                read(text)
        with pytest.raises(census.WrongDate):
            census.read_date(text, TODAY)
