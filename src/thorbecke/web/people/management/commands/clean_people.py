"""``manage clean_people``: erase invitations that ended, uploads that nobody took over, and counters."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Q
from django.utils import timezone

from thorbecke.web.people import area_files, limits
from thorbecke.web.people.models import Invitation

KEPT = timedelta(days=90)


class Command(BaseCommand):
    """Run daily; part of ``clean``."""

    help = "Erase addresses of invitations that ended 90 days ago, old uploads and counters."

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase and say how much."""
        counts = erase_invitations(), area_files.erase_old(), limits.erase_old()
        self.stdout.write(
            "{} invitations, {} uploads, {} counters of people erased".format(*counts)
        )


def erase_invitations() -> int:
    """Erase invitations that were taken, declined, withdrawn or expired long ago; return how many."""
    old = timezone.now() - KEPT
    ended = Q(accepted_at__lt=old) | Q(declined_at__lt=old) | Q(withdrawn_at__lt=old)
    return Invitation.objects.filter(ended | Q(expires_at__lt=old)).delete()[0]
