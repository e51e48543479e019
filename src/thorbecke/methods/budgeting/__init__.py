"""Counting rules for neighbourhood budgets."""
