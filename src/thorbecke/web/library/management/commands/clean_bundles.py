"""Erases what nobody uses: empty bundles, items that were taken out, and old files."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from thorbecke.web.library.bundles import cleaning


class Command(BaseCommand):
    help = "Erase empty bundles and old files of bundles. Files are made again when asked for."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=30, help="how old (default: 30 days)")

    def handle(self, *args: Any, days: int, **options: Any) -> None:
        report = cleaning.clean(days)
        self.stdout.write(
            f"erased {report.bundles} empty bundles, {report.items} items, {report.files} files"
        )
