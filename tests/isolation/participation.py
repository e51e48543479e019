"""Acts in preparation: nobody outside the organisation knows that they are there."""

from __future__ import annotations

from isolation.world import SECRET, World
from thorbecke.web.participation.console import making
from thorbecke.web.participation.models import (
    Act,
    CensusImport,
    PaperBallot,
    PaperBatch,
    PrintRun,
    Voter,
)

OPEN = {
    "participation:acts": "acts that have opened are public",
    "participation:record_key": "the public key of the site",
    "participation:verifier": "the program that checks a record",
}
OWN = {"participation:console": "acts of one's own organisations"}
ORGANISERS = frozenset({"organiser", "administrator"})
STAFF = {"participation:new": ORGANISERS, "participation:create": ORGANISERS}
ABSENT = {
    "participation:access_login": "the site has no login elsewhere",
    "participation:access_mail": "the act has no way in by mail",
    "participation:bundle": "nothing is published yet",
    "participation:calendar": "the act has no dates yet",
    "participation:letters_fetch": "the file of the letters is not made",
}

PUBLIC = (
    "access access_account access_leave access_login access_mail access_number act announcements "
    "ballot bundle calendar checking embed embed_frame promises public_log receipt receipts result"
).split()
CONSOLE = (
    "audit delete desk draw duplicate letters letters_sample log overview paper rehearse roll_erase "
    "roll_list roll_overview roll_upload"
).split()


def act_of(world: World, instrument: str) -> Act:
    """Return an act of A in preparation, of this instrument."""
    found = Act.objects.filter(instrument=instrument, organisation=world.here).first()
    if found is None:
        found = making.create(instrument, f"{SECRET} {instrument}", world.here, world.insider)
        if found.settings.pop("early", False):  # an act that residents prepare together is public
            found.save()
    return found


def make(world: World) -> dict[str, dict[str, object]]:
    act = act_of(world, "consultation")
    here: dict[str, object] = {"slug": act.slug}
    found = {f"participation:{name}": here for name in (*PUBLIC, *CONSOLE)}
    found["participation:section"] = {**here, "section": "basis"}
    found["participation:step"] = {**here, "step": "openen"}
    voter = Voter.objects.create(act=act, key="k" * 64, name=SECRET)
    names = ("desk_person", "desk_give", "desk_void", "desk_paper")
    found |= {f"participation:{name}": {**here, "pk": voter.pk} for name in names}
    upload = CensusImport.objects.create(act=act, name=SECRET)
    names = ("import", "accept", "columns", "faults", "reject")
    found |= {f"participation:roll_{name}": {**here, "pk": upload.pk} for name in names}
    run = PrintRun.objects.create(act=act, number=1)
    names = ("run", "fetch", "erase", "void")
    found |= {f"participation:letters_{name}": {**here, "number": run.number} for name in names}
    pile = PaperBatch.objects.create(act=act, number=1, ballots=1)
    PaperBallot.objects.create(batch=pile, number=1)
    one = {**here, "number": pile.number}
    found |= {"participation:paper_pile": one, "participation:paper_remove": one}
    found["participation:paper_entry"] = {**one, "ballot": 1}
    return found
