"""What is promised about this instrument, each sentence with the test that keeps it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thorbecke.web.participation.promising import Promise

_TESTS = "tests/instrument_lottery/test_lottery_"

PROMISES = (
    Promise(
        _("De loterij ligt vast voordat iemand het getal trekt."),
        _TESTS + "road.py::test_the_hash_of_pool_and_lottery_is_in_the_log_before_the_number",
    ),
    Promise(
        _("Er wordt geen getal getrokken voordat de loterij vastligt."),
        _TESTS + "road.py::test_no_number_is_drawn_before_the_lottery_is_fixed",
    ),
    Promise(
        _("Iedereen kan het gelote panel narekenen. Het panel voldoet aan alle afspraken."),
        _TESTS + "road.py::test_the_published_bundle_verifies_and_the_panel_keeps_the_quotas",
    ),
    Promise(
        _("Uw kans is te zien, met de reden."),
        _TESTS + "road.py::test_the_chance_of_a_person_is_told_with_why",
    ),
    Promise(
        _("In wat wij publiceren staan geen namen en geen adressen."),
        _TESTS + "road.py::test_the_bundle_holds_no_name_no_address_and_no_id_of_the_file",
    ),
    Promise(
        _("Per adres krijgt hoogstens één persoon een plaats, als de regels dat zeggen."),
        _TESTS + "road.py::test_a_household_has_one_seat_at_most",
    ),
    Promise(
        _("Namen en adressen wissen wij op de afgesproken dag."),
        _TESTS + "road.py::test_names_and_keys_are_erased_on_the_day",
    ),
)

LIMITS = (
    _("Wij controleren niet of iemand zijn eigen gegevens naar waarheid invult."),
    _(
        "Loten maakt de kansen eerlijk onder wie zich aanmeldt. Wie niet reageert, wordt niet geloot."
    ),
)
