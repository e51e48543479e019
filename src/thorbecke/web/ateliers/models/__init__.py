"""Ateliers, who is in them, their cards, and what people think of those. Import them from here."""

from thorbecke.web.ateliers.models.atelier import Atelier, Phase
from thorbecke.web.ateliers.models.cards import LONGEST_CARD, Card, Cluster
from thorbecke.web.ateliers.models.guests import Guest, Kind, Pass
from thorbecke.web.ateliers.models.log import LogEntry
from thorbecke.web.ateliers.models.weights import Dot, Score

__all__ = [
    "LONGEST_CARD",
    "Atelier",
    "Card",
    "Cluster",
    "Dot",
    "Guest",
    "Kind",
    "LogEntry",
    "Pass",
    "Phase",
    "Score",
]
