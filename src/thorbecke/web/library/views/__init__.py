"""views of the library."""
