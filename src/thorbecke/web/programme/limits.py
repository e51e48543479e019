"""How often one sender may do something here, and what looks like spam. Nothing is refused silently."""

from __future__ import annotations

import re
from datetime import timedelta

from django.http import HttpRequest

from thorbecke.web.people.limits import Limit, count, sender, spent

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# A town hall has one address for all its people.
DRAFTS = Limit("call-draft", 40, HOUR)
SENT = Limit("call-sent", 40, DAY)
ADDED = Limit("call-added", 30, HOUR)
LOST = Limit("call-lost", 10, HOUR)
WRONG_KEYS = Limit("call-key", 60, HOUR)
MAILS_TO_ONE = Limit("call-mail-to", 6, HOUR)
MOST_LINKS = 3
_LINK = re.compile(r"https?://|www\.", re.I)


def allowed(limit: Limit, who: str | HttpRequest) -> bool:
    """Count one try; return False when there were too many already."""
    name = who if isinstance(who, str) else sender(who)
    if spent(limit, name):
        return False
    count(limit, name)
    return True


def doubtful(*texts: str) -> bool:
    """Tell whether a text looks like advertising: more than three links. The team decides."""
    return sum(len(_LINK.findall(text)) for text in texts) > MOST_LINKS
