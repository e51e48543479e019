"""The mathematics of the house. Pure: no Django, no files, no clock, no hidden randomness.

Every method has one face: frozen dataclasses in, a frozen ``Outcome`` out,
``count(inputs, rules, lots=None)`` and ``explain(outcome)``. This is the ground floor: it imports
nothing of the house.
"""
