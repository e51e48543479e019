"""The app of the neighbourhood budget."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_delete


class BudgetConfig(AppConfig):
    """Registers the instrument."""

    name = "thorbecke.web.instruments.budget"
    label = "budget"

    def ready(self) -> None:
        from thorbecke.web.instruments.budget import owned, photos
        from thorbecke.web.instruments.budget.instrument import NeighbourhoodBudget
        from thorbecke.web.participation import instruments
        from thorbecke.web.people import owning

        owning.register("ideeen", owned.files_of, owned.delete_of)
        instruments.register(NeighbourhoodBudget())
        for name in ("Idea", "Progress"):
            post_delete.connect(photos.forget, self.get_model(name))
