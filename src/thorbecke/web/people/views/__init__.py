"""Pages about oneself and about organisations."""
