"""What the database itself refuses, whoever asks: changing an act that has opened, the log, or the seed.

Triggers, put in place after every migration. The only module of the record with SQL of its own. A
database without them (see ``VENDORS``) still has the checks of ``phases``, and the hash in the log.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connections

from thorbecke.web.participation.models import Act, LogEntry, Phase, Seed

# After opening these can't change any more; the definition holds their copies and its hash is public.
FROZEN = (
    "instrument title slug settings eligibility may_change publish definition definition_hash "
    "rehearsal_of_id organisation_id opened_at"
).split()
LOGGED = "act_id number at kind by values previous hash".split()
FIXED = "act_id commitment opening drawn".split()
PHASES = ",".join(Phase.values)


def install(using: str = "default", **_: Any) -> None:
    """Put the triggers in place; a signal handler for ``post_migrate``."""
    connection = connections[using]
    write = VENDORS.get(connection.vendor)
    tables = connection.introspection.table_names()
    if write is None or LogEntry._meta.db_table not in tables:
        return
    with connection.cursor() as cursor:
        for table, name, condition in _rules():
            for statement in write(table, name, condition):
                cursor.execute(statement)


def _rules() -> Iterator[tuple[str, str, str]]:
    """Yield table, name and the condition under which an update is refused; {differ} compares."""
    started = f"OLD.phase <> '{Phase.PREPARE}'"
    yield Act._meta.db_table, "act_is_fixed", f"{started} AND ({_changed(FROZEN)})"
    yield Act._meta.db_table, "act_goes_forward", "{place:NEW.phase} < {place:OLD.phase}"
    yield LogEntry._meta.db_table, "log_is_fixed", _changed(LOGGED)
    yield Seed._meta.db_table, "seed_is_fixed", _changed(FIXED)


def _changed(columns: Sequence[str]) -> str:
    return " OR ".join(f'NEW."{name}" {{differ}} OLD."{name}"' for name in columns)


def _sqlite(table: str, name: str, condition: str) -> Iterator[str]:
    when = condition.replace("{differ}", "IS NOT")
    for row in ("NEW", "OLD"):
        when = when.replace(f"{{place:{row}.phase}}", f"instr('{PHASES}', {row}.phase)")
    yield f"DROP TRIGGER IF EXISTS {name}"
    yield (
        f'CREATE TRIGGER {name} BEFORE UPDATE ON "{table}" FOR EACH ROW WHEN {when} '
        f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
    )


def _postgresql(table: str, name: str, condition: str) -> Iterator[str]:
    when = condition.replace("{differ}", "IS DISTINCT FROM")
    for row in ("NEW", "OLD"):
        when = when.replace(f"{{place:{row}.phase}}", f"position({row}.phase in '{PHASES}')")
    yield (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation'; END $$"
    )
    yield f'DROP TRIGGER IF EXISTS {name} ON "{table}"'
    yield (
        f'CREATE TRIGGER {name} BEFORE UPDATE ON "{table}" FOR EACH ROW WHEN ({when}) '
        f"EXECUTE FUNCTION {name}()"
    )


VENDORS = {"sqlite": _sqlite, "postgresql": _postgresql}
