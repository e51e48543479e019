"""Ballots in a table: a column for each option, a row for each ballot or each kind of ballot."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import BinaryIO

import numpy as np

from thorbecke.formats.preflib.fault import BallotFileError
from thorbecke.formats.tables import stream_table
from thorbecke.methods.voting.profile import Kind, Profile, WrongBallots, compress

COUNT = {"count", "aantal", "ballots", "stembiljetten"}
MARKS = {"x", "X", "v", "V", "✓", "✗"}
MOST = 2**31 - 1


def read_table_ballots(file: BinaryIO, name: str, kind: Kind) -> Profile:
    """Return the profile of a table (CSV or Excel). Column names are the options.

    A column ``count`` (or ``aantal``) says how many ballots a row stands for. A cell is the place, the
    score, the points, or 1 or x for a mark; empty is not named. For choices the cells are votes, so one
    row may hold a whole polling station; a row without votes is a blank ballot. O(size).
    Raises ``BallotFileError`` with row and column, ``TableError`` for a table that can't be read.
    """
    stream = stream_table(file, name)
    weight = [place for place, text in enumerate(stream.columns) if text.strip().lower() in COUNT]
    if len(weight) > 1:
        raise BallotFileError(name, 1, "one column with counts", "take the other one away")
    options = tuple(text for place, text in enumerate(stream.columns) if place not in weight)
    if not options:
        raise BallotFileError(name, 1, "a column for each option", "add the options")
    rows, counts = array("i"), array("q")
    for number, cells in stream.rows:
        many = _number(name, number, "count", cells[weight[0]], 1) if weight else 1
        values = [
            _value(name, number, text, cell, kind)
            for place, (text, cell) in enumerate(zip(stream.columns, cells, strict=True))
            if place not in weight
        ]
        for row, times in _ballots(kind, values):
            rows.extend(row)
            counts.append(many * times)
    return _profile(name, kind, options, rows, counts)


def _profile(
    name: str, kind: Kind, options: tuple[str, ...], rows: array[int], counts: array[int]
) -> Profile:
    shape = (len(counts), len(options))
    found = np.frombuffer(rows, np.int32).reshape(shape) if counts else np.zeros(shape, np.int32)
    many = np.frombuffer(counts, np.int64) if counts else np.zeros(0, np.int64)
    try:
        return compress(kind, options, found, "", None, many)
    except WrongBallots as error:
        raise BallotFileError(name, None, str(error), "check the ballots") from error


def _ballots(kind: Kind, values: Sequence[int]) -> list[tuple[Sequence[int], int]]:
    """Return the ballots of a row: one, or for choices as many as there are votes."""
    if kind is not Kind.CHOICE:
        return [(values, 1)]
    size = len(values)
    found = [
        ([int(place == option) for place in range(size)], votes)
        for option, votes in enumerate(values)
        if votes
    ]
    return [*found] if found else [([0] * size, 1)]


def _value(name: str, row: int, column: str, cell: str, kind: Kind) -> int:
    text = cell.strip()
    if not text:
        return -1 if kind is Kind.SCORE else 0
    if text in MARKS and kind in {Kind.CHOICE, Kind.APPROVAL}:
        return 1
    return _number(name, row, column, text, 0)


def _number(name: str, row: int, column: str, cell: str, least: int) -> int:
    text = cell.strip()
    if not (text.isascii() and text.isdigit() and len(text) < 12) or not least <= int(text) <= MOST:
        place = f"{name}, column {column}"
        wanted = f"a whole number of {least} or more, found {text[:40]!r}"
        raise BallotFileError(place, row, wanted, "correct the cell")
    return int(text)
