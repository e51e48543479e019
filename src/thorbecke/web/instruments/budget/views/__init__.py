"""Pages of the neighbourhood budget that other instruments do not have."""
