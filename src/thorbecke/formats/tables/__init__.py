"""Tables with one row of column names: CSV and Excel, read with care and written formula-safe.

table = read_table(data, "praktijk.xlsx")      # tells CSV and Excel apart by their content
for row in table.rows: row.number, row.cells["titel"]
stream = stream_table(file, "register.csv")    # the same by the row, for a million rows
for line in csv_lines(columns, rows): ...       # streams
write_xlsx(file, columns, rows)                 # streams too
"""

from __future__ import annotations

from thorbecke.formats.tables.comma import csv_lines, read_csv
from thorbecke.formats.tables.excel import fit, read_xlsx, write_xlsx, xlsx_bytes
from thorbecke.formats.tables.guard import guard, unguard
from thorbecke.formats.tables.model import (
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Row,
    Source,
    Table,
    TableError,
    Trouble,
    content,
)
from thorbecke.formats.tables.stream import MAX_STREAM_BYTES, Stream, stream_table

__all__ = [
    "MAX_BYTES",
    "MAX_COLUMNS",
    "MAX_ROWS",
    "MAX_STREAM_BYTES",
    "Cell",
    "Row",
    "Source",
    "Stream",
    "Table",
    "TableError",
    "Trouble",
    "csv_lines",
    "fit",
    "guard",
    "read_csv",
    "read_table",
    "read_xlsx",
    "stream_table",
    "unguard",
    "write_xlsx",
    "xlsx_bytes",
]


def read_table(source: Source, file: str) -> Table:
    """Read CSV or Excel, told apart by content and not by name. O(size of the file).

    ``source``: the bytes, or a file opened for reading bytes. ``file``: the name for messages.
    Raises TableError.
    """
    data = content(source, file)
    return read_xlsx(data, file) if data.startswith(b"PK\x03\x04") else read_csv(data, file)
