"""Counting rules for consultations and theme choice."""
