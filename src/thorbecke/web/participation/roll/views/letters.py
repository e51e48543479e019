"""Print runs: starting one, following it, fetching its file, erasing it, voiding its codes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thorbecke.web.participation.access import act_view
from thorbecke.web.participation.console.views import page
from thorbecke.web.participation.models import Act, Credential, PrintRun, Voter
from thorbecke.web.participation.roll import issuing, voters
from thorbecke.web.participation.roll.codes import new_code
from thorbecke.web.participation.roll.letters import files, work
from thorbecke.web.participation.roll.letters.wording import Sheet

PER_PAGE = 30
FORMS = (
    ("pdf", gettext_lazy("PDF, om zelf te drukken")),
    ("csv", gettext_lazy("CSV, voor een drukkerij")),
)
KEPT = ("text", "signed", "return_address")


class RunForm(forms.Form):
    """What to print."""

    use_required_attribute = False
    form = forms.ChoiceField(
        label=gettext_lazy("Soort bestand"), choices=FORMS, widget=forms.RadioSelect, initial="pdf"
    )
    area = forms.ChoiceField(label=gettext_lazy("Voor wie"), required=False)
    per_address = forms.BooleanField(
        label=gettext_lazy("Huisgenoten in één envelop"),
        required=False,
        help_text=gettext_lazy(
            "Ieder houdt een eigen brief. Onderaan staat welke bladen bij elkaar horen."
        ),
    )
    text = forms.CharField(
        label=gettext_lazy("Eigen tekst"),
        required=False,
        max_length=900,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "Leeg betekent: onze tekst. De code en de uitleg staan er altijd in."
        ),
    )
    signed = forms.CharField(
        label=gettext_lazy("Ondertekening"),
        required=False,
        max_length=160,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    return_address = forms.CharField(
        label=gettext_lazy("Retouradres"),
        required=False,
        max_length=90,
        help_text=gettext_lazy("Staat klein boven het adres in het venster."),
    )

    def __init__(self, act: Act, data: Any = None) -> None:
        last = PrintRun.objects.filter(act=act).order_by("-number").first()
        kept = {name: (last.options if last else {}).get(name, "") for name in KEPT}
        super().__init__(data=data, label_suffix="", initial=kept)
        field = self.fields["area"]
        assert isinstance(field, forms.ChoiceField)
        names = [(name, name) for name, _count in voters.areas(act) if name]
        field.choices = [("", _("Iedereen zonder code")), *names]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@act_view("print_letters")
def runs(request: HttpRequest, act: Act) -> HttpResponse:
    """The runs so far; start another."""
    form = RunForm(act, request.POST or None)
    if request.method == "POST" and form.is_valid():
        options = {name: value for name, value in form.cleaned_data.items() if name != "form"}
        try:
            run = work.start(act, form.cleaned_data["form"], options, request.user)
        except work.NotNow as reason:
            form.add_error(None, _why_not(str(reason)))
        except issuing.Refused:
            form.add_error(None, _("De raadpleging is gesloten."))
        else:
            return redirect("participation:letters_run", act.slug, run.number)
    rows = PrintRun.objects.filter(act=act).order_by("-number")[:PER_PAGE]
    context = {"form": form, "runs": list(rows), "waiting": work.waiting(act).count()}
    response = page(request, act, "participation/roll/letters.html", **context)
    response.status_code = 400 if request.method == "POST" else 200
    return response


@never_cache
@require_safe
@act_view("print_letters")
def sample(request: HttpRequest, act: Act) -> HttpResponse:
    """One letter to look at, with a code that was never given out."""
    run = PrintRun.objects.filter(act=act).order_by("-number").first()
    shown = PrintRun(act=act, number=0, form="pdf", options=run.options if run else {})
    voter = Voter(
        name=_("P. Voorbeeld"), street=_("Voorbeeldstraat"), number="1", postcode="1234AB"
    )
    voter.place = _("Voorbeeldstad")
    made = files.pdf(act, shown, [Sheet(voter, new_code(), 0)])
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="proefbrief.pdf"'
    return response


@never_cache
@require_safe
@act_view("print_letters")
def show(request: HttpRequest, act: Act, number: int) -> HttpResponse:
    """How far a run is. A run whose worker died is started again."""
    run = _run(act, number)
    if run.state in work.RUNNING and work.go_on(run):
        run.refresh_from_db()
    codes = Credential.objects.filter(print_run=run, void=False)
    context = {
        "run": run,
        "running": run.state in work.RUNNING,
        "ready": run.state == PrintRun.State.READY and bool(run.file),
        "fetched": bool(run.options.get("fetched_at")),
        "codes": codes.count(),
        "form": VoidForm(label_suffix=""),
    }
    response = page(request, act, "participation/roll/run.html", **context)
    if run.state in work.RUNNING:
        response.headers["Refresh"] = "3"
    return response


@never_cache
@require_POST
@act_view("print_letters")
def fetch(request: HttpRequest, act: Act, number: int) -> HttpResponseBase:
    """The file with the letters. It is erased by a click, or a day later by itself."""
    run = _run(act, number)
    if run.state != PrintRun.State.READY or not run.file:
        raise Http404
    work.fetched(run, request.user)
    suffix = run.file.name.rsplit(".", 1)[-1]
    name = f"brieven-{act.slug}-{run.number}.{suffix}"
    return FileResponse(run.file.open("rb"), as_attachment=True, filename=name)


@require_POST
@act_view("print_letters")
def erase(request: HttpRequest, act: Act, number: int) -> HttpResponse:
    """Erase the file of a run."""
    run = _run(act, number)
    if run.state == PrintRun.State.READY:
        work.erase(run, request.user)
        messages.success(
            request, _("Het bestand is gewist. De codes staan nu alleen in de brieven.")
        )
    return redirect("participation:letters_run", act.slug, number)


class VoidForm(forms.Form):
    """Why the codes of a run must not work any more."""

    use_required_attribute = False
    reason = forms.CharField(
        label=gettext_lazy("Waarom?"),
        max_length=200,
        help_text=gettext_lazy("Bijvoorbeeld: een doos brieven is kwijt. Dit komt in het logboek."),
    )


@require_POST
@act_view("print_letters")
def void(request: HttpRequest, act: Act, number: int) -> HttpResponse:
    """Void the unused codes of a run, so that those people can get a new letter."""
    run, form = _run(act, number), VoidForm(request.POST)
    if run.state in work.RUNNING or not form.is_valid():
        messages.error(request, _("Vul in waarom de codes ongeldig worden."))
    else:
        count = work.void_run(run, form.cleaned_data["reason"], request.user)
        text = _("Ongeldig gemaakt: %(count)s codes. Maak een nieuwe run voor deze mensen.")
        messages.success(request, text % {"count": count})
    return redirect("participation:letters_run", act.slug, number)


def _run(act: Act, number: int) -> PrintRun:
    found: PrintRun = get_object_or_404(
        PrintRun.objects.select_related("act"), act=act, number=number
    )
    return found


def _why_not(reason: str) -> str:
    if reason == "running":
        return _("Er wordt al een run gemaakt. Wacht tot die klaar is.")
    return _("Iedereen die hier mag meedoen heeft al een code.")
