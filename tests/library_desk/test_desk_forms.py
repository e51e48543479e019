"""The form that is made from a schema: what goes in comes out."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict

from thorbecke.knowledge import shipped
from thorbecke.web.library.desk import references
from thorbecke.web.library.desk.forms import ContentForm
from thorbecke.web.library.desk.forms.fields import DutchNumber
from thorbecke.web.library.desk.forms.plan import Spec, plan
from thorbecke.web.library.desk.words import FIELDS
from thorbecke.web.library.kinds import KINDS
from thorbecke.web.people.loading import load as load_places

pytestmark = pytest.mark.django_db


def query(values: dict[str, Any]) -> QueryDict:
    found = QueryDict(mutable=True)
    for name, value in values.items():
        found.setlist(name, value if isinstance(value, list) else [str(value)])
    return found


def form_of(kind: str, content: dict[str, Any], data: Any = None, **options: Any) -> ContentForm:
    return ContentForm(kind, KINDS[kind].schema, content, data, **options)


def shipped_of(kind: str) -> list[dict[str, Any]]:
    plural = {"case": "cases", "bill": "bills", "rule": "rules", "instrument": "instruments"}
    name = plural.get(kind, f"{kind}s")
    return [one.model_dump(mode="json") for one in getattr(shipped(), name)]


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_shipped_text_survives_the_form(kind, make, monkeypatch):
    monkeypatch.setattr(references, "missing", lambda content: [])
    for content in shipped_of(kind)[:25]:
        sent = query(make.post(form_of(kind, content, slug=content["id"])))
        form = form_of(kind, content, sent, slug=content["id"])
        assert form.is_valid(), (content["id"], form.errors)
        assert form.result == content


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_field_has_dutch_words(kind):
    def names(specs: tuple[Spec, ...]) -> set[str]:
        return {one.name for one in specs} | {n for one in specs for n in names(one.parts)}

    missing = {n for n in names(plan(KINDS[kind].schema)) if n not in FIELDS}
    assert missing == set()


def test_mistakes_stand_beside_their_own_field(make):
    content = make.content()
    sent = make.post(form_of("case", content, slug="x"))
    sent |= {"title_nl": "", "sources-0-url": "geen adres", "figures-invited-value": "veel"}
    sent |= {"year_end": "2001", "themes": []}
    form = form_of("case", content, query(sent), slug="x")
    assert not form.is_valid()
    assert set(form.errors) >= {"title_nl", "sources-0-url", "figures-invited-value", "themes"}
    assert "https://" in form.errors["sources-0-url"][0]


def test_an_emptied_row_before_another_does_not_move_the_mistake(make):
    content = make.content(
        sources=[{"url": "https://een.nl"}, {"url": "https://twee.nl"}, {"url": "https://drie.nl"}]
    )
    sent = make.post(form_of("case", content, slug="x"))
    sent |= {"sources-0-weg": "on", "sources-2-url": "fout"}
    form = form_of("case", content, query(sent), slug="x")
    assert not form.is_valid()
    assert list(form.errors) == ["sources-2-url"]


def test_years_in_the_wrong_order_are_told_at_the_last_year(make):
    content = make.content()
    sent = query(make.post(form_of("case", content, slug="x"), year_end="2001"))
    form = form_of("case", content, sent, slug="x")
    assert not form.is_valid()
    assert form.errors["year_end"] == ["Het laatste jaar ligt voor het eerste jaar."]


def test_a_link_to_nowhere_is_refused(make):
    content = make.content()
    sent = query(make.post(form_of("case", content, slug="x"), law_refs="bestaat-niet"))
    form = form_of("case", content, sent, slug="x")
    assert not form.is_valid()
    assert "bestaat-niet" in form.errors["law_refs"][0]
    make.entry("rule", make.rule)
    sent["law_refs"] = "gemeentewet-150\r\n"
    form = form_of("case", content, sent, slug="x")
    assert form.is_valid(), form.errors
    assert form.result["law_refs"] == ["gemeentewet-150"]


def test_a_municipality_must_exist(make):
    load_places(shipped().municipalities[:5])
    good = shipped().municipalities[0].name
    for name, valid in ((good, True), ("Nergenshuizen", False), ("", True)):
        content = make.content()
        sent = query(make.post(form_of("case", content, slug="x"), municipality=name))
        form = form_of("case", content, sent, slug="x")
        assert form.is_valid() is valid
        assert valid or "Nergenshuizen" in form.errors["municipality"][0]


def test_one_more_row_keeps_what_was_typed(make):
    content = make.content()
    sent = query(
        make.post(form_of("case", content, slug="x"), **{"sources-1-url": "https://twee.nl"})
    )
    form = form_of("case", content, sent, slug="x", add="sources")
    assert form["sources-1-url"].value() == "https://twee.nl"
    assert "sources-2-url" in form.fields


def test_the_number_of_rows_has_a_limit(make):
    content = make.content()
    for count in ("999", "9999999", "-1", "x"):
        sent = query(make.post(form_of("case", content, slug="x"), **{"sources-rows": count}))
        form = form_of("case", content, sent, slug="x")
        assert sum(name.startswith("sources-") for name in form.fields) <= 60 * 4


def test_line_ends_of_a_browser_become_one_sign(make):
    content = make.content()
    sent = query(make.post(form_of("case", content, slug="x"), facts_nl="een\r\ntwee"))
    form = form_of("case", content, sent, slug="x")
    assert form.is_valid()
    assert form.result["facts_nl"] == "een\ntwee"


def test_a_new_entry_gets_its_address_from_the_title(make):
    content = make.content()
    sent = query(make.post(form_of("case", content), id="", title_nl="Élan in 's-Hertogenbosch"))
    form = form_of("case", {}, sent)
    assert form.is_valid(), form.errors
    assert form.result["id"] == "elan-in-s-hertogenbosch"


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1.200", 1200), ("0,5", 0.5), ("1.234.567,25", 1234567.25), ("12", 12), (" 3 000 ", 3000)],
)
def test_numbers_as_the_dutch_write_them(typed, value):
    assert DutchNumber().clean(typed) == value


@pytest.mark.parametrize("value", [0.5, 12.0, 1234.0, 1.234, 1234567.0, 0.001])
def test_a_stored_number_survives_the_field(value):
    field = DutchNumber()
    assert field.clean(field.prepare_value(value)) == value


@pytest.mark.parametrize("typed", ["veel", "nan", "inf", "1,2,3", "1e999"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(Exception, match="getal"):
        DutchNumber().clean(typed)
