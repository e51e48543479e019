"""The one module with SQL of a particular database: full-text search on SQLite and PostgreSQL.

SQLite: an FTS5 table with Dutch stems. PostgreSQL: a ``tsvector`` in its Dutch configuration with a
GIN index. Both are kept beside ``SearchDocument`` and share its key. Words come from
``search.words``, so they hold only letters and digits and can't change the meaning of a query.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from django.db import connection

from thorbecke.web.library.search.words import stem, words_of

Ids = npt.NDArray[np.int64]
Terms = Sequence[Sequence[str]]  # for each asked word: its alternatives; the last takes beginnings
Row = tuple[int, str, str]  # id, title, body

RANKED_UP_TO = 3000  # beyond this many hits, words in the title decide the order

_SQLITE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS library_fulltext USING "
    "fts5(title, body, tokenize='unicode61 remove_diacritics 2', prefix='2 3 4')"
)
_POSTGRES = (
    "CREATE TABLE IF NOT EXISTS library_fulltext (id bigint PRIMARY KEY, vector tsvector NOT NULL)",
    "CREATE INDEX IF NOT EXISTS library_fulltext_vector ON library_fulltext USING gin (vector)",
)


def _postgres() -> bool:
    return connection.vendor == "postgresql"


def ensure() -> None:
    """Make the index when it is not there; called after migrations."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(_SQLITE)
        elif _postgres():
            for statement in _POSTGRES:
                cursor.execute(statement)


def store(rows: Iterable[Row]) -> None:
    """Index documents, in place of what was indexed under the same ids."""
    rows = list(rows)
    remove(row[0] for row in rows)
    with connection.cursor() as cursor:
        if _postgres():
            cursor.executemany(
                "INSERT INTO library_fulltext (id, vector) VALUES (%s, "
                "setweight(to_tsvector('dutch', %s), 'A') || to_tsvector('dutch', %s))",
                [
                    (key, " ".join(words_of(title)), " ".join(words_of(body)))
                    for key, title, body in rows
                ],
            )
        else:
            cursor.executemany(
                "INSERT INTO library_fulltext (rowid, title, body) VALUES (%s, %s, %s)",
                [(key, _stems(title), _stems(body)) for key, title, body in rows],
            )


def _stems(text: str) -> str:
    return " ".join(stem(word) for word in words_of(text))


def remove(ids: Iterable[int]) -> None:
    """Take documents out of the index."""
    column = "id" if _postgres() else "rowid"
    with connection.cursor() as cursor:
        cursor.executemany(
            f"DELETE FROM library_fulltext WHERE {column} = %s",  # noqa: S608  fixed names
            [(key,) for key in ids],
        )


def match(terms: Terms, title_only: bool = False) -> Ids:
    """Return the ids of all documents that hold each term, in no order. One query.

    The database joins the ids into one text, because 100,000 rows one by one cost more than the
    search itself.
    """
    if _postgres():
        sql = (
            "SELECT string_agg(id::text, ',') FROM library_fulltext "
            "WHERE vector @@ to_tsquery('dutch', %s)"
        )
        return _ids(sql, _ts(terms, title_only))
    sql = "SELECT group_concat(rowid) FROM library_fulltext WHERE library_fulltext MATCH %s"
    return _ids(sql, _fts(terms, title_only))


def ranked(terms: Terms) -> Ids:
    """Return the ids of all matching documents, best first: words in the title weigh eight times."""
    if _postgres():
        sql = (
            "SELECT string_agg(id::text, ',') FROM (SELECT id FROM library_fulltext, "
            "to_tsquery('dutch', %s) query WHERE vector @@ query "
            "ORDER BY ts_rank('{0.1, 0.1, 0.125, 1.0}', vector, query) DESC, id) AS found"
        )
        return _ids(sql, _ts(terms))
    sql = (
        "SELECT group_concat(rowid) FROM (SELECT rowid FROM library_fulltext "
        "WHERE library_fulltext MATCH %s ORDER BY bm25(library_fulltext, 8.0, 1.0), rowid)"
    )
    return _ids(sql, _fts(terms))


def _ids(sql: str, query: str) -> Ids:
    with connection.cursor() as cursor:
        cursor.execute(sql, [query])
        (joined,) = cursor.fetchone()
    return np.fromstring(joined, dtype=np.int64, sep=",") if joined else np.empty(0, np.int64)


def _fts(terms: Terms, title_only: bool = False) -> str:
    parts = []
    for place, alternatives in enumerate(terms):
        stems = list(dict.fromkeys(stem(word) for word in alternatives))
        words = [f'"{word}"' for word in stems]
        if place == len(terms) - 1:
            words.append(f'"{alternatives[0]}"*')
        parts.append(f"({' OR '.join(words)})")
    query = " AND ".join(parts)
    return f"{{title}} : ({query})" if title_only else query


def _ts(terms: Terms, title_only: bool = False) -> str:
    weight = "A" if title_only else ""
    parts = []
    for place, alternatives in enumerate(terms):
        words = [f"{word}:{weight}" if weight else word for word in alternatives]
        if place == len(terms) - 1:
            words.append(f"{alternatives[0]}:*{weight}")
        parts.append(f"({' | '.join(words)})")
    return " & ".join(parts)
