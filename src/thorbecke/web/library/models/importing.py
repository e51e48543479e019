"""An uploaded file that waits for somebody's yes or no."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from thorbecke.web.core.models import Base
from thorbecke.web.library.models.entry import Kind


class ImportBatch(Base):
    """The rows of one upload with our findings. Gone once accepted, discarded or 7 days old.

    ``rows`` is a list of ``{"row": int, "slug": str, "title": str, "status": "new|changed|unchanged|error",
    "data": dict | None, "based_on": int | None, "changes": [...], "errors": [...]}``.
    """

    kind = models.CharField(max_length=20, choices=Kind.choices)
    filename = models.CharField(max_length=200)
    rows = models.JSONField(default=list)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="import_batches"
    )
    made_on = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.filename} ({len(self.rows)})"
