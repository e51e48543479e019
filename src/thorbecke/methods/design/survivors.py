"""All combinations without a clash, and those with just one, found by joining parameter by parameter.

A combination is a row of option indices, uint8, shape (P,). A row is dropped as soon as its first
clash is complete, so that the work follows the survivors and not the product of all options.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from thorbecke.methods.design.box import Box, WrongBox

Rows = npt.NDArray[np.uint8]
NONE = -1


@dataclass(frozen=True, eq=False)
class Near:
    """Rows with at most one clash. ``clash``: int16, shape (n,), its index in the box, or ``NONE``."""

    rows: Rows
    clash: npt.NDArray[np.int16]

    @property
    def sound(self) -> Rows:
        """The rows without a clash."""
        found: Rows = self.rows[self.clash == NONE]
        return found


def fixed(box: Box, choices: Mapping[str, str]) -> dict[int, int]:
    """Return chosen options as indices. Raises ``WrongBox`` for a name that the box does not have."""
    found = {}
    for name, option in choices.items():
        if name not in box.place:
            raise WrongBox(f"there is no parameter {name!r}")
        place = box.place[name]
        if option not in box.parameters[place].options:
            raise WrongBox(f"{name}: there is no option {option!r}")
        found[place] = box.parameters[place].options.index(option)
    return found


def near(box: Box, choices: Mapping[str, str], most: int = 1) -> Near:
    """Return the rows that hold the choices and have at most ``most`` (0 or 1) clashes.

    O(s·P·c): s rows kept, c clashes that end in a parameter.
    """
    chosen = fixed(box, choices)
    ending: dict[int, list[int]] = {}
    for number, cells in enumerate(box.cells):
        ending.setdefault(cells[-1][0], []).append(number)
    rows: Rows = np.zeros((1, 0), np.uint8)
    clash: npt.NDArray[np.int16] = np.full(1, NONE, np.int16)
    for place, size in enumerate(box.sizes):
        options = [chosen[place]] if place in chosen else list(range(size))
        rows, clash = _join(rows, clash, options)
        for number in ending.get(place, ()):
            rows, clash = _drop(rows, clash, box.cells[number], number, most)
    return Near(rows, clash)


def sound(box: Box, choices: Mapping[str, str]) -> Rows:
    """Return the rows without a clash that hold the choices, shape (n, P), in dictionary order."""
    return near(box, choices, 0).rows


def _join(
    rows: Rows, clash: npt.NDArray[np.int16], options: list[int]
) -> tuple[Rows, npt.NDArray[np.int16]]:
    column = np.tile(np.array(options, np.uint8), len(rows))[:, None]
    return np.hstack([np.repeat(rows, len(options), axis=0), column]), np.repeat(
        clash, len(options)
    )


def _drop(
    rows: Rows,
    clash: npt.NDArray[np.int16],
    cells: tuple[tuple[int, int], ...],
    number: int,
    most: int,
) -> tuple[Rows, npt.NDArray[np.int16]]:
    hit = np.ones(len(rows), bool)
    for place, option in cells:
        hit &= rows[:, place] == option
    if most == 0:
        return rows[~hit], clash[~hit]
    keep = ~hit | (clash == NONE)
    clash = np.where(hit, np.int16(number), clash)
    return rows[keep], clash[keep]
