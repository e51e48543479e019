"""What the box asks of the database beyond Django's own words: shared locks, and clean pages.

The only module of the box with SQL of its own.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError, connection, transaction
from django.db.models.functions import Now

from thorbecke.web.participation.models import Act, Drawer, Phase, Spent

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Held:
    """An act as it stands at this moment, by the one clock of the database."""

    phase: str
    closes_at: datetime | None
    may_change: bool
    now: datetime

    @property
    def refusal(self) -> str:
        """Why no ballot can be cast now: not_open, closed, or nothing."""
        if self.phase == Phase.PREPARE:
            return "not_open"
        late = self.closes_at is not None and self.now >= self.closes_at
        return "closed" if late or self.phase != Phase.OPEN else ""


def hold_shared(act: Act) -> Held:
    """Return the act's state, which can't change before this transaction ends.

    Ballots hold it together (FOR SHARE); closing must have it alone, so it waits for every ballot that
    is on its way and every later ballot waits for it. SQLite has one writer at a time already.
    """
    rows = Act.objects.filter(pk=act.pk).annotate(now=Now())
    values = rows.values_list("phase", "closes_at", "may_change", "now")
    if not connection.features.has_select_for_update:
        return Held(*values.get())
    sql, params = values.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} FOR SHARE", params)
        row = cursor.fetchone()
    if row is None:
        raise Act.DoesNotExist
    return Held(*row)


def hold_alone(act: Act) -> None:
    """Wait for every ballot on its way, and keep new ones waiting until the transaction ends."""
    Act.objects.select_for_update(of=("self",)).filter(pk=act.pk).first()


def clean_after_commit() -> None:
    """Have old versions of the box's rows removed from the disk once this transaction is in."""
    transaction.on_commit(clean, robust=True)


def clean() -> bool:
    """Remove old versions of drawers and marks from the database's files; tell whether that worked.

    Somebody who reads at the same moment may keep it from working: the daily cleaning tries again.
    """
    if connection.in_atomic_block:
        return False
    try:
        with connection.cursor() as cursor:
            for statement in _statements():
                cursor.execute(statement)
    except DatabaseError as error:
        log.warning("old pages of the box could not be cleaned now: %s", type(error).__name__)
        return False
    return True


def _statements() -> list[str]:
    if connection.vendor == "sqlite":
        return ["VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"]
    if connection.vendor == "postgresql":
        tables = (model._meta.db_table for model in (Drawer, Spent))
        return [f'VACUUM (FULL) "{table}"' for table in tables]
    return []
