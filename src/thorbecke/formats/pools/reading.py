"""Read people and quotas into a pool; every fault names file, row, column and the mend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thorbecke.formats.addresses import household as household_key
from thorbecke.formats.pools.errors import PoolFileError, missing_column
from thorbecke.formats.tables import Row, Source, Table, TableError, read_table
from thorbecke.methods.sortition.pool import Person, Pool, Quota, WrongPool

# What programs call the columns; the first that is there counts.
IDS = ("id", "nationbuilder_id", "person_id", "external_id", "respondent_id", "unique_id", "nummer")
BOUNDS = ("min", "max", "min_flex", "max_flex")
NO_LIMIT = -1  # sortition-algorithms writes -1 for a flexible bound that was not set


@dataclass(frozen=True)
class PoolFiles:
    """What was read. ``rows``: the people's file, for writing it again; ``id_column`` "" when numbered."""

    pool: Pool
    id_column: str
    columns: tuple[str, ...]
    rows: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class _Names:
    people: str
    quotas: str


def read_pool(
    people: Source,
    people_file: str,
    quotas: Source,
    quotas_file: str,
    size: int,
    household: Sequence[str] = (),
    id_column: str = "",
) -> PoolFiles:
    """Return the pool in two tables (CSV or Excel). O(size of the files).

    ``household``: the columns of the address, for at most one person per household.
    ``id_column``: found by itself when it has a usual name; without one people are numbered from 1.
    Raises ``PoolFileError``.
    """
    names = _Names(people_file, quotas_file)
    found, quota_rows = read_quotas(quotas, quotas_file)
    table = _table(people, people_file)
    features = tuple(dict.fromkeys(quota.feature for quota in found))
    heads = {feature: _column(table, feature, names) for feature in features}
    for column in household:
        if column not in table.columns:
            raise missing_column(people_file, column, table.columns)
    key = _id_column(table, id_column, names)
    persons = _persons(table, found, heads, key, household)
    try:
        pool = Pool(features, found, persons, size)
    except WrongPool as error:
        raise _placed(error, table, quota_rows, heads, key, names, size) from error
    ids = (person.id for person in persons)
    rows = {name: row.cells for name, row in zip(ids, table.rows, strict=True)}
    return PoolFiles(pool, key, table.columns, rows)


def _table(source: Source, file: str) -> Table:
    try:
        return read_table(source, file)
    except TableError as error:
        raise PoolFileError(
            str(error.code), error.file, error.row, error.column, error.expected, error.mend
        ) from error


def _column(table: Table, wanted: str, names: _Names) -> str:
    for column in table.columns:
        if column.casefold() == wanted.casefold():
            return column
    raise missing_column(names.people, wanted, table.columns)


def _id_column(table: Table, given: str, names: _Names) -> str:
    if given:
        return _column(table, given, names)
    lower = {column.casefold(): column for column in table.columns}
    return next((lower[name] for name in IDS if name in lower), "")


def _persons(
    table: Table,
    quotas: tuple[Quota, ...],
    heads: Mapping[str, str],
    key: str,
    household: Sequence[str],
) -> tuple[Person, ...]:
    spelled = {(quota.feature, quota.value.casefold()): quota.value for quota in quotas}
    found = []
    for number, row in enumerate(table.rows, start=1):
        values = tuple(
            spelled.get((feature, row.cells[head].strip().casefold()), row.cells[head].strip())
            for feature, head in heads.items()
        )
        name = row.cells[key].strip() if key else str(number)
        found.append(Person(name, values, household_key(row.cells, household) if household else ""))
    return tuple(found)


