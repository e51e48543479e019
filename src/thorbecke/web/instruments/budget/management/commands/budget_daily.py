"""``manage budget_daily``: erase names and addresses of authors on their date, remind silent organisers."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from thorbecke.web.instruments.budget import carrying_out, ideas


class Command(BaseCommand):
    """Part of ``clean``, which runs daily."""

    help = (
        "Erase authors whose date has come; remind organisers of projects that nobody reports on."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do both and say how much."""
        erased, reminded = ideas.erase_due(), carrying_out.remind()
        self.stdout.write(f"{erased} authors erased, {reminded} reminders sent")
