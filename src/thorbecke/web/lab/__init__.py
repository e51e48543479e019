"""What-if pages on top of the methods."""
