"""Ballots for the tests of votes: strategies, and the way from plain ballots to a profile."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from thorbecke.methods import registry
from thorbecke.methods.lots import Lots
from thorbecke.methods.voting.profile import Kind, compress, from_ballots
from thorbecke.methods.voting.ties import purpose

NAMES = ("a", "b", "c", "d", "e", "f")
LOTS = Lots(bytes(range(32)))


def ranked(options, ballots, **more):
    """A profile of strict orders, each a tuple of options."""
    rows = ({o: place for place, o in enumerate(ballot, 1)} for ballot in ballots)
    return from_ballots(Kind.RANKING, options, rows, **more)


def approved(options, ballots, **more):
    """A profile of approvals, each a set of options."""
    return from_ballots(Kind.APPROVAL, options, (dict.fromkeys(b, 1) for b in ballots), **more)


def scored(options, ballots, **more):
    """A profile of scores, each a mapping."""
    return from_ballots(Kind.SCORE, options, ballots, **more)


@st.composite
def orders(draw, least=1, most=25, size=None, complete=False):
    """Options with strict orders over some of them."""
    many = size or draw(st.integers(2, 5))
    options = NAMES[:many]
    order = st.permutations(options)
    cut = st.just(many) if complete else st.integers(0, many)
    ballot = st.tuples(order, cut).map(lambda pair: tuple(pair[0][: pair[1]]))
    return options, draw(st.lists(ballot, min_size=least, max_size=most))


@st.composite
def approvals(draw, most=20):
    """Options with sets of approved ones."""
    options = NAMES[: draw(st.integers(2, 5))]
    return options, draw(
        st.lists(st.frozensets(st.sampled_from(options)), max_size=most, min_size=1)
    )


@st.composite
def scores(draw, highest=5, most=20):
    """Options with mappings to a score; some options without."""
    options = NAMES[: draw(st.integers(2, 4))]
    ballot = st.dictionaries(st.sampled_from(options), st.integers(0, highest))
    return options, draw(st.lists(ballot, min_size=1, max_size=most))


def count(name, profile, lots=LOTS, **rules):
    """Count by a method's short name."""
    method = registry.find(f"voting.{name}")
    return method.count(profile, method.rules(**rules), lots)


def lot_of(name, profile, lots=LOTS):
    """The lot as the method must draw it: place, round and options to a drawn order."""
    return lambda place, round_, options: lots.order(
        purpose(profile, f"voting.{name}", place, round_), tuple(options)
    )


def renamed(profile, names):
    """The same ballots with the options in another order on the paper: names[i] is column i now."""
    columns = [profile.options.index(name) for name in names]
    rows = np.ascontiguousarray(profile.rows[:, columns])
    return compress(profile.kind, names, rows, profile.question, None, profile.counts)
