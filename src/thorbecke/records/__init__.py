"""Sealed results: canonical form, bundle, hash chain and verification."""
