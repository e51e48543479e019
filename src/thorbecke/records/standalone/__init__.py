"""Verifiers that need nothing but Python: they travel inside a bundle and are published on their own."""
