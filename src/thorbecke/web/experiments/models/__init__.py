"""Tables of the register. Import them from here."""

from thorbecke.web.experiments.models.experiment import NEXT, Experiment, Phase, Step
from thorbecke.web.experiments.models.keeping import ActOf, Document, Follower, Note, Photo, Quote
from thorbecke.web.experiments.models.measuring import (
    Addition,
    Better,
    Indicator,
    Kind,
    Observation,
    Plan,
)
from thorbecke.web.experiments.models.support import Help, Match, Need, Offer
from thorbecke.web.experiments.models.survey import Answer, Door, Role, Survey

__all__ = [
    "NEXT",
    "ActOf",
    "Addition",
    "Answer",
    "Better",
    "Document",
    "Door",
    "Experiment",
    "Follower",
    "Help",
    "Indicator",
    "Kind",
    "Match",
    "Need",
    "Note",
    "Observation",
    "Offer",
    "Phase",
    "Photo",
    "Plan",
    "Quote",
    "Role",
    "Step",
    "Survey",
]
