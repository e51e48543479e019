"""``opinion.map``: groups, consensus and representative statements of a conversation.

A pure function of votes and rules; the rules hold the seed.
"""

from __future__ import annotations

import numpy as np

from thorbecke.methods.facts import Fact, fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.opinion.axes import statement_positions
from thorbecke.methods.opinion.chart import Chart, draw_chart, one_group
from thorbecke.methods.opinion.kmeans import Labels
from thorbecke.methods.opinion.outcome import Outcome
from thorbecke.methods.opinion.rules import Rules
from thorbecke.methods.opinion.stability import Badge, Stability, judge
from thorbecke.methods.opinion.statements import consensus, divisions, representative
from thorbecke.methods.opinion.statistics import Tally, tally
from thorbecke.methods.opinion.votes import Integers, Votes
from thorbecke.methods.registry import Method

ID = "opinion.map"
VERSION = 1


def count(inputs: Votes, rules: Rules, lots: Lots | None = None) -> Outcome:
    """Return the map. ``lots`` is not used: the draws come from the seed in the rules."""
    chart = draw_chart(inputs, rules)
    return describe(inputs, rules, chart, judge(inputs, chart, rules))


def describe(votes: Votes, rules: Rules, chart: Chart, stability: Stability) -> Outcome:
    """Return a chart in words and whole numbers; without clear groups everybody is in one. O(votes)."""
    if stability.badge == Badge.NO_GROUPS:
        chart = one_group(chart)
    label = labels_of_all(chart)
    counts = tally(votes, label, chart.k)
    people = [votes.participants[place] for place in chart.grouped.tolist()]
    return Outcome(
        method=ID,
        version=VERSION,
        k=chart.k,
        stability=stability,
        silhouettes={str(k): score for k, score in sorted(chart.scores.items())},
        shares=chart.axes.shares,
        labels=dict(zip(people, chart.labels.tolist(), strict=True)),
        positions=_places(votes.participants, chart.positions.astype(np.int64)),
        statements=_places(votes.statements, statement_positions(chart.axes)),
        sizes=tuple(np.bincount(chart.labels, minlength=chart.k).tolist()),
        agree=_rows(counts.agree),
        disagree=_rows(counts.disagree),
        seen=_rows(counts.seen),
        representative=representative(counts, votes.statements, rules),
        consensus=consensus(counts, votes.statements, rules),
        divisions=divisions(counts, votes.statements, rules),
        few_votes=len(votes.participants) - len(chart.grouped),
    )


def labels_of_all(chart: Chart) -> Labels:
    """Return each participant's group, shape (n,); −1 for who gave too few votes."""
    label = np.full(len(chart.positions), -1, np.int8)
    label[chart.grouped] = chart.labels
    return label


def counts_of(outcome: Outcome) -> Tally:
    """Return the counts in an outcome as arrays, for tables and ``standing``."""
    agree, disagree, seen = (
        np.array(rows, np.int64).reshape(outcome.k, -1)
        for rows in (outcome.agree, outcome.disagree, outcome.seen)
    )
    return Tally(agree, disagree, seen)


def _places(names: tuple[str, ...], where: Integers) -> dict[str, tuple[int, int]]:
    pairs = zip(where[:, 0].tolist(), where[:, 1].tolist(), strict=True)
    return dict(zip(names, pairs, strict=True))


def _rows(table: Integers) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(row) for row in table.tolist())


def explain(outcome: Outcome) -> tuple[Fact, ...]:
    """Return what the map shows, without language."""
    found = outcome.stability
    facts = [
        fact("groups", k=outcome.k, sizes=outcome.sizes, few_votes=outcome.few_votes),
        fact(
            "stability",
            badge=found.badge,
            agreement=found.agreement,
            same_number=found.group_counts.count(outcome.k),
            repeats=len(found.group_counts),
        ),
        fact("axes", shares=outcome.shares, by_chance=found.by_chance),
    ]
    facts += [
        fact("representative", group=group, statement=one.statement, direction=one.direction)
        for group, chosen in enumerate(outcome.representative)
        for one in chosen
    ]
    facts += [
        fact("consensus", statement=one.statement, direction=one.direction, value=one.value)
        for one in outcome.consensus
    ]
    facts += [
        fact("division", statement=one.statement, groups=one.groups, apart=one.apart)
        for one in outcome.divisions
    ]
    return tuple(facts)


METHOD = Method(ID, VERSION, "opinion", Rules, count, explain)
