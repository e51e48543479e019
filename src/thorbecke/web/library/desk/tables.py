"""The desk's way with tables: those of ``thorbecke.formats``, with what is wrong said in Dutch."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from typing import IO, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from thorbecke.formats import tables
from thorbecke.formats.tables import MAX_BYTES, MAX_COLUMNS, Table, Trouble

DELIMITER = ";"  # what a Dutch Excel expects
MOST_ROWS = 5000
MOST_BYTES = MAX_BYTES
MOST = {"rows": MOST_ROWS, "columns": MAX_COLUMNS}

TEXTS: dict[Trouble, str | Promise] = {
    Trouble.EMPTY: gettext_lazy("De eerste rij moet de namen van de kolommen hebben."),
    Trouble.NAMELESS_COLUMN: gettext_lazy(
        "Deze kolom heeft geen naam. Zet een naam in de eerste rij of haal de kolom weg."
    ),
    Trouble.DOUBLE_COLUMN: gettext_lazy("Deze kolom staat er twee keer. Haal er een weg."),
    Trouble.TOO_LARGE: gettext_lazy(
        "Dit bestand is uitgepakt te groot. Maak er meer bestanden van."
    ),
    Trouble.TOO_MANY_ROWS: gettext_lazy(
        "Er mogen hooguit %(rows)s rijen in een bestand. Maak er meer bestanden van."
    ),
    Trouble.TOO_WIDE: gettext_lazy(
        "Er mogen hooguit %(columns)s kolommen zijn. Haal weg wat rechts van uw gegevens staat."
    ),
    Trouble.TOO_MANY_CELLS: gettext_lazy(
        "Deze rij heeft meer cellen dan er kolommen zijn. "
        "Zet een tekst met een puntkomma of komma tussen dubbele aanhalingstekens."
    ),
    Trouble.BINARY: gettext_lazy("Dit is geen CSV-bestand. Sla het opnieuw op als CSV UTF-8."),
    Trouble.NOT_XLSX: gettext_lazy("Dit is geen Excel-bestand. Sla het opnieuw op als .xlsx."),
    Trouble.ENCODING: gettext_lazy(
        "Wij verwachten UTF-8. Kies in Excel bij Opslaan als: CSV UTF-8."
    ),
    Trouble.QUOTES: gettext_lazy("Een aanhalingsteken sluit niet. Kijk deze rij na."),
    Trouble.FORMULA: gettext_lazy("Dit is een formule. Zet de waarde zelf in de cel."),
    Trouble.CELL_ERROR: gettext_lazy(
        "In deze cel staat een fout van Excel. Verbeter de formule of zet de waarde zelf in de cel."
    ),
    Trouble.LONG_CELL: gettext_lazy(
        "In deze rij is een tekst te lang. Maak hem korter. Kijk ook of elk aanhalingsteken sluit."
    ),
}


class TableError(ValueError):
    """A file that cannot be read as a table. The text says what is wrong and how to mend it."""

    def __init__(self, text: str, row: int | None = None, column: str = "") -> None:
        super().__init__(text)
        self.text, self.row, self.column = text, row, column


def trouble(code: Trouble, row: int | None = None, column: str = "") -> TableError:
    """Return the error for a trouble: what is expected and how to mend it, in Dutch."""
    return TableError(str(TEXTS[code]) % MOST, row, column)


def read(content: bytes, name: str) -> Table:
    """Read CSV or Excel. Raises ``TableError`` in Dutch, with row and column where they are known."""
    excel = name.endswith(".xlsx")
    try:
        found = tables.read_xlsx(content, name) if excel else tables.read_csv(content, name)
    except tables.TableError as wrong:
        raise trouble(wrong.code, wrong.row, wrong.column) from wrong
    if len(found.rows) > MOST_ROWS:
        raise trouble(Trouble.TOO_MANY_ROWS, found.rows[MOST_ROWS].number)
    return found


def write_csv(header: list[str], rows: Iterable[list[Any]]) -> Iterator[bytes]:
    """Yield a CSV file (UTF-8 with a mark, semicolons), one row at a time."""
    return (line.encode() for line in tables.csv_lines(header, rows, delimiter=DELIMITER))


def write_xlsx(title: str, header: list[str], rows: Iterable[list[Any]]) -> IO[bytes]:
    """Write an Excel file to a scratch file on disk, row by row; return it at its start.

    A text that is too long for Excel is cut: a whole export must not fail on one cell.
    """
    scratch = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    short = ([tables.fit(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    tables.write_xlsx(scratch, header, short, sheet=title[:31])
    scratch.seek(0)
    return scratch
