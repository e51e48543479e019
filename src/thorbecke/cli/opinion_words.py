"""An opinion map in plain Dutch, for a terminal."""

from __future__ import annotations

from collections.abc import Mapping

from thorbecke.methods.opinion import Badge, Outcome, Rules
from thorbecke.methods.opinion.statements import Consensus, Division, Representative

MILLION = 10**6
_BADGES = {
    Badge.STABLE.value: "De groepen zijn stabiel.",
    Badge.NOT_STABLE.value: (
        "Let op: de groepen zijn niet stabiel. Met iets andere stemmen komen er andere groepen."
    ),
    Badge.NO_GROUPS.value: "Er zijn geen duidelijke groepen.",
}
_DIRECTION = {"agree": "eens", "disagree": "oneens"}


def told(outcome: Outcome, rules: Rules, texts: Mapping[str, str]) -> str:
    """Return the map as text of several lines. ``texts``: statement to its words, where known."""
    lines = [*_heading(outcome, rules)]
    for group, chosen in enumerate(outcome.representative):
        if chosen:
            lines += ["", f"{group_name(group)} ({_people(outcome.sizes[group])}) valt op met:"]
            lines += [f"  {_representative(one, texts)}" for one in chosen]
    if outcome.consensus:
        everyone = "In elke groep" if outcome.k > 1 else "Samen"
        lines += ["", f"{everyone} is een meerderheid het hierover eens of oneens:"]
        lines += [f"  {_consensus(one, texts)}" for one in outcome.consensus]
    if outcome.divisions:
        lines += ["", "Hierover zijn de meningen het meest verdeeld:"]
        lines += [f"  {_division(one, texts)}" for one in outcome.divisions]
    return "\n".join(lines)


def group_name(group: int) -> str:
    """Return what a group is called: groep A, groep B …"""
    return f"Groep {chr(ord('A') + group)}"


def _heading(outcome: Outcome, rules: Rules) -> list[str]:
    found, people = outcome.stability, sum(outcome.sizes)
    groups = "1 groep" if outcome.k == 1 else f"{outcome.k} groepen"
    lines = [f"{groups}, {_people(people)} in een groep.", _BADGES[found.badge]]
    if found.group_counts and outcome.k > 1:
        same = found.group_counts.count(outcome.k)
        lines.append(
            f"  Bij {len(found.group_counts)} proeven met {rules.drop_percent}% minder stemmen kwamen "
            f"{same} keer weer {outcome.k} groepen; "
            f"overeenkomst van de indeling {_two(found.agreement)} (1 is gelijk, 0 is toeval)."
        )
    lines.append(
        f"  De eerste as verklaart {_percent(found.axis)} van de verschillen; "
        f"bij toeval hoogstens {_percent(found.by_chance)}."
    )
    if outcome.few_votes:
        lines.append(f"  Te weinig gestemd voor een groep: {_people(outcome.few_votes)}.")
    return lines


def _two(millionths: int) -> str:
    return f"{millionths / MILLION:.2f}".replace(".", ",")


def _people(number: int) -> str:
    return "1 mens" if number == 1 else f"{number} mensen"


def _percent(millionths: int) -> str:
    return f"{millionths / 10_000:.1f}%".replace(".", ",")


def _name(statement: str, texts: Mapping[str, str]) -> str:
    text = texts.get(statement, "")
    return f"stelling {statement}: {text}" if text else f"stelling {statement}"


def _representative(one: Representative, texts: Mapping[str, str]) -> str:
    said = f"{_DIRECTION[one.direction]}, {one.said} van {one.seen}"
    ratio = f"{one.ratio / MILLION:.1f}".replace(".", ",")
    return f"{_name(one.statement, texts)} ({said}; {ratio} keer zo vaak als anderen)"


def _consensus(one: Consensus, texts: Mapping[str, str]) -> str:
    shares = ", ".join(_percent(share) for share in one.shares)
    return f"{_name(one.statement, texts)} ({_DIRECTION[one.direction]}; per groep {shares})"


def _division(one: Division, texts: Mapping[str, str]) -> str:
    if len(one.groups) < 2:
        return _name(one.statement, texts)
    high, low = (group_name(group) for group in one.groups)
    return f"{_name(one.statement, texts)} ({high} is {_percent(one.apart)} vaker eens dan {low})"
