"""Tables of the call: rounds, submissions, and what the team does with them."""

from thorbecke.web.programme.models.call import Call, State
from thorbecke.web.programme.models.desk import FollowUp, Message, Note
from thorbecke.web.programme.models.submission import Door, Event, Key, Stage, Submission, Track

__all__ = [
    "Call",
    "Door",
    "Event",
    "FollowUp",
    "Key",
    "Message",
    "Note",
    "Stage",
    "State",
    "Submission",
    "Track",
]
