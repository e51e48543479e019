"""The settings of a round: its questions with their themes, the limit, and who sees what."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thorbecke.web.participation.console.sections import ActForm
from thorbecke.web.participation.models import Act

DEFAULTS: dict[str, Any] = {
    "questions": [],  # {id, title, theme, options: [{id, title}]}
    "cap": None,
    "path": True,  # a voter sees by name through which public delegates the vote goes
    "votes": True,  # votes of public delegates are public while the round is open
}
MOST_QUESTIONS, MOST_OPTIONS = 30, 10


def option(act: Act, name: str) -> Any:
    """Return a setting of the round."""
    return act.settings.get("delegation", {}).get(name, DEFAULTS[name])


def questions(act: Act) -> list[dict[str, Any]]:
    """Return the questions."""
    found: list[dict[str, Any]] = option(act, "questions")
    return found


def themes(act: Act) -> list[str]:
    """Return the themes, each once, in the order of the questions."""
    return list(dict.fromkeys(one["theme"] for one in questions(act)))


class RoundForm(ActForm):
    """The questions, the limit on weight, and who sees what."""

    lines = forms.CharField(
        label=gettext_lazy("De vragen"),
        help_text=gettext_lazy(
            "Een per regel: thema | vraag | keuze; keuze. "
            "Bijvoorbeeld: Verkeer | Moet de straat eenrichting worden? | Ja; Nee"
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    cap = forms.IntegerField(
        label=gettext_lazy("Hoeveel stemmen mag één mens hoogstens uitbrengen?"),
        required=False,
        min_value=2,
        help_text=gettext_lazy(
            "De eigen stem telt mee. Wie er niet bij past, gaat naar de reserve. Leeg betekent: geen grens."
        ),
    )
    votes = forms.BooleanField(
        label=gettext_lazy("Wat openbare vertegenwoordigers stemmen, is meteen openbaar"),
        required=False,
        help_text=gettext_lazy("Zo kan iemand een volmacht nog intrekken. Anderen stemmen geheim."),
    )
    path = forms.BooleanField(
        label=gettext_lazy("Een kiezer ziet bij naam via welke vertegenwoordigers de stem loopt"),
        required=False,
        help_text=gettext_lazy("Alleen wie openbaar op de lijst staat, komt met naam in beeld."),
    )

    def start(self, act: Act) -> dict[str, Any]:
        rows = (
            f"{one['theme']} | {one['title']} | {'; '.join(o['title'] for o in one['options'])}"
            for one in questions(act)
        )
        kept = {name: option(act, name) for name in ("cap", "path", "votes")}
        return {"lines": "\n".join(rows), **kept}

    def clean_lines(self) -> list[dict[str, Any]]:
        """Return the questions; each wrong line is named."""
        lines = [line for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        if len(lines) > MOST_QUESTIONS:
            raise forms.ValidationError(_("Stel hoogstens 30 vragen."))
        return [_question(number, line) for number, line in enumerate(lines, start=1)]

    def apply(self, act: Act) -> None:
        found = self.cleaned_data
        kept = {name: found[name] for name in ("cap", "path", "votes")}
        act.settings["delegation"] = {"questions": found["lines"], **kept}


def _question(number: int, line: str) -> dict[str, Any]:
    parts = [part.strip() for part in line.split("|")]
    options = [one.strip() for one in parts[-1].split(";") if one.strip()]
    good = len(parts) == 3 and all(parts) and len(parts[0]) <= 80 and len(parts[1]) <= 300
    if not good:
        text = _("Regel %(number)s: schrijf thema | vraag | keuze; keuze.")
        raise forms.ValidationError(text % {"number": number})
    if not 2 <= len(options) <= MOST_OPTIONS or len(set(options)) != len(options):
        text = _("Regel %(number)s: noem twee tot tien verschillende keuzes.")
        raise forms.ValidationError(text % {"number": number})
    return {
        "id": f"v{number}",
        "theme": parts[0],
        "title": parts[1],
        "options": [{"id": f"o{n}", "title": one} for n, one in enumerate(options, start=1)],
    }
