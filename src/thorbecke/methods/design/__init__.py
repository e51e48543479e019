"""The morphological box of democratic building blocks: what goes together, what not, and why."""
