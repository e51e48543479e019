"""The result of a round for its page: with delegation, without it, and how weight is spread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from thorbecke.web.core.charts import bar_chart
from thorbecke.web.instruments.delegation import setting
from thorbecke.web.instruments.delegation.counting import FEWEST
from thorbecke.web.participation.models import Act, Result
from thorbecke.web.participation.wording import delegation as sentences
from thorbecke.web.participation.wording import listed


def context(act: Act, result: Result) -> dict[str, Any]:
    """Return each question with its outcome in words and figures."""
    outcomes = {one["question"]: one["outcome"] for one in result.counts}
    return {
        "questions": [
            _question(one, outcomes[one["id"]])
            for one in setting.questions(act)
            if one["id"] in outcomes
        ],
        "cap": setting.option(act, "cap"),
    }


def _question(question: Mapping[str, Any], outcome: Mapping[str, Any]) -> dict[str, Any]:
    titles = {one["id"]: one["title"] for one in question["options"]}
    told = {"id": question["id"], "title": question["title"], "theme": question["theme"]}
    voted = sum(outcome["direct"].values())
    if voted < FEWEST:
        return {**told, "shown": False}
    order = [one["id"] for one in question["options"]]
    return {
        **told,
        "shown": True,
        "verdict": _verdict(outcome["leading"], titles),
        "chart": bar_chart(
            question["title"],
            _("Stemmen met volmachten"),
            [(titles[name], outcome["tally"][name]) for name in order],
        ),
        "rows": [
            {
                "title": titles[name],
                "with": outcome["tally"][name],
                "without": outcome["direct"][name],
            }
            for name in order
        ],
        "same": outcome["leading"] == outcome["leading_direct"],
        "without": _verdict(outcome["leading_direct"], titles),
        "lines": sentences.lines(outcome, titles),
    }


def _verdict(leading: list[str], titles: Mapping[str, str]) -> str:
    if not leading:
        return _("Niemand stemde.")
    if len(leading) > 1:
        return _("Gelijk: %(options)s.") % {"options": listed(leading, titles)}
    return _("De meeste stemmen: %(option)s.") % {"option": titles[leading[0]]}
