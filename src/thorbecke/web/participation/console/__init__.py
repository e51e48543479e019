"""The organiser's console: from a first title to a published result."""
