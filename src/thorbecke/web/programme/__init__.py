"""The call, triage and the choice of themes."""
