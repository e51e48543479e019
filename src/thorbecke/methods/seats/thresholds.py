"""Which lists take part: thresholds as a share of the votes or of the quota."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def able(votes: Sequence[int], seats: int, share: Fraction, quota_share: Fraction) -> list[bool]:
    """Return who has votes, and at least ``share`` of them and ``quota_share`` of the Hare quota."""
    need = needed(votes, seats, share, quota_share)
    return [count > 0 and count >= need for count in votes]


def needed(votes: Sequence[int], seats: int, share: Fraction, quota_share: Fraction) -> Fraction:
    """Return the votes that a list needs to take part; 0 without a threshold."""
    total = sum(votes)
    return max(share * total, quota_share * total / seats)


def check_share(name: str, value: Fraction) -> None:
    """Raise ``ValueError`` for a threshold outside 0–1."""
    if not 0 <= value <= 1:
        raise ValueError(f"{name}: expected a fraction from 0 to 1, found {value}")


def check_choice(name: str, value: str, known: Sequence[str]) -> None:
    """Raise ``ValueError`` for a name that is not known."""
    if value not in known:
        raise ValueError(f"{name}: expected one of {', '.join(known)}, found {value!r}")
