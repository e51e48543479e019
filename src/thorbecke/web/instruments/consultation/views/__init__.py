"""Pages of the consultation that other instruments do not have."""
