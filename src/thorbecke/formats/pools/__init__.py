"""Pools and quotas as files: CSV and Excel, as sortition-algorithms and stratification-app use them.

found = read_pool(people, "people.csv", quotas, "quotas.csv", size=110, household=("postcode", "nr"))
found.pool, found.id_column, found.rows
write_people / write_quotas write the same columns, as CSV or Excel.
"""

from __future__ import annotations

from thorbecke.formats.pools.errors import PoolFileError
from thorbecke.formats.pools.reading import PoolFiles, read_pool, read_quotas
from thorbecke.formats.pools.writing import (
    people_csv,
    people_xlsx,
    quotas_csv,
    quotas_xlsx,
    selected_csv,
)

__all__ = [
    "PoolFileError",
    "PoolFiles",
    "people_csv",
    "people_xlsx",
    "quotas_csv",
    "quotas_xlsx",
    "read_pool",
    "read_quotas",
    "selected_csv",
]
