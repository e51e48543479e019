"""Writes the open boxes anew and clears old versions of them from the disk."""

from __future__ import annotations

from datetime import timedelta

from django.core.management.base import BaseCommand
from django.db.models import Q
from django.utils import timezone

from thorbecke.web.participation.box import drawers, storage
from thorbecke.web.participation.models import Act, Phase

# A box that closed is cleaned at once; when somebody's reading kept it from that, here again.
AGAIN = timedelta(days=3)


class Command(BaseCommand):
    """Run daily, as part of ``clean``: the order of yesterday's votes is gone from the tables.

    Cleaning rewrites the whole file of SQLite, and nobody can write meanwhile. So it is done only when
    there is something to clean: while a box is open, or closed a few days ago at most.
    """

    help = "Write the ballot boxes of open acts anew, so that their rows tell no order."

    def handle(self, **options: object) -> None:
        acts = Act.objects.filter(phase=Phase.OPEN)
        for act in acts:
            drawers.shuffle(act)
        recent = Q(phase=Phase.OPEN) | Q(closed_at__gte=timezone.now() - AGAIN)
        cleaned = Act.objects.filter(recent).exists() and storage.clean()
        self.stdout.write(f"boxes written anew: {len(acts)}; old pages cleaned: {cleaned}")
