"""``manage lottery_daily``: erase names and addresses of the lottery on their date, and old uploads."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from thorbecke.web.instruments.lottery import people


class Command(BaseCommand):
    """Part of ``clean``, which runs daily."""

    help = "Erase contacts of lotteries whose date has come, and files that were never taken in."

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase and say how much."""
        self.stdout.write(f"{people.erase_due()} contacts erased")
