"""The conversation (gesprek): statements, votes on them, and a map of opinions."""
