"""What is checked of the counts: the lots, which counts were made, and each count made again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from thorbecke.methods import registry
from thorbecke.methods.voting.ties import LotNeeded
from thorbecke.records import canonical, lists, recount
from thorbecke.records.content import DAMAGED, Content, Finding


def lots(content: Content) -> Finding:
    """The seed follows from what was committed to at opening, or drawn after closing."""
    stated = content.record["lots"]
    if stated is None:
        return _no_lots(content)
    made = content.lots
    if made is None or stated.get("seed") != made.seed.hex():
        return Finding(False, "lots_wrong", {"why": "the seed does not follow from its source"})
    if content.record["kind"] == "act" and (why := _not_announced(content, stated)):
        return Finding(False, "lots_wrong", {"why": why})
    if "opening" in stated:
        return Finding(True, "lots_committed")
    if "drawn" in stated:
        return Finding(True, "lots_drawn", {"drawn": stated["drawn"]})
    return Finding(True, "lots_bare", {"seed": stated["seed"]})


def _no_lots(content: Content) -> Finding:
    kinds = {entry["kind"] for entry in content.log} if content.record["kind"] == "act" else set()
    if kinds & {"revealed", "drawn"}:
        return Finding(False, "lots_wrong", {"why": "the log tells of lots"})
    return Finding(True, "lots_none")


def _not_announced(content: Content, stated: Mapping[str, Any]) -> str:
    """Return why the lots of an act are not those that its log tells of; nothing when they are."""
    if set(stated) == {"opening", "commitment", "seed"}:
        if content.entry("opened")["commitment"] != stated["commitment"]:
            return "another hash was published at opening"
        return (
            "" if content.entry("revealed")["opening"] == stated["opening"] else "the log differs"
        )
    if set(stated) == {"drawn", "seed"}:
        if content.entry("opened")["commitment"] is not None:
            return "a hash was published at opening, so no number may replace it"
        kinds = [entry["kind"] for entry in content.log]
        if kinds.index("drawn") < kinds.index("closed"):
            return "the number was drawn before the closing"
        return "" if content.entry("drawn")["drawn"] == stated["drawn"] else "the log differs"
    return "the bundle does not say where the seed comes from"


def plan(content: Content) -> Finding | tuple[()]:
    """The counts are exactly those of the definition; of a bare method there is no plan."""
    if content.record["kind"] != "act":
        return ()
    made = [_planned(content, count) for count in content.record["counts"]]
    same = canonical.dumps(made) == canonical.dumps(content.definition["counts"])
    values = {"counts": len(made)}
    return Finding(same, "plan_fixed" if same else "plan_changed", values)


def _planned(content: Content, count: Mapping[str, Any]) -> dict[str, Any]:
    names = ("question", "method", "version", "rules", "decides")
    needs = count["inputs"].get("electorate") is not None
    return {**{name: count[name] for name in names}, "needs_electorate": needs}


def outcome(content: Content) -> Finding | tuple[()]:
    """The last count in the log announced these outcomes."""
    if content.record["kind"] != "act":
        return ()
    announced = [entry["values"] for entry in content.log if entry["kind"] == "counted"]
    found = canonical.hashed([count["outcome"] for count in content.record["counts"]])
    same = bool(announced) and announced[-1]["outcome"] == found
    files = [
        count["inputs"]["file"] for count in content.record["counts"] if "file" in count["inputs"]
    ]
    hashes = {name: canonical.sha256(content.files[name]) for name in files}
    same = same and announced[-1].get("inputs", {}) == hashes
    return Finding(same, "outcome_logged" if same else "outcome_not_logged")


def counts(content: Content) -> Iterator[Finding]:
    """Each count, made again."""
    for place, count in enumerate(content.record["counts"], start=1):
        label = f"{count['question']} {count['method']}".strip() if isinstance(count, dict) else ""
        yield _counted(content, count, f"count:{label or place}")


def _counted(content: Content, count: Mapping[str, Any], name: str) -> Finding:
    told = {"method": str(count.get("method")), "version": str(count.get("version"))}
    if _withheld(content, count):
        silent = recount.withheld(count["outcome"]) == count["outcome"]
        code = "count_withheld" if silent else "count_tells"
        return Finding(silent, code, {"fewest": lists.FEWEST}, name)
    try:
        return _made_again(content, count, told, name)
    except LotNeeded as error:
        return Finding(
            False, "count_impossible", {**told, "why": f"a lot is needed: {error}"}, name
        )
    except DAMAGED as error:
        return Finding(False, "count_impossible", {**told, "why": str(error)[:300]}, name)


def _withheld(content: Content, count: Mapping[str, Any]) -> bool:
    from_ballots = "file" not in count["inputs"]
    return content.record["kind"] == "act" and content.lists.mode == lists.TOTALS and from_ballots


def _made_again(
    content: Content, count: Mapping[str, Any], told: Mapping[str, str], name: str
) -> Finding:
    inputs = _inputs(content, count)
    method = registry.find(count["method"], count["version"])
    if method.inputs != count["inputs"]["kind"]:
        return Finding(False, "count_impossible", {**told, "why": "another kind of input"}, name)
    if check := method.check:
        why = check(
            inputs, registry.rules_of(method, count["rules"]), count["outcome"], content.lots
        )
        if why:
            codes = ", ".join(one.code for one in why)
            return Finding(False, "certificate_wrong", {**told, "why": codes[:300]}, name)
        return Finding(True, "count_certified", told, name)
    again = recount.count(count["method"], count["version"], count["rules"], inputs, content.lots)
    if canonical.dumps(again) == canonical.dumps(count["outcome"]):
        return Finding(True, "count_equal", told, name)
    return Finding(False, "count_differs", {**told, "where": _where(again, count["outcome"])}, name)


def _inputs(content: Content, count: Mapping[str, Any]) -> Any:
    source = count["inputs"]
    if "file" in source:
        return recount.inputs_from_data(
            source["kind"], canonical.loads(content.files[source["file"]])
        )
    questions = {one["id"]: one for one in content.definition["questions"]}
    votes = [ballot["vote"] for ballot in content.ballots]
    electorate = source["electorate"]
    if electorate not in {None, content.electorate}:
        raise ValueError(f"expected an electorate of {content.electorate}, found {electorate}")
    return recount.inputs_from_votes(
        source["kind"], questions[count["question"]], votes, electorate
    )


def _where(ours: Any, theirs: Any) -> str:
    """Return the first field in which two outcomes differ."""
    if not isinstance(ours, dict) or not isinstance(theirs, dict):
        return "outcome"
    differ = [name for name in ours if ours[name] != theirs.get(name)]
    return differ[0] if differ else "outcome"


COUNT_CHECKS = (("lots", lots), ("plan", plan), ("outcome", outcome), ("count", counts))
