"""places of the library."""
