"""Tables of learning. Import them from here."""

from thorbecke.web.learning.models.lesson import Anchor, Lesson, Review, State, Strength
from thorbecke.web.learning.models.track import Participant, Question, Session, Track

__all__ = [
    "Anchor",
    "Lesson",
    "Participant",
    "Question",
    "Review",
    "Session",
    "State",
    "Strength",
    "Track",
]
