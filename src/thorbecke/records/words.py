"""What ``verify`` found, in plain English and Dutch words. One text for good news and one for bad."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LANGUAGES = ("en", "nl")

# code -> language -> text
TEXTS: Mapping[str, Mapping[str, str]] = {
    "files_hold": {
        "en": "All {files} files are as the manifest says; none is missing and none was added.",
        "nl": "Alle {files} bestanden kloppen met de inhoudslijst; er mist niets en er is niets bij.",
    },
    "files_differ": {
        "en": "These files are not as the manifest says: {names}.",
        "nl": "Deze bestanden kloppen niet met de inhoudslijst: {names}.",
    },
    "form_known": {
        "en": "The record has the known form, version {version}.",
        "nl": "De bundel heeft de bekende vorm, versie {version}.",
    },
    "form_unknown": {
        "en": "The record does not have the known form: {why}.",
        "nl": "De bundel heeft niet de bekende vorm: {why}.",
    },
    "malformed": {
        "en": "This part could not be checked, because it is damaged: {why}.",
        "nl": "Dit deel is niet na te gaan, want het is beschadigd: {why}.",
    },
    "signed_expected": {
        "en": "The signature is good and made with the key that you gave.",
        "nl": "De handtekening klopt en is gezet met de sleutel die u opgaf.",
    },
    "signed_own": {
        "en": "The signature is good. It was made with key {key}. "
        "Compare that with the key on the website of the organiser, or give it with --key.",
        "nl": "De handtekening klopt. Zij is gezet met sleutel {key}. "
        "Vergelijk die met de sleutel op de website van de organisatie, of geef die op met --key.",
    },
    "unsigned": {
        "en": "The bundle is not signed, and does not say that it is.",
        "nl": "De bundel heeft geen handtekening, en zegt dat ook niet.",
    },
    "signature_wrong": {
        "en": "The signature is missing or does not fit this bundle.",
        "nl": "De handtekening ontbreekt of past niet bij deze bundel.",
    },
    "other_key": {
        "en": "The bundle was not signed with the key that you gave.",
        "nl": "De bundel is niet getekend met de sleutel die u opgaf.",
    },
    "announced_fits": {
        "en": "What you gave as announced is what stands in the bundle: {value}.",
        "nl": "Wat u opgaf als bekendgemaakt staat ook in de bundel: {value}.",
    },
    "announced_differs": {
        "en": "You gave {given} as announced, but the bundle has the root {root}.",
        "nl": "U gaf {given} op als bekendgemaakt, maar de bundel heeft de wortel {root}.",
    },
    "log_whole": {
        "en": "The log of {entries} steps is whole: each step holds the hash of the one before.",
        "nl": "Het logboek van {entries} stappen is heel: elke stap bevat de controlesom van de vorige.",
    },
    "log_broken": {
        "en": "The log is broken at step {number}.",
        "nl": "Het logboek is verbroken bij stap {number}.",
    },
    "log_incomplete": {
        "en": "The log should say once that the act opened and once that it closed.",
        "nl": "Het logboek hoort één keer de opening en één keer de sluiting te noemen.",
    },
    "definition_fixed": {
        "en": "Question, options and rules are those that were fixed at opening.",
        "nl": "Vraag, opties en regels zijn die van de opening.",
    },
    "definition_changed": {
        "en": "Question, options or rules are not those that were fixed at opening.",
        "nl": "Vraag, opties of regels zijn niet die van de opening.",
    },
    "root_fits": {
        "en": "The {size} published lines give the root that was announced at closing: {root}.",
        "nl": "De {size} bekendgemaakte regels geven de wortel die bij de sluiting is genoemd: {root}.",
    },
    "root_differs": {
        "en": "The published lines do not give the root that was announced at closing.",
        "nl": "De bekendgemaakte regels geven niet de wortel die bij de sluiting is genoemd.",
    },
    "receipts_unique": {
        "en": "The {size} receipts are all different and in order.",
        "nl": "De {size} ontvangstcodes zijn allemaal verschillend en staan op volgorde.",
    },
    "receipts_wrong": {
        "en": "A receipt stands in the list twice, or the list is not in order.",
        "nl": "Een ontvangstcode staat er twee keer in, of de lijst staat niet op volgorde.",
    },
    "codes_fit": {
        "en": "There are {ballots} ballots and {valid} valid codes, {spent} of them used; "
        "the log says the same.",
        "nl": "Er zijn {ballots} stembiljetten en {valid} geldige codes, waarvan {spent} gebruikt; "
        "het logboek zegt hetzelfde.",
    },
    "codes_differ": {
        "en": "The numbers of codes and ballots do not fit together or not with the log: {why}.",
        "nl": "De aantallen codes en stembiljetten kloppen niet met elkaar of met het logboek: {why}.",
    },
    "areas_fit": {
        "en": "The numbers per area add up to the totals; no area has fewer than {fewest} ballots.",
        "nl": "De aantallen per gebied tellen op tot de totalen; "
        "geen gebied heeft minder dan {fewest} stembiljetten.",
    },
    "areas_differ": {
        "en": "The numbers per area do not add up to the totals, or an area is too small to show.",
        "nl": "De aantallen per gebied tellen niet op, of een gebied is te klein om te tonen.",
    },
    "ballots_valid": {
        "en": "All {size} ballots fit the ballot papers.",
        "nl": "Alle {size} stembiljetten passen bij de vragen.",
    },
    "ballots_wrong": {
        "en": "Ballot {number} does not fit the ballot paper: {why}.",
        "nl": "Stembiljet {number} past niet bij de vraag: {why}.",
    },
    "ballots_withheld": {
        "en": "There are fewer than {fewest} ballots, so they were not published. "
        "Nobody but the organiser can recount them.",
        "nl": "Er zijn minder dan {fewest} stembiljetten. Die zijn daarom niet bekendgemaakt. "
        "Alleen de organisatie kan ze natellen.",
    },
    "lots_none": {
        "en": "No lots were drawn.",
        "nl": "Er is niet geloot.",
    },
    "lots_committed": {
        "en": "The lots come from the secret of which the hash was published at opening.",
        "nl": "De loting komt uit het geheim waarvan de controlesom bij de opening bekend was.",
    },
    "lots_drawn": {
        "en": "The lots come from the number {drawn}, drawn in public after the closing.",
        "nl": "De loting komt uit het getal {drawn}, in het openbaar getrokken na de sluiting.",
    },
    "lots_bare": {
        "en": "The lots come from the seed {seed}. The bundle does not say where that came from.",
        "nl": "De loting komt uit het startgetal {seed}. De bundel zegt niet waar dat vandaan komt.",
    },
    "lots_wrong": {
        "en": "The lots do not come from what was announced: {why}.",
        "nl": "De loting komt niet uit wat was bekendgemaakt: {why}.",
    },
    "plan_fixed": {
        "en": "Counted were the {counts} counts that were fixed at opening, no others.",
        "nl": "Geteld zijn de {counts} tellingen die bij de opening vastlagen, geen andere.",
    },
    "plan_changed": {
        "en": "Other counts were made than those that were fixed at opening.",
        "nl": "Er zijn andere tellingen gedaan dan bij de opening vastlagen.",
    },
    "outcome_logged": {
        "en": "The outcome is the one that the log announced after the count.",
        "nl": "De uitslag is die welke het logboek na de telling noemde.",
    },
    "outcome_not_logged": {
        "en": "The outcome is not the one that the log announced after the count.",
        "nl": "De uitslag is niet die welke het logboek na de telling noemde.",
    },
    "count_equal": {
        "en": "Counted again with {method} version {version}: the same outcome.",
        "nl": "Opnieuw geteld met {method} versie {version}: dezelfde uitslag.",
    },
    "count_certified": {
        "en": "The certificate of {method} version {version} was checked and holds.",
        "nl": "Het bewijs van {method} versie {version} is nagerekend en klopt.",
    },
    "certificate_wrong": {
        "en": "The certificate of {method} version {version} does not hold: {why}.",
        "nl": "Het bewijs van {method} versie {version} klopt niet: {why}.",
    },
    "count_differs": {
        "en": "Counted again with {method} version {version}: another outcome, from {where} on.",
        "nl": "Opnieuw geteld met {method} versie {version}: een andere uitslag, vanaf {where}.",
    },
    "count_impossible": {
        "en": "This can't be counted with {method} version {version}: {why}.",
        "nl": "Dit is niet te tellen met {method} versie {version}: {why}.",
    },
    "count_tells": {
        "en": "With fewer than {fewest} ballots no figures may be told, but here they are.",
        "nl": "Bij minder dan {fewest} stembiljetten horen er geen cijfers te staan, maar ze staan er.",
    },
    "count_withheld": {
        "en": "Not counted again: with fewer than {fewest} ballots these were not published.",
        "nl": "Niet opnieuw geteld: bij minder dan {fewest} stembiljetten zijn die niet bekendgemaakt.",
    },
}

VERDICT = {
    True: {
        "en": "The bundle holds: everything that could be checked is in order.",
        "nl": "De bundel klopt: alles wat na te gaan was, is in orde.",
    },
    False: {
        "en": "The bundle does NOT hold. Do not trust this outcome before this is cleared up.",
        "nl": "De bundel klopt NIET. Vertrouw deze uitslag niet voordat dit is uitgezocht.",
    },
}

NAMES: Mapping[str, Mapping[str, str]] = {
    "files": {"en": "Files", "nl": "Bestanden"},
    "form": {"en": "Form", "nl": "Vorm"},
    "signature": {"en": "Signature", "nl": "Handtekening"},
    "announced": {"en": "Announced", "nl": "Bekendgemaakt"},
    "log": {"en": "Log", "nl": "Logboek"},
    "definition": {"en": "Question and rules", "nl": "Vraag en regels"},
    "root": {"en": "Root of the box", "nl": "Wortel van de stembus"},
    "receipts": {"en": "Receipts", "nl": "Ontvangstcodes"},
    "codes": {"en": "Codes and ballots", "nl": "Codes en stembiljetten"},
    "areas": {"en": "Areas", "nl": "Gebieden"},
    "ballots": {"en": "Ballots", "nl": "Stembiljetten"},
    "lots": {"en": "Lots", "nl": "Loting"},
    "plan": {"en": "Which counts", "nl": "Welke tellingen"},
    "outcome": {"en": "Outcome", "nl": "Uitslag"},
    "count": {"en": "Count", "nl": "Telling"},
}


def say(code: str, values: Mapping[str, Any], language: str = "en") -> str:
    """Return the text of a finding."""
    return TEXTS[code][language].format(**values)


def name(check: str, language: str = "en") -> str:
    """Return the heading of a check; "count:park" is "Count park"."""
    kind, _, rest = check.partition(":")
    return f"{NAMES[kind][language]} {rest}".strip()
