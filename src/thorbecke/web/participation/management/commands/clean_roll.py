"""``manage clean_roll``: erase what the roll promised to erase. Run it every day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from thorbecke.web.participation.roll import erasing, limits
from thorbecke.web.participation.roll.census import work as census
from thorbecke.web.participation.roll.letters import work as letters


class Command(BaseCommand):
    """Personal data whose date has come, old uploads, letters that were fetched, counters."""

    help = "Erase personal data on their date, old uploads, fetched letters and counters."

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase and say how much."""
        acts, uploads = erasing.erase_due(), census.erase_old()
        runs, counters = letters.erase_old(), limits.erase_old()
        self.stdout.write(
            f"{acts} rolls, {uploads} uploads, {runs} print runs, {counters} counters erased"
        )
