"""Where the lots of a count on the command line come from: a seed, or a number drawn in public."""

from __future__ import annotations

from thorbecke.cli.django import BadInput
from thorbecke.methods import lots
from thorbecke.records.bundle import lots_of


def lot_source(seed: str | None, number: str | None) -> dict[str, str] | None:
    """Return the source in the form of a record. Raises ``BadInput`` for a wrong seed or both."""
    if seed and number:
        raise BadInput("Give --seed or --number, not both.")
    source = {"drawn": number} if number else {"seed": seed} if seed else None
    try:
        lots_of(source)
    except lots.WrongSeed as error:
        raise BadInput(str(error)) from error
    except ValueError as error:
        raise BadInput("--seed: expected 64 hexadecimal digits") from error
    return source
