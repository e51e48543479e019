"""search of the library."""
