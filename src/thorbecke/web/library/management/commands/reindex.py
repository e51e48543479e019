"""Build the search documents of all published entries anew."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.db import transaction

from thorbecke.web.library.models import Entry
from thorbecke.web.library.search import index


class Command(BaseCommand):
    """For after a change of what a kind gives to search; in one transaction."""

    help = "Build the search index of the library anew."

    @transaction.atomic
    def handle(self, **options: object) -> None:
        entries = list(Entry.objects.filter(data__isnull=False))
        index(entries)
        self.stdout.write(f"{len(entries)} entries indexed.")
