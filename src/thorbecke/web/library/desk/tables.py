"""The desk's way with tables: those of ``thorbecke.formats``, with what is wrong said in Dutch."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thorbecke.formats import tables
from thorbecke.formats.tables import Trouble

DELIMITER = ";"  # what a Dutch Excel expects
MOST_ROWS = 5000
MOST_CELL = 32_767  # Excel's own limit

TEXTS: dict[Trouble, str | Promise] = {
    Trouble.EMPTY: gettext_lazy("De eerste rij moet de namen van de kolommen hebben."),
    Trouble.NAMELESS_COLUMN: gettext_lazy("De eerste rij moet de namen van de kolommen hebben."),
    Trouble.DOUBLE_COLUMN: gettext_lazy("Deze kolom staat er twee keer. Haal er een weg."),
    Trouble.TOO_LARGE: gettext_lazy(
        "Dit bestand is uitgepakt te groot. Maak er meer bestanden van."
    ),
    Trouble.TOO_MANY_ROWS: gettext_lazy("Dit bestand is te lang. Maak er meer bestanden van."),
    Trouble.TOO_WIDE: gettext_lazy("Deze rij heeft meer cellen dan er kolommen zijn."),
    Trouble.TOO_MANY_CELLS: gettext_lazy("Deze rij heeft meer cellen dan er kolommen zijn."),
    Trouble.BINARY: gettext_lazy("Dit is geen CSV-bestand. Sla het opnieuw op als CSV UTF-8."),
    Trouble.NOT_XLSX: gettext_lazy("Dit is geen Excel-bestand. Sla het opnieuw op als .xlsx."),
    Trouble.ENCODING: gettext_lazy(
        "Wij verwachten UTF-8. Kies in Excel bij Opslaan als: CSV UTF-8."
    ),
    Trouble.QUOTES: gettext_lazy("Een aanhalingsteken sluit niet. Kijk deze rij na."),
    Trouble.FORMULA: gettext_lazy("Dit is een formule. Zet de waarde zelf in de cel."),
    Trouble.CELL_ERROR: gettext_lazy("Deze waarde klopt niet."),
    Trouble.LONG_CELL: gettext_lazy("Deze waarde klopt niet."),
}


class TableError(ValueError):
    """A file that cannot be read as a table. The text says what is wrong and how to mend it."""

    def __init__(self, text: str, row: int | None = None, column: str = "") -> None:
        super().__init__(text)
        self.text, self.row, self.column = text, row, column


@dataclass(frozen=True)
class Table:
    """A file as it was read: the column names, and each row with its number in the file."""

    header: list[str]
    rows: list[tuple[int, list[str]]]


def read(content: bytes, name: str) -> Table:
    """Read CSV or Excel. Raises ``TableError`` in Dutch, with row and column where they are known."""
    excel = name.endswith(".xlsx")
    try:
        found = tables.read_xlsx(content, name) if excel else tables.read_csv(content, name)
    except tables.TableError as wrong:
        raise TableError(str(TEXTS[wrong.code]), wrong.row, wrong.column) from wrong
    if len(found.rows) > MOST_ROWS:
        raise TableError(
            _("Er mogen hooguit %(most)s rijen in een bestand. Maak er meer bestanden van.")
            % {"most": MOST_ROWS}
        )
    rows = [(row.number, [row.cells[column] for column in found.columns]) for row in found.rows]
    return Table(list(found.columns), rows)


def write_csv(header: list[str], rows: Iterable[list[Any]]) -> Iterator[bytes]:
    """Yield a CSV file (UTF-8 with a mark, semicolons), one row at a time."""
    return (line.encode() for line in tables.csv_lines(header, rows, delimiter=DELIMITER))


def write_xlsx(title: str, header: list[str], rows: Iterable[list[Any]]) -> IO[bytes]:
    """Write an Excel file to a scratch file on disk, row by row; return it at its start."""
    scratch = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    short = ([_short(cell) for cell in row] for row in rows)
    tables.write_xlsx(scratch, header, short, sheet=title[:31])
    scratch.seek(0)
    return scratch


def _short(cell: Any) -> Any:
    """Cut what Excel can't hold, one sign shorter for the guard against formulas."""
    return cell[: MOST_CELL - 1] if isinstance(cell, str) else cell
