"""``manage experiments_daily``: mail followers what is new, erase addresses that never said yes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from thorbecke.web.experiments import following


class Command(BaseCommand):
    """Part of ``clean``, which runs daily."""

    help = "Mail followers of experiments what is new; erase addresses that were never confirmed."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do both and say how much."""
        erased, sent = following.clean(), following.digest()
        self.stdout.write(f"{sent} digests sent, {erased} addresses erased")
