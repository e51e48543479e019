"""Inspiration: cases, scenarios, bundles, and the register of legal room."""
