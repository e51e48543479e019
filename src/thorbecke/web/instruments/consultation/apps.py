"""The app of the consultation."""

from __future__ import annotations

from django.apps import AppConfig


class ConsultationConfig(AppConfig):
    """Registers the instrument."""

    name = "thorbecke.web.instruments.consultation"
    label = "consultation"

    def ready(self) -> None:
        from thorbecke.web.instruments.consultation import owned
        from thorbecke.web.instruments.consultation.instrument import Consultation
        from thorbecke.web.participation import instruments
        from thorbecke.web.people import owning

        owning.register("argumenten", owned.files_of, owned.delete_of)
        instruments.register(Consultation())
