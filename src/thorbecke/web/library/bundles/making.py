"""Asks for documents and makes them in the background, one for each content and format."""

from __future__ import annotations

import logging
import uuid
from datetime import timedelta

import typst
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from thorbecke.web.library.bundles.documents.build import build
from thorbecke.web.library.bundles.documents.model import Document, digest
from thorbecke.web.library.bundles.formats import FORMATS, RENDERER
from thorbecke.web.library.models import Bundle, BundleDocument

logger = logging.getLogger(__name__)

STUCK = timedelta(minutes=2)  # a worker that says nothing for so long has died
State = BundleDocument.State


class Unmakeable(Exception):
    """A reason, in words for the reader, why there is nothing to make."""


def digest_for(document: Document, format: str) -> str:
    """Return the key under which the file of this content is kept."""
    return digest(document, f"{format}:{RENDERER}")


def existing(bundle: Bundle, document: Document, format: str) -> BundleDocument | None:
    """Return the document of this very content when it is ready, being made, or failed."""
    found = BundleDocument.objects.filter(
        bundle=bundle, format=format, digest=digest_for(document, format)
    )
    return found.first()


def ask(bundle: Bundle, document: Document, format: str) -> BundleDocument:
    """Return the row of the document, and start making it unless that is done or under way.

    Two requests at the same time get the same row and start one task.
    """
    with transaction.atomic():
        row, new = BundleDocument.objects.get_or_create(
            bundle=bundle, format=format, digest=digest_for(document, format)
        )
        if _claim(row, new):
            _enqueue(row.pk)
    row.refresh_from_db()
    return row


@task()
def make_document(document_id: str) -> None:
    """Make the file of one row; the settings choose whether a worker does it or the request."""
    with translation.override("nl"):
        make(uuid.UUID(document_id))


def make(document_id: uuid.UUID) -> None:
    """Make the file of a row that waits; called by the worker. Failure ends in the row, in words."""
    if not _set(document_id, from_states=[State.WAITING], state=State.BUSY, progress=5):
        return
    row = BundleDocument.objects.select_related("bundle").get(pk=document_id)
    try:
        _make(row)
    except Exception as error:
        logger.exception("document %s of a bundle failed", row.pk)
        _set(row.pk, state=State.FAILED, message=_reason(error)[:300])


def is_stuck(row: BundleDocument) -> bool:
    """True when nothing was heard of the making for too long."""
    return row.running and timezone.now() - row.changed_on > STUCK


def _claim(row: BundleDocument, new: bool) -> bool:
    """Return True to the one caller that must start the making."""
    if new:
        return True
    old = timezone.now() - STUCK
    running = Q(state__in=[State.WAITING, State.BUSY], changed_on__lt=old)
    free = BundleDocument.objects.filter(Q(pk=row.pk) & (Q(state=State.FAILED) | running))
    return bool(
        free.update(state=State.WAITING, progress=0, step="", message="", changed_on=timezone.now())
    )


def _enqueue(document_id: uuid.UUID) -> None:
    transaction.on_commit(lambda: make_document.enqueue(str(document_id)))


def _make(row: BundleDocument) -> None:
    def report(progress: int, step: str) -> None:
        _set(row.pk, progress=progress, step=step)

    report(10, _("Inhoud verzamelen"))
    document = build(row.bundle)
    if not document.chapters:
        raise Unmakeable(_("Er staat niets meer in de bundel. Voeg eerst iets toe."))
    if digest_for(document, row.format) != row.digest:
        raise Unmakeable(_("De bundel is net veranderd. Maak het bestand opnieuw."))
    made = FORMATS[row.format].render(document, report)
    report(95, _("Bestand bewaren"))
    row.file.save(f"bundel.{row.format}", ContentFile(made), save=False)
    _set(row.pk, state=State.DONE, progress=100, step="", file=row.file.name)


def _reason(error: Exception) -> str:
    if isinstance(error, Unmakeable):
        return str(error)
    if isinstance(error, OSError):
        return _("Het bestand kon niet worden bewaard. Probeer het later nog eens.")
    if isinstance(error, typst.TypstError):
        return _("De bundel bevat tekst die niet in dit bestand past. Kies een andere vorm.")
    return _("Het maken is mislukt. Dat ligt aan ons. Probeer het nog eens.")


def _set(document_id: uuid.UUID, from_states: list[str] | None = None, **values: object) -> bool:
    rows = BundleDocument.objects.filter(pk=document_id)
    if from_states:
        rows = rows.filter(state__in=from_states)
    return bool(rows.update(changed_on=timezone.now(), **values))
