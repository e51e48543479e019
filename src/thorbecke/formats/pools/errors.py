"""What is wrong with a file of people or quotas, where, and how to mend it."""

from __future__ import annotations


class PoolFileError(ValueError):
    """``code``: a fixed word; ``row``: as a spreadsheet shows it, names are row 1; ``column`` or ""."""

    def __init__(
        self, code: str, file: str, row: int | None, column: str, expected: str, mend: str
    ) -> None:
        self.code, self.file, self.row, self.column = code, file, row, column
        self.expected, self.mend = expected, mend
        places = (file, row and f"row {row}", column and f"column {column}")
        place = ", ".join(part for part in places if part)
        super().__init__(f"{place}: expected {expected}. To mend: {mend}.")


def missing_column(file: str, wanted: str, columns: tuple[str, ...]) -> PoolFileError:
    """Return the error for a column that is not there."""
    expected = f"a column {wanted!r}, found {', '.join(columns)}"
    return PoolFileError(
        "missing_column", file, 1, wanted, expected, f"add the column {wanted!r} or rename one"
    )
