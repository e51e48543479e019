"""Write people and quotas in the columns that other programs read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from thorbecke.formats.pools.reading import NO_LIMIT, PoolFiles
from thorbecke.formats.tables import csv_lines, xlsx_bytes
from thorbecke.methods.sortition.pool import Pool, Quota

QUOTA_COLUMNS = ("feature", "value", "min", "max", "min_flex", "max_flex")


def _quota_rows(quotas: Iterable[Quota]) -> Iterator[tuple[str | int, ...]]:
    for quota in quotas:
        flex = (NO_LIMIT if one is None else one for one in (quota.low_flex, quota.high_flex))
        yield (quota.feature, quota.value, quota.low, quota.high, *flex)


def quotas_csv(quotas: Iterable[Quota], delimiter: str = ",") -> str:
    """Return the quotas as sortition-algorithms' features.csv."""
    return "".join(csv_lines(QUOTA_COLUMNS, _quota_rows(quotas), delimiter))


def quotas_xlsx(quotas: Iterable[Quota]) -> bytes:
    """Return the quotas as an Excel workbook."""
    return xlsx_bytes(QUOTA_COLUMNS, _quota_rows(quotas), "quota")


def _people_columns(pool: Pool) -> tuple[str, ...]:
    shared = ("household",) if any(person.household for person in pool.people) else ()
    return ("id", *pool.features, *shared)


def _people_rows(pool: Pool) -> Iterator[tuple[str, ...]]:
    width = len(_people_columns(pool))
    for person in pool.people:
        yield (person.id, *person.values, person.household)[:width]


def people_csv(pool: Pool, delimiter: str = ",") -> str:
    """Return the people with id, features and (when any is shared) the household."""
    return "".join(csv_lines(_people_columns(pool), _people_rows(pool), delimiter))


def people_xlsx(pool: Pool) -> bytes:
    """Return the people as an Excel workbook."""
    return xlsx_bytes(_people_columns(pool), _people_rows(pool), "mensen")


def selected_csv(files: PoolFiles, ids: Sequence[str], delimiter: str = ",") -> str:
    """Return these people with all columns of the file they came from."""
    columns = files.columns if files.id_column else ("id", *files.columns)
    rows = ({"id": name, **files.rows[name]} for name in ids)
    return "".join(csv_lines(columns, rows, delimiter))
