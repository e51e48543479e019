"""The app of the lottery."""

from __future__ import annotations

from django.apps import AppConfig


class LotteryConfig(AppConfig):
    """Registers the instrument."""

    name = "thorbecke.web.instruments.lottery"
    label = "lottery"

    def ready(self) -> None:
        from thorbecke.web.instruments.lottery.instrument import Lottery
        from thorbecke.web.participation import instruments

        instruments.register(Lottery())
