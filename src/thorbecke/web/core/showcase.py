"""Examples for the style guide: every component in every state. The figures are made up, and say so."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from thorbecke.web.core import charts
from thorbecke.web.core.icons import ICONS
from thorbecke.web.core.words import CERTAINTY, VERDICTS


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Naam"), max_length=80)
    email = forms.EmailField(
        label=_("E-mailadres"), help_text=_("Wij gebruiken dit alleen om te antwoorden.")
    )
    story = forms.CharField(label=_("Uw vraag"), widget=forms.Textarea, required=False)
    scale = forms.ChoiceField(
        label=_("Schaal"),
        choices=[("", _("Maak een keuze")), ("straat", _("Straat")), ("dorp", _("Dorp"))],
    )
    track = forms.ChoiceField(
        label=_("Wat zoekt u?"),
        widget=forms.RadioSelect,
        choices=[("a", _("Inspiratie")), ("b", _("Hulp bij een vraag"))],
    )
    topics = forms.MultipleChoiceField(
        label=_("Onderwerpen"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("loting", _("Loting")), ("begroting", _("Wijkbegroting"))],
    )
    agree = forms.BooleanField(label=_("Ik heb dit gelezen"))
    locked = forms.CharField(label=_("Staat vast"), initial="GM0014", disabled=True, required=False)


# Round, invented figures: the page says so.
_BARS = [
    ("Loting", 24, ""),
    ("Wijkbegroting", 17, ""),
    ("Uitdaagrecht", 9, ""),
    ("Dorpsraad met eigen budget en eigen taken", 4, ""),
]
_FUNNEL = [("Uitgenodigd", 10000, ""), ("Gereageerd", 720, ""), ("Ingeloot", 150, "")]
_LINES = [
    ("Met loting", [(2018, 2), (2020, 3), (2022, 6), (2024, 9), (2026, 14)]),
    ("Zonder loting", [(2018, 11), (2020, 9), (2022, 10), (2024, 8), (2026, 7)]),
]
_DOTS = [
    charts.Dot(53.219, 6.567, "Groningen", "/", 4, "accent", "voorbeeld"),
    charts.Dot(52.090, 5.122, "Utrecht", "/", 4, "blue"),
    charts.Dot(50.851, 5.691, "Maastricht", "/", 3),
    charts.Dot(51.442, 3.574, "Middelburg", "/", 2),
    charts.Dot(52.368, 4.904, "Amsterdam", "/", 5, "blue"),
    charts.Dot(52.512, 6.094, "Zwolle", "/", 3, "green"),
]


def _charts() -> list[charts.Chart]:
    note = str(_("Verzonnen cijfers, alleen om de grafiek te tonen."))
    return [
        charts.bar_chart(str(_("Staven")), note, _BARS),
        charts.funnel_chart(str(_("Trechter")), note, _FUNNEL),
        charts.line_chart(str(_("Lijnen")), note, _LINES),
        charts.dot_map(str(_("Kaart met stippen")), note, _DOTS),
        charts.bar_chart(str(_("Zonder cijfers")), "", []),
    ]


def context(request: HttpRequest) -> dict[str, Any]:
    """Return what the style guide shows."""
    return {
        "form": SampleForm(auto_id="leeg_%s"),
        "wrong_form": SampleForm({"email": "geen adres", "topics": ["x"]}, auto_id="fout_%s"),
        "charts": _charts(),
        "icons": sorted(ICONS),
        "certainties": list(CERTAINTY),
        "verdicts": list(VERDICTS),
        "tags": [
            {"label": _("Gewoon")},
            {"label": _("Met link"), "url": "#labels"},
            {"label": _("Gelukt"), "tone": "green"},
            {"label": _("Let op"), "tone": "amber"},
            {"label": _("Gestopt"), "tone": "red"},
            {"label": _("Loopt"), "tone": "blue"},
        ],
        "facts": [
            (_("uitgenodigd"), "10.000", _("verzonnen cijfer")),
            (_("reageerden"), "720", "7,2%"),
            (_("ingeloot"), "150"),
        ],
        "steps": [(_("Kiezen"), "#stappen"), (_("Ordenen"), "#stappen"), _("Inleiden"), _("Delen")],
        "crumbs": [(_("Voorpagina"), "/"), (_("Praktijk"), "/praktijk/"), (_("Dit voorbeeld"),)],
        "swatches": [
            ("band", _("Diep water")),
            ("action", _("Water")),
            ("accent", _("Baksteen")),
            ("mark", _("Oker")),
            ("ink", _("Inkt")),
            ("sand", _("Zand")),
        ],
        "page": 6,
        "pages": 12,
    }
