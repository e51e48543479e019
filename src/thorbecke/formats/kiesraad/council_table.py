"""A table of council elections: one row per list, as CSV or Excel.

Columns: election (date), cbs_code, council_seats, party, votes; optional: municipality, seats (official),
candidates (how many can take a seat). Lists keep the order of their rows.
"""

from __future__ import annotations

from datetime import date

from thorbecke.formats.kiesraad.model import (
    Council,
    ListRow,
    ResultsError,
    check_seats,
    iso_date,
    municipality_code,
    whole_number,
)
from thorbecke.formats.tables import Row, TableError, read_table

NEEDED = ("election", "cbs_code", "council_seats", "party", "votes")


def read_council_table(data: bytes, file: str) -> tuple[Council, ...]:
    """Read the table; councils in the order of their first row. O(size). Raises ``ResultsError``."""
    try:
        table = read_table(data, file)
    except TableError as error:
        raise ResultsError(
            error.file, error.row, error.column, error.expected, error.mend
        ) from error
    for name in NEEDED:
        if name not in table.columns:
            expected = f"the columns {', '.join(NEEDED)}; found {', '.join(table.columns)}"
            raise ResultsError(file, 1, name, expected, f"add the column {name}")
    found: dict[tuple[date, str], list[Row]] = {}
    for row in table.rows:
        day = iso_date(file, row.number, "election", row.cells["election"])
        code = municipality_code(file, row.number, "cbs_code", row.cells["cbs_code"])
        found.setdefault((day, code), []).append(row)
    if not found:
        raise ResultsError(file, None, "", "at least one row with a list", "add the lists")
    return tuple(_council(file, *key, rows) for key, rows in found.items())


def _council(file: str, day: date, code: str, rows: list[Row]) -> Council:
    first = rows[0]
    seats = whole_number(file, first.number, "council_seats", first.cells["council_seats"])
    for row in rows:
        if row.cells["council_seats"].strip() != first.cells["council_seats"].strip():
            expected = f"{seats}, as in row {first.number} of the same council"
            raise ResultsError(file, row.number, "council_seats", expected, "make them equal")
    if not 1 <= seats <= 1000:
        expected = f"a council of 1 to 1000 seats, found {seats}"
        raise ResultsError(file, first.number, "council_seats", expected, "correct the seats")
    lists = tuple(_list(file, row) for row in rows)
    name = first.cells.get("municipality", "").strip() or code
    return check_seats(file, first.number, Council(code, name, day, seats, lists))


def _list(file: str, row: Row) -> ListRow:
    def optional(column: str) -> int | None:
        text = row.cells.get(column, "").strip()
        return whole_number(file, row.number, column, text) if text else None

    if not row.cells["party"].strip():
        raise ResultsError(file, row.number, "party", "the name of a list", "fill in the name")
    return ListRow(
        row.cells["party"].strip(),
        whole_number(file, row.number, "votes", row.cells["votes"]),
        optional("seats"),
        optional("candidates"),
    )
