"""What an organisation owns here: its acts, for the export of everything and for its end.

A published act stays: residents were promised that they can check it for ever. Its people go. An act that
opened and is not yet published has to be ended first; one in preparation, and every rehearsal, goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from thorbecke.web.participation.models import Act, LogEntry, PaperBatch, Phase, Result
from thorbecke.web.participation.record import log
from thorbecke.web.participation.roll import erasing
from thorbecke.web.people.models import Organisation
from thorbecke.web.people.owning import File, as_json

FACTS = (
    "id instrument slug title phase settings eligibility credentials may_change publish opens_at "
    "closes_at erase_on erased_on opened_at closed_at published_at definition definition_hash made_at"
).split()
PIECE = 64 * 1024
# Name of the file -> the table, the way from it to the act, and the columns that leave the house.
Tables = Mapping[str, tuple[type[Model], str, tuple[str, ...]]]


def acts_of(organisation: Organisation) -> QuerySet[Act]:
    """Return the acts of an organisation, rehearsals too."""
    return Act.objects.filter(organisation=organisation)


def files_of(organisation: Organisation) -> Iterator[File]:
    """Yield for each act its settings, its public log, its outcome and its sealed bundle."""
    for act in acts_of(organisation).order_by("made_at"):
        facts = {name: getattr(act, name) for name in FACTS}
        yield f"{act.slug}/raadpleging.json", as_json(facts)
        yield f"{act.slug}/logboek.json", as_json(log.rows(act))
        result = Result.objects.filter(act=act).first()
        if result is None or act.phase not in (Phase.COUNTED, Phase.PUBLISHED):
            continue
        yield f"{act.slug}/uitslag.json", as_json({"counts": result.counts, **result.figures})
        if result.bundle and act.phase == Phase.PUBLISHED:
            yield f"{act.slug}/bundel.zip", _pieces(result)


def delete_of(organisation: Organisation) -> None:
    """Delete what never was public, and the people of what stays."""
    going = _going(organisation)
    LogEntry.objects.filter(act__in=going).delete()
    going.delete()
    for act in acts_of(organisation):
        if act.erased_on is None:
            erasing.erase(act)
    LogEntry.objects.filter(act__organisation=organisation).update(person=None)
    PaperBatch.objects.filter(act__organisation=organisation).update(first_by=None, second_by=None)
    acts_of(organisation).update(made_by=None, erase_on=timezone.localdate())


def stays_of(organisation: Organisation) -> list[str]:
    """Name the acts that stay public."""
    found = _staying(organisation).order_by("published_at").values_list("title", flat=True)
    return [
        _("De uitslag en de uitslagbundel van ‘%(title)s’.") % {"title": name} for name in found
    ]


def blocks_of(organisation: Organisation) -> list[str]:
    """Name the acts that have to be ended first."""
    running = acts_of(organisation).filter(rehearsal_of=None)
    running = running.exclude(phase__in=(Phase.PREPARE, Phase.PUBLISHED))
    text = _("‘%(title)s’ is begonnen en nog niet gepubliceerd. Rond die eerst af.")
    return [text % {"title": name} for name in running.values_list("title", flat=True)]


def tables_of(tables: Tables) -> Callable[[Organisation], Iterator[File]]:
    """Return an export that writes rows of an instrument's own tables, act by act."""

    def export(organisation: Organisation) -> Iterator[File]:
        for act in acts_of(organisation).order_by("made_at").only("pk", "slug"):
            for name, (model, way, columns) in tables.items():
                rows: list[dict[str, Any]] = list(
                    model._default_manager.filter(**{way: act}).values(*columns)
                )
                if rows:
                    yield f"{act.slug}/{name}.json", as_json(rows)

    return export


def _going(organisation: Organisation) -> QuerySet[Act]:
    return acts_of(organisation).filter(Q(phase=Phase.PREPARE) | Q(rehearsal_of__isnull=False))


def _staying(organisation: Organisation) -> QuerySet[Act]:
    return acts_of(organisation).filter(phase=Phase.PUBLISHED, rehearsal_of=None)


def _pieces(result: Result) -> Iterator[bytes]:
    with result.bundle.open("rb") as file:
        yield from iter(lambda: file.read(PIECE), b"")
