"""What can be wrong with a .pb file: one sentence with line, what was expected, and how to mend it."""

from __future__ import annotations


class WrongPb(ValueError):
    """A file that can't be read. ``line``: from 1, 0 when the whole file is meant."""

    def __init__(self, line: int, problem: str, mend: str) -> None:
        place = f"line {line}: " if line else ""
        super().__init__(f"{place}{problem}. {mend}.")
        self.line, self.problem, self.mend = line, problem, mend
