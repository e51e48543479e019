"""A made conversation, and the hash of its map; also run by itself, on another processor's kernels."""

from __future__ import annotations

import hashlib
import json

import numpy as np

from thorbecke.methods import facts, registry
from thorbecke.methods.opinion import Rules, Votes, from_triples


def conversation(seed, people=60, statements=12, share=0.7, groups=2, strength=2.0) -> Votes:
    """Votes of people in true groups of about equal size."""
    rng = np.random.default_rng(seed)
    group = np.arange(people) % groups
    chance = 1 / (1 + np.exp(-rng.normal(0, strength, (groups, statements))))
    seen = rng.random((people, statements)) < share
    yes = rng.random((people, statements)) < chance[group]
    value = np.where(rng.random((people, statements)) < 0.1, 0, np.where(yes, 1, -1))
    row, column = np.nonzero(seen)
    people_, texts = (
        [f"{kind}{n}" for n in range(size)] for kind, size in zip("ps", seen.shape, strict=True)
    )
    return from_triples(people_, texts, row, column, value[seen])


def fingerprint(votes: Votes, rules: Rules) -> str:
    """The hash of the whole outcome."""
    outcome = registry.find("opinion.map").count(votes, rules)
    return hashlib.sha256(json.dumps(facts.to_data(outcome)).encode()).hexdigest()


def sample() -> str:
    """The hash of one conversation with more statements than the dense solver takes."""
    return fingerprint(conversation(11, people=150, statements=160), Rules(repeats=2, shuffles=2))


if __name__ == "__main__":
    print(sample())
