"""The pure parts: citations, marking, reading addresses, figures, linked data, kept pieces."""

from __future__ import annotations

import json
from datetime import date
from html import unescape

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from thorbecke.web.library.views import asking, cite, fragments, scenarios, schema_org
from thorbecke.web.library.views.figures import figures
from thorbecke.web.library.views.highlight import excerpt, marked

NAMES = ("theme", "outcome", "gm", "scale")


def _reference(**changes) -> cite.Reference:
    values = {
        "key": "a-b.1",
        "title": "Geld & {macht}: 50% #1_a",
        "kind": "Praktijkvoorbeeld",
        "url": "https://example.nl/praktijk/a_b/",
        "day": date(2026, 11, 20),
    } | changes
    return cite.Reference(**values)


def test_apa_is_one_line_with_date_and_address():
    assert cite.apa(_reference(title="Een titel.")) == (
        "Thorbecke. (2026, 20 november). Een titel [Praktijkvoorbeeld]. "
        "https://example.nl/praktijk/a_b/"
    )


def test_bibtex_escapes_the_title_and_keeps_the_address():
    found = cite.bibtex(_reference())
    assert r"title = {{Geld \& \{macht\}: 50\% \#1\_a}}" in found
    assert "url = {https://example.nl/praktijk/a_b/}" in found
    assert found.startswith("@misc{thorbecke-ab1-2026,")


@given(st.text(max_size=60))
def test_braces_of_bibtex_always_balance(title):
    bare = cite.bibtex(_reference(title=title)).replace(r"\{", "").replace(r"\}", "")
    depth = 0
    for sign in bare:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0


@given(st.text(max_size=80), st.lists(st.text(max_size=10), max_size=3))
def test_marking_adds_marks_and_nothing_else(text, words):
    found = marked(text, words)
    plain = found.replace("<mark>", "").replace("</mark>", "")
    assert unescape(plain) == text or "&" in text
    assert "<" not in plain


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("De wijkraden komen", ["wijkraad"], "De <mark>wijkraden</mark> komen"),
        ("Één idee", ["een"], "<mark>Één</mark> idee"),
        ("kat", ["k"], "kat"),
        ("<b>loting</b>", ["loting"], "&lt;b&gt;<mark>loting</mark>&lt;/b&gt;"),
        ("niets", [], "niets"),
    ],
)
def test_marking(text, words, found):
    assert marked(text, words) == found


def test_an_excerpt_shows_the_hit():
    text = "woord " * 100 + "loting " + "slot " * 100
    found = excerpt(text, ["loting"])
    assert "loting" in found
    assert len(found) < 240
    assert found.startswith("… ")
    assert found.endswith(" …")


@given(
    st.text(max_size=20),
    st.dictionaries(st.sampled_from(NAMES), st.lists(st.text(max_size=6), max_size=3)),
    st.sampled_from(["", "title", "newest", "x"]),
    st.integers(-5, 10**6),
)
def test_an_address_read_again_asks_the_same(text, filters, sort, page):
    values = QueryDict(mutable=True)
    values["q"], values["sort"], values["page"] = text, sort, str(page)
    for name, chosen in filters.items():
        values.setlist(name, chosen)
    asked = asking.read(values)
    assert asking.read(QueryDict(asked.address().removeprefix("?"))) == asked


def test_taking_a_filter_away_starts_at_the_first_page():
    asked = asking.read(QueryDict("theme=8&theme=1&page=3&q=x"))
    assert asked.without("theme", "8").address() == "?q=x&theme=1"


def test_too_much_is_cut():
    asked = asking.read(
        QueryDict("q=" + "a" * 900 + "&" + "&".join(f"theme={n}" for n in range(99)))
    )
    assert len(asked.text) == asking.LONGEST_TEXT
    assert len(dict(asked.filters)["theme"]) == asking.MOST_VALUES


def _figure(value: float) -> dict:
    return {
        "value": value,
        "note_nl": None,
        "source": "https://www.zeist.nl/x",
        "certainty": "hoog",
    }


def test_figures_are_written_the_dutch_way():
    found = figures({"figures": {"budget_eur": _figure(1400000.0), "turnout_pct": _figure(7.1)}})
    assert [row.value for row in found.rows] == ["7,1 procent", "€ 1.400.000"]
    assert found.rows[0].host == "zeist.nl"
    assert found.funnel is None


@pytest.mark.parametrize(
    ("steps", "drawn"),
    [((100, 20, 5), True), ((100,), False), ((20, 100), False), ((100, 100), True)],
)
def test_a_funnel_needs_two_steps_that_do_not_grow(steps, drawn):
    names = ("invited", "responded", "drawn")
    data = {name: _figure(value) for name, value in zip(names, steps, strict=False)}
    assert (figures({"figures": data}).funnel is not None) is drawn


@given(st.text(max_size=50))
def test_linked_data_survives_any_text(text):
    block = schema_org.script({"name": text})
    inside = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set(inside) & set("<>&\u2028\u2029")
    assert json.loads(inside) == {"name": text}


def test_axes_and_questions_come_from_the_text():
    data = {"axes": "klein versus groot; los; a versus b", "signals": [], "title_nl": "Titel"}
    assert scenarios.axes(data) == [("klein", "groot"), ("los", ""), ("a", "b")]
    asked = scenarios.questions(data)
    assert len(asked) == 3
    assert "klein" in asked[0]
    assert "groot" in asked[0]
    assert "Titel" in asked[2]


def test_pieces_are_kept_per_version_and_the_least_used_goes(monkeypatch):
    version = iter([1, 1, 2, 2, 2, 2])
    monkeypatch.setattr(fragments.search, "version", lambda: next(version))
    monkeypatch.setattr(fragments, "MOST_PIECES", 2)
    made: list[str] = []

    def get(name: str) -> str:
        return fragments.kept((name,), lambda: made.append(name) or name)

    for name in ("a", "a", "a", "b", "c", "a"):
        assert get(name) == name
    assert made == ["a", "a", "b", "c", "a"]


def test_nothing_is_kept_before_the_first_publication(monkeypatch):
    monkeypatch.setattr(fragments.search, "version", lambda: 0)
    made: list[int] = []
    for _time in range(2):
        fragments.kept(("a",), lambda: made.append(1))
    assert len(made) == 2


def test_a_monstrous_question_is_answered_but_not_kept(monkeypatch):
    monkeypatch.setattr(fragments.search, "version", lambda: 5)
    made: list[int] = []
    for _time in range(2):
        fragments.kept(("a" * 1000,), lambda: made.append(1))
    assert len(made) == 2
