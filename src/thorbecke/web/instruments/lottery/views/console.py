"""The organiser's pages before the draw: quotas with help, who is invited, who is in the pool."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from thorbecke.formats.pools import PoolFileError
from thorbecke.methods.sortition.invite import WrongRegister
from thorbecke.methods.sortition.pool import WrongPool
from thorbecke.methods.sortition.relax import Infeasible
from thorbecke.web.instruments.lottery import drawing, forms, likeness, setting, words
from thorbecke.web.instruments.lottery import people as pool
from thorbecke.web.instruments.lottery.models import Candidate, Draw, PoolUpload
from thorbecke.web.participation.access import act_view
from thorbecke.web.participation.console.views import page
from thorbecke.web.participation.models import Act, Credential, Phase, Seed
from thorbecke.web.participation.permissions import may
from thorbecke.web.participation.record import log
from thorbecke.web.participation.record.locking import NotNow, held

PER_PAGE = 100


def _answer(request: HttpRequest, act: Act, template: str, form: Any, **more: Any) -> HttpResponse:
    response = page(request, act, template, form=form, **more)
    response.status_code = 422 if form.is_bound and form.errors else 200
    return response


@act_view("see_console")
def quotas(request: HttpRequest, act: Act) -> HttpResponse:
    """Minimum and maximum per value, and help when no panel meets them."""
    draw = setting.draw_of(act)
    editable = may(request.user, "set_quotas", act) and draw.state != Draw.State.FIXED
    posted = request.POST if request.method == "POST" and "zoek" not in request.POST else None
    if posted is not None and not editable:
        log.refused(act, request.user, "edit")
        messages.error(request, _("De grenzen liggen vast."))
        return redirect("lottery:quotas", act.slug)
    form = forms.Quotas(act, draw, posted)
    if posted is not None and form.is_valid():
        if store_quotas(act, form.cleaned_data["rows"], request.user):
            messages.success(request, _("De grenzen zijn opgeslagen."))
        else:
            messages.error(request, _("De grenzen liggen vast."))
        return redirect("lottery:quotas", act.slug)
    ways = (
        _ways(request, act, draw) if request.method == "POST" and "zoek" in request.POST else None
    )
    context = {"editable": editable, "lines": form.lines(), "ways": ways, "draw": draw}
    if may(request.user, "see_roll", act):
        context["likeness"] = likeness.of(act, draw)
    return _answer(request, act, "lottery/console/quotas.html", form, **context)


def store_quotas(act: Act, rows: list[list[Any]], person: Any) -> bool:
    """Store quotas while nothing is fixed; a change after opening stands in the public log."""
    with transaction.atomic():
        now = held(act)
        draw = setting.draw_of(now)
        drawn = Seed.objects.filter(act=now).exists()
        if draw.state in {Draw.State.FIXED, Draw.State.BUSY} or drawn:
            return False
        changed = [row[:4] for row in draw.quotas] != [row[:4] for row in rows]
        draw.quotas, draw.state, draw.note = rows, Draw.State.NONE, ""
        draw.save(update_fields=["quotas", "state", "note"])
        if changed and now.phase != Phase.PREPARE:
            told = "; ".join(f"{row[0]} {row[1]} {row[2]}-{row[3]}" for row in rows)
            log.append(now, "quotas_changed", person, {"quotas": told})
    return True


def _ways(request: HttpRequest, act: Act, draw: Draw) -> dict[str, Any] | None:
    """Return whether a panel is possible, and ranked ways to change the quotas, each as a form's values."""
    try:
        possible, found = drawing.feasible(act, draw), drawing.relaxations(act, draw)
    except WrongPool as wrong:
        messages.error(request, words.wrong_pool(wrong))
        return None
    except Infeasible:
        return {"possible": False, "rows": []}
    rows = []
    for way in found:
        bounds = {(one.feature, one.value): (one.low, one.high) for one in way.changes}
        fields = []
        for at, row in enumerate(setting.quotas(act, draw)):
            low, high = bounds.get((row[0], row[1]), (row[2], row[3]))
            share = "" if row[4] is None else row[4]
            fields += [(f"low-{at}", low), (f"high-{at}", high), (f"share-{at}", share)]
        rows.append(
            {
                "changes": [words.change(one) for one in way.changes],
                "one_in": round(1 / way.smallest) if way.smallest else 0,
                "fields": fields,
            }
        )
    return {"possible": possible, "rows": rows}


@act_view("import_roll")
def invite(request: HttpRequest, act: Act) -> HttpResponse:
    """Draw who of the roll gets a letter."""
    form = forms.Invite(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            number = pool.invited(act, given["letters"], given["drawn"], request.user)
        except NotNow as reason:
            form.add_error(None, str(reason))
        except WrongRegister:
            form.add_error("letters", _("Er staan minder mensen op de lijst van deelnemers."))
        else:
            text = _("%(number)s mensen zijn getrokken. De anderen zijn van de lijst gehaald.")
            messages.success(request, text % {"number": number})
            return redirect("participation:letters", act.slug)
    possible = act.phase == Phase.PREPARE and not Credential.objects.filter(act=act).exists()
    return _answer(request, act, "lottery/console/invite.html", form, possible=possible)


@never_cache
@act_view("see_roll")
def people(request: HttpRequest, act: Act) -> HttpResponse:
    """Who is in the pool, how many answered, and a file of volunteers."""
    editable = may(request.user, "import_roll", act)
    posted = request.method == "POST" and editable
    form = forms.PoolFile(*((request.POST, request.FILES) if posted else ()), label_suffix="")
    if posted and form.is_valid() and _kept(act, form):
        return redirect("lottery:people", act.slug)
    upload = PoolUpload.objects.filter(act=act).first()
    found = Candidate.objects.filter(act=act, yes=True).select_related("contact")
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "totals": pool.totals(act),
        "response": pool.response(act),
        "preview": pool.preview(upload) if upload else None,
        "editable": editable,
    }
    return _answer(request, act, "lottery/console/people.html", form, **context)


def _kept(act: Act, form: forms.PoolFile) -> bool:
    file = form.cleaned_data["file"]
    if not setting.features(act):
        form.add_error("file", _("Kies eerst waarop het panel moet lijken."))
        return False
    try:
        pool.keep(act, pool.read(act, file.read(), file.name), file.name)
    except PoolFileError as wrong:
        form.add_error("file", words.wrong_file(wrong))
        return False
    return True


@act_view("import_roll")
@require_POST
def take_in(request: HttpRequest, act: Act) -> HttpResponse:
    """Take the file that was read into the pool, or throw it away."""
    if "weg" in request.POST:
        PoolUpload.objects.filter(act=act).delete()
        messages.success(request, _("Het bestand is gewist."))
        return redirect("lottery:people", act.slug)
    try:
        made = pool.take_in(act, request.user)
    except NotNow as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, _("%(people)s mensen zijn overgenomen.") % {"people": made})
    return redirect("lottery:people", act.slug)


@act_view("import_roll")
@require_POST
def invent(request: HttpRequest, act: Act) -> HttpResponse:
    """Fill a rehearsal with invented people."""
    try:
        made = pool.rehearse(act)
    except NotNow as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, _("%(people)s mensen zijn verzonnen.") % {"people": made})
    return redirect("lottery:people", act.slug)


@never_cache
@act_view("print_letters")
def remind(request: HttpRequest, act: Act) -> HttpResponse:
    """Who was invited and did not answer yet."""
    found = Paginator(pool.silent(act), PER_PAGE).get_page(request.GET.get("page"))
    return page(request, act, "lottery/console/remind.html", page=found)
