"""Which task fits which scale."""
