"""What is promised about this instrument, each sentence with the test that keeps it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thorbecke.web.participation.promising import Promise

_TESTS = "tests/instrument_conversation/test_conversation_"

PROMISES = (
    Promise(
        _("Eén apparaat of één code is één deelnemer, en geeft op elke stelling één antwoord."),
        _TESTS + "taking_part.py::test_a_short_code_leads_in_and_a_device_is_one_participant",
    ),
    Promise(
        _("Ook als alles tegelijk komt, telt uw laatste antwoord, en maar één keer."),
        _TESTS + "taking_part.py::test_twenty_changes_at_once_leave_one_vote_and_true_counts",
    ),
    Promise(
        _("Na het sluiten komt er geen antwoord meer bij."),
        _TESTS + "taking_part.py::test_nothing_comes_in_after_closing",
    ),
    Promise(
        _("Iedereen kan de kaart uit de gepubliceerde antwoorden narekenen."),
        _TESTS + "map.py::test_a_conversation_comes_to_a_report_that_verifies",
    ),
    Promise(
        _("In wat wij publiceren staat niets van uw apparaat of uw code."),
        _TESTS + "map.py::test_what_is_published_holds_no_key_of_a_device",
    ),
    Promise(
        _("Van minder dan vijf mensen tonen wij niets."),
        _TESTS + "map.py::test_a_cell_of_fewer_than_five_is_a_dash",
    ),
    Promise(
        _("Wij weigeren geen stelling zonder reden. De reden staat in het openbare logboek."),
        _TESTS
        + "console.py::test_a_refusal_needs_a_reason_and_its_words_stay_out_of_the_public_log",
    ),
)

LIMITS = (
    _("Doet u mee zonder code, dan kan iemand met twee apparaten twee keer meedoen."),
    _("Wij beloven geen geheim tegenover iemand die de server beheert terwijl u meedoet."),
    _("De kaart laat zien wie meededen. Zij zegt niet wat alle inwoners vinden."),
)
