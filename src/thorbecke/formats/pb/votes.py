"""The rows of ballots, read as arrays: a city's file has a hundred thousand of them.

All separators are found at once with numpy, and the ids of projects are looked up as whole numbers of at
most eight bytes. Equal ballots are joined through their bit sets. Files with quotes, long ids, points or
an order take the plain way, row by row with Python's csv.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from thorbecke.formats.pb.document import Section
from thorbecke.formats.pb.errors import WrongPb

Longs: TypeAlias = npt.NDArray[np.int64]
Words: TypeAlias = npt.NDArray[np.uint64]

NEWLINE, COMMA, SEMICOLON = 10, 44, 59


@dataclass(frozen=True, eq=False)
class Rows:
    """Ballots in the order of the file. ``starts``: shape (n + 1,); row i chose
    ``chosen[starts[i]:starts[i + 1]]``. ``lines``: their lines in the file."""

    starts: Longs
    chosen: Longs
    lines: Longs


@dataclass(frozen=True, eq=False)
class Cells:
    """The cells of a section without quotes whose rows all have as many cells.

    ``begins``, ``ends``: shape (rows, columns), where each cell starts and stops in ``data``.
    """

    data: npt.NDArray[np.uint8]
    begins: Longs
    ends: Longs


def cells(body: bytes) -> Cells | None:
    """Return the cells of the rows of a section, or None when rows differ in length. O(bytes)."""
    if not body.endswith(b"\n"):
        body += b"\n"
    data = np.frombuffer(body + bytes(8), np.uint8)
    newlines = np.flatnonzero(data == NEWLINE)
    semicolons = np.flatnonzero(data == SEMICOLON)
    rows = len(newlines)
    if len(semicolons) % rows:
        return None
    inner = semicolons.reshape(rows, -1)
    starts = np.concatenate(([0], newlines[:-1] + 1))
    if inner.shape[1] and ((inner[:, 0] < starts).any() or (inner[:, -1] > newlines).any()):
        return None
    return Cells(
        data,
        np.concatenate((starts[:, None], inner + 1), axis=1),
        np.concatenate((inner, newlines[:, None]), axis=1),
    )


def words(data: npt.NDArray[np.uint8], starts: Longs, lengths: Longs) -> Words:
    """Return pieces of at most eight bytes as whole numbers, the first byte lowest."""
    windows = np.ndarray((len(data) - 7,), "<u8", data, strides=(1,))
    found: Words = windows[starts]
    masks = np.array([(1 << (8 * size)) - 1 for size in range(9)], np.uint64)
    found &= masks[lengths]
    return found


def word(text: bytes) -> int:
    """Return one id as a whole number, as ``words`` does."""
    return int.from_bytes(text, "little")


def lookup(keys: Words, ids: Sequence[str]) -> Longs:
    """Return the place of each key in ``ids``, -1 for an unknown one: a table without collisions."""
    known = np.array([word(name.encode()) for name in ids], np.uint64)
    bits = max(10, 2 * len(known).bit_length() + 1)
    shift = np.uint64(64 - bits)
    for multiplier in _MULTIPLIERS:
        slots = (known * multiplier) >> shift
        if len(np.unique(slots)) == len(known):
            table = np.zeros(1 << bits, np.int64)
            table[slots] = np.arange(len(known))
            found = table[(keys * multiplier) >> shift]
            return np.where(known[found] == keys, found, -1)
    order = np.argsort(known)
    at = np.minimum(np.searchsorted(known[order], keys), len(known) - 1)
    return np.where(known[order][at] == keys, order[at], -1)


# Odd numbers with mixed bits; one of them parts any few hundred ids with near certainty.
_MULTIPLIERS = [np.uint64((0x9E3779B97F4A7C15 * (2 * k + 1)) % 2**64 | 1) for k in range(32)]


def approvals(section: Section, columns: Sequence[str], ids: Sequence[str]) -> Rows | None:
    """Return the approvals of each row; None when the file must be read row by row.

    Raises ``WrongPb`` for an unknown project and a doubled voter, each with its line.
    """
    _, _, body = section.body.partition(b"\n")
    if b"\r" in body:
        body = body.replace(b"\r\n", b"\n")
    plain = b'"' not in body and b"\n\n" not in body and b" " not in body and b"\r" not in body
    if not plain or not body.strip(b"\n") or any(len(name.encode()) > 8 for name in ids):
        return None
    found = cells(body)
    if found is None or found.ends.shape[1] != len(columns):
        return None
    first_line = section.line + 2
    _check_voters(found, columns.index("voter_id"), first_line)
    begins, ends, row = _pieces(found, columns.index("vote"))
    sizes = ends - begins
    if (sizes == 0).any() or (sizes > 8).any():
        return None
    chosen = lookup(words(found.data, begins, sizes), ids)
    if len(chosen) and chosen.min() < 0:
        at = int(np.argmin(chosen))
        text = bytes(found.data[begins[at] : ends[at]]).decode()
        raise unknown(first_line + int(row[at]), text)
    rows = len(found.begins)
    starts = np.concatenate(([0], np.cumsum(np.bincount(row, minlength=rows))))
    return Rows(starts, chosen, np.arange(first_line, first_line + rows))


def unknown(line: int, name: str) -> WrongPb:
    """Return the error for a vote that names a project that is not there."""
    return WrongPb(
        line, f"there is no project {name!r}", "Add it to PROJECTS or remove it from the vote"
    )


def twice(line: int, name: str, other: int) -> WrongPb:
    """Return the error for a second ballot of one voter."""
    return WrongPb(
        line,
        f"voter {name!r} stands on line {other} too",
        "A voter has one ballot: remove one of the two",
    )


def _pieces(found: Cells, column: int) -> tuple[Longs, Longs, Longs]:
    """Return start, end and row of each part of a column whose cells hold values with commas."""
    starts, stops = found.begins[:, column], found.ends[:, column]
    marks = found.data == COMMA
    marks[stops] = True
    ends = np.flatnonzero(marks)
    last = found.data[ends] != COMMA
    row = np.cumsum(last) - last
    inside = (row < len(starts)) & (ends >= starts[np.minimum(row, len(starts) - 1)])
    if not inside.all():  # commas in other columns
        ends, row = ends[inside], row[inside]
    first = np.concatenate(([True], row[1:] != row[:-1]))
    begins = np.concatenate(([0], ends[:-1] + 1))
    begins[first] = starts[row[first]]
    voted = ends > begins
    single = first & np.concatenate((first[1:], [True]))
    keep = voted | ~single  # a blank ballot has one empty piece
    return begins[keep], ends[keep], row[keep]


def _check_voters(found: Cells, column: int, first_line: int) -> None:
    """Look for a doubled voter: by a mix of the bytes first, by the bytes where two mixes are equal."""
    begins, ends = found.begins[:, column], found.ends[:, column]
    sizes = ends - begins
    mix = words(found.data, begins, np.minimum(sizes, 8))
    for offset in range(8, int(sizes.max(initial=0)), 8):
        rest = np.clip(sizes - offset, 0, 8)
        more = words(found.data, np.where(rest > 0, begins + offset, 0), rest)
        mix = mix * np.uint64(0x9E3779B97F4A7C15) + more
    order = np.sort(mix)
    if not (order[1:] == order[:-1]).any():
        return
    seen: dict[bytes, int] = {}
    for number, (start, end) in enumerate(zip(begins.tolist(), ends.tolist(), strict=True)):
        name = bytes(found.data[start:end])
        if name in seen:
            raise twice(first_line + number, name.decode(), first_line + seen[name])
        seen[name] = number


def group(rows: Rows, projects: int) -> tuple[Longs, Longs, Longs, int]:
    """Join equal approval ballots: (starts, chosen ascending, counts, blank). O(rows · log rows).

    Raises ``WrongPb`` with the line for a project that a ballot names twice.
    """
    sizes = np.diff(rows.starts)
    voted = np.flatnonzero(sizes)
    blank = len(sizes) - len(voted)
    if len(voted) == 0:
        return np.zeros(1, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64), blank
    bits = _bit_sets(rows, voted, projects)
    _check_twice(rows, voted, bits, sizes)
    order, fresh = _sorted(bits)
    counts = np.diff(np.append(np.flatnonzero(fresh), len(order)))
    bits = bits[order[fresh]]
    per = np.unpackbits(bits.view(np.uint8), axis=1, bitorder="little", count=projects)
    where, chosen = np.nonzero(per)
    starts = np.concatenate(([0], np.cumsum(np.bincount(where, minlength=len(bits)))))
    return starts, chosen, counts, blank


def _bit_sets(rows: Rows, voted: Longs, projects: int) -> Words:
    """Return a row of 64-bit words for each ballot, one bit for each project."""
    width = -(-projects // 64)
    found = np.zeros((len(voted), width), "<u8")
    first = rows.starts[:-1][voted]
    bit = np.left_shift(np.uint64(1), (rows.chosen & 63).astype(np.uint64))
    high = rows.chosen >> 6
    for place in range(width):
        found[:, place] = np.bitwise_or.reduceat(np.where(high == place, bit, np.uint64(0)), first)
    return found


def _check_twice(rows: Rows, voted: Longs, bits: Words, sizes: Longs) -> None:
    named = np.bitwise_count(bits).sum(axis=1)
    wrong = np.flatnonzero(named != sizes[voted])
    if len(wrong):
        raise WrongPb(
            int(rows.lines[voted[wrong[0]]]),
            "the vote names a project twice",
            "Name each project once",
        )


def _sorted(bits: Words) -> tuple[Longs, npt.NDArray[np.bool_]]:
    """Return an order in which equal ballots stand together, and which of them start a group."""
    mix = np.zeros(len(bits), np.uint64)
    for place in range(bits.shape[1]):
        mix = (mix ^ (mix >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9) + bits[:, place]
    order = np.argsort(mix)
    near = mix[order]
    fresh = np.concatenate(([True], near[1:] != near[:-1]))
    inside = np.flatnonzero(~fresh)
    if len(inside) and (bits[order[inside]] != bits[order[inside - 1]]).any():
        order = np.lexsort(bits.T)
        fresh = np.concatenate(([True], (bits[order[1:]] != bits[order[:-1]]).any(axis=1)))
    return order, fresh
