"""Everything that must be erased by date, in one command."""

from __future__ import annotations

from django.core.management import call_command
from django.core.management.base import BaseCommand

DAILY = (
    "clean_people",
    "clean_reports",
    "clean_bundles",
    "clean_roll",
    "clean_box",
    "resume_counts",
    "budget_daily",
    "lottery_daily",
    "ateliers_daily",
    "experiments_daily",
    "programme_daily",
)


class Command(BaseCommand):
    """Run daily; ``thorbecke run`` and ``thorbecke serve`` do it by themselves."""

    help = "Erase what may not be kept longer: addresses, imports, empty bundles, sessions."

    def handle(self, **options: object) -> None:
        for name in DAILY:
            call_command(name, stdout=self.stdout)
        call_command("clearsessions", stdout=self.stdout)
