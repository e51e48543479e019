"""desk of the library."""
