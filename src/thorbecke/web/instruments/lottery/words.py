"""Faults of quotas and files in plain words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from thorbecke.formats.pools import PoolFileError
from thorbecke.methods.sortition.help_quotas import Change
from thorbecke.methods.sortition.pool import WrongPool


def wrong_pool(wrong: WrongPool) -> str:
    """Return what is wrong with a pool or its quotas, and how to mend it."""
    texts = {
        "too_few": _("Er zijn minder mensen dan plaatsen. Wacht op meer mensen."),
        "size": _("Vul in hoeveel plaatsen er zijn."),
        "unknown_value": _("Iemand heeft een antwoord dat niet in de lijst staat: %(feature)s."),
        "sums": _(
            "De grenzen van %(feature)s kunnen samen geen heel panel vormen. "
            "Verlaag een minimum of verhoog een maximum."
        ),
        "bounds": _("Een minimum van %(feature)s is hoger dan het maximum."),
    }
    known = texts.get(wrong.code, _("Met deze lijst en grenzen kan niet geloot worden."))
    return known % {"feature": wrong.feature}


def wrong_file(wrong: PoolFileError) -> str:
    """Return where a file is wrong and how to mend it."""
    texts = {
        "missing_column": _("Deze kolom ontbreekt. Zet haar erbij, of geef een kolom deze naam."),
        "double_id": _("Dit nummer staat er twee keer. Haal de dubbele rij weg."),
        "unknown_value": _("Deze waarde kennen wij niet. Gebruik een van de waarden die u koos."),
        "too_few": _("Er staan geen mensen in het bestand."),
    }
    text = texts.get(wrong.code, _("Dit bestand is niet te lezen. Bewaar het als CSV of Excel."))
    places = [wrong.file]
    if wrong.row:
        places.append(_("rij %(row)s") % {"row": wrong.row})
    if wrong.column:
        places.append(_("kolom %(column)s") % {"column": wrong.column})
    return f"{', '.join(places)}: {text}"


def change(found: Change) -> str:
    """Return another minimum or maximum as a sentence."""
    return _("%(feature)s, %(value)s: %(low)s tot %(high)s in plaats van %(was)s tot %(most)s") % {
        "feature": found.feature,
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "was": found.was_low,
        "most": found.was_high,
    }
