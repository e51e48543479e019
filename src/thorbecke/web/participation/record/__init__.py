"""The record: the log of an act, its phases, its seed, the count, the sealed bundle, and the checks."""
