"""The effects of one change in several municipalities, and the errors in them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

FEWEST = 3


class WrongSites(ValueError):
    """Sites that can't be pooled; the text names the site and what was expected."""


@dataclass(frozen=True)
class Site:
    """One municipality: the effect that was found, its standard error, both in the same unit."""

    id: str
    effect: Fraction
    error: Fraction


@dataclass(frozen=True)
class Sites:
    """All sites of one indicator. Raises ``WrongSites`` for a double name or an error of 0 or less."""

    sites: tuple[Site, ...]

    def __post_init__(self) -> None:
        names = [one.id for one in self.sites]
        if len(set(names)) != len(names):
            raise WrongSites("two sites have the same name")
        for one in self.sites:
            if one.error <= 0:
                raise WrongSites(f"{one.id}: expected a standard error above 0, found {one.error}")
