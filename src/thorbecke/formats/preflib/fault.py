"""What is wrong with a file of ballots."""

from __future__ import annotations


class BallotFileError(ValueError):
    """A file of ballots that can't be read: which file and line, what was expected, how to mend it."""

    def __init__(self, file: str, line: int | None, expected: str, mend: str) -> None:
        self.file, self.line, self.expected, self.mend = file, line, expected, mend
        place = file if line is None else f"{file}, line {line}"
        super().__init__(f"{place}: expected {expected}. To mend: {mend}.")
