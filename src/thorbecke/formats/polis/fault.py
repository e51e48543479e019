"""What is wrong with a file of a conversation."""

from __future__ import annotations


class PolisFileError(ValueError):
    """A file that can't be read: which file, row and column, what was expected, how to mend it.

    ``row`` counts from 1, the column names are row 1; None when the whole file is meant.
    """

    def __init__(self, file: str, row: int | None, column: str, expected: str, mend: str) -> None:
        self.file, self.row, self.column = file, row, column
        self.expected, self.mend = expected, mend
        places = (file, row and f"row {row}", column and f"column {column}")
        place = ", ".join(part for part in places if part)
        super().__init__(f"{place}: expected {expected}. To mend: {mend}.")
