"""The kinds of content, each registered once: its schema, its addresses, what search knows of it.

To add a kind: a schema in ``knowledge/schema.py``, a member of ``models.Kind``, and one ``register``
call here. See docs/howto-add-a-content-kind.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thorbecke.knowledge import labels, schema
from thorbecke.web.library.models import Kind
from thorbecke.web.people.models import Municipality

Data = dict[str, Any]
UNKNOWN = "onbekend"
SIZE_CLASSES = ((20_000, "tot20"), (50_000, "tot50"), (100_000, "tot100"), (200_000, "tot200"))
COST_CLASSES = ((25_000, "tot25"), (100_000, "tot100"), (1_000_000, "tot1000"))
CONFIDENCE_ORDER = {"hoog": 3, "midden": 2, "laag": 1, "geheugen": 0}

SIZE_LABELS = {
    "tot20": _("tot 20.000 inwoners"),
    "tot50": _("20.000 tot 50.000"),
    "tot100": _("50.000 tot 100.000"),
    "tot200": _("100.000 tot 200.000"),
    "groter": _("200.000 en meer"),
    "buitenland": _("buiten Nederland"),
    UNKNOWN: _("niet bekend"),
}
COST_LABELS = {
    "tot25": _("tot 25.000 euro"),
    "tot100": _("25.000 tot 100.000 euro"),
    "tot1000": _("100.000 tot 1 miljoen euro"),
    "meer": _("1 miljoen euro en meer"),
    UNKNOWN: _("niet bekend"),
}
LEGAL_LABELS = {"bekend": _("wettelijke grond genoemd"), UNKNOWN: _("niet genoemd")}


@dataclass(frozen=True)
class FacetInfo:
    """A facet: its name in addresses, its label, and the label of each value (None: the value)."""

    name: str
    label: str | Promise
    labels: dict[Any, Any] | None = None


@dataclass(frozen=True)
class KindInfo:
    """What the library must know of one kind of content."""

    kind: str
    schema: type[schema.Content]
    label: str | Promise
    plural: str | Promise
    url_name: str
    title: Callable[[Data], str]
    text: Callable[[Data, Municipality | None], str]
    card: Callable[[Data, Municipality | None], Data]
    facets: Callable[[Data, Municipality | None], dict[str, list[str]]]
    order: Callable[[Data, Municipality | None], dict[str, float]]
    facet_infos: tuple[FacetInfo, ...] = ()


KINDS: dict[str, KindInfo] = {}


def register(info: KindInfo) -> None:
    """Add a kind; a second one with the same name is a mistake of the programmer."""
    if info.kind in KINDS:
        raise ValueError(f"kind {info.kind} is registered twice")
    KINDS[info.kind] = info


def _class(value: float | None, classes: tuple[tuple[int, str], ...], last: str) -> str:
    if value is None:
        return UNKNOWN
    return next((name for limit, name in classes if value < limit), last)


def size_class(data: Data, municipality: Municipality | None) -> str:
    """Return the class of the municipality's size, honest about what is not known."""
    if municipality is not None:
        return _class(municipality.inhabitants, SIZE_CLASSES, "groter")
    return UNKNOWN if data["country"] == "NL" else "buitenland"


def _budget(data: Data) -> float | None:
    figure = data.get("figures", {}).get("budget_eur")
    return figure["value"] if figure else None


def _case_facets(data: Data, municipality: Municipality | None) -> dict[str, list[str]]:
    return {
        "theme": [str(number) for number in data["themes"]],
        "opgave": [data["opgave_group"]],
        "scale": [data["scale"]],
        "method": [data["method_group"]],
        "country": [data["country"]],
        "outcome": [data["outcome"]],
        "size": [size_class(data, municipality)],
        "cost": [_class(_budget(data), COST_CLASSES, "meer")],
        "legal": ["bekend" if data["legal_basis"] or data["law_refs"] else UNKNOWN],
        "confidence": [data["confidence"]],
        "rule": data["law_refs"],  # no FacetInfo: pages of the law register look cases up by it
    }


CASE_FACETS = (
    FacetInfo("theme", _("Thema"), {str(k): v for k, v in labels.THEMES.items()}),
    FacetInfo("opgave", _("Opgave"), labels.OPGAVE_GROUPS),
    FacetInfo("scale", _("Schaal"), labels.SCALES),
    FacetInfo("method", _("Methode"), labels.METHOD_GROUPS),
    FacetInfo("country", _("Land"), labels.COUNTRIES),
    FacetInfo("outcome", _("Afloop"), labels.OUTCOMES),
    FacetInfo("size", _("Grootte van de gemeente"), SIZE_LABELS),
    FacetInfo("cost", _("Kosten"), COST_LABELS),
    FacetInfo("legal", _("Wettelijke grond"), LEGAL_LABELS),
    FacetInfo("confidence", _("Zekerheid"), labels.CERTAINTY),
)


def _case_text(data: Data, municipality: Municipality | None) -> str:
    parts = [data["place"], data["method"], data["opgave"], data["facts_nl"], data["lesson_nl"]]
    parts += [data["municipality"] or "", data["went_wrong_nl"] or "", data["why_stopped_nl"] or ""]
    parts += [municipality.aliases, municipality.province] if municipality else []
    parts += [labels.THEMES[number] for number in data["themes"]]
    parts += [labels.COUNTRIES.get(data["country"], ""), data["legal_basis"] or ""]
    return "\n".join(part for part in parts if part)


