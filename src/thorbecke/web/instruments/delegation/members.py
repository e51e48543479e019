"""Members: who came in with a code, and what they change. Each change is one short transaction.

The act is held in each (``storage.hold_act``), so that nothing comes in after closing, and the member's own
row is locked, so that changes of one member come one after the other, whole.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from thorbecke.web.instruments.delegation import setting
from thorbecke.web.instruments.delegation.models import ALL, RANKS, Choice, Mandate, Member
from thorbecke.web.participation.box import storage
from thorbecke.web.participation.box.casting import SIGNS
from thorbecke.web.participation.models import Act, Credential
from thorbecke.web.participation.roll import entry
from thorbecke.web.participation.roll.entry import Standing

HANDLE = 6


class Refused(Exception):
    """Something that a member may not do; ``reason`` is a code, see ``words.REFUSED``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def member_of(request: HttpRequest, act: Act) -> Member | None:
    """Return who this is, by the pass that the browser carries; made at the first visit.

    None without a good code. A code that was replaced opens nothing any more. Two or three queries.
    """
    found = entry.read_pass(request, act)
    if found is None:
        return None
    standing, credential = entry.check(act, found.code)
    if credential is None or standing not in {Standing.GOOD, Standing.USED}:
        return None
    known = Member.objects.filter(act=act, key=credential.code_hash).first()
    return known or _moved(act, credential) or enter(act, credential.code_hash)


def _moved(act: Act, credential: Credential) -> Member | None:
    """Return the member of a code that this one took the place of, now under the new code.

    So that a lost letter, or a second login, never makes two voters of one.
    """
    older = credential.replaces
    while older is not None:
        known = Member.objects.filter(act=act, key=older.code_hash).first()
        if known is not None:
            known.key = credential.code_hash
            known.save(update_fields=["key"])
            return known
        older = older.replaces
    return None


def settle(act: Act) -> None:
    """Before the count: take out who came in with a code that was withdrawn, and forget the codes."""
    withdrawn = Credential.objects.filter(act=act, void=True, replaced_by=None)
    Member.objects.filter(act=act, key__in=withdrawn.values("code_hash")).delete()
    Member.objects.filter(act=act).exclude(key=None).update(key=None)


def enter(act: Act, key: str) -> Member | None:
    """Return the member of a code, made if there is none; None when the act is not open."""
    while True:
        try:
            with storage.turn(), transaction.atomic():
                if storage.hold_act(act).refusal:
                    return None
                handle = "".join(secrets.choice(SIGNS) for _ in range(HANDLE))
                return Member.objects.create(
                    act=act, key=key, label=secrets.token_hex(6), handle=handle
                )
        except IntegrityError:
            if known := Member.objects.filter(act=act, key=key).first():
                return known


@contextmanager
def changing(act: Act, who: Member) -> Iterator[Member]:
    """Hold the act open and the member still while something changes. Raises ``Refused``."""
    with storage.turn(), transaction.atomic():
        if storage.hold_act(act).refusal:
            raise Refused("closed")
        yield Member.objects.select_for_update().get(pk=who.pk, act=act)


def trust(act: Act, who: Member, scope: str, named: Sequence[str]) -> None:
    """Store whom a member trusts in a scope, best first; nobody takes the mandate back.

    ``named``: keys or handles, as anybody may have sent them. Raises ``Refused``: scope, many, self,
    double, stranger, declines, closed.
    """
    if scope != ALL and scope not in setting.themes(act):
        raise Refused("scope")
    if len(named) > len(RANKS):
        raise Refused("many")
    with changing(act, who) as held:
        found = [_named(act, held, text) for text in named]
        if len({one.pk for one in found}) != len(found):
            raise Refused("double")
        if not found:
            Mandate.objects.filter(member=held, scope=scope).delete()
            return
        padded = [*found, None, None, None][: len(RANKS)]
        values = dict(zip(RANKS, padded, strict=True))
        Mandate.objects.update_or_create(member=held, scope=scope, defaults=values)


def _named(act: Act, who: Member, text: str) -> Member:
    plain = text.strip()
    try:
        wanted = {"pk": uuid.UUID(plain)}
    except ValueError:
        wanted = {"handle": plain.upper().replace(" ", "").replace("-", "")[:8]}
    found = Member.objects.filter(act=act, **wanted).first()
    if found is None:
        raise Refused("stranger")
    if found.pk == who.pk:
        raise Refused("self")
    if found.declines:
        raise Refused("declines")
    return found


def vote(act: Act, who: Member, question: str, option: str, reason: str = "") -> None:
    """Store a member's own vote; an empty option takes it back, so that the mandate works again."""
    known = next((one for one in setting.questions(act) if one["id"] == question), None)
    if known is None or option not in {"", *(one["id"] for one in known["options"])}:
        raise Refused("option")
    with changing(act, who) as held:
        if not option:
            Choice.objects.filter(member=held, question=question).delete()
            return
        values = {"option": option, "reason": reason.strip()[:400] if held.public else ""}
        Choice.objects.update_or_create(member=held, question=question, defaults=values)


def present(act: Act, who: Member, stance: str, name: str, about: str) -> None:
    """Store whether a member stands as a delegate: ``public``, ``private`` or ``declines``."""
    if stance not in {"public", "private", "declines"}:
        raise Refused("option")
    if stance == "public" and len(name.strip()) < 2:
        raise Refused("name")
    with changing(act, who) as held:
        held.declines, held.public = stance == "declines", stance == "public"
        held.name = name.strip()[:60] if held.public else ""
        held.about = about.strip()[:600] if held.public else ""
        held.save(update_fields=["declines", "public", "name", "about"])
        if not held.public:
            Choice.objects.filter(member=held).update(reason="")
