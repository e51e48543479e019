"""Opinion maps: groups, consensus and representative statements.

outcome = registry.find("opinion.map").count(votes, Rules(seed=7))

``votes`` → ``axes`` (where everybody stands) → ``kmeans``, ``silhouette``, ``chart`` (groups) →
``stability`` (are they real?) → ``statistics``, ``statements`` (what they say) → ``count`` (names).
``counters`` and ``live`` keep a running conversation up to date; ``routing`` chooses the next statement.
"""

from __future__ import annotations

from thorbecke.methods.opinion.chart import Chart, draw_chart
from thorbecke.methods.opinion.outcome import Outcome
from thorbecke.methods.opinion.rules import Rules
from thorbecke.methods.opinion.stability import Badge, Stability, judge
from thorbecke.methods.opinion.votes import Votes, WrongVotes, from_triples

__all__ = [
    "Badge",
    "Chart",
    "Outcome",
    "Rules",
    "Stability",
    "Votes",
    "WrongVotes",
    "draw_chart",
    "from_triples",
    "judge",
]
