"""What the database itself refuses, whoever asks: changing the road, a fixed plan or what was measured.

Triggers, put in place after every migration, as those of ``participation.record.guards``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connections

from thorbecke.web.experiments.models import (
    Addition,
    Experiment,
    Indicator,
    Observation,
    Plan,
    Step,
)
from thorbecke.web.participation.record.guards import VENDORS

STEP = "experiment_id before after on reason made_at".split()
PLAN = "experiment_id context intervention mechanism outcome stop_rule fixed fixed_at".split()
INDICATOR = (
    "experiment_id number core name unit kind better baseline baseline_n baseline_spread no_baseline "
    "target source moments late reason fixed_at"
).split()
OBSERVATION = "indicator_id on value n spread source note corrects_id origin made_at".split()
ADDITION = "experiment_id text reason made_at".split()


def install(using: str = "default", **_: Any) -> None:
    """Put the triggers in place; a signal handler for ``post_migrate``."""
    connection = connections[using]
    write = VENDORS.get(connection.vendor)
    if write is None or Addition._meta.db_table not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for table, name, condition in _rules():
            for statement in write(table, name, condition):
                cursor.execute(statement)


def _rules() -> Iterator[tuple[str, str, str]]:
    """Yield table, name and the condition under which an update is refused."""
    fixed = "OLD.fixed_at IS NOT NULL AND ({})"
    table = Experiment._meta.db_table
    yield table, "plan_hash_is_fixed", f"OLD.plan_hash <> '' AND ({_changed(['plan_hash'])})"
    yield Step._meta.db_table, "experiment_step_is_fixed", _changed(STEP)
    yield Plan._meta.db_table, "experiment_plan_is_fixed", fixed.format(_changed(PLAN))
    yield Indicator._meta.db_table, "indicator_is_fixed", fixed.format(_changed(INDICATOR))
    yield Observation._meta.db_table, "observation_is_fixed", _changed(OBSERVATION)
    yield Addition._meta.db_table, "addition_is_fixed", _changed(ADDITION)


def _changed(columns: Sequence[str]) -> str:
    return " OR ".join(f'NEW."{name}" {{differ}} OLD."{name}"' for name in columns)
