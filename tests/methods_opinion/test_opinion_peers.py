"""Against red-dwarf: the same statistics to the last digit, the same groups or better ones."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from thorbecke.methods.opinion import Rules, draw_chart
from thorbecke.methods.opinion.kmeans import split
from thorbecke.methods.opinion.stability import rand_index
from thorbecke.methods.opinion.statistics import standing, tally

pytestmark = pytest.mark.peers


def red_dwarf(votes):
    pytest.importorskip("reddwarf")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from reddwarf.implementations.base import run_pipeline

        rows = zip(
            votes.participant.tolist(), votes.statement.tolist(), votes.value.tolist(), strict=True
        )
        return run_pipeline(
            votes=[
                {"participant_id": p, "statement_id": s, "vote": v, "modified": 0}
                for p, s, v in rows
            ]
        )


@pytest.mark.parametrize(
    "name", ["london", "brexit", "taxes", "canadian", "biodiversity", "football"]
)
def test_statistics_groups_and_places(shared_votes, name):
    votes = shared_votes[name]
    theirs, ours = red_dwarf(votes), draw_chart(votes, Rules())
    people = theirs.participants_df[theirs.participants_df.to_cluster.astype(bool)].sort_index()
    assert people.index.tolist() == ours.grouped.tolist()
    labels = people.cluster_id.to_numpy().astype(np.int8)
    k = int(labels.max()) + 1
    label = np.full(len(votes.participants), -1, np.int8)
    label[ours.grouped] = labels
    _same_statistics(votes, label, k, theirs)
    points = ours.positions[ours.grouped]
    best, _ = split(points, k, 10, 5000, 0)
    assert rand_index(best, labels) >= 990_000 or inertia(points, best, k) <= inertia(
        points, labels, k
    )


def _same_statistics(votes, label, k, theirs):
    counts = tally(votes, label, k)
    agree, disagree = (standing(said, counts.seen) for said in (counts.agree, counts.disagree))
    ours = {
        "na": counts.agree,
        "nd": counts.disagree,
        "ns": counts.seen,
        "pa": agree.share,
        "pat": agree.test,
        "ra": agree.ratio,
        "rat": agree.ratio_test,
        "pd": disagree.share,
        "pdt": disagree.test,
        "rd": disagree.ratio,
        "rdt": disagree.ratio_test,
    }
    seen = np.unique(votes.statement)
    for key, value in ours.items():
        table = theirs.group_comment_stats[key].unstack("statement_id")[seen.tolist()].to_numpy()
        assert np.abs(table - value[:, seen]).max() <= 1e-9, key
    product = agree.share.prod(axis=0)
    for statement, value in theirs.group_aware_consensus["agree"].items():
        assert product[statement] == pytest.approx(value, abs=1e-12)


def inertia(points, labels, k):
    parts = [points[labels == group] for group in range(k)]
    return sum(((part - part.mean(axis=0)) ** 2).sum() for part in parts)
