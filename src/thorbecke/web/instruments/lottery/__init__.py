"""Loting: a citizens' assembly, from invitation to panel, and what the council does with its advice."""
