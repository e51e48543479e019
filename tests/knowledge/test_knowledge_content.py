"""What we promise of the content that comes with the program: how much, and with what proof."""

from __future__ import annotations

import pytest

from thorbecke.knowledge import labels, shipped
from thorbecke.knowledge.schema import Case, Certainty, Figure
from thorbecke.knowledge.texts import kinds

SHIPPED = shipped()

UNITS = (
    *("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"),
    *("elf", "twaalf", "dertien", "veertien", "vijftien"),
)
WRITTEN = dict(enumerate(UNITS)) | {30: "dertig", 50: "vijftig", 100: "honderd"}


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        ("cases", 90),
        ("scenarios", 8),
        ("themes", 10),
        ("principles", 5),
        ("rules", 76),
        ("bills", 5),
        ("instruments", 31),
        ("municipalities", 342),
        ("council_sizes", 17),
        ("glossary", 50),
    ],
)
def test_nothing_of_the_content_is_lost(kind, least):
    assert len(getattr(SHIPPED, kind)) >= least


def test_it_is_read_once():
    assert shipped() is SHIPPED


@pytest.mark.parametrize("kind", ["case", "scenario", "theme", "principle", "bill"])
def test_every_item_has_a_source_a_date_and_a_certainty(kind):
    for item in kinds(SHIPPED)[kind]:
        assert item.sources, item.id
        assert item.checked_on, item.id
        assert item.confidence in Certainty, item.id


def test_every_rule_has_an_address_a_date_and_a_certainty():
    assert all(rule.url and rule.checked_on and rule.confidence for rule in SHIPPED.rules)


def test_a_rule_from_memory_is_marked_as_that():
    marks = {rule.confidence for rule in SHIPPED.rules}
    assert marks == {Certainty.HIGH, Certainty.MEMORY}
    assert sum(rule.confidence == Certainty.MEMORY for rule in SHIPPED.rules) == 20


def test_an_instrument_is_as_sure_as_its_weakest_article():
    rules = {rule.id: rule for rule in SHIPPED.rules}
    for instrument in SHIPPED.instruments:
        weak = any(rules[article].confidence == Certainty.MEMORY for article in instrument.articles)
        assert (instrument.confidence == Certainty.MEMORY) == weak, instrument.id


def test_every_instrument_belongs_to_a_theme():
    placed = {instrument for theme in SHIPPED.themes for instrument in theme.instruments}
    assert {instrument.id for instrument in SHIPPED.instruments} == placed


def test_every_theme_has_cases():
    used = {number for case in SHIPPED.cases for number in case.themes}
    assert used == {theme.number for theme in SHIPPED.themes} == set(labels.THEMES)


def test_every_label_is_used_and_every_key_has_a_label():
    assert {case.method_group for case in SHIPPED.cases} == set(labels.METHOD_GROUPS)
    assert {case.opgave_group for case in SHIPPED.cases} == set(labels.OPGAVE_GROUPS)
    assert {case.country for case in SHIPPED.cases} == set(labels.COUNTRIES)
    assert {level.value for level in Certainty} == set(labels.CERTAINTY)


def test_bills_are_pending_and_say_when_that_was_seen():
    assert {bill.number for bill in SHIPPED.bills} == {"36468", "36641", "36558", "36742", "35968"}
    assert all("Laatst gezien" in bill.status_nl for bill in SHIPPED.bills)


def test_council_sizes_rise_and_end_without_a_bound():
    bounds = [size.up_to_inhabitants for size in SHIPPED.council_sizes]
    assert bounds[-1] is None
    assert bounds[:-1] == sorted(bounds[:-1])
    assert [size.seats for size in SHIPPED.council_sizes] == sorted(
        size.seats for size in SHIPPED.council_sizes
    )


def test_building_blocks_say_that_they_are_a_draft():
    blocks = SHIPPED.building_blocks
    assert blocks.status.startswith("Concept")
    assert len(blocks.parameters) == 10
    assert sum(len(one.options) for one in blocks.parameters) == 45
    assert len(blocks.exclusions) == 51


def test_each_exclusion_has_a_reason_and_a_source_or_says_that_it_is_no_law():
    for rule in SHIPPED.building_blocks.exclusions:
        assert rule.reason_nl, rule.id
        assert rule.articles or rule.kind != "wet", rule.id


def test_what_people_call_a_municipality_finds_it():
    names = {alias: place.name for place in SHIPPED.municipalities for alias in place.aliases}
    assert names["Den Haag"] == "'s-Gravenhage"
    assert names["Den Bosch"] == "'s-Hertogenbosch"


def test_an_unsure_municipality_or_number_is_on_the_list_to_check():
    cases = {case.id: case for case in SHIPPED.cases}
    for name in ("uden-g1000", "sirjansland-bos", "liquid-friesland", "portland-stv"):
        assert cases[name].to_check_nl, name


def figures() -> list[tuple[Case, str, Figure]]:
    return [(case, name, figure) for case in SHIPPED.cases for name, figure in case.figures.items()]


def written(value: float) -> list[str]:
    """The ways in which a Dutch text may write a number, digits first."""
    whole = int(value)
    forms = [f"{value:g}".replace(".", ","), WRITTEN.get(whole, "")]
    if value == whole:
        forms.append(f"{whole:,}".replace(",", "."))
        forms.append(f"{value / 1_000_000:g} miljoen".replace(".", ","))
    return [form for form in forms if form]


def stands_in(value: float, text: str) -> bool:
    """Whether the text states this number as a whole, not as a part of a longer one."""
    spaced = "".join(sign if sign.isalnum() or sign in ".," else " " for sign in text.lower())
    words = f" {' '.join(word.strip('.,') for word in spaced.split())} "
    return any(f" {form} " in words for form in written(value))


def test_the_guard_of_figures_knows_how_numbers_are_written():
    assert stands_in(1_400_000, "sinds 2019 1,4 miljoen euro.")
    assert stands_in(11, "Elf gelote bewoners")
    assert stands_in(7.1, "7,1 procent")
    assert not stands_in(40, "er waren 400 mensen")
    assert not stands_in(2, "er waren 2.311 mensen")


def test_every_figure_stands_in_the_facts():
    assert len(figures()) > 80
    lost = [(c.id, name, f.value) for c, name, f in figures() if not stands_in(f.value, c.facts_nl)]
    assert not lost


def test_a_figure_is_as_sure_as_its_case_and_names_the_only_source():
    for case, name, figure in figures():
        assert figure.certainty == case.confidence, (case.id, name)
        only = case.sources[0].url if len(case.sources) == 1 else None
        assert figure.source == only, (case.id, name)


def test_more_is_never_less_in_a_funnel():
    for case in SHIPPED.cases:
        steps = [
            case.figures[n].value for n in ("invited", "responded", "drawn") if n in case.figures
        ]
        assert steps == sorted(steps, reverse=True), case.id


def test_what_stopped_and_what_went_wrong_use_numbers_of_the_facts_only():
    for case in SHIPPED.cases:
        for text in (case.why_stopped_nl, case.went_wrong_nl):
            numbers = [word.strip(".,()") for word in (text or "").split() if word[0].isdigit()]
            assert all(number in case.facts_nl for number in numbers), case.id
        if case.why_stopped_nl:
            assert case.outcome == "gestopt", case.id
