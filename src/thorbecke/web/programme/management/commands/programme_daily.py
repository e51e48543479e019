"""``manage programme_daily``: close rounds on their day, erase what was promised to be erased."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from thorbecke.web.programme import calls, erasing


class Command(BaseCommand):
    """Part of ``clean``, which runs daily."""

    help = "Close rounds of the call on their last day; erase old submissions and drafts."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do all three and say how much."""
        closed, erased, drafts = (
            calls.close_passed(),
            erasing.erase_due(),
            erasing.delete_drafts(),
        )
        self.stdout.write(f"{closed} rounds closed, {erased} erased, {drafts} drafts deleted")
