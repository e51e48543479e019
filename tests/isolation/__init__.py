"""What each app has to say for the sweep over all addresses; see ``world``."""
