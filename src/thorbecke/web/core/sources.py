"""What this site is made of, and under which licence. Shown on the page with sources."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Source:
    """Something that we use: its name, who made it, its licence and what we use it for."""

    name: str | Promise
    maker: str
    licence: str
    use: str | Promise
    url: str = ""


GROUPS: tuple[tuple[str | Promise, tuple[Source, ...]], ...] = (
    (
        _("Gegevens"),
        (
            Source(
                _("Inwoners, oppervlakte en gemeenten"),
                "Centraal Bureau voor de Statistiek (CBS)",
                "CC BY 4.0",
                _("Kerncijfers per gemeente. Wij rondden af en maakten er een tabel van."),
                "https://www.cbs.nl/nl-nl/over-ons/website/copyright",
            ),
            Source(
                _("Grenzen van gemeenten"),
                "CBS, Kadaster (PDOK)",
                "CC BY 4.0",
                _("Alleen als de beheerder de grenzen heeft geladen. Anders ziet u stippen."),
                "https://www.pdok.nl/",
            ),
            Source(
                _("Wetten en regels"),
                "Overheid.nl",
                _("geen auteursrecht"),  # type: ignore[arg-type]
                _("Artikelen in onze eigen woorden, met een link naar de officiële tekst."),
                "https://wetten.overheid.nl/",
            ),
        ),
    ),
    (
        _("Vormgeving"),
        (
            Source(
                "NL Design System",
                "NL Design System community, Gemeente Utrecht, Frameless B.V.",
                "EUPL-1.2",
                _("Stijl van knoppen, velden, meldingen en andere onderdelen."),
                "https://nldesignsystem.nl/",
            ),
            Source(
                "Besley",
                "The Besley Project Authors",
                "SIL OFL 1.1",
                _("Letter van de koppen."),
                "https://github.com/indestructible-type/Besley",
            ),
            Source(
                "Source Sans 3",
                "Adobe",
                "SIL OFL 1.1",
                _("Letter van de tekst."),
                "https://github.com/adobe-fonts/source-sans",
            ),
            Source(
                "htmx",
                "Big Sky Software",
                "0BSD",
                _("Ververst delen van een bladzijde. De site werkt ook zonder."),
                "https://htmx.org/",
            ),
        ),
    ),
    (
        _("Programma"),
        (
            Source("Thorbecke", "Thorbecke", "EUPL-1.2", _("De code van deze site.")),
            Source(
                "Django",
                "Django Software Foundation",
                "BSD-3-Clause",
                _("Het raamwerk waarop de site draait."),
                "https://www.djangoproject.com/",
            ),
        ),
    ),
)
