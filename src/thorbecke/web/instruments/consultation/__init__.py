"""Raadpleging: a consultation, a referendum, or voting on a list of issues."""
