"""Pages of bundles: for the maker, for the reader, and for documents."""
