"""Likeness: symmetric, bounded, equal to itself, and with reasons that are true."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thorbecke.web.library import likeness
from thorbecke.web.library.models import SearchDocument
from thorbecke.web.people.models import Municipality


def place(inhabitants: int, area: float, places: int, province: str) -> Municipality:
    return Municipality(inhabitants=inhabitants, area_km2=area, places=places, province=province)


places = st.builds(
    place,
    st.integers(900, 950_000),
    st.floats(5, 900),
    st.integers(1, 90),
    st.sampled_from(["Drenthe", "Zeeland", "Utrecht"]),
)


@given(places, places)
def test_likeness_is_symmetric_and_between_0_and_1(one, two):
    forth = likeness.score(likeness.parts(one, two))
    assert 0 <= forth <= 1
    assert forth == pytest.approx(likeness.score(likeness.parts(two, one)))


@given(places)
def test_a_place_is_most_like_itself(one):
    assert likeness.score(likeness.parts(one, one)) == pytest.approx(1)


@given(places, places)
def test_twice_as_large_is_half_alike(one, two):
    double = place(one.inhabitants * 2, float(one.area_km2), one.places, one.province)
    assert likeness.parts(one, double)["inhabitants"] == pytest.approx(0.5)


def test_weights_add_up_to_one():
    assert sum(likeness.WEIGHTS.values()) == pytest.approx(1)


@pytest.mark.django_db
def test_ranking_is_ordered_and_leaves_the_place_itself_out(library):
    here = Municipality.objects.get(name="Rotterdam")
    found = likeness.rank(here, 20)
    scores = [item.score for item in found]
    assert len(found) == 20
    assert scores == sorted(scores, reverse=True)
    assert all(item.card.data["municipality"] != "Rotterdam" for item in found)
    assert all(item.reasons for item in found)


@pytest.mark.django_db
def test_reasons_are_true(library):
    here = Municipality.objects.get(name="Eemsdelta")
    provinces = dict(Municipality.objects.values_list("name", "province"))
    for item in likeness.rank(here, 40):
        if item.card.data["municipality"] is None:
            continue  # shared by several municipalities; the reason is about one of them
        same = provinces[item.card.data["municipality"]] == here.province
        assert ("dezelfde provincie" in item.reasons) == same


@pytest.mark.django_db
def test_no_place_fills_the_list(library):
    found = likeness.rank(Municipality.objects.get(name="'s-Gravenhage"), 20)
    places = [item.card.data["municipality"] for item in found]
    assert max(places.count(name) for name in places) <= likeness.MOST_PER_PLACE
    assert len({item.card.slug for item in found}) == len(found)


@pytest.mark.django_db
def test_a_theme_moves_its_cases_up(library):
    here = Municipality.objects.get(name="Eemsdelta")
    with_theme = likeness.rank(here, 5, themes=[8])
    assert sum(8 in item.card.data["themes"] for item in with_theme) > sum(
        8 in item.card.data["themes"] for item in likeness.rank(here, 5)
    )


def ranked_plainly(here: Municipality, limit: int, themes: list[int]) -> list[tuple[str, float]]:
    """The same rule, written as a loop over all cases and places."""
    rows = []
    for document in SearchDocument.objects.filter(kind="case"):
        for slug in document.facets.get("gm", []):
            other = Municipality.objects.get(slug=slug)
            if other == here:
                continue
            found = likeness.parts(here, other)
            if themes:
                found["theme"] = float(bool({str(n) for n in themes} & {*document.facets["theme"]}))
            rows.append((-likeness.score(found), document.pk, slug, document.slug))
    kept: list[tuple[str, float]] = []
    places: Counter[str] = Counter()
    for value, _key, slug, case in sorted(rows):
        if case not in dict(kept) and places[slug] < likeness.MOST_PER_PLACE:
            kept.append((case, -value))
            places[slug] += 1
    return kept[:limit]


@pytest.mark.django_db
@pytest.mark.parametrize("themes", [[], [8], [3], [1, 3], [99]])
@pytest.mark.parametrize("name", ["Zeist", "Rotterdam", "Eemsdelta"])
def test_ranking_is_that_of_a_plain_loop(library, name, themes):
    here = Municipality.objects.get(name=name)
    found = likeness.rank(here, 30, themes=themes)
    expected = ranked_plainly(here, 30, themes)
    assert [item.card.slug for item in found] == [slug for slug, _score in expected]
    assert [item.score for item in found] == pytest.approx([value for _slug, value in expected])


@pytest.mark.django_db
def test_three_queries_are_enough(library, django_assert_max_num_queries):
    here = Municipality.objects.get(name="Zeist")
    likeness.rank(here)
    with django_assert_max_num_queries(4):
        likeness.rank(here, themes=[8])


@pytest.mark.django_db
def test_neighbours_are_other_places(library):
    here = Municipality.objects.get(name="Zoetermeer")
    found = likeness.neighbours(here, 6)
    assert len(found) == 6
    assert here not in [other for other, _reasons in found]
