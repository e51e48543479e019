"""Who comes into the pool: by a letter, or from a file of volunteers; and the draw of who is invited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from thorbecke.formats.pools import PoolFiles, quotas_csv, read_pool
from thorbecke.methods.lots import Lots, seed_of_number
from thorbecke.methods.sortition import invite
from thorbecke.methods.sortition.pool import Quota
from thorbecke.web.instruments.lottery import setting
from thorbecke.web.instruments.lottery.models import Candidate, Contact, PoolUpload
from thorbecke.web.participation.models import Act, Credential, Phase, Voter
from thorbecke.web.participation.record import figures, log
from thorbecke.web.participation.record.locking import NotNow, held
from thorbecke.web.participation.roll import voters
from thorbecke.web.participation.roll.codes import subject_hash

UPLOADABLE = (Phase.PREPARE, Phase.OPEN)
MOST_SEATS = 10**6
KEPT = timedelta(days=7)
HOME = ("postcode", "huisnummer", "toevoeging")
CONTACT = {"name": ("naam", "name"), "email": ("email", "e-mail"), "phone": ("telefoon", "phone")}


def key_of(act: Act, credential: Credential) -> str:
    """Return the keyed hash that ties an answer to a code."""
    return subject_hash(act, "lottery-code", str(credential.pk))


def home_of(act: Act, address: str) -> str:
    """Return the keyed hash of an address; "" without one."""
    return subject_hash(act, "lottery-home", address) if address.strip() else ""


def answer_of(act: Act, credential: Credential) -> Candidate | None:
    """Return what was answered with this code."""
    key = key_of(act, credential)
    return Candidate.objects.filter(act=act, key=key).select_related("contact").first()


def answer(
    act: Act, credential: Credential, yes: bool, answers: Mapping[str, str], contact: Any
) -> Candidate:
    """Store an answer to the invitation, or change it. Raises ``NotNow`` when the act is not open."""
    with transaction.atomic():
        now = held(act)
        if now.phase != Phase.OPEN or (now.closes_at and timezone.now() >= now.closes_at):
            raise NotNow(_("De inschrijving is dicht."))
        found = answer_of(now, credential) or _new(now, key_of(now, credential), yes)
        found.yes, found.answers = yes, dict(answers) if yes else {}
        found.area = credential.area
        found.household = home_of(now, _address(credential.voter)) if yes else ""
        found.save()
        Contact.objects.filter(candidate=found).delete()
        if yes:
            Contact.objects.create(candidate=found, **contact)
    return found


def _address(voter: Voter | None) -> str:
    if voter is None or not voter.postcode:
        return ""
    return f"{voter.postcode} {voter.number} {voter.addition}".casefold()


def _new(act: Act, key: str | None, yes: bool) -> Candidate:
    while True:
        number = setting.new_number()
        try:
            with transaction.atomic():
                return Candidate.objects.create(act=act, key=key, yes=yes, number=number)
        except IntegrityError:
            if key and Candidate.objects.filter(act=act, key=key).exists():
                raise


# ---------------------------------------------------------------- a file of volunteers


def read(act: Act, data: bytes, name: str) -> PoolFiles:
    """Return the people in a file. Raises ``PoolFileError`` with row, column and the mend."""
    wide = [
        Quota(feature, value, 0, MOST_SEATS)
        for feature, values in setting.features(act).items()
        for value in values
    ]
    return read_pool(data, name, quotas_csv(wide).encode(), "quotas.csv", 1)


def keep(act: Act, found: PoolFiles, name: str) -> PoolUpload:
    """Keep a file that was read, until the organiser says yes."""
    names = list(setting.features(act))
    people = [
        {
            "id": person.id if found.id_column else "",
            "answers": dict(zip(names, person.values, strict=True)),
            "home": _home(found.rows[person.id]),
            "contact": _contact(found.rows[person.id]),
        }
        for person in found.pool.people
    ]
    made, _new = PoolUpload.objects.update_or_create(
        act=act, defaults={"name": name[:200], "people": people, "made_at": timezone.now()}
    )
    return made


def _home(cells: Mapping[str, str]) -> str:
    from thorbecke.formats.addresses import household

    columns = [column for column in cells if column.casefold() in HOME]
    return household(cells, columns) if columns else ""


def _contact(cells: Mapping[str, str]) -> dict[str, str]:
    lower = {column.casefold(): value.strip() for column, value in cells.items()}
    longest = {"name": 120, "email": 254, "phone": 30}
    return {
        field: next((lower[name] for name in names if name in lower), "")[: longest[field]]
        for field, names in CONTACT.items()
    }


def preview(upload: PoolUpload) -> dict[str, Any]:
    """Return how many people a file has, and per feature how many have each value."""
    counts: dict[str, Counter[str]] = {}
    for one in upload.people:
        for feature, value in one["answers"].items():
            counts.setdefault(feature, Counter())[value] += 1
    rows = [(name, value, number) for name, c in counts.items() for value, number in c.items()]
    return {"upload": upload, "people": len(upload.people), "rows": rows}


def take_in(act: Act, person: Any) -> int:
    """Take the kept file into the pool; return how many were new. Raises ``NotNow``. O(people)."""
    with transaction.atomic():
        now = held(act)
        if now.phase not in UPLOADABLE:
            raise NotNow(_("De lijst is dicht. Er kan niemand meer bij."))
        upload = PoolUpload.objects.filter(act=now).first()
        if upload is None:
            raise NotNow(_("Kies eerst een bestand."))
        made = _candidates(now, upload.people)
        upload.delete()
        log.append(now, "people_added", person, {"people": made})
    return made


def _candidates(act: Act, people: Sequence[Mapping[str, Any]]) -> int:
    taken = set(Candidate.objects.filter(act=act).values_list("number", flat=True))
    keys = set(Candidate.objects.filter(act=act, key__isnull=False).values_list("key", flat=True))
    made, contacts = [], []
    for one in people:
        key = subject_hash(act, "lottery-file", one["id"]) if one["id"] else None
        if key in keys:
            continue
        number = _free(taken)
        made.append(
            Candidate(
                act=act, number=number, key=key, yes=True, by_file=True,
                answers=one["answers"], household=home_of(act, one["home"]),
            )
        )  # fmt: skip
        contacts.append(Contact(candidate=made[-1], **one["contact"]))
    Candidate.objects.bulk_create(made, batch_size=500)
    Contact.objects.bulk_create(contacts, batch_size=500)
    return len(made)


def _free(taken: set[str]) -> str:
    while (number := setting.new_number()) in taken:
        pass
    taken.add(number)
    return number


def rehearse(act: Act) -> int:
    """Fill a rehearsal with invented people, five for each seat; return how many."""
    if not act.rehearsal or act.phase not in UPLOADABLE:
        raise NotNow(_("Verzonnen mensen kunnen alleen in een oefening."))
    lots = Lots(seed_of_number(str(act.pk.int)))
    number = 5 * setting.size(act)
    columns = {
        feature: lots.numbers(f"rehearsal|{feature}", [len(values)] * number)
        for feature, values in setting.features(act).items()
    }
    offered = setting.features(act)
    people = [
        {
            "id": f"oefening-{at}",
            "answers": {name: offered[name][columns[name][at]] for name in offered},
            "home": "",
            "contact": {"name": _("Verzonnen persoon %(number)s") % {"number": at + 1}},
        }
        for at in range(number)
    ]
    with transaction.atomic():
        return _candidates(act, people)


# ---------------------------------------------------------------- who is invited


def invited(act: Act, letters: int, drawn: str, person: Any) -> int:
    """Draw who on the roll is invited, spread over areas; take the others off the roll.

    Everyone in an area has the same chance. Raises ``NotNow`` once codes were given out or the act has
    opened, and ``WrongRegister`` or ``WrongSeed`` for what can't be drawn. O(roll).
    """
    with transaction.atomic():
        now = held(act)
        if now.phase != Phase.PREPARE or Credential.objects.filter(act=now).exists():
            raise NotNow(_("Er zijn al codes gegeven. Trek de genodigden daarvoor."))
        entries = [(str(one.pk), one.area) for one in voters.eligible(now).order_by("pk")]
        register = invite.Register(tuple(entries))
        rules = invite.Rules(letters)
        found = invite.count(register, rules, Lots(seed_of_number(drawn)))
        chosen = set(found.invited)
        others = [one for one in Voter.objects.filter(act=now) if str(one.pk) not in chosen]
        Voter.objects.filter(pk__in=[one.pk for one in others]).delete()
        log.append(
            now, "invited", person, {"entries": len(entries), "letters": letters, "drawn": drawn}
        )
    return len(chosen)


# ---------------------------------------------------------------- how many answered


def totals(act: Act) -> dict[str, int]:
    """Return how many were invited, answered, and said yes. Two queries."""
    found = Candidate.objects.filter(act=act).aggregate(
        all=Count("pk", filter=Q(by_file=False)),
        letter_yes=Count("pk", filter=Q(yes=True, by_file=False)),
        by_file=Count("pk", filter=Q(by_file=True)),
        yes=Count("pk", filter=Q(yes=True)),
    )
    codes = Credential.objects.filter(act=act, void=False).count()
    return {"invited": codes, **{name: value or 0 for name, value in found.items()}}


def response(act: Act) -> list[dict[str, Any]]:
    """Return invited and yes per area; areas with fewer than ten of either are joined. Two queries."""
    codes = dict(
        Credential.objects.filter(act=act, void=False)
        .values_list("area")
        .annotate(number=Count("pk"))
    )
    yes = dict(
        Candidate.objects.filter(act=act, yes=True, by_file=False)
        .values_list("area")
        .annotate(number=Count("pk"))
        .order_by()
    )
    areas = [
        figures.Area((name or "?",), number, yes.get(name, 0)) for name, number in codes.items()
    ]
    return [one.data() for one in figures.joined(areas)]


def silent(act: Act) -> list[Voter]:
    """Return who was invited and did not answer, for a reminder. Two queries. O(roll)."""
    keys = set(Candidate.objects.filter(act=act).values_list("key", flat=True))
    given = Credential.objects.filter(act=act, void=False, voter__isnull=False).select_related(
        "voter"
    )
    return sorted(
        (one.voter for one in given if one.voter and key_of(act, one) not in keys),
        key=lambda one: (one.postcode, one.number, one.name),
    )


def erase_due() -> int:
    """Erase contacts and keys of acts whose day has come, and old uploads; return how many contacts."""
    PoolUpload.objects.filter(made_at__lt=timezone.now() - KEPT).delete()
    today = timezone.localdate()
    due = Act.objects.filter(instrument="lottery").filter(
        Q(erase_on__lte=today) | Q(erased_on__isnull=False)
    )
    acts = list(due.exclude(phase=Phase.OPEN).values_list("pk", flat=True))
    erased, _by = Contact.objects.filter(candidate__act__in=acts).delete()
    PoolUpload.objects.filter(act__in=acts).delete()
    known = Candidate.objects.filter(act__in=acts).exclude(key=None, household="")
    known.update(key=None, household="")
    return erased
