"""``manage ateliers_daily``: erase the cards of ateliers on their date."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from thorbecke.web.ateliers import erasing


class Command(BaseCommand):
    """Part of ``clean``, which runs daily."""

    help = "Erase what people wrote in ateliers whose date has come; the report stays."

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase and say how much."""
        self.stdout.write(f"{erasing.erase_due()} ateliers erased")
