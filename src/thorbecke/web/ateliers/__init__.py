"""Redesign workshops."""
