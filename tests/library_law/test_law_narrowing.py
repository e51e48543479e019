"""Narrowing a list, and the order of laws and articles."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thorbecke.knowledge import shipped
from thorbecke.web.library.law import narrowing, register
from thorbecke.web.library.templatetags.law import place_in_law, short_place

COLOUR = narrowing.Facet("kleur", "Kleur", lambda item: item["kleur"], {"r": "Rood", "g": "Groen"})
SIZE = narrowing.Facet("maat", "Maat", lambda item: [item["maat"]])
ITEMS = [
    {"kleur": ["r"], "maat": "klein"},
    {"kleur": ["r", "g"], "maat": "groot"},
    {"kleur": ["g"], "maat": "groot"},
]


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("Coöperatie in Súdwest-Fryslân", "cooperatie fryslan", True),
        ("'s-Gravenhage Den Haag", "den haag", True),
        ("'s-Gravenhage", "’s gravenhage", True),
        ("Burgerinitiatief", "initiatief", False),
        ("Raadsenquête", "RAADSENQ", True),
        ("iets", "", True),
        ("iets", "iets anders", False),
    ],
)
def test_every_word_must_start_a_word(text: str, query: str, found: bool) -> None:
    assert narrowing.matches(text, query) is found


def test_a_facet_is_counted_under_the_other_choices() -> None:
    found = narrowing.menus(ITEMS, (COLOUR, SIZE), {"kleur": "r"})
    menus = {facet.name: options for facet, options in found}
    assert [(o.value, o.count, o.selected) for o in menus["kleur"]] == [
        ("r", 2, True),
        ("g", 2, False),
    ]
    assert [(o.value, o.count) for o in menus["maat"]] == [("klein", 1), ("groot", 1)]


def test_an_unknown_value_finds_nothing() -> None:
    assert narrowing.narrow(ITEMS, (COLOUR, SIZE), {"kleur": "paars"}) == []
    assert narrowing.narrow(ITEMS, (COLOUR, SIZE), {"kleur": ""}) == ITEMS


def test_articles_are_in_the_order_of_numbers() -> None:
    found = sorted(["81a", "9", "155a-f", "P 10", "155", "P 5"], key=register.natural)
    assert found == ["9", "81a", "155", "155a-f", "P 5", "P 10"]


@given(st.lists(st.text(max_size=12), max_size=6))
def test_any_text_can_be_put_in_order(texts: list[str]) -> None:
    assert len(sorted(texts, key=register.natural)) == len(texts)


def test_laws_begin_with_the_main_ones_and_end_with_bills() -> None:
    laws = sorted({rule.law_nl for rule in shipped().rules}, key=register.law_order)
    assert laws[:3] == ["Grondwet", "Gemeentewet", "Kieswet"]
    assert all(law.startswith("Wetsvoorstel") for law in laws[-4:])
    assert not any(law.startswith("Wetsvoorstel") for law in laws[:-4])


@pytest.mark.parametrize(
    ("article", "whole", "short"),
    [
        ("8", "Wet, artikel 8", "Artikel 8"),
        ("P 5", "Wet, artikel P 5", "Artikel P 5"),
        ("hele wet", "Wet, hele wet", "Hele wet"),
        ("Kamerstuk 36210", "Wet, Kamerstuk 36210", "Kamerstuk 36210"),
        ("Stb. 2022, 261", "Wet, Stb. 2022, 261", "Stb. 2022, 261"),
    ],
)
def test_only_a_number_is_called_an_article(article: str, whole: str, short: str) -> None:
    rule = SimpleNamespace(law_nl="Wet", article=article)
    assert place_in_law(rule) == whole
    assert short_place(rule) == short
