"""What is promised about this instrument, each sentence with the test that keeps it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thorbecke.web.participation.promising import Promise

_TESTS = "tests/instrument_delegation/test_delegation_"

PROMISES = (
    Promise(
        _("Eén code is één deelnemer, met één stem."),
        _TESTS + "members.py::test_a_code_opens_the_own_page_and_is_one_member",
    ),
    Promise(
        _("Ook als alles tegelijk komt, blijft er één keuze over."),
        _TESTS + "members.py::test_twenty_changes_at_once_leave_one_state",
    ),
    Promise(
        _("Kringen, weigeringen en een late intrekking tellen zoals de regels zeggen."),
        _TESTS + "round.py::test_a_cycle_a_refusal_and_a_late_revocation_count_right_and_verify",
    ),
    Promise(
        _("U ziet vóór het sluiten waar uw stem heen gaat, en of zij verloren gaat."),
        _TESTS + "members.py::test_a_lost_vote_is_told_before_closing",
    ),
    Promise(
        _("Wat wij publiceren, is niet aan een code te verbinden."),
        _TESTS + "round.py::test_what_is_published_tells_nothing_that_ties_to_a_code",
    ),
    Promise(
        _("Stemmen van vertegenwoordigers zijn alleen te zien als de regels dat zeggen."),
        _TESTS + "round.py::test_votes_of_delegates_stay_secret_where_the_round_says_so",
    ),
)

LIMITS = (
    _(
        "U kunt uw keuze zien en veranderen. Daarom staat zij tot het tellen bij uw code in de database."
    ),
    _("Wij beloven geen geheim tegenover iemand die de server beheert."),
    _("Wij kunnen u thuis niet beschermen als iemand u onder druk zet."),
    _("Dit is een raadpleging. Het is geen verkiezing volgens de Kieswet."),
)
