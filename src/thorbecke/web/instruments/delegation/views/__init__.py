"""Pages of a round of delegation."""
