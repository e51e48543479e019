"""The app of the neighbourhood budget."""

from __future__ import annotations

from django.apps import AppConfig


class BudgetConfig(AppConfig):
    """Registers the instrument."""

    name = "thorbecke.web.instruments.budget"
    label = "budget"

    def ready(self) -> None:
        from thorbecke.web.instruments.budget.instrument import NeighbourhoodBudget
        from thorbecke.web.participation import instruments

        instruments.register(NeighbourhoodBudget())
