"""What the box says to the database: the few statements of casting, written out, and its locks.

The only module of the box with SQL of its own. Casting is the one place where a thousand people may
come in the same minute; written out, its statements cost a quarter of what composing them anew costs.
Only standard SQL, but for the clock and the locks, which SQLite does not need: it has one writer.
"""
# ruff: noqa: S608 - only names of our own tables are put into the statements

from __future__ import annotations

import fcntl
import logging
import threading
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from thorbecke.web.participation.models import Act, Credential, Drawer, Phase, Spent

log = logging.getLogger(__name__)

ACT, CODE, MARK, DRAWER = (
    f'"{model._meta.db_table}"' for model in (Act, Credential, Spent, Drawer)
)


@dataclass(frozen=True)
class Held:
    """An act as it stands at this moment. ``late``: closing time has passed, by the database's clock."""

    phase: str
    may_change: bool
    late: bool

    @property
    def refusal(self) -> str:
        """Why no ballot can be cast now: not_open, closed, or nothing."""
        if self.phase == Phase.PREPARE:
            return "not_open"
        return "closed" if self.late or self.phase != Phase.OPEN else ""


@dataclass(frozen=True)
class Code:
    """A code that was given out. ``id``: as the database writes it. ``used``: how, or nothing."""

    id: Any
    void: bool
    area: str
    used: str


@dataclass(frozen=True)
class Row:
    """A drawer as it is stored."""

    id: Any
    prefix: str
    content: str


_turn = threading.Lock()


@contextmanager
def turn() -> Iterator[None]:
    """Wait for our turn to write, on SQLite, which has one writer and lets others look again and again.

    Who waits here is woken at once and in turn: no ballot is overtaken for seconds when many come
    together. First between the threads of this process, then between processes.
    """
    if not _sqlite() or connection.in_atomic_block:
        yield
        return
    with _turn, open(settings.VAR_DIR / "box.lock", "ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield  # closing the file gives the turn to the next


def hold_act(act: Act) -> Held:
    """Return the act's state, which can't change before this transaction ends.

    Ballots hold it together (FOR SHARE); closing must have it alone, so it waits for every ballot that
    is on its way and every later ballot waits for it.
    """
    now = "strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now')" if _sqlite() else "statement_timestamp()"
    row = _row(
        f"SELECT phase, may_change, closes_at IS NOT NULL AND closes_at <= {now}"
        f" FROM {ACT} WHERE id = %s{_lock('FOR SHARE')}",
        [_id(act.pk)],
    )
    if row is None:
        raise Act.DoesNotExist
    return Held(row[0], bool(row[1]), bool(row[2]))


def hold_code(act: Act, code_hash: str) -> Code | None:
    """Return the credential with this hash; it can't be voided before this transaction ends."""
    row = _row(
        f"SELECT c.id, c.void, c.area, m.how FROM {CODE} c"
        f" LEFT JOIN {MARK} m ON m.credential_id = c.id"
        f" WHERE c.act_id = %s AND c.code_hash = %s{_lock('FOR UPDATE OF c')}",
        [_id(act.pk), code_hash],
    )
    return Code(row[0], bool(row[1]), row[2], row[3] or "") if row else None


def mark(code: Code, how: str) -> None:
    """Mark a code as used. Raises ``IntegrityError`` when it was marked before."""
    _do(f"INSERT INTO {MARK} (credential_id, how) VALUES (%s, %s)", [code.id, how])


def hold_drawers(act: Act, prefixes: Sequence[str], *, lock: bool = True) -> list[Row]:
    """Return the drawers with one of these prefixes, held until this transaction ends."""
    places = ",".join(["%s"] * len(prefixes))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, prefix, content FROM {DRAWER}"
            f" WHERE act_id = %s AND prefix IN ({places}){_lock('FOR UPDATE') if lock else ''}",
            [_id(act.pk), *prefixes],
        )
        return [Row(*row) for row in cursor.fetchall()]


def rewrite_drawer(row: Row, prefix: str, content: str, size: int) -> None:
    """Store what a held drawer holds now."""
    _do(
        f"UPDATE {DRAWER} SET prefix = %s, content = %s, size = %s WHERE id = %s",
        [prefix, content, size, row.id],
    )


def new_drawer(act: Act, prefix: str, content: str, size: int) -> None:
    """Store a drawer; nothing happens when the act has one with this prefix."""
    _do(
        f"INSERT INTO {DRAWER} (id, act_id, prefix, content, size) VALUES (%s, %s, %s, %s, %s)"
        " ON CONFLICT DO NOTHING",
        [_id(uuid.uuid4()), _id(act.pk), prefix, content, size],
    )


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
            for statement in _cleaning():
                cursor.execute(statement)
    except DatabaseError as error:
        log.warning("old pages of the box could not be cleaned now: %s", type(error).__name__)
        return False
    return True


def _cleaning() -> list[str]:
    if _sqlite():
        return ["VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"]
    if connection.vendor == "postgresql":
        return [f"VACUUM (FULL) {DRAWER}", f"VACUUM (FULL) {MARK}"]
    return []


def _sqlite() -> bool:
    return connection.vendor == "sqlite"


def _lock(words: str) -> str:
    return "" if _sqlite() else f" {words}"


def _id(value: uuid.UUID) -> Any:
    return value if connection.features.has_native_uuid_field else value.hex


def _row(sql: str, values: Sequence[Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()


def _do(sql: str, values: Sequence[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
