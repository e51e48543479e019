"""``manage clean_reports``: erase what the desk promised to erase. Run it every day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from thorbecke.web.library.desk import imports, limits, reports


class Command(BaseCommand):
    """Addresses of answered reports, counters and uploads that nobody accepted."""

    help = "Erase addresses of reports handled 30 days ago, old counters and old uploads."

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase and say how much."""
        addresses, counters, uploads = (
            reports.erase_addresses(),
            limits.erase_old(),
            imports.erase_old(),
        )
        self.stdout.write(f"{addresses} addresses, {counters} counters, {uploads} uploads erased")
