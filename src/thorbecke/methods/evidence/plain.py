"""Sites as plain data, and back."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from thorbecke.methods.evidence.sites import Site, Sites, WrongSites


def from_data(data: Mapping[str, Any]) -> Sites:
    """Return sites of plain data: {"sites": [{"id", "effect": "3/10", "error": "1/10"}]}.

    Raises ``WrongSites`` that names the site.
    """
    try:
        rows = list(data["sites"])
    except (KeyError, TypeError):
        raise WrongSites("expected a list of sites") from None
    return Sites(tuple(_site(number, row) for number, row in enumerate(rows, start=1)))


def _site(number: int, row: Any) -> Site:
    try:
        effect, error = row["effect"], row["error"]
        if isinstance(effect, float) or isinstance(error, float):
            raise TypeError
        return Site(str(row["id"]), Fraction(effect), Fraction(error))
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        raise WrongSites(
            f'site {number}: expected an id, and effect and error as a number or "a/b"'
        ) from None


def to_data(sites: Sites) -> dict[str, Any]:
    """Return the one plain form of sites."""
    return {
        "sites": [
            {"id": one.id, "effect": str(one.effect), "error": str(one.error)}
            for one in sites.sites
        ]
    }
