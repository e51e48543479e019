"""Dutch labels for the keys that the content uses, in the order in which they are shown."""

from __future__ import annotations

THEMES = {
    1: "Dorp, wijk en straat",
    2: "Regio en federatie",
    3: "Taken op de schaal die past",
    4: "Democratische verantwoording",
    5: "Raad, burgemeester en wethouders",
    6: "Vernieuwing van partijen",
    7: "Vaker en anders stemmen",
    8: "Andere vertegenwoordiging",
    9: "Andere zeggenschap en eigenaarschap",
    10: "Fundamenten",
}

METHOD_GROUPS = {
    "beraad": "Burgerberaad, loting en burgertop",
    "budget": "Burgerbegroting en buurtbudget",
    "wijkraad": "Wijkraad en dorpsdemocratie",
    "referendum": "Stemmen over een besluit",
    "kiezen": "Anders kiezen en stemhulp",
    "overname": "Uitdaagrecht: een taak overnemen",
    "eigendom": "Coöperatie en eigendom van bewoners",
    "digitaal": "Digitaal platform en meningenkaart",
    "raad": "Anders werken in de raad",
    "partij": "Nieuwe partij of beweging",
    "regio": "Regio, federatie en fusie",
    "regels": "Spelregels en controle",
    "pers": "Fonds voor lokale pers",
    "jeugd": "Jeugdraad en lessen over democratie",
}

OPGAVE_GROUPS = {
    "buurt": "Zeggenschap in dorp, wijk en buurt",
    "meedoen": "Inwoners mee laten beslissen",
    "geld": "Geld verdelen en bezuinigen",
    "klimaat": "Klimaat, energie, natuur en water",
    "ruimte": "Wonen, straat, groen en gebouwen",
    "zorg": "Zorg en ouder worden",
    "samenleven": "Veiligheid en samenleven",
    "vastgelopen": "Een omstreden of vastgelopen besluit",
    "vertrouwen": "Vertrouwen en afstand tot de politiek",
    "raad": "Samenwerken in de raad",
    "verkiezingen": "Kiezers, kandidaten en verkiezingen",
    "schaal": "Samenwerken, federatie en herindeling",
    "controle": "Controle en openbaarheid",
    "pers": "Lokale journalistiek",
    "jeugd": "Jongeren en democratie",
}

COUNTRIES = {
    "NL": "Nederland",
    "AU": "Australië",
    "BE": "België",
    "CH": "Zwitserland",
    "DE": "Duitsland",
    "ES": "Spanje",
    "FI": "Finland",
    "FR": "Frankrijk",
    "GB": "Verenigd Koninkrijk",
    "IE": "Ierland",
    "IS": "IJsland",
    "PL": "Polen",
    "PT": "Portugal",
    "SE": "Zweden",
    "TW": "Taiwan",
    "US": "Verenigde Staten",
}

SCALES = {
    "straat": "Straat",
    "wijk": "Wijk",
    "dorp": "Dorp",
    "gemeente": "Gemeente",
    "regio": "Regio",
    "land": "Land",
}

OUTCOMES = {
    "lopend": "Loopt nog",
    "verankerd": "Vast onderdeel geworden",
    "eenmalig": "Eén keer gedaan",
    "gestopt": "Gestopt",
    "onbekend": "Afloop niet bekend",
}

BINDING = {
    "ja": "Bindend",
    "voorwaardelijk": "Bindend onder voorwaarden",
    "nee": "Advies",
}

DECIDED_BY = {
    "raad": "De raad",
    "college": "Het college",
    "inwoners": "Inwoners zelf",
    "provincie": "De provincie",
    "rijk": "Het Rijk",
    "anders": "Iemand anders",
}

CERTAINTY = {
    "hoog": "Zeker",
    "midden": "Vrij zeker",
    "laag": "Onzeker",
    "geheugen": "Nog nagaan",
}

# Label and unit, so that a page can write "935 mensen" or "7,1 procent".
FIGURE_LABELS = {
    "invited": "Uitgenodigd",
    "responded": "Reageerden",
    "drawn": "Geloot",
    "participants": "Deelnemers",
    "eligible_voters": "Stemgerechtigden",
    "votes": "Stemmers",
    "turnout_pct": "Opkomst",
    "budget_eur": "Budget",
    "budget_share_pct": "Deel van de begroting",
    "proposals_made": "Voorstellen gedaan",
    "proposals_adopted": "Voorstellen overgenomen",
    "proposals_done": "Voorstellen uitgevoerd",
    "threshold": "Drempel",
}

FIGURE_UNITS = {
    "turnout_pct": "procent",
    "budget_eur": "euro",
    "budget_share_pct": "procent",
}

VERDICTS = {
    "binnen de wet": "Kan binnen de wet",
    "raadsbesluit nodig": "Raadsbesluit nodig",
    "verordening nodig": "Verordening nodig",
    "experimentwet nodig": "Experimentwet nodig",
    "niet mogelijk": "Niet mogelijk",
}