def read_quotas(source: Source, file: str) -> tuple[tuple[Quota, ...], tuple[Row, ...]]:
    """Return the quotas and their rows. Raises ``PoolFileError``.

    Columns: feature and value (or category and feature, or category and name), min, max, and if
    wanted min_flex and max_flex.
    """
    table = _table(source, file)
    lower = {column.casefold(): column for column in table.columns}
    feature, value = _heads(lower, file, table.columns)
    for needed in BOUNDS[:2]:
        if needed not in lower:
            raise missing_column(file, needed, table.columns)
    quotas = tuple(_quota(row, feature, value, lower, file) for row in table.rows)
    if not quotas:
        raise PoolFileError(
            "no_quotas", file, 2, "", "at least one quota", "add a row for each value of a feature"
        )
    return quotas, table.rows


def _heads(lower: Mapping[str, str], file: str, columns: tuple[str, ...]) -> tuple[str, str]:
    if "category" in lower:
        for name in ("value", "feature", "name"):
            if name in lower:
                return lower["category"], lower[name]
        raise missing_column(file, "value", columns)
    for wanted in ("feature", "value"):
        if wanted not in lower:
            raise missing_column(file, wanted, columns)
    return lower["feature"], lower["value"]


def _quota(row: Row, feature: str, value: str, lower: Mapping[str, str], file: str) -> Quota:
    low, high = (_bound(row, lower[name], file) for name in BOUNDS[:2])
    assert low is not None
    assert high is not None
    if low > high:
        expected = f"a minimum of at most the maximum, found {low} and {high}"
        mend = "lower the minimum or raise the maximum"
        raise PoolFileError("bounds", file, row.number, lower["min"], expected, mend)
    flex = [_flex(row, lower.get(name), file) for name in BOUNDS[2:]]
    return Quota(row.cells[feature].strip(), row.cells[value].strip(), low, high, *flex)


def _bound(row: Row, column: str, file: str) -> int | None:
    text = row.cells[column].strip()
    try:
        number = float(text.replace(",", "."))
        if number != int(number) or number < NO_LIMIT:
            raise ValueError
    except (ValueError, OverflowError):
        expected = f"a whole number of 0 or more, found {text!r}"
        mend = "write how many people of the panel, such as 12"
        raise PoolFileError("number", file, row.number, column, expected, mend) from None
    if number < 0 and column.casefold() in BOUNDS[:2]:
        expected = f"a whole number of 0 or more, found {text!r}"
        raise PoolFileError(
            "number", file, row.number, column, expected, "write 0 where there is no minimum"
        )
    return int(number)


def _flex(row: Row, column: str | None, file: str) -> int | None:
    if column is None or not row.cells[column].strip():
        return None
    found = _bound(row, column, file)
    return None if found == NO_LIMIT else found


def _placed(
    error: WrongPool,
    table: Table,
    quota_rows: tuple[Row, ...],
    heads: Mapping[str, str],
    key: str,
    names: _Names,
    size: int,
) -> PoolFileError:
    """Return the error with the place in the files."""
    if error.code in {"double_id", "unknown_value"}:
        assert error.index is not None
        row = table.rows[error.index].number
        if error.code == "double_id":
            expected = f"every id once; {error}"
            mend = "delete the double row, or give this person another id"
            return PoolFileError(error.code, names.people, row, key, expected, mend)
        value = table.rows[error.index].cells[heads[error.feature]]
        expected = f"a value that has a quota in {names.quotas}, found {value!r}"
        mend = f"correct the value, or add a row for it to {names.quotas}"
        return PoolFileError(error.code, names.people, row, heads[error.feature], expected, mend)
    if error.code == "too_few":
        expected = f"at least {size} people, found {len(table.rows)}"
        mend = f"ask for a smaller panel than {size}, or find more people"
        return PoolFileError(error.code, names.people, None, "", expected, mend)
    row_number = quota_rows[error.index].number if error.index is not None else None
    mend = {
        "sums": "change minimums and maximums so that they can add up to the size of the panel",
        "double_quota": "delete one of the two rows",
        "size": "give a size of at least 1",
    }.get(error.code, "correct this row")
    expected = f"quotas that a panel of {size} can meet: {error}"
    return PoolFileError(error.code, names.quotas, row_number, error.feature, expected, mend)
