"""The readability measure, and that our own texts meet it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thorbecke.knowledge import language, shipped
from thorbecke.knowledge.texts import by_kind, explained


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("De raad beslist. Het college voert uit.", 2),
        ("Zie art. 150 en art. 8 van de wet.", 1),
        ("Dat staat in bijv. Den Haag en o.a. Delft.", 1),
        ("Het kostte 1.500 euro. Dat was veel.", 2),
        ("Volgens J. Jansen mag het. Dr. De Vries twijfelt.", 2),
        ("De raad koos plan B. Daarna ging het snel.", 2),
        ("Mag dat? Ja! Dat mag.", 3),
        ("Hij zei: 'Dat mag niet.' Toen ging hij weg.", 2),
        ("Zie artikel 8 lid 2. De raad beslist.", 2),
        ("De raad telt elk lid. De wet zegt dat.", 2),
        ("Eerste regel\nTweede regel", 2),
        ("", 0),
    ],
)
def test_sentences_end_where_a_reader_stops(text, count):
    assert len(language.sentences(text)) == count


def test_a_number_or_date_is_one_word():
    assert language.words("Op 18-3-2026 kwam 7,1 procent van 1.500 mensen.") == [
        "Op",
        "18-3-2026",
        "kwam",
        "7,1",
        "procent",
        "van",
        "1.500",
        "mensen",
    ]


def test_the_measures_are_counts():
    found = language.measure(["De raad beslist. Dat wordt democratieonderwijs genoemd."], ())
    assert found.sentences == 2
    assert found.words == 7
    assert found.mean_sentence_words == 3.5
    assert found.share_long == pytest.approx(1 / 7)
    assert found.passive_share == 0.5
    assert found.longest[0] == (4, "Dat wordt democratieonderwijs genoemd.")


def test_jargon_that_is_not_explained_is_named():
    text = "De kiesdeler en het quorum staan in het Reglement."
    assert language.measure([text], {"quorum"}).unexplained_jargon == ("kiesdeler", "reglement")


def test_without_a_list_the_glossary_counts():
    assert language.measure(["De kiesdeler."]).unexplained_jargon == ()


def test_a_part_of_a_word_is_no_jargon():
    assert language.jargon_in("De kernenergie en het mandaatje.") == set()


def test_nothing_to_measure_is_no_error():
    assert language.measure([], ()).mean_sentence_words == 0


def test_all_listed_jargon_is_explained():
    assert not set(language.JARGON) - explained(shipped())


@given(st.lists(st.sampled_from(["De raad", "art. 8", "1.500", "Dr. A", "beslist.", "Mag dat?"])))
def test_splitting_loses_no_words(parts):
    text = " ".join(parts)
    split = [word for part in language.sentences(text) for word in language.words(part)]
    assert split == language.words(text)


@pytest.mark.parametrize("kind", sorted(by_kind(shipped())))
def test_our_texts_read_easily(kind):
    found = language.measure([row.text for row in by_kind(shipped())[kind]])
    assert found.sentences > 0
    assert found.mean_sentence_words <= 15
    assert found.longest[0][0] <= 25
    assert found.unexplained_jargon == ()
    assert found.passive_share <= 0.1


def test_the_reader_is_addressed_with_u():
    familiar = {"je", "jij", "jouw", "jullie"}
    for kind, rows in by_kind(shipped()).items():
        for row in rows:
            assert not familiar & {w.lower() for w in language.words(row.text)}, (kind, row)
