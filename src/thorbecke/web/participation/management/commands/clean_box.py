"""Writes the open boxes anew and clears old versions of them from the disk."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from thorbecke.web.participation.box import drawers, storage
from thorbecke.web.participation.models import Act, Phase


class Command(BaseCommand):
    """Run daily, as part of ``clean``: the order of yesterday's votes is gone from the tables."""

    help = "Write the ballot boxes of open acts anew, so that their rows tell no order."

    def handle(self, **options: object) -> None:
        acts = Act.objects.filter(phase=Phase.OPEN)
        for act in acts:
            drawers.shuffle(act)
        cleaned = storage.clean()
        self.stdout.write(f"boxes written anew: {len(acts)}; old pages cleaned: {cleaned}")
