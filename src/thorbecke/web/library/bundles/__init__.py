"""bundles of the library."""
