"""The promises about an act, each with the test that keeps it, and what is not promised (DESIGN §6)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Promise:
    """One sentence, and the test that would fail if it were not so."""

    text: str | Lazy
    test: str


PROMISES = (
    Promise(
        _("Eén code is één stembiljet."),
        "tests/participation_box/test_box_together.py::test_abuse_1_twenty_at_once_two_hundred_codes_in_a_row",
    ),
    Promise(
        _("Uw ontvangstcode staat op de openbare lijst."),
        "tests/participation_record/test_record_pages.py::"
        "test_every_receipt_is_on_the_public_list_after_closing_and_not_before",
    ),
    Promise(
        _("Iedereen kan de gepubliceerde stembiljetten natellen."),
        "tests/participation_record/test_record_phases.py::"
        "test_abuse_11_a_recount_gives_the_same_and_one_flipped_vote_is_seen",
    ),
    Promise(
        _("Er zijn nooit meer stembiljetten dan codes."),
        "tests/participation_record/test_record_phases.py::"
        "test_closing_announces_numbers_and_root_and_never_more_ballots_than_codes",
    ),
    Promise(
        _("Geen tabel, volgorde, nummer, tijd of logboek verbindt een kiezer met een stembiljet."),
        "tests/participation_box/test_box_secrecy.py::"
        "test_abuse_8_no_value_of_the_roll_is_in_the_box_or_the_other_way",
    ),
)

LIMITS = (
    _("Wij beloven geen geheim tegenover iemand die de server beheert terwijl u stemt."),
    _("Wij kunnen u thuis niet beschermen als iemand u onder druk zet."),
    _("Wij weten niet of er schadelijke software op uw eigen toestel staat."),
    _("Dit is een raadpleging. Het is geen verkiezing volgens de Kieswet."),
)
