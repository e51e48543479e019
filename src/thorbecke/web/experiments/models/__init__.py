"""Tables of the register. Import them from here."""

from thorbecke.web.experiments.models.experiment import NEXT, Experiment, Phase, Step

__all__ = ["NEXT", "Experiment", "Phase", "Step"]
