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
        "tests/participation_box/test_box_together.py::test_abuse_1_parallel_requests",
    ),
    Promise(
        _("Uw ontvangstcode staat op de openbare lijst."),
        "tests/participation_record/test_record_pages.py",
    ),
    Promise(
        _("Iedereen kan de gepubliceerde stembiljetten natellen."),
        "tests/records/test_records_standalone.py",
    ),
    Promise(
        _("Er zijn nooit meer stembiljetten dan codes."),
        "tests/participation_record/test_record_phases.py",
    ),
    Promise(
        _("Geen tabel, volgorde, nummer, tijd of logboek verbindt een kiezer met een stembiljet."),
        "tests/participation_box/test_box_secrecy.py",
    ),
)

LIMITS = (
    _("Wij beloven geen geheim tegenover iemand die de server beheert terwijl u stemt."),
    _("Wij kunnen u thuis niet beschermen als iemand u onder druk zet."),
    _("Wij weten niet of er schadelijke software op uw eigen toestel staat."),
    _("Dit is een raadpleging. Het is geen verkiezing volgens de Kieswet."),
)
