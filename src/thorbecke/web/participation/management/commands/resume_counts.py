"""Go on with counts of which the worker died; part of the daily ``clean``."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from thorbecke.web.participation.record import counting


class Command(BaseCommand):
    """Ask again for every count that was asked for and is not there. Asking twice does no harm."""

    help = "Resume counts of acts that were cut off."

    def handle(self, **options: object) -> None:
        self.stdout.write(f"counts resumed: {counting.resume()}")
