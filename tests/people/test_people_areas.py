"""Areas: the tree, moving, closing, two people at once, and files that go in whole or not at all."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from thorbecke.web.people import area_files, areas
from thorbecke.web.people.inviting import Refused
from thorbecke.web.people.models import Area, AreaImport

pytestmark = pytest.mark.django_db
HEAD = "naam;soort;ligt in;inwoners\n"
GOOD = f"{HEAD}Kade;straat;Havenwijk;\nHavenwijk;wijk;Centrum;1300\nCentrum;kern;;4200\n"


def url(name: str, *args: object) -> str:
    return reverse(f"people:{name}", args=args)


@pytest.fixture
def centre(here) -> Area:
    return areas.add(here.municipality, "kern", "Centrum", None, 4200)


def upload(browser, here, text: str, name: str = "gebieden.csv"):
    file = SimpleUploadedFile(name, text.encode())
    return browser.post(url("areas_upload", here.pk), {"file": file})


def test_the_tree_is_in_order(here, centre):
    quarter = areas.add(here.municipality, "wijk", "Havenwijk", centre)
    areas.add(here.municipality, "straat", "Kade", quarter)
    areas.add(here.municipality, "kern", "Aadorp")
    found = [(place.depth, place.area.name) for place in areas.tree(here.municipality)]
    assert found == [(0, "Aadorp"), (0, "Centrum"), (1, "Havenwijk"), (2, "Kade")]
    assert areas.tree(here.municipality)[3].path == "Centrum > Havenwijk"


def test_the_same_name_in_two_places_gets_two_addresses(here, centre):
    other = areas.add(here.municipality, "kern", "Aadorp")
    first = areas.add(here.municipality, "straat", "Kerkstraat", centre)
    second = areas.add(here.municipality, "straat", "Kerkstraat", other)
    assert first.slug != second.slug
    for parent, name, kind in ((centre, "Kerkstraat", "straat"), (None, "Aadorp", "kern")):
        with pytest.raises(Refused):
            areas.add(here.municipality, kind, name, parent)


@pytest.mark.parametrize(("kind", "parent"), [("kern", "Centrum"), ("wijk", "Kade")])
def test_an_area_lies_in_something_larger(here, centre, kind, parent):
    areas.add(here.municipality, "straat", "Kade", centre)
    with pytest.raises(Refused):
        areas.add(here.municipality, kind, "Nieuw", Area.objects.get(name=parent))


def test_an_area_of_another_municipality_is_no_parent(here, there, centre):
    with pytest.raises(Refused):
        areas.add(there.municipality, "wijk", "Nieuw", centre)


def test_moving_keeps_what_lies_in_it_smaller(here, centre):
    quarter = areas.add(here.municipality, "wijk", "Havenwijk", centre)
    areas.add(here.municipality, "straat", "Kade", quarter)
    with pytest.raises(Refused):
        areas.change(quarter, 1, "Havenwijk", "straat", centre, None)
    areas.change(quarter, 1, "Haven", "wijk", None, 12)
    quarter.refresh_from_db()
    assert (quarter.name, quarter.parent, quarter.version) == ("Haven", None, 2)


def test_two_people_lose_no_text(here, centre, browse):
    form = {"name": "Het centrum", "kind": "kern", "parent": "", "inhabitants": "", "version": "1"}
    first, second = browse("lead", here), browse("griffier", here)
    address = url("area", here.pk, centre.pk)
    assert first.post(address, form).status_code == 302
    answer = second.post(address, {**form, "name": "Oude centrum"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Het centrum" in text
    assert "Oude centrum" in text
    assert second.post(address, {**form, "name": "Samen", "version": "2"}).status_code == 302
    centre.refresh_from_db()
    assert centre.name == "Samen"


def test_closing_takes_the_parts_along_and_can_be_undone(here, centre, browse):
    quarter = areas.add(here.municipality, "wijk", "Havenwijk", centre)
    browser = browse("lead", here)
    browser.post(url("area_retire", here.pk, centre.pk))
    assert Area.objects.filter(retired_on=None).count() == 0
    page = browser.get(url("areas", here.pk)).content.decode()
    assert "2 gesloten gebieden" in page
    browser.post(url("area_restore", here.pk, quarter.pk))
    quarter.refresh_from_db()
    assert quarter.retired_on is not None, "first what it lies in"
    browser.post(url("area_restore", here.pk, centre.pk))
    browser.post(url("area_restore", here.pk, quarter.pk))
    assert Area.objects.filter(retired_on=None).count() == 2


def test_a_file_is_shown_first_and_then_taken_over(here, browse):
    browser = browse("lead", here)
    answer = upload(browser, here, GOOD)
    kept = AreaImport.objects.get()
    assert answer["Location"] == url("areas_import", here.pk, kept.pk)
    page = browser.get(answer["Location"]).content.decode()
    assert "Nieuw: 3" in page
    assert not Area.objects.exists(), "looking stores nothing"
    browser.post(url("areas_accept", here.pk, kept.pk))
    found = [place.path for place in areas.tree(here.municipality)]
    assert found == ["", "Centrum", "Centrum > Havenwijk"]
    assert not AreaImport.objects.exists()


def test_what_goes_out_comes_in_unchanged(here, browse):
    area_files.take_over(here.municipality, area_files.read(GOOD.encode(), "a.csv"))
    browser = browse("lead", here)
    text = b"".join(browser.get(url("areas_file", here.pk)).streaming_content)
    plan = area_files.plan(here.municipality, area_files.read(text, "a.csv"))
    assert (plan.new, plan.changed, plan.same, plan.problems) == (0, 0, 3, [])


@pytest.mark.parametrize(
    ("rows", "row", "column", "expected"),
    [
        (";kern;;", 2, "naam", "een naam"),
        ("A;stad;;", 2, "soort", "kern, wijk of straat"),
        ("A;wijk;Nergens;", 2, "ligt in", "een gebied dat bestaat"),
        ("A;kern;;-5", 2, "inwoners", "een heel getal"),
        ("A;kern;;²", 2, "inwoners", "een heel getal"),
        ("A;kern;;\na;kern;;", 3, "naam", "elk gebied één keer"),
        ("A;straat;;\nB;wijk;A;", 3, "ligt in", "een gebied dat bestaat"),
        ("A;kern;;\nB;kern;;\nW;wijk;A;\nW;wijk;B;\nS;straat;W;", 6, "ligt in", "één gebied"),
    ],
)
def test_a_problem_has_its_place_and_nothing_is_stored(here, browse, rows, row, column, expected):
    browser = browse("lead", here)
    good = "Goed;kern;;10\n"
    upload(browser, here, f"naam;soort;ligt in;inwoners\n{rows}\n{good}")
    kept = AreaImport.objects.get()
    problem = area_files.plan(here.municipality, kept.rows).problems[0]
    assert (problem.row, problem.column) == (row, column)
    assert expected in problem.expected
    page = browser.get(url("areas_import", here.pk, kept.pk)).content.decode()
    assert f"Rij {row}" in page
    browser.post(url("areas_accept", here.pk, kept.pk))
    assert not Area.objects.exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("plaats;kind\nA;kern\n", "kolom naam"),
        ("", "leeg"),
        ("naam;soort\n", "minstens één gebied"),
        ("naam;naam\nA;B\n", "elke kolomnaam één keer"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(here, browse, text, words):
    answer = upload(browse("lead", here), here, text)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not AreaImport.objects.exists()


def test_a_kind_is_not_changed_by_a_file(here, centre):
    rows = area_files.read(b"naam;soort\nCentrum;wijk\n", "a.csv")
    problem = area_files.take_over(here.municipality, rows).problems[0]
    assert problem.column == "soort"


def test_a_formula_is_text_in_the_file(here, browse):
    areas.add(here.municipality, "kern", "=1+1")
    text = b"".join(browse("lead", here).get(url("areas_file", here.pk)).streaming_content)
    assert b"\n=1" not in text.replace(b"\r", b"")


def test_another_municipality_sees_and_changes_nothing(here, there, centre, browse):
    browser = browse("lead", there)
    for name in ("areas", "areas_file", "areas_upload"):
        assert browser.get(url(name, here.pk)).status_code == 404
    for address in (url("area", there.pk, centre.pk), url("area_retire", there.pk, centre.pk)):
        assert browser.post(address).status_code == 404
    centre.refresh_from_db()
    assert centre.retired_on is None


def test_an_organisation_without_a_municipality_has_no_areas(team, browse):
    assert browse("administrator", team).get(url("areas", team.pk)).status_code == 404


def test_ten_thousand_streets(here, browse, django_assert_max_num_queries):
    lines = ["naam;soort;ligt in;inwoners"]
    lines += [f"Kern {n};kern;;100" for n in range(10)]
    lines += [f"Straat {n};straat;Kern {n % 10};5" for n in range(10_000)]
    rows = area_files.read("\n".join(lines).encode(), "groot.csv")
    with django_assert_max_num_queries(120):
        plan = area_files.take_over(here.municipality, rows)
    assert plan.new == 10_010
    browser = browse("lead", here)
    with django_assert_max_num_queries(12):
        assert browser.get(url("areas", here.pk), {"page": 50}).status_code == 200
