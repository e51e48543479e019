"""Persons, organisations, municipalities and roles."""
