"""One folder per instrument."""
