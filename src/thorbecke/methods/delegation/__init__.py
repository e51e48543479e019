"""Resolution of delegated votes."""
