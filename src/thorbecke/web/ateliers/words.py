"""What the app says: why something was not taken, and what a kind of guest is called."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

REFUSED: dict[str, str | Promise] = {
    "phase": gettext_lazy("Dit atelier is nu niet open."),
    "step": gettext_lazy("Deze stap bestaat niet."),
    "moved": gettext_lazy("Iemand ging al naar een andere stap. Kijk eerst waar u bent."),
    "last": gettext_lazy("Dit is de laatste stap. U kunt het atelier nu afsluiten."),
    "verb": gettext_lazy("Dit kan niet in deze stap."),
    "late": gettext_lazy("Deze stap is voorbij. Uw tekst staat hier nog."),
    "closed": gettext_lazy("De begeleider heeft deze stap gesloten."),
    "revealed": gettext_lazy("De stand is al getoond. Verberg die eerst."),
    "client": gettext_lazy("Dit kwam niet goed binnen. Laad de pagina opnieuw."),
    "empty": gettext_lazy("Schrijf eerst iets op de kaart."),
    "long": gettext_lazy("Deze tekst is te lang. Gebruik hooguit 280 tekens."),
    "flood": gettext_lazy("U schreef al veel kaarten in deze stap. Kijk ook naar die van anderen."),
    "card": gettext_lazy("Deze kaart is er niet meer."),
    "cards": gettext_lazy("Kies eerst een of meer kaarten."),
    "cluster": gettext_lazy("Deze groep kaarten is er niet meer."),
    "clusters": gettext_lazy("Er zijn al veel groepen kaarten. Voeg er eerst een paar samen."),
    "title": gettext_lazy("Geef de groep kaarten een naam."),
    "weighed": gettext_lazy("Hier staan al stippen of cijfers bij. Voeg samen, of laat het zo."),
    "dots": gettext_lazy("Uw stippen zijn op. Haal er eerst een weg."),
    "score": gettext_lazy("Kies een cijfer van 1 tot en met 5."),
    "target": gettext_lazy("Deze kaart is er niet meer."),
    "group": gettext_lazy("Deze groep kunt u nu niet kiezen."),
    "groups": gettext_lazy("Maak 2 tot en met 20 groepen."),
    "joins": gettext_lazy("Er kwamen veel mensen binnen vanaf hier. Wacht even, probeer het weer."),
    "full": gettext_lazy("Dit atelier is vol."),
    "pass": gettext_lazy("Deze uitnodiging is gebruikt of ingetrokken. Vraag de begeleider."),
    "guest": gettext_lazy("Doe eerst mee met de code."),
}
TOO_MANY = frozenset({"flood", "joins", "full"})


def refusal(reason: str) -> str:
    """Return why something was not taken, in plain words."""
    return str(REFUSED[reason])


def status_of(reason: str) -> int:
    """Return the status code that goes with a refusal."""
    if reason in TOO_MANY:
        return 429
    return 422 if reason in {"empty", "long", "title", "score", "cards", "groups"} else 409


def mark(kind: str, label: str) -> str:
    """Return the mark on a card of an invited guest; empty for the others."""
    if kind == "expert":
        return _("Deskundige: %(label)s") % {"label": label}
    return _("Collega: %(label)s") % {"label": label} if kind == "colleague" else ""
