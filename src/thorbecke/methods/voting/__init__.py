"""Counting votes: ballots of one question in, an outcome with its ties, steps and reasons out.

outcome = registry.find("voting.schulze").count(profile, Rules(), lots)
"""
