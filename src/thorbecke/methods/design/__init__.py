"""Consistent combinations of building blocks."""
