"""The one way in which a value stands in a cell as text."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from thorbecke.formats.tables.model import Cell

EXACT = 10**15  # whole numbers up to here are exact in a spreadsheet


def words(value: Cell | timedelta) -> str:
    """Return a value as text: numbers with a point, dates as 2026-03-18, true and false, "" for None."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()  # Excel knows no dates without a time
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < EXACT:
        return str(int(value))
    return str(value)
