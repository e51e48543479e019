"""``build_assets``: make the style sheet from the packages in node_modules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from thorbecke.web.core import assets


class Command(BaseCommand):
    help = "Make the style sheet and copy fonts and script; does nothing when nothing changed."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--node-modules", type=Path, default=Path("node_modules"))
        parser.add_argument("--out", type=Path, default=assets.OUT)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = assets.build(options["node_modules"].resolve(), options["out"])
        except assets.MissingFile as error:
            raise CommandError(str(error)) from error
        state = "made" if report.built else "unchanged"
        kilobytes = sum(report.sizes.values()) / 1000
        self.stdout.write(
            f"assets {state}: {kilobytes:.0f} kB in {len(report.sizes)} files, "
            f"{report.tokens_kept} of {report.tokens_defined} design tokens"
        )
