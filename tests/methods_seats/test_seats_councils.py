"""Real council elections: the official seats, and an explanation of every residual seat."""

from __future__ import annotations

from fractions import Fraction

import pytest

from thorbecke.formats.kiesraad import read_councils
from thorbecke.methods.seats import kieswet
from thorbecke.methods.seats.articles import ARTICLES, dated
from thorbecke.methods.seats.kieswet import KieswetRules


@pytest.fixture(scope="module")
def councils(shared_data):
    file = shared_data / "elections" / "council_results_2018_2021.csv"
    return read_councils(file.read_bytes(), file.name)


@pytest.fixture(scope="module")
def special(shared_data):
    file = shared_data / "elections" / "special_councils.csv"
    return {one.municipality: one for one in read_councils(file.read_bytes(), file.name)}


def test_all_355_councils_are_exact(councils):
    assert len(councils) == 355
    wrong = [
        (one.municipality, one.date)
        for one in councils
        if kieswet.count(one.election()).seats != one.official
    ]
    assert wrong == []


def test_every_residual_seat_has_its_article_fraction_and_rivals(councils):
    for council in councils:
        outcome = kieswet.count(council.election())
        given = [step for step in outcome.steps if step.list and not step.taken_from]
        assert len(given) == sum(row.residual for row in outcome.lists)
        for step in given:
            assert step.article in ("P 7", "P 8")
            assert ARTICLES[step.article].state == "2026-03-18"
            assert ARTICLES[step.article].source.startswith("https://")
            assert isinstance(step.value, Fraction)
            assert step.value > 0
            allowed = len(outcome.lists) - 1
            assert len(step.rivals) <= allowed
            assert all(rival.value <= step.value for rival in step.rivals)


def test_an_article_is_shown_with_the_date_of_its_state():
    assert dated("P 7") == "Kieswet P 7 (2026-03-18)"
    assert dated("dhondt") == "dhondt"


def test_bill_36641_would_have_changed_69_of_335_councils_in_2018(shared_data):
    file = shared_data / "elections" / "kiesraad_GR20180321_Gemeente.csv"
    elections = [one.election() for one in read_councils(file.read_bytes(), file.name)]
    bill = KieswetRules(bill_36641=True)
    changed = sum(kieswet.count(e).seats != kieswet.count(e, bill).seats for e in elections)
    assert (len(elections), changed) == (335, 69)


def test_the_75_percent_rule_changed_11_small_councils_in_2018(shared_data):
    file = shared_data / "elections" / "kiesraad_GR20180321_Gemeente.csv"
    elections = [one.election() for one in read_councils(file.read_bytes(), file.name)]
    without = KieswetRules(remainder_threshold=Fraction(0))
    changed = sum(kieswet.count(e).seats != kieswet.count(e, without).seats for e in elections)
    assert changed == 11


@pytest.mark.parametrize("name", ["Zoetermeer", "Eemsdelta", "Reusel-De Mierden"])
def test_special_councils_without_lot_or_exhaustion_are_exact(special, name):
    assert kieswet.count(special[name].election()).seats == special[name].official


def test_roermond_from_the_file_asks_one_lot(special):
    (lot,) = kieswet.count(special["Roermond"].election()).open_lots
    names = [special["Roermond"].lists[int(one) - 1].name for one in lot.between]
    assert names == ["CDA", "Partij voor de Dieren"]


def test_enkhuizen_needs_only_the_size_of_one_list(special):
    council = special["Enkhuizen"]
    assert kieswet.count(council.election()).seats != council.official
    known = council.with_sizes({"Blanco (Segerius, C.H.)": 1})
    assert kieswet.count(known.election()).seats == council.official
