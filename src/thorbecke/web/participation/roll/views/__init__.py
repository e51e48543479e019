"""Pages of the roll: the way in for residents; people, letters and the desk for organisers."""
