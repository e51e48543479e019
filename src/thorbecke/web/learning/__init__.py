"""Learning tracks, lessons and evidence."""
