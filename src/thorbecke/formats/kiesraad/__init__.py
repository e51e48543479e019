"""Council results: the Kiesraad's CSV of a whole election day, read and written, and a council table.

for council in read_councils(data, "GR20180321_Gemeente.csv"): council.election()
write_results(councils)                          # the Kiesraad's CSV, as text
"""

from __future__ import annotations

from thorbecke.formats.kiesraad.council_table import read_council_table
from thorbecke.formats.kiesraad.model import Council, ListRow, ResultsError
from thorbecke.formats.kiesraad.results import HEAD, read_results, write_results
from thorbecke.formats.kiesraad.store import load_store, save_store

__all__ = [
    "Council",
    "ListRow",
    "ResultsError",
    "load_store",
    "read_council_table",
    "read_councils",
    "read_results",
    "save_store",
    "write_results",
]


def read_councils(data: bytes, file: str) -> tuple[Council, ...]:
    """Read a Kiesraad CSV or a council table (CSV, Excel), told apart by the column names.

    Raises ``ResultsError`` that names file, row, column, what was expected and how to mend it.
    """
    first = ";".join(HEAD[:2]).encode()
    if data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(first):
        return read_results(data, file)
    return read_council_table(data, file)
