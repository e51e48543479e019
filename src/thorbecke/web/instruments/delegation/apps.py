"""The app of delegation."""

from __future__ import annotations

from django.apps import AppConfig


class DelegationConfig(AppConfig):
    """Registers the instrument."""

    name = "thorbecke.web.instruments.delegation"
    label = "delegation"

    def ready(self) -> None:
        from thorbecke.web.instruments.delegation import owned
        from thorbecke.web.instruments.delegation.instrument import DelegationInstrument
        from thorbecke.web.participation import instruments
        from thorbecke.web.people import owning

        owning.register("volmachten", owned.files_of, owned.delete_of)
        instruments.register(DelegationInstrument())
