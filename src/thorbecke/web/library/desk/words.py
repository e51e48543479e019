"""Dutch labels and help texts of every field that an editor can fill in: one table.

The key is a field's name, or ``kind.name`` where a kind needs its own words.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = tuple[str | Promise, str | Promise]

FIELDS: dict[str, Words] = {
    "id": (
        _("Adres van de pagina"),
        _("Kleine letters, cijfers en streepjes. Leeg laten mag: dan maken wij het van de titel."),
    ),
    "title_nl": (_("Titel"), _("Kort en duidelijk. Liefst niet meer dan acht woorden.")),
    "name_nl": (_("Naam"), _("De naam die in lijsten staat.")),
    "place": (_("Plaats"), _("De plaats, wijk of streek waar dit gebeurde.")),
    "municipality": (
        _("Gemeente"),
        _("De naam van nu, zoals het CBS die schrijft. Leeg laten buiten Nederland."),
    ),
    "other_municipalities": (
        _("Andere gemeenten"),
        _("Deden er meer gemeenten mee? Eén naam per regel, zoals het CBS die schrijft."),
    ),
    "country": (_("Land"), ""),
    "year_start": (_("Eerste jaar"), _("Vier cijfers, zoals 2019.")),
    "year_end": (_("Laatste jaar"), _("Leeg laten als het nog loopt of als u het niet weet.")),
    "themes": (_("Thema's"), _("Kies er minstens één.")),
    "scenario.themes": (_("Thema's"), _("Kies de thema's die hierbij horen.")),
    "scale": (_("Schaal"), _("Voor welk gebied was het?")),
    "method": (_("Werkwijze"), _("In een paar woorden, zoals: gelote wijkraad.")),
    "method_group": (_("Soort werkwijze"), _("Hierop kunnen lezers filteren.")),
    "opgave": (_("Opgave"), _("Welk probleem of welke wens was er?")),
    "opgave_group": (_("Soort opgave"), _("Hierop kunnen lezers filteren.")),
    "facts_nl": (_("Wat gebeurde er?"), _("Alleen feiten die in een bron staan.")),
    "outcome": (_("Hoe liep het af?"), ""),
    "lesson_nl": (_("Les"), _("Wat kan een andere gemeente hiervan leren?")),
    "went_wrong_nl": (
        _("Wat ging er mis?"),
        _("Leeg laten als de bronnen hier niets over zeggen."),
    ),
    "why_stopped_nl": (_("Waarom is het gestopt?"), _("Alleen als het gestopt is.")),
    "figures": (
        _("Cijfers"),
        _(
            "Vul alleen cijfers in die in een bron staan, zonder euroteken of procentteken. "
            "Een bron is een webadres. Een leeg cijfer slaan wij over."
        ),
    ),
    "value": (_("Getal"), _("Zonder euroteken of procentteken.")),
    "note_nl": (_("Toelichting"), _("Waar gaat het getal precies over?")),
    "source": (_("Bron"), _("Het webadres waar het getal staat.")),
    "certainty": (_("Zekerheid"), _("Hoe zeker bent u van dit getal?")),
    "binding": (_("Was de uitkomst bindend?"), ""),
    "decided_by": (_("Wie besliste er?"), ""),
    "follow_up_date": (_("Datum van de opvolging"), _("Wanneer nam het bestuur een besluit?")),
    "legal_basis": (_("Wettelijke grond"), _("Op welke regel rustte dit? Leeg laten mag.")),
    "law_refs": (
        _("Wetsartikelen uit ons register"),
        _("Eén adres per regel, zoals: gemeentewet-150."),
    ),
    "sources": (_("Bronnen"), _("Minstens één. Een lege rij slaan wij over.")),
    "bill.sources": (_("Bronnen"), _("Een lege rij slaan wij over.")),
    "url": (_("Webadres"), _("Begin met https://.")),
    "title": (_("Titel van de bron"), ""),
    "seen_on": (_("Gelezen op"), ""),
    "checked_on": (_("Gecontroleerd op"), _("De dag waarop u alles hebt nagekeken.")),
    "confidence": (_("Zekerheid"), _("Hoe goed zijn de bronnen?")),
    "confidence_note_nl": (_("Toelichting op de zekerheid"), ""),
    "to_check_nl": (_("Nog na te kijken"), _("Wat moet de redactie nog uitzoeken?")),
    "horizon": (_("Tijdvak"), _("Zoals: rond 2040.")),
    "axes": (_("Assen"), _("Welke twee onzekerheden maken dit toekomstbeeld?")),
    "summary_nl": (_("Samenvatting"), _("Korte zinnen, gewone woorden.")),
    "signals": (
        _("Signalen"),
        _("Wat ziet u nu al dat hierop wijst? Een lege rij slaan wij over."),
    ),
    "text_nl": (_("Tekst"), ""),
    "cases": (_("Praktijkvoorbeelden"), _("Eén adres per regel.")),
    "origin_nl": (_("Herkomst"), _("Wat komt uit de bron en wat is van ons?")),
    "number": (_("Nummer"), ""),
    "bill.number": (_("Nummer van het wetsvoorstel"), _("Het nummer van de Tweede Kamer.")),
    "question_nl": (_("Vraag"), _("De vraag die bij dit thema hoort.")),
    "instruments": (_("Instrumenten"), _("Eén adres per regel.")),
    "check_nl": (_("Toetsvraag"), _("De vraag die u aan een plan kunt stellen.")),
    "law_nl": (_("Wet"), _("De naam van de wet, zoals: Gemeentewet.")),
    "article": (_("Artikel"), _("Alleen het nummer, zoals: 150.")),
    "subject_nl": (_("Onderwerp"), ""),
    "rule_nl": (_("De regel in gewone taal"), _("In eigen woorden. Neem geen wettekst over.")),
    "in_force_from": (_("Geldt vanaf"), _("Leeg laten als de regel al langer geldt.")),
    "in_force_until": (_("Geldt tot"), _("Leeg laten als er geen einddatum is.")),
    "status_nl": (_("Stand van zaken"), _("Waar ligt het voorstel nu?")),
    "would_change_nl": (_("Wat verandert er dan?"), ""),
    "rules": (_("Wetsartikelen die veranderen"), _("Eén adres per regel.")),
    "verdict": (_("Oordeel"), _("Wat zegt de wet?")),
    "explanation_nl": (_("Uitleg"), _("Waarom is dit het oordeel?")),
    "articles": (_("Wetsartikelen"), _("Eén adres per regel, uit ons register.")),
    "questions": (
        _("Vragen voor de toets"),
        _("Met ja of nee te beantwoorden. Een lege rij slaan wij over."),
    ),
    "q_nl": (_("Vraag"), _("Met ja of nee te beantwoorden.")),
    "if_yes": (_("Als het antwoord ja is"), ""),
    "if_no": (_("Als het antwoord nee is"), ""),
    "overrides_others_if_yes": (
        _("Een ja op deze vraag gaat voor alle andere vragen"),
        "",
    ),
}

ROW = {
    "sources": _("Bron"),
    "signals": _("Signaal"),
    "questions": _("Vraag"),
}

# Which kind of entry a list of addresses points to: (path of the list, kind).
REFERENCES = {
    "law_refs": "rule",
    "rules": "rule",
    "articles": "rule",
    "instruments": "instrument",
    "cases": "case",
}

SECTIONS: dict[str, Words] = {
    "basis": (_("De basis"), ""),
    "text": (_("De tekst"), ""),
    "check": (_("Controle"), ""),
}


def words(kind: str, name: str) -> Words:
    """Return label and help text of a field; the plain name for one that the table forgot."""
    return FIELDS.get(f"{kind}.{name}") or FIELDS.get(name) or (name, "")


def label(kind: str, name: str) -> str:
    """Return the Dutch label of a field."""
    return str(words(kind, name)[0])
