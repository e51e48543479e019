"""The outcome of a budget as a chart: one bar for each project, the money behind it against its cost."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from thorbecke.cli.budget_words import amount
from thorbecke.formats.pb import Budget
from thorbecke.methods.budgeting.outcome import Outcome
from thorbecke.methods.budgeting.why import Why

WIDTH, LINE, LEFT, BAR = 900, 26, 330, 360
STYLE = (
    "text{font:14px sans-serif;fill:#1b1b1b}.t{font-weight:bold;font-size:17px}"
    ".f{fill:#01689b}.n{fill:#a0a0a0}.r{fill:none;stroke:#1b1b1b}"
)


def chart(read: Budget, found: Outcome, whys: Sequence[Why]) -> str:
    """Return an SVG with title and description. Without money behind projects votes are drawn."""
    order = sorted(whys, key=lambda why: (not why.funded, why.round, -why.votes))
    titles = {project.id: project.title for project in read.election.projects}
    with_money = any(why.behind for why in whys)
    top = max((_value(why, with_money) for why in whys), default=0) or 1
    head = f"{len(found.funded)} of {len(whys)} projects, {amount(read, found.spent)}"
    what = "money behind it as a part of its cost" if with_money else "votes"
    height = 60 + LINE * len(order)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDTH} {height}" '
        f'aria-labelledby="t d"><title id="t">{escape(head)}</title>',
        f'<desc id="d">One bar for each project: {what}. Funded projects stand first, in the order in '
        "which they were chosen.</desc>",
        f"<style>{STYLE}</style>",
        f'<text class="t" x="8" y="24">{escape(head)}</text>',
        f'<text x="{LEFT}" y="44">{what}</text>',
    ]
    for number, why in enumerate(order):
        parts.append(_bar(why, titles[why.project], 54 + LINE * number, top, with_money))
    return "\n".join([*parts, "</svg>\n"])


def _value(why: Why, with_money: bool) -> float:
    return min(float(why.support), 3.0) if with_money else float(why.votes)


def _bar(why: Why, title: str, y: int, top: float, with_money: bool) -> str:
    value = _value(why, with_money)
    text = f"{float(why.support):.0%}" if with_money else f"{why.votes}"
    label = escape(f"{why.project} {title}"[:44])
    width = max(1.0, BAR * value / top)
    mark = f'<path class="r" d="M{LEFT + BAR / top:.1f} {y}v{LINE - 4}"/>' if with_money else ""
    return (
        f'<text x="8" y="{y + 15}">{label}</text>'
        f'<rect class="{"f" if why.funded else "n"}" x="{LEFT}" y="{y}" '
        f'width="{width:.1f}" height="{LINE - 6}"/>{mark}'
        f'<text x="{LEFT + BAR + 14}" y="{y + 15}">{text}{", funded" if why.funded else ""}</text>'
    )
