"""The neighbourhood budget: ideas of residents, a vote with a cart, a proportional count, and doing it."""
