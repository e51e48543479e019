"""law of the library."""
