"""Neighbourhood budgets: which projects follow from the ballots, why, and how fair that is.

``election`` holds projects and grouped ballots. The rules ``equal_shares``, ``greedy``, ``phragmen``
and ``bos`` (bounded overspending) count it. ``certificate`` gives every payment as a fraction,
``axioms`` judges an outcome, ``explain`` says for each project what was missing, ``compare`` lays
rules side by side. Imports inside run down in this order: election, limits, market, the rules, the rest.
"""
