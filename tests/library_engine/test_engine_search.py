"""Search: words, compounds, facets that count beside themselves, order, and unbreakable questions."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thorbecke.web.library.models import Entry, SearchDocument
from thorbecke.web.library.search import Query, columns, find, words

pytestmark = pytest.mark.django_db


def slugs(**query) -> list[str]:
    return [card.slug for card in find(Query(kind="case", per_page=100, **query)).cards]


def test_a_word_is_found_with_and_without_accents_and_capitals(library):
    assert slugs(text="cooperatie") == slugs(text="COÖPERATIE") != []


def test_a_compound_is_found_by_its_part(library):
    assert "antwerpen-burgerbegroting" in slugs(text="begroting")


def test_the_beginning_of_the_last_word_is_enough(library):
    assert set(slugs(text="burgerbegroting")) <= set(slugs(text="burgerbegr"))


def test_an_alias_of_the_municipality_finds_its_cases(library):
    assert "den-haag-luis-in-de-pels" in slugs(text="den haag")


def test_all_words_must_be_there(library):
    both = set(slugs(text="bewoners budget"))
    assert both
    assert both <= set(slugs(text="bewoners")) & set(slugs(text="budget"))


def test_a_word_in_the_title_comes_first(library):
    assert "G1000" in find(Query(kind="case", text="g1000")).cards[0].title


def test_a_typing_error_gets_a_suggestion_that_finds_something(library):
    results = find(Query(kind="case", text="burgerbegrotng"))
    assert results.total == 0
    assert results.suggestion == "burgerbegroting"
    assert find(Query(kind="case", text=results.suggestion)).total > 0


def test_only_small_words_or_signs_do_not_fail(library):
    assert find(Query(kind="case", text="de het een")).total >= 0
    assert find(Query(kind="case", text="!!! ???")).total == 0


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(max_size=200))
def test_no_text_breaks_the_question(library, text):
    find(Query(kind="case", text=text))


@pytest.mark.parametrize(
    "text",
    ['"', "')", "a AND", "NEAR(", "title:x", "a:*", "\\", "%s", "x" * 10_000, "🙂", "a\x00b", "-"],
)
def test_signs_of_the_search_language_are_plain_text(library, text):
    find(Query(text=text))


def count_by_hand(name: str, value: str, **others: str) -> int:
    return sum(
        value in document.facets.get(name, [])
        and all(other in document.facets.get(key, []) for key, other in others.items())
        for document in SearchDocument.objects.filter(kind="case")
    )


def test_facet_counts_are_those_of_a_plain_count(library):
    for facet in find(Query(kind="case")).facets:
        for value in facet.values:
            assert value.count == count_by_hand(facet.name, value.value), (facet.name, value)


def test_a_facet_is_counted_with_the_other_filters_but_not_its_own(library):
    results = find(Query(kind="case", filters={"scale": ["wijk"], "country": ["NL"]}))
    facets = {facet.name: facet for facet in results.facets}
    for value in facets["scale"].values:
        assert value.count == count_by_hand("scale", value.value, country="NL")
    for value in facets["outcome"].values:
        assert value.count == count_by_hand("outcome", value.value, country="NL", scale="wijk")
    assert results.total == count_by_hand("scale", "wijk", country="NL")


def test_two_values_of_one_facet_are_either(library):
    one, two = slugs(filters={"outcome": ["gestopt"]}), slugs(filters={"outcome": ["verankerd"]})
    both = slugs(filters={"outcome": ["gestopt", "verankerd"]})
    assert set(both) == set(one) | set(two)


def test_unknown_filters_values_and_sorts_do_no_harm(library):
    everything = find(Query(kind="case")).total
    assert find(Query(kind="case", filters={"kleur": ["rood"]})).total == everything
    assert find(Query(kind="case", filters={"scale": ["heelal"]})).total == 0
    assert (
        find(Query(kind="case", sort="; drop table", page=-3, per_page=10**9)).total == everything
    )


def test_a_chosen_value_stays_visible_when_nothing_has_it(library):
    results = find(Query(kind="case", text="stemlokaal", filters={"country": ["TW"]}))
    country = next(facet for facet in results.facets if facet.name == "country")
    assert [value.count for value in country.values if value.selected] == [0]


@pytest.mark.parametrize("sort", ["newest", "title", "size", "confidence"])
def test_sorting_keeps_everything_and_orders_it(library, sort):
    results = find(Query(kind="case", sort=sort, per_page=100))
    assert results.total == 90
    store = columns.current()
    keys = store.orders[sort][store.places(results.ids)]
    assert list(keys) == sorted(keys, reverse=True)


def test_pages_hold_each_entry_once(library):
    found = [
        card.slug for page in range(1, 6) for card in find(Query(kind="case", page=page)).cards
    ]
    assert len(found) == len(set(found)) == 90


def test_a_page_beyond_the_last_is_the_last(library):
    assert find(Query(kind="case", page=999)).page == 5


def test_all_kinds_together_count_each_kind(library):
    results = find(Query())
    assert results.kinds["case"] == 90
    assert results.total == sum(results.kinds.values()) == Entry.objects.count()


def test_a_search_needs_at_most_four_queries(library, django_assert_max_num_queries):
    find(Query(kind="case"))
    with django_assert_max_num_queries(4):
        find(Query(kind="case", text="inwoners", filters={"scale": ["wijk"]}))


def test_places_count_the_municipalities_of_what_was_found(library):
    places = find(Query(kind="case")).places
    assert places["rotterdam"] == count_by_hand("gm", "rotterdam")


def test_an_empty_library_answers(db):
    results = find(Query(kind="case", text="iets"))
    assert (results.total, results.pages, results.cards) == (0, 1, [])


def test_folding_leaves_only_letters_and_digits():
    assert words.words_of("Coöperatie-raad, 1.500 m²!") == ["cooperatie", "raad", "1", "500", "m2"]
