"""The columns in memory say what the documents say, and nobody waits for their rebuild."""

from __future__ import annotations

import json
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from thorbecke.web.library.models import SearchDocument
from thorbecke.web.library.search import columns
from thorbecke.web.library.search.indexing import move_on

names = st.sampled_from(["theme", "scale", 'a "quoted" name', "é"])
contents = st.lists(
    st.dictionaries(names, st.lists(st.text(max_size=4), unique=True, max_size=3)), max_size=160
)


@given(contents)
def test_facet_columns_hold_what_the_documents_hold(documents):
    found = columns._facets([json.dumps(document) for document in documents])
    for name, column in found.items():
        pairs = [
            (int(row), column.values[code])
            for row, code in zip(column.rows, column.codes, strict=True)
        ]
        expected = [
            (row, value)
            for row, document in enumerate(documents)
            for value in document.get(name, ())
        ]
        assert pairs == expected
    assert set(found) == {name for document in documents for name in document}


@given(st.lists(st.dictionaries(names, st.integers(-5, 5) | st.floats(-9, 9)), max_size=60))
def test_sort_keys_hold_what_the_documents_hold(documents):
    found = columns._orders([json.dumps(document) for document in documents])
    for name, numbers in found.items():
        expected = [document.get(name, columns.NO_VALUE) for document in documents]
        assert numbers.tolist() == expected


@given(contents, st.data())
def test_counts_of_a_column_are_plain_counts(documents, data):
    found = columns._facets([json.dumps(document) for document in documents])
    flags = st.lists(st.booleans(), min_size=len(documents), max_size=len(documents))
    mask = np.array(data.draw(flags), dtype=bool)
    for name, column in found.items():
        for value, count in zip(column.values, column.counts(mask), strict=True):
            having = [row for row, doc in enumerate(documents) if value in doc.get(name, ())]
            assert count == sum(mask[row] for row in having)
            assert np.flatnonzero(column.having([value], len(documents))).tolist() == having


@given(contents, st.sets(st.text(max_size=2), max_size=4))
def test_having_is_a_plain_look_also_for_values_that_come_once(documents, wanted):
    for name, column in columns._facets([json.dumps(one) for one in documents]).items():
        having = [row for row, one in enumerate(documents) if wanted & {*one.get(name, ())}]
        mask = column.having((value for value in wanted), len(documents))
        assert np.flatnonzero(mask).tolist() == having


@pytest.fixture
def rebuilding(library) -> Iterator[columns.Columns]:
    """The columns while another thread has begun to rebuild them."""
    older = columns.current()
    move_on()
    columns._lock.acquire()
    yield older
    if columns._lock.locked():
        columns._lock.release()


@pytest.mark.django_db
def test_who_comes_during_a_rebuild_gets_the_older_columns(rebuilding):
    assert columns.current() is rebuilding
    columns._lock.release()
    assert columns.current().version > rebuilding.version


@pytest.mark.django_db
def test_a_failed_rebuild_does_not_shut_the_door(library, monkeypatch):
    columns.current()
    move_on()
    with monkeypatch.context() as patch:
        patch.setattr(columns, "build", lambda now: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            columns.current()
    assert columns.current().version == columns.version()


@pytest.mark.django_db
def test_ids_of_removed_documents_are_passed_over(library):
    store = columns.current()
    gone = np.array([int(store.ids.max()) + 1, int(store.ids[0])])
    assert store.places(gone).tolist() == [0]
    assert store.mask_of(gone).sum() == 1
    assert len(store.ids) == SearchDocument.objects.count()
