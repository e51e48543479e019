"""Pooling what several sites learned."""
