"""The app of delegation."""

from __future__ import annotations

from django.apps import AppConfig


class DelegationConfig(AppConfig):
    """Registers the instrument."""

    name = "thorbecke.web.instruments.delegation"
    label = "delegation"

    def ready(self) -> None:
        from thorbecke.web.instruments.delegation.instrument import DelegationInstrument
        from thorbecke.web.participation import instruments

        instruments.register(DelegationInstrument())
