"""A profile as plain data, and from the answers that ballots hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from thorbecke.methods import ballots
from thorbecke.methods.voting.profile import Kind, Profile, WrongBallots, compress, from_ballots

FIELDS = {"kind", "options", "question", "electorate", "rows", "counts"}


def from_data(data: Mapping[str, Any]) -> Profile:
    """Return the profile of plain data, the inverse of ``to_data``. O(u·m log u).

    Raises ``WrongBallots`` that names the field and what was expected.
    """
    if not isinstance(data, Mapping) or set(data) != FIELDS:
        raise WrongBallots(f"expected exactly the fields {', '.join(sorted(FIELDS))}")
    try:
        kind = Kind(data["kind"])
    except ValueError:
        raise WrongBallots(f"kind: expected one of {', '.join(Kind)}") from None
    options = _texts("options", data["options"])
    question, electorate = data["question"], data["electorate"]
    if not isinstance(question, str):
        raise WrongBallots("question: expected a text")
    if electorate is not None and (type(electorate) is not int or electorate < 0):
        raise WrongBallots("electorate: expected a whole number of 0 or more, or nothing")
    rows = _integers("rows", data["rows"], len(options))
    counts = _integers("counts", [data["counts"]], len(rows))[0]
    return compress(kind, options, rows, question, electorate, counts)


def to_data(profile: Profile) -> dict[str, Any]:
    """Return the one plain form of a profile: rows ascending, each with its count. O(u·m log u)."""
    one = compress(
        profile.kind, profile.options, profile.rows, profile.question, None, profile.counts
    )
    return {
        "kind": str(profile.kind),
        "options": list(profile.options),
        "question": profile.question,
        "electorate": profile.electorate,
        "rows": one.rows.tolist(),
        "counts": one.counts.tolist(),
    }


def from_answers(
    question: Mapping[str, Any],
    answers: Iterable[Mapping[str, int]],
    electorate: int | None = None,
) -> Profile:
    """Return the profile of the answers to one question, each checked against its ballot paper.

    ``question``: {"id", "type", "options": [{"id", "price"?}], and the fields of ``ballots.Spec``}.
    An empty answer is a blank ballot. O(n·m); each different answer is checked once.
    Raises ``ballots.WrongSpec`` for a wrong question, ``WrongBallots`` with the ballot's number.
    """
    spec = ballots.spec_of(question)
    return from_ballots(
        spec.kind, spec.options, _checked(spec, answers), question["id"], electorate
    )


def _checked(
    spec: ballots.Spec, answers: Iterable[Mapping[str, int]]
) -> Iterable[Mapping[str, int]]:
    seen: Counter[tuple[tuple[str, int], ...]] = Counter()
    for number, answer in enumerate(answers, start=1):
        key = tuple(answer.items()) if isinstance(answer, Mapping) else ()
        if key not in seen:
            if wrong := ballots.faults(spec, answer):
                values = ", ".join(f"{name} {value}" for name, value in wrong[0].values.items())
                raise WrongBallots(f"ballot {number}: {wrong[0].code} {values}".rstrip())
            seen[key] = 1
        yield answer


def _texts(name: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise WrongBallots(f"{name}: expected a list of texts")
    return tuple(value)


def _integers(name: str, value: Any, width: int) -> Any:
    """Return rows of whole numbers as int64, each of this width."""
    if not isinstance(value, list | tuple):
        raise WrongBallots(f"{name}: expected a list")
    for number, row in enumerate(value, start=1):
        if not isinstance(row, list | tuple) or len(row) != width:
            raise WrongBallots(f"{name}, row {number}: expected {width} numbers")
        if any(type(item) is not int or abs(item) >= 2**62 for item in row):
            raise WrongBallots(f"{name}, row {number}: expected whole numbers")
    return np.array(value, dtype=np.int64).reshape(len(value), width)
