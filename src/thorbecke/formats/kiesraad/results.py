"""The CSV with which the Kiesraad exports the results of a day of council elections.

Semicolons, a semicolon at the end of each row, no quoting (names hold loose double quotes), rows of one
municipality together, seats empty or 0 for none. The number of council seats is not in it: it is the sum
of the seats given, so a file from before the seats were divided does not tell it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date

from thorbecke.formats.kiesraad.model import (
    Council,
    ListRow,
    ResultsError,
    municipality_code,
    whole_number,
)

HEAD = ("Gemeente", "Code", "AmsterdamseCode", "Partij", "AantalStemmen", "AantalZetels")
_DAY = re.compile(r"(20\d\d)-?(\d\d)-?(\d\d)")


def read_results(data: bytes, file: str, day: date | None = None) -> tuple[Council, ...]:
    """Read the Kiesraad's CSV. O(size). Raises ``ResultsError``.

    ``day``: of the election; else taken from the name of the file (GR20180321), else unknown.
    """
    lines = _text(data, file).splitlines()
    rows = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if not rows:
        raise ResultsError(file, None, "", "rows with results", "export the results again")
    _check_head(file, *rows[0])
    found: dict[str, tuple[int, list[str], list[ListRow]]] = {}
    for number, line in rows[1:]:
        cells = _cells(file, number, line)
        code = municipality_code(file, number, "Code", cells[1])
        _, _, lists = found.setdefault(code, (number, cells, []))
        lists.append(_list(file, number, cells))
    when = day or _day(file)
    return tuple(_council(code, when, *parts) for code, parts in found.items())


def write_results(councils: Iterable[Council]) -> str:
    """Return the Kiesraad's CSV of these councils; reading it gives them back. O(size)."""
    return "".join(f"{line}\n" for line in _written(councils))


def _written(councils: Iterable[Council]) -> Iterator[str]:
    yield ";".join(HEAD) + ";"
    for council in councils:
        start = [council.municipality, council.code.replace("GM", "G"), council.amsterdam_code]
        for row in council.lists:
            seats = "" if row.seats is None else str(row.seats)
            yield (
                ";".join(_quoted(cell) for cell in [*start, row.name, str(row.votes), seats]) + ";"
            )


def _quoted(cell: str) -> str:
    """Quote only a cell that would not survive: the Kiesraad itself never quotes."""
    text = " ".join(cell.splitlines())
    return '"' + text.replace('"', '""') + '"' if ";" in text else text


def _text(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        expected = f"text in UTF-8 or Windows-1252 (byte {error.start} is neither)"
        raise ResultsError(file, None, "", expected, "save the file as UTF-8") from error


def _check_head(file: str, number: int, line: str) -> None:
    names = [cell.strip() for cell in line.rstrip(";").split(";")]
    for place, name in enumerate(HEAD):
        if place >= len(names) or names[place] != name:
            expected = f"the columns {', '.join(HEAD)}"
            raise ResultsError(file, number, name, expected, "export the file again, with its head")


def _cells(file: str, number: int, line: str) -> list[str]:
    for cells in (line.split(";"), next(csv.reader([line], delimiter=";"))):
        kept = cells[:-1] if len(cells) == len(HEAD) + 1 and not cells[-1].strip() else cells
        if len(kept) == len(HEAD):
            return kept
    expected = f"{len(HEAD)} cells, found {len(line.rstrip(';').split(';'))}"
    raise ResultsError(file, number, "", expected, "count the semicolons of this row")


def _list(file: str, number: int, cells: list[str]) -> ListRow:
    seats = cells[5].strip()
    return ListRow(
        name=cells[3].strip(),
        votes=whole_number(file, number, "AantalStemmen", cells[4]),
        seats=whole_number(file, number, "AantalZetels", seats) if seats else None,
    )


def _council(
    code: str, when: date | None, _: int, cells: list[str], lists: list[ListRow]
) -> Council:
    """An empty cell is no seat as soon as one list of the council has seats."""
    total = sum(row.seats or 0 for row in lists)
    if total:
        lists = [ListRow(row.name, row.votes, row.seats or 0) for row in lists]
    seats = total or None
    return Council(code, cells[0].strip(), when, seats, tuple(lists), (), cells[2].strip())


def _day(file: str) -> date | None:
    found = _DAY.search(file)
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None
