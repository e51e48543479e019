"""What everybody sees of the register."""
