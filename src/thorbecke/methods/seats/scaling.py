"""A matrix of votes scaled to whole seats with given row and column sums: tie and transfer, exact.

Start: each column rounded to its sum with a factor of its own. As long as rows have too many or too few
seats: follow ties (a cell that may round up or down) from the short rows; when they reach a long row, one
seat moves along the path; when they don't, the factors of the rows and columns reached change by the
smallest step that makes a new tie. Source: M. Balinski, G. Demange (1989), DOI 10.1007/BF01589103.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise


class Impossible(Exception):
    """No division has these row and column sums; the text says why."""


class Scaling:
    """``seats[row][column]``: rounded value(row, column) = votes × row factor × column factor."""

    def __init__(
        self,
        votes: Sequence[Sequence[int]],
        rows: Sequence[int],
        columns: Sequence[int],
        rounding: str,
    ) -> None:
        self.votes = votes
        self.rows, self.columns = list(rows), list(columns)
        self._shift = Fraction(1, 2) if rounding == "sainte-lague" else Fraction(1)
        self.row_factor = [Fraction(1)] * len(self.rows)
        self.column_factor = [Fraction(1)] * len(self.columns)
        self.seats = [[0] * len(self.columns) for _ in self.rows]

    def value(self, row: int, column: int) -> Fraction:
        """The scaled votes of a cell: the seats are this, rounded."""
        return self.votes[row][column] * self.row_factor[row] * self.column_factor[column]

    def up(self, seats: int) -> Fraction:
        """The value at which a cell may go from ``seats`` to one more."""
        return seats + self._shift

    def solve(self) -> Scaling:
        """Find seats and factors. Raises ``Impossible``."""
        for column in range(len(self.columns)):
            self._start(column)
        while short := [r for r, need in enumerate(self.rows) if sum(self.seats[r]) < need]:
            self._step(short)
        return self

    def _start(self, column: int) -> None:
        """Round one column to its sum: the largest votes / signpost get the seats."""
        need = self.columns[column]
        if need and not any(row[column] for row in self.votes):
            raise Impossible(f"list {column + 1} has {need} seats and no votes in any area")
        least = Fraction(0)
        for _ in range(need):
            quotients = [
                Fraction(row[column]) / self.up(self.seats[r][column])
                for r, row in enumerate(self.votes)
            ]
            least = max(quotients)
            self.seats[quotients.index(least)][column] += 1
        if need:
            self.column_factor[column] = 1 / least
        else:
            most = max((row[column] for row in self.votes), default=0)
            self.column_factor[column] = self._shift / (2 * most) if most else Fraction(1)

    def _step(self, short: list[int]) -> None:
        came, reached_rows, reached_columns = self._reach(short)
        over = [r for r in reached_rows if sum(self.seats[r]) > self.rows[r]]
        if over:
            self._transfer(_trace(came, over[0]))
        else:
            self._rescale(reached_rows, reached_columns)

    def _reach(
        self, start: Sequence[int]
    ) -> tuple[dict[tuple[str, int], tuple[str, int] | None], list[int], list[int]]:
        """Rows and columns that ties lead to, breadth first, with where each came from."""
        came: dict[tuple[str, int], tuple[str, int] | None] = {("r", r): None for r in start}
        queue = list(came)
        for kind, index in queue:
            for other in self._ties(kind, index):
                if other not in came:
                    came[other] = (kind, index)
                    queue.append(other)
        rows = [index for kind, index in queue if kind == "r"]
        return came, rows, [index for kind, index in queue if kind == "c"]

    def _ties(self, kind: str, index: int) -> list[tuple[str, int]]:
        if kind == "r":
            return [("c", c) for c in range(len(self.columns)) if self.may_gain(index, c)]
        return [("r", r) for r in range(len(self.rows)) if self.may_lose(r, index)]

    def may_gain(self, row: int, column: int) -> bool:
        """The cell stands exactly where it may round up."""
        if not self.votes[row][column]:
            return False
        return self.value(row, column) == self.up(self.seats[row][column])

    def may_lose(self, row: int, column: int) -> bool:
        """The cell stands exactly where it may round down."""
        seats = self.seats[row][column]
        return seats > 0 and self.value(row, column) == self.up(seats - 1)

    def _transfer(self, path: list[tuple[str, int]]) -> None:
        for (kind, one), (_, other) in pairwise(path):
            if kind == "r":
                self.seats[one][other] += 1
            else:
                self.seats[other][one] -= 1

    def _rescale(self, rows: list[int], columns: list[int]) -> None:
        """Raise the rows and lower the columns that were reached until a new tie appears."""
        inside, outside = set(rows), set(columns)
        steps = []
        for r in range(len(self.rows)):
            for c in range(len(self.columns)):
                if not self.votes[r][c]:
                    continue
                if r in inside and c not in outside:
                    steps.append(self.up(self.seats[r][c]) / self.value(r, c))
                elif r not in inside and c in outside and self.seats[r][c]:
                    steps.append(self.value(r, c) / self.up(self.seats[r][c] - 1))
        if not steps:
            names = ", ".join(str(r + 1) for r in sorted(inside))
            raise Impossible(
                f"the lists with votes in area {names} have too few seats to fill it; "
                "lower the threshold or the seats of the area"
            )
        step = min(steps)
        for r in rows:
            self.row_factor[r] *= step
        for c in columns:
            self.column_factor[c] /= step


def _trace(came: dict[tuple[str, int], tuple[str, int] | None], last: int) -> list[tuple[str, int]]:
    path = [("r", last)]
    while (before := came[path[-1]]) is not None:
        path.append(before)
    return path[::-1]


def settle(
    found: Scaling, names: Sequence[Sequence[str]], choose: Callable[[list[str]], str]
) -> None:
    """Settle by lot where ties leave more than one division, cell by cell.

    A cell that can get one more seat in another division with the same sums is in the lot; the cell
    drawn gets that seat (or keeps it) and is then fixed. Each lot fixes at least one cell.
    """
    fixed: set[tuple[int, int]] = set()
    while tied := _undecided(found, fixed):
        ids = {names[r][c]: (r, c) for r, c in tied}
        row, column = ids[choose(list(ids))]
        if found.may_gain(row, column):
            path = _round_trip(found, row, column, fixed)
            assert path is not None
            found._transfer(path)
        fixed.add((row, column))


def _undecided(found: Scaling, fixed: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cells that have a seat in some of the possible divisions and not in others."""
    return [
        (r, c)
        for r in range(len(found.rows))
        for c in range(len(found.columns))
        if (r, c) not in fixed
        and (
            (found.may_gain(r, c) and _round_trip(found, r, c, fixed))
            or (found.may_lose(r, c) and _round_trip_down(found, r, c, fixed))
        )
    ]


