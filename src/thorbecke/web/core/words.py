"""Words, colours and signs of the badges. A badge never says something by colour alone."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

# level: (label, what it means, tone)
CERTAINTY = {
    "hoog": (_("Zeker"), _("nagegaan in een goede bron"), "green"),
    "midden": (_("Vrij zeker"), _("bron gezien, niet alles nagegaan"), "blue"),
    "laag": (_("Onzeker"), _("weinig of zwakke bronnen"), "amber"),
    "geheugen": (_("Nog nagaan"), _("nog niet in een bron nagegaan"), "amber"),
}

# verdict: (label, icon, tone)
VERDICTS = {
    "binnen de wet": (_("Kan binnen de wet"), "success", "green"),
    "raadsbesluit nodig": (_("Raadsbesluit nodig"), "edit", "blue"),
    "verordening nodig": (_("Verordening nodig"), "book", "blue"),
    "experimentwet nodig": (_("Experimentwet nodig"), "warning", "amber"),
    "niet mogelijk": (_("Niet mogelijk"), "error", "red"),
}
