"""Base models, UI kit and health: what every other app stands on."""
