"""Pages about the site, error pages, headers, health and the choices in cookies."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import include, path

from thorbecke.web.core import municipality
from thorbecke.web.core.middleware import security_headers
from thorbecke.web.core.redirects import safe_next
from thorbecke.web.core.views import health

PAGES = ["/stijl/", "/toegankelijkheid/", "/privacy/", "/bronnen/", "/contact/", "/weergave/"]


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("secret detail")


def refused(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("secret detail")


def unreadable(request: HttpRequest) -> HttpResponse:
    raise BadRequest("secret detail")


urlpatterns = [
    path("broken/", broken),
    path("refused/", refused),
    path("unreadable/", unreadable),
    path("", include("thorbecke.web.urls")),
]
handler400 = "thorbecke.web.core.views.bad_request"
handler403 = "thorbecke.web.core.views.forbidden"
handler404 = "thorbecke.web.core.views.not_found"
handler500 = "thorbecke.web.core.views.server_error"


@pytest.mark.parametrize("url", PAGES)
def test_a_page_needs_no_query_and_has_one_heading(client: Client, url: str) -> None:
    # No database mark: pytest-django refuses every query here.
    response = client.get(url, headers={"accept-language": "nl"})
    html = response.content.decode()
    assert response.status_code == 200
    assert len(re.findall("<h1[ >]", html)) == 1
    assert '<html lang="nl"' in html
    assert "style=" not in html
    assert "<style" not in html
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert re.search(r"<title>\S.* · Thorbecke</title>", html)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("url", PAGES)
def test_the_pages_answer_only_to_reading(client: Client, url: str) -> None:
    assert client.post(url).status_code == 405


def test_the_policy_allows_nothing_from_elsewhere_and_nothing_inline(client: Client) -> None:
    policy = client.get("/privacy/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    for rule in (
        "object-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    ):
        assert rule in policy


def test_the_other_headers(client: Client) -> None:
    headers = client.get("/privacy/").headers
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert "Cookie" in headers["Vary"]


@pytest.mark.parametrize("signed_in", [True, False])
def test_a_page_for_one_person_is_never_kept_by_a_shared_cache(signed_in: bool) -> None:
    class Somebody:
        is_authenticated = signed_in

    request = RequestFactory().get("/")
    request._cached_user = Somebody()  # type: ignore[attr-defined]
    response = security_headers(lambda _request: HttpResponse())(request)
    assert (response.headers.get("Cache-Control") == "private, no-store") is signed_in


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("url", "status", "words"),
    [
        ("/broken/", 500, "Er ging iets mis bij ons"),
        ("/refused/", 403, "Hier mag u niet bij"),
        ("/unreadable/", 400, "Dat kunnen wij niet lezen"),
        ("/no-such-page/", 404, "Deze bladzijde is er niet"),
    ],
)
@pytest.mark.django_db
def test_error_pages_help_and_give_nothing_away(url: str, status: int, words: str) -> None:
    client = Client(raise_request_exception=False, headers={"accept-language": "nl"})
    response = client.get(url)
    html = response.content.decode()
    assert response.status_code == status
    assert words in html
    assert 'href="/"' in html
    assert "secret" not in html


@pytest.mark.urls(__name__)
def test_the_page_for_a_broken_server_needs_no_database_or_context(settings) -> None:
    templates = [{**settings.TEMPLATES[0]}]
    templates[0]["OPTIONS"] = {
        **templates[0]["OPTIONS"],
        "context_processors": [f"{__name__}.broken"],
    }
    settings.TEMPLATES = templates
    response = Client(raise_request_exception=False).get("/broken/")
    assert response.status_code == 500
    assert b"Thorbecke" in response.content


def test_a_form_that_expired_says_so() -> None:
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "nl"})
    response = client.post("/account/login/")
    assert response.status_code == 403
    assert "Het formulier is verlopen" in response.content.decode()


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "\x00/x",
        "privacy/",
        "",
    ],
)
@pytest.mark.parametrize("url", ["/taal/en/", "/weergave/"])
def test_a_choice_never_leads_away_from_the_site(client: Client, url: str, target: str) -> None:
    response = client.get(url, {"next": target, "kies": "donker"})
    assert response.status_code == 302
    assert response.headers["Location"] == "/"


def test_a_choice_leads_back_to_the_page(client: Client) -> None:
    response = client.get("/taal/en/", {"next": "/privacy/?a=1&b=2"})
    assert response.headers["Location"] == "/privacy/?a=1&b=2"
    assert client.cookies["django_language"].value == "en"
    html = client.get("/privacy/").content.decode()
    assert '<html lang="en"' in html


def test_the_footer_leads_back_to_the_page_we_are_on(client: Client) -> None:
    html = client.get("/contact/", {"a": '"><script>'}).content.decode()
    assert '/taal/en/?next=%2Fcontact%2F%3Fa%3D%2522%253E%253Cscript%253E"' in html
    html = client.get("/privacy/").content.decode()
    assert '/weergave/?next=%2Fprivacy%2F"' in html


def test_a_posted_next_is_checked_too() -> None:
    assert safe_next(RequestFactory().post("/", {"next": "//evil.example"})) == "/"
    assert safe_next(RequestFactory().post("/", {"next": "/x/"})) == "/x/"


@pytest.mark.parametrize("code", ["de", "xx", "nl-be"])
def test_a_language_that_is_not_there_is_not_found(client: Client, code: str) -> None:
    assert client.get(f"/taal/{code}/").status_code == 404


@pytest.mark.parametrize(
    ("cookie", "css"),
    [("licht", "licht"), ("donker", "donker"), ("systeem", "systeem"), ('"><b>', "systeem")],
)
def test_the_display_is_what_was_chosen(client: Client, cookie: str, css: str) -> None:
    client.cookies["weergave"] = cookie
    html = client.get("/privacy/").content.decode()
    assert f'tb-weergave-{css}"' in html


def test_an_unknown_display_is_not_kept(client: Client) -> None:
    response = client.get("/weergave/", {"kies": "roze"})
    assert response.status_code == 200
    assert "weergave" not in response.cookies


@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("s-gravenhage", "'s-Gravenhage"),
        ("sudwest-fryslan", "Súdwest-Fryslân"),
        ("bergen-nh", "Bergen (NH)"),
        ("nuenen-gerwen-en-nederwetten", "Nuenen, Gerwen en Nederwetten"),
    ],
)
def test_the_municipality_is_remembered(slug: str, name: str) -> None:
    response = HttpResponse()
    municipality.remember(response, slug, name)
    request = RequestFactory().get("/")
    request.COOKIES = {key: morsel.value for key, morsel in response.cookies.items()}
    assert municipality.chosen(request) == municipality.Chosen(slug, name)
    assert all(morsel["httponly"] for morsel in response.cookies.values())


@pytest.mark.parametrize(
    ("slug", "name", "expected"),
    [
        ("zwolle", "%3Cscript%3E", municipality.Chosen("zwolle", "Zwolle")),
        ("zwolle", "Bel 0900-1234", municipality.Chosen("zwolle", "Zwolle")),
        ("<script>", "Zwolle", None),
        ("../../x", "Zwolle", None),
        ("", "", None),
    ],
)
def test_a_cookie_is_not_trusted(slug: str, name: str, expected: object) -> None:
    request = RequestFactory().get("/")
    request.COOKIES = {"gemeente": slug, "gemeente_naam": name}
    assert municipality.chosen(request) == expected


def test_the_chosen_municipality_stands_in_the_header(client: Client) -> None:
    client.cookies["gemeente"] = "zwolle"
    assert "Zwolle" in client.get("/privacy/").content.decode()


def test_the_demonstration_is_announced_on_every_page(client: Client, settings) -> None:
    words = "Dit is een demonstratie"
    settings.DEMO = False
    nl = {"accept-language": "nl"}
    assert words not in client.get("/contact/", headers=nl).content.decode()
    settings.DEMO = True
    assert words in client.get("/contact/", headers=nl).content.decode()


def test_a_municipality_can_bring_its_own_theme(client: Client, settings) -> None:
    settings.THEME, settings.THEME_CSS = "zwolle", "/static/zwolle.css"
    html = client.get("/privacy/").content.decode()
    assert 'class="zwolle-theme ' in html
    assert html.index("thorbecke.css") < html.index('href="/static/zwolle.css"')


@pytest.mark.django_db
def test_a_healthy_site_says_so(client: Client) -> None:
    health._migrated.clear()
    health._migrated.add("default")  # the suite makes its tables without migrations
    response = client.get("/gezond/")
    assert response.status_code == 200
    assert response.json() == {"gezond": True, "database": True, "migraties": True}
    assert "no-store" in response.headers["Cache-Control"]


def test_a_database_that_is_gone_gives_503_without_details(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> None:
        raise DatabaseError("password of postgres")

    monkeypatch.setattr(health.connection, "cursor", gone)
    response = client.get("/gezond/")
    assert response.status_code == 503
    assert response.json() == {"gezond": False, "database": False, "migraties": False}


@pytest.mark.django_db
def test_a_waiting_migration_gives_503(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    health._migrated.clear()
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_args: [("x", False)])
    response = client.get("/gezond/")
    assert response.status_code == 503
    assert response.json()["migraties"] is False


def test_security_txt_follows_the_standard(client: Client, settings) -> None:
    settings.CONTACT_EMAIL, settings.BASE_URL = "lek@voorbeeld.nl", "https://voorbeeld.nl"
    response = client.get("/.well-known/security.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert lines["Contact"] == "mailto:lek@voorbeeld.nl"
    assert lines["Canonical"] == "https://voorbeeld.nl/.well-known/security.txt"
    ahead = datetime.fromisoformat(lines["Expires"]) - datetime.now(UTC)
    assert timedelta(days=1) < ahead < timedelta(days=365)


def test_robots_leaves_out_what_is_for_one_person(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /redactie/" in text
    assert "Disallow: /\n" not in text
