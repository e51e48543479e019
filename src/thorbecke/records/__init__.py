"""Sealed results: canonical form, Merkle root, hash chain, bundle, recount and verification.

The format is described in ``docs/records.md``, so that others can write a verifier of their own.
"""
