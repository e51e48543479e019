"""Seats from inhabitants: the table of article 8 and its borders."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thorbecke.knowledge.schema import CouncilSize
from thorbecke.web.library.law import council
from thorbecke.web.people.models import Municipality


@pytest.mark.parametrize(
    ("inhabitants", "seats"),
    [
        (1, 9),
        (3000, 9),
        (3001, 11),
        (6000, 11),
        (45_000, 27),
        (45_001, 29),
        (50_000, 29),
        (50_001, 31),
        (100_000, 37),
        (100_001, 39),
        (200_000, 39),
        (200_001, 45),
        (918_117, 45),
    ],
)
def test_a_border_belongs_to_its_own_line(inhabitants: int, seats: int) -> None:
    assert council.seats_for(inhabitants) == seats


@pytest.mark.parametrize("inhabitants", [0, -5])
def test_nobody_has_no_council(inhabitants: int) -> None:
    with pytest.raises(ValueError, match="at least one inhabitant"):
        council.seats_for(inhabitants)


def test_a_table_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="upper bound"):
        council.seats_for(11, [CouncilSize(up_to_inhabitants=10, seats=9)])


@given(st.integers(1, 1_000_000))
def test_seats_are_odd_and_never_fall(inhabitants: int) -> None:
    seats = council.seats_for(inhabitants)
    assert seats % 2 == 1
    assert seats <= council.seats_for(inhabitants + 1)


def test_classes_fit_together_without_a_gap() -> None:
    found = council.classes()
    assert found[0].above == 0
    assert [c.above for c in found[1:]] == [c.up_to for c in found[:-1]]
    assert found[-1].up_to is None


def _place(**extra) -> Municipality:
    values = {"name": "Delft", "council_seats": 37, "inhabitants": 99_000, "inhabitants_year": 2023}
    return Municipality(**(values | {"inhabitants_recent": None} | extra))


def test_comparison_tells_a_difference() -> None:
    assert not council.compare(_place()).differs
    assert council.compare(_place(inhabitants_recent=100_001)).differs
    assert council.compare(_place(council_seats=35)).differs
    assert [r.seats for r in council.compare(_place(inhabitants_recent=100_001)).readings] == [
        37,
        39,
    ]


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("inwoners=3001", "<strong>11 zetels</strong>"),
        ("inwoners=200001", "Bij 200.001 inwoners"),
        ("gemeente=groningen", "De raad van Groningen heeft nu <strong>45 zetels</strong>"),
        ("inwoners=0", "Aantal inwoners"),
        ("inwoners=", "Vul een aantal inwoners in."),
        ("inwoners=12.5", "Vul een heel getal in"),
        ("gemeente=atlantis", "Kies een gemeente uit de lijst."),
        ("gemeente=", "Kies een gemeente."),
    ],
)
def test_the_calculator_answers_or_says_what_is_wrong(client, query: str, said: str) -> None:
    response = client.get(f"/regelruimte/raadsgrootte/?{query}")
    assert response.status_code == 200
    assert said in response.content.decode()


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    "query", ["inwoners=0", "inwoners=-1", "inwoners=20000001", "inwoners=abc"]
)
def test_impossible_numbers_get_no_seats(client, query: str) -> None:
    assert "Uitkomst" not in client.get(f"/regelruimte/raadsgrootte/?{query}").content.decode()


@pytest.mark.usefixtures("library")
def test_a_foreign_parameter_is_no_question(client) -> None:
    page = client.get("/regelruimte/raadsgrootte/?utm=1").content.decode()
    assert "Vul een aantal" not in page
