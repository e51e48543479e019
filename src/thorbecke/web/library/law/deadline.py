"""The date before which the old inspraakverordening has to be replaced.

Source: rules ``gem-150`` and ``wvp-36210`` of the register (Kamerstuk 36210).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

DEADLINE = date(2027, 1, 1)
RULES = ("gem-150", "wvp-36210")


@dataclass(frozen=True)
class Notice:
    """What to say today: whole days until the deadline, never below zero."""

    deadline: date
    days_left: int
    passed: bool

    @property
    def last_day(self) -> bool:
        """True on the day before the deadline, the last one on which it can still be met."""
        return self.days_left == 1


def notice(today: date | None = None) -> Notice:
    """Return the notice as it reads on ``today`` (default: the date in the Netherlands)."""
    left = (DEADLINE - (today or timezone.localdate())).days
    return Notice(DEADLINE, max(left, 0), passed=left <= 0)