def _case_card(data: Data, municipality: Municipality | None) -> Data:
    card = {
        name: data[name]
        for name in ("place", "country", "year_start", "year_end", "method", "opgave", "lesson_nl")
    }
    card |= {name: data[name] for name in ("outcome", "confidence", "themes", "scale")}
    card["text"] = data["lesson_nl"]
    card["municipality"] = data["municipality"]
    if municipality is not None:
        card |= {"lat": municipality.lat, "lon": municipality.lon, "gm": municipality.slug}
    return card


def _case_order(data: Data, municipality: Municipality | None) -> dict[str, float]:
    return {
        "newest": data["year_start"] or data["year_end"] or 0,
        "size": municipality.inhabitants if municipality else -1,
        "confidence": CONFIDENCE_ORDER[data["confidence"]],
    }


def _confidence_order(data: Data, municipality: Municipality | None) -> dict[str, float]:
    return {"confidence": CONFIDENCE_ORDER[data["confidence"]]}


register(
    KindInfo(
        kind=Kind.CASE,
        schema=schema.Case,
        label=_("Praktijkvoorbeeld"),
        plural=_("Praktijkvoorbeelden"),
        url_name="case",
        title=lambda data: data["title_nl"],
        text=_case_text,
        card=_case_card,
        facets=_case_facets,
        order=_case_order,
        facet_infos=CASE_FACETS,
    )
)
register(
    KindInfo(
        kind=Kind.SCENARIO,
        schema=schema.Scenario,
        label=_("Toekomstscenario"),
        plural=_("Toekomstscenario's"),
        url_name="scenario",
        title=lambda data: data["title_nl"],
        text=lambda data, _m: "\n".join(
            [data["summary_nl"], data["axes"], *(s["text_nl"] for s in data["signals"])]
        ),
        card=lambda data, _m: {
            "text": data["summary_nl"],
            "horizon": data["horizon"],
            "axes": data["axes"],
            "themes": data["themes"],
            "confidence": data["confidence"],
        },
        facets=lambda data, _m: {"theme": [str(number) for number in data["themes"]]},
        order=_confidence_order,
        facet_infos=CASE_FACETS[:1],
    )
)
register(
    KindInfo(
        kind=Kind.THEME,
        schema=schema.Theme,
        label=_("Thema"),
        plural=_("Thema's"),
        url_name="theme",
        title=lambda data: data["title_nl"],
        text=lambda data, _m: f"{data['question_nl']}\n{data['summary_nl']}",
        card=lambda data, _m: {
            "text": data["question_nl"],
            "number": data["number"],
            "confidence": data["confidence"],
        },
        facets=lambda data, _m: {},
        order=lambda data, _m: {"number": data["number"]},
    )
)
register(
    KindInfo(
        kind=Kind.PRINCIPLE,
        schema=schema.Principle,
        label=_("Uitgangspunt"),
        plural=_("Uitgangspunten"),
        url_name="principles",
        title=lambda data: data["title_nl"],
        text=lambda data, _m: f"{data['summary_nl']}\n{data['check_nl']}",
        card=lambda data, _m: {"text": data["summary_nl"], "number": data["number"]},
        facets=lambda data, _m: {},
        order=lambda data, _m: {"number": data["number"]},
    )
)
register(
    KindInfo(
        kind=Kind.RULE,
        schema=schema.Rule,
        label=_("Wetsartikel"),
        plural=_("Wetsartikelen"),
        url_name="rule",
        title=lambda data: data["subject_nl"],
        text=lambda data, _m: f"{data['law_nl']} artikel {data['article']}\n{data['rule_nl']}",
        card=lambda data, _m: {
            "text": data["rule_nl"],
            "law": data["law_nl"],
            "article": data["article"],
            "confidence": data["confidence"],
        },
        facets=lambda data, _m: {"law": [data["law_nl"]], "confidence": [data["confidence"]]},
        order=_confidence_order,
        facet_infos=(FacetInfo("law", _("Wet")), CASE_FACETS[-1]),
    )
)
register(
    KindInfo(
        kind=Kind.BILL,
        schema=schema.Bill,
        label=_("Wetsvoorstel"),
        plural=_("Wetsvoorstellen"),
        url_name="bill",
        title=lambda data: data["title_nl"],
        text=lambda data, _m: f"{data['number']}\n{data['status_nl']}\n{data['would_change_nl']}",
        card=lambda data, _m: {
            "text": data["would_change_nl"],
            "number": data["number"],
            "confidence": data["confidence"],
        },
        facets=lambda data, _m: {},
        order=_confidence_order,
    )
)
register(
    KindInfo(
        kind=Kind.INSTRUMENT,
        schema=schema.Instrument,
        label=_("Instrument"),
        plural=_("Instrumenten"),
        url_name="instrument",
        title=lambda data: data["name_nl"],
        text=lambda data, _m: "\n".join(
            [data["explanation_nl"], *(question["q_nl"] for question in data["questions"])]
        ),
        card=lambda data, _m: {
            "text": data["explanation_nl"],
            "verdict": data["verdict"],
            "confidence": data["confidence"],
        },
        facets=lambda data, _m: {"verdict": [data["verdict"]]},
        order=_confidence_order,
        facet_infos=(FacetInfo("verdict", _("Oordeel"), labels.VERDICTS),),
    )
)
