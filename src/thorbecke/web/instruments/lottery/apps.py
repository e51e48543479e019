"""The app of the lottery."""

from __future__ import annotations

from django.apps import AppConfig


class LotteryConfig(AppConfig):
    """Registers the instrument."""

    name = "thorbecke.web.instruments.lottery"
    label = "lottery"

    def ready(self) -> None:
        from thorbecke.web.instruments.lottery import owned
        from thorbecke.web.instruments.lottery.instrument import Lottery
        from thorbecke.web.participation import instruments
        from thorbecke.web.people import owning

        owning.register("lotingen", owned.files_of, owned.delete_of)
        instruments.register(Lottery())
