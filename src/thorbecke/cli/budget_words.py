"""The outcome of a budget as text on the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from thorbecke.formats.pb import Budget
from thorbecke.methods.budgeting.axioms import Audit
from thorbecke.methods.budgeting.compare import Line
from thorbecke.methods.budgeting.outcome import Outcome
from thorbecke.methods.budgeting.why import Why

REASONS = {
    "room": "it did not fit in what was left",
    "support": "it had too little support to take part",
    "cap": "its category had reached its limit",
    "rival": "another project of its group was chosen",
    "money": "its supporters could not pay for it",
}


def money(value: int, scale: int) -> int | float:
    """Return money in the currency of the file: whole where it is whole."""
    return value // scale if value % scale == 0 else value / scale


def amount(read: Budget, value: int) -> str:
    """Return money as text: "12,500 EUR"."""
    found = money(value, 10**read.decimals)
    text = f"{found:,}" if isinstance(found, int) else f"{found:,.2f}"
    return f"{text} {read.currency}".strip()


def _titles(read: Budget) -> dict[str, str]:
    return {project.id: project.title for project in read.election.projects}


def told(read: Budget, found: Outcome, whys: Sequence[Why], audit: Audit) -> str:
    """Return the outcome: what was funded, why the others were not, and how fair it is."""
    titles = _titles(read)
    lines = [
        f"Funded: {len(found.funded)} of {len(whys)} projects, "
        f"{amount(read, found.spent)} of {amount(read, found.budget)}.",
        "",
        f"{'':>4} {'votes':>7} {'cost':>16}  project",
    ]
    for number, item in enumerate(found.rounds, start=1):
        cost = amount(read, item.cost)
        lines.append(
            f"{number:>3}. {item.votes:>7} {cost:>16}  {item.project} {titles[item.project][:60]}"
        )
    lines += ["", "Not funded:"]
    for why in sorted((why for why in whys if not why.funded), key=lambda why: -why.votes):
        cost = amount(read, why.cost)
        lines.append(f"     {why.votes:>7} {cost:>16}  {why.project} {titles[why.project][:60]}")
        lines.append(f"{'':>31}{missing(read, why)}")
    for tie in found.ties:
        lines.append(f"Equal in round {tie.round}: {', '.join(tie.between)}; settled by {tie.by}.")
    return "\n".join([*lines, "", *_fairness(audit)])


def _fairness(audit: Audit) -> list[str]:
    lines = [
        f"Voters of whose choices nothing was funded: {float(audit.share_with_nothing):.1%}.",
        "No project fits in what is left."
        if audit.exhaustive
        else "Another project would still fit.",
    ]
    if audit.witness is None:
        return [*lines, "EJR+ up to any project: holds."]
    witness = audit.witness
    return [
        *lines,
        f"EJR+ up to any project: violated. {witness.voters} voters of {witness.project} have a right "
        "to a share of the budget that pays for it, and none of them got that much.",
    ]


def missing(read: Budget, why: Why) -> str:
    """Return in one sentence why a project lost and what was missing."""
    parts = []
    if why.supporters is not None:
        parts.append(f"{why.supporters} more supporter{'s' if why.supporters != 1 else ''}")
    if why.cheaper is not None:
        parts.append(f"{amount(read, why.cheaper)} cheaper")
    text = REASONS[why.reason]
    if not parts:
        return f"{text}."
    where = "" if why.proved == "count" else " in the deciding run"
    return f"{text}; {' or '.join(parts)} would have won{where}."


def told_project(read: Budget, found: Outcome, why: Why) -> str:
    """Return everything about one project."""
    title = _titles(read)[why.project]
    lines = [
        f"{why.project} {title}".strip(),
        f"{why.votes} votes, cost {amount(read, why.cost)}.",
    ]
    if why.funded:
        lines.append(f"Funded in round {why.round} of {len(found.rounds)} ({why.stage}).")
        if why.price is not None:
            price = float(why.price) / 10**read.decimals
            lines.append(
                f"{why.full} voters paid {price:,.2f} {read.currency} each, and "
                f"{why.paying - why.full} voters gave all they had left."
            )
    else:
        text = missing(read, why)
        lines.append(text[0].upper() + text[1:])
    for number, value in enumerate(why.behind, start=1):
        share = value / why.cost
        lines.append(
            f"  round {number:>3}: {amount(read, value):>20} behind it, {share:>7.1%} of its cost"
        )
    return "\n".join(lines)


def compared(read: Budget, lines: Sequence[Line]) -> str:
    """Return the rules side by side."""
    rows = [f"{'rule':<12} {'funded':>6} {'spent':>18} {'nothing':>8} {'EJR+':>9}  only here"]
    everywhere = set.intersection(*(set(line.funded) for line in lines))
    for line in lines:
        others = set().union(*(set(other.funded) for other in lines if other is not line))
        only = sorted(set(line.funded) - others)
        rows.append(
            f"{line.rule:<12} {len(line.funded):>6} {amount(read, line.spent):>18} "
            f"{float(line.share_with_nothing):>8.1%} {'holds' if line.ejr_plus else 'violated':>9}  "
            f"{', '.join(only)}"
        )
    return "\n".join([*rows, "", f"Funded by every rule: {len(everywhere)} projects."])
