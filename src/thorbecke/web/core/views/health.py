"""Can this process do its work? For a load balancer or a monitor; it gives no details away."""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

log = logging.getLogger(__name__)


def database_answers() -> bool:
    """True when the database answers a question."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError:
        log.exception("health: the database does not answer")
        return False


_migrated: set[str] = set()


def migrations_done() -> bool:
    """True when no migration waits; asked until it is true, then remembered for this process."""
    if connection.alias in _migrated:
        return True
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        log.exception("health: can't read which migrations were done")
        return False
    if not waiting:
        _migrated.add(connection.alias)
    return not waiting


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when the site can work, else 503; the body says which of the two checks failed."""
    database = database_answers()
    checks = {"database": database, "migraties": database and migrations_done()}
    well = all(checks.values())
    return JsonResponse({"gezond": well, **checks}, status=200 if well else 503)
