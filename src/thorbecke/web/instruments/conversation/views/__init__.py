"""Pages of the conversation: for participants, for everybody, and for the organiser."""
