"""Begin a design with what is known elsewhere, and work on a kept one in the box."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thorbecke.knowledge import shipped
from thorbecke.web.designs import access, starting
from thorbecke.web.designs.models import LONGEST_CHALLENGE, Design
from thorbecke.web.designs.state import LONGEST, Refused, State, blocks
from thorbecke.web.designs.views import pages

COOKIE = "ontwerp-bezig"


class BeginForm(forms.Form):
    """What comes along from elsewhere; names of fields as everywhere on the road."""

    title = forms.CharField(max_length=LONGEST["titel"])
    challenge = forms.CharField(max_length=LONGEST_CHALLENGE, required=False)
    themes = forms.MultipleChoiceField(required=False)
    origin_kind = forms.ChoiceField(
        required=False, choices=[(one, one) for one in ("submission", "atelier")]
    )
    origin_id = forms.UUIDField(required=False)
    origin_url = forms.RegexField(r"^/(?!/)[\w/.-]*$", required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        themes = self.fields["themes"]
        assert isinstance(themes, forms.MultipleChoiceField)
        themes.choices = [(one.id, one.id) for one in shipped().themes]

    def origin(self) -> dict[str, str] | None:
        """Return what it is started from, when all three parts came along."""
        given = {
            name: str(self.cleaned_data[f"origin_{name}"] or "") for name in ("kind", "id", "url")
        }
        return given if all(given.values()) else None


@login_required
@require_POST
@pages.strict
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a design for an organisation of this visitor. What comes along is not asked again."""
    form = BeginForm(request.POST)
    organisation = access.organisation_of(request, request.POST.get("organisation", ""))
    if organisation is None:
        raise Http404
    if not form.is_valid():
        raise Refused(_("Het adres noemt iets dat niet in het register staat."))
    given = form.cleaned_data
    design = starting.start(
        organisation,
        request.user,
        title=given["title"],
        challenge=given["challenge"],
        themes=given["themes"],
        choices={one.id: request.POST.get(one.id, "") for one in blocks().parameters},
        origin=form.origin(),
    )
    return redirect("designs:saved", design.token)


@require_POST
def work_on(request: HttpRequest, token: str) -> HttpResponse:
    """Take a kept design to the box: the box then knows in which design the choices go."""
    design = access.find_to_change(request, token)
    if "stop" in request.POST:
        response = redirect("designs:saved", token)
        response.delete_cookie(COOKIE, path=reverse("designs:new"))
        return response
    query = str(design.state["query"])
    response = redirect(f"{reverse('designs:new')}?{query}")
    response.set_cookie(
        COOKIE,
        token,
        path=reverse("designs:new"),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def working(request: HttpRequest, state: State) -> dict[str, object]:
    """Return the design that the choices of this page can go in. No query without the cookie."""
    token = request.COOKIES.get(COOKIE, "")
    if not token:
        return {}
    design = Design.objects.filter(token=token).select_related("organisation").first()
    if design is None or not access.may_change(request, design):
        return {}
    return {"working": design, "working_address": f"?{state.query}"}
