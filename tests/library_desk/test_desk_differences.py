"""Differences: both texts can be read back from them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from thorbecke.web.library.desk.differences import MOST_TOKENS, Piece, compare, pieces

TEXT = st.text(alphabet="ab c.,é\n", max_size=60)


@given(TEXT, TEXT)
def test_both_texts_are_in_the_pieces(old, new):
    found = pieces(old, new)
    assert "".join(one.text for one in found if one.sort != "added") == old
    assert "".join(one.text for one in found if one.sort != "removed") == new


def test_only_the_changed_word_is_marked():
    assert pieces("De raad beslist.", "Het dorp beslist.")[-1] == Piece("same", " beslist.")


def test_a_very_long_text_is_shown_whole():
    long = "woord " * MOST_TOKENS
    assert [one.sort for one in pieces(long, long + "x")] == ["removed", "added"]


def test_labels_are_dutch_and_rows_have_a_number(make):
    new = make.content(sources=[{"url": "https://voorbeeld.nl/nieuw"}], figures={})
    labels = {one.label for one in compare("case", make.content(), new)}
    assert "Bron 1, Webadres" in labels
    assert "Cijfers, Uitgenodigd, Getal" in labels
    assert compare("case", new, new) == []


def test_a_new_entry_is_all_added(make):
    found = compare("case", None, make.content())
    assert found
    assert all(one.sort == "added" for change in found for one in change.pieces)
