"""Several rules on the same ballots, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from thorbecke.methods.budgeting.axioms import audit
from thorbecke.methods.budgeting.election import Election
from thorbecke.methods.budgeting.outcome import Outcome


@dataclass(frozen=True)
class Line:
    """One rule: what it funds, and how fair that is (see ``axioms.Audit``)."""

    rule: str
    method: str
    funded: tuple[str, ...]
    spent: int
    share_with_nothing: Fraction
    exhaustive: bool
    ejr_plus: bool


def side_by_side(election: Election, rule: str, found: Outcome) -> Line:
    """Return the line of one outcome. O(approvals · log)."""
    verdict = audit(election, found.funded)
    return Line(
        rule,
        found.method,
        found.funded,
        found.spent,
        verdict.share_with_nothing,
        verdict.exhaustive,
        verdict.witness is None,
    )
