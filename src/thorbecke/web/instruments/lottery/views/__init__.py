"""Pages of the lottery: the console, residents, the assembly."""
