"""Delegations for everything, a theme or one subject: the finest that a voter made holds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from thorbecke.methods.delegation.arrays import Flags, Voters

SCOPES = ("all", "theme", "subject")  # from coarse to fine


def finest(layers: Sequence[tuple[Flags, Voters]]) -> Voters:
    """Return each voter's delegates from the finest layer in which they made a choice. O(layers·n·r).

    ``layers``: from coarse to fine, each (made, delegates): shape (n,), whether the voter made a choice
    at this scope, and shape (n, r), whom. A choice for nobody (all −1) at a fine scope takes back the
    coarser one: lists of two scopes are never mixed. Raises ``ValueError`` for no layers.
    """
    if not layers:
        raise ValueError("expected at least one layer of delegations")
    found = np.where(layers[0][0][:, None], layers[0][1], np.int32(-1))
    for made, delegates in layers[1:]:
        found = np.where(made[:, None], delegates, found)
    return found
