"""Numbers from a public seed that are the same on every machine and in every version of numpy.

Only the raw 64-bit stream of PCG64 is used, which numpy promises to keep (NEP 19); the higher methods of
``Generator`` may change. Source: M. O'Neill, PCG, Harvey Mudd College HMC-CS-2014-0905.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
import numpy.typing as npt

from thorbecke.methods.opinion.votes import Floats


class Purpose(IntEnum):
    """What is drawn; each purpose has a stream of its own."""

    SAMPLE = 1
    STARTS = 2
    DROP = 3
    SHUFFLE = 4
    PEOPLE = 5


def raw(seed: int, purpose: Purpose, number: int, size: int) -> npt.NDArray[np.uint64]:
    """Return ``size`` numbers of 64 bits for this seed, purpose and number. O(size)."""
    found: npt.NDArray[np.uint64] = np.random.PCG64([seed, purpose, number]).random_raw(size)
    return found


def parts(seed: int, purpose: Purpose, number: int, size: int) -> Floats:
    """Return ``size`` numbers from 0 up to 1, of 53 bits."""
    whole = raw(seed, purpose, number, size) >> np.uint64(11)
    return whole.astype(np.float64) * 2.0**-53


def sample(seed: int, purpose: Purpose, number: int, size: int, of: int) -> npt.NDArray[np.int64]:
    """Return ``size`` different places below ``of``, ascending: those with the lowest numbers.

    All places when ``of`` is no larger. O(of log of).
    """
    if of <= size:
        return np.arange(of)
    return np.sort(np.argsort(raw(seed, purpose, number, of), kind="stable")[:size])
