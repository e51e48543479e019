"""Background work of bundles. The settings choose who does it: a worker or the request itself."""

from __future__ import annotations

import uuid

from django.utils import translation
from django_tasks import task

from thorbecke.web.library.bundles import making


@task()
def make_document(document_id: str) -> None:
    """Make the file of one row of ``BundleDocument``."""
    with translation.override("nl"):
        making.make(uuid.UUID(document_id))