def _round_trip(
    found: Scaling, row: int, column: int, fixed: set[tuple[int, int]]
) -> list[tuple[str, int]] | None:
    """A circle of ties that begins with this cell gaining a seat; None when there is none."""
    back = _way(found, ("c", column), ("r", row), fixed, (row, column))
    return None if back is None else [("r", row), *back]


def _round_trip_down(
    found: Scaling, row: int, column: int, fixed: set[tuple[int, int]]
) -> list[tuple[str, int]] | None:
    """A circle of ties that begins with this cell losing a seat."""
    back = _way(found, ("r", row), ("c", column), fixed, (row, column))
    return None if back is None else [("c", column), *back]


def _way(
    found: Scaling,
    start: tuple[str, int],
    goal: tuple[str, int],
    fixed: set[tuple[int, int]],
    without: tuple[int, int],
) -> list[tuple[str, int]] | None:
    came: dict[tuple[str, int], tuple[str, int] | None] = {start: None}
    queue = [start]
    for node in queue:
        if node == goal:
            path = [node]
            while (before := came[path[-1]]) is not None:
                path.append(before)
            return path[::-1]
        for other in found._ties(*node):
            cell = (node[1], other[1]) if node[0] == "r" else (other[1], node[1])
            if other not in came and cell not in fixed and cell != without:
                came[other] = node
                queue.append(other)
    return None
