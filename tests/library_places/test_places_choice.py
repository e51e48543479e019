"""Choosing a municipality: the cookie, where one lands, and what is refused."""

from __future__ import annotations

import pytest

from thorbecke.web.core.municipality import NAME_COOKIE, SLUG_COOKIE

pytestmark = pytest.mark.usefixtures("library")
CHOOSE, FORGET = "/gemeenten/kies/", "/gemeenten/vergeet/"


def test_a_choice_is_kept_and_shown(client) -> None:
    response = client.post(CHOOSE, {"gemeente": "s-gravenhage"})
    assert response.status_code == 302
    assert response["Location"] == "/gemeenten/s-gravenhage/"
    assert response.cookies[SLUG_COOKIE].value == "s-gravenhage"
    assert response.cookies[NAME_COOKIE].value == "%27s-Gravenhage"
    assert "Dit is uw gemeente." in client.get("/gemeenten/s-gravenhage/").content.decode()
    assert "Dit is mijn gemeente" in client.get("/gemeenten/delft/").content.decode()


def test_the_form_starts_with_the_choice(client) -> None:
    client.post(CHOOSE, {"gemeente": "delft"})
    page = client.get(CHOOSE).content.decode()
    assert '<option value="delft" selected>Delft</option>' in page
    assert "U koos eerder Delft." in page


def test_next_brings_back(client) -> None:
    response = client.post(CHOOSE, {"gemeente": "delft", "next": "/praktijk/?theme=1"})
    assert response["Location"] == "/praktijk/?theme=1"
    assert (
        'name="next" value="/praktijk/"' in client.get(f"{CHOOSE}?next=/praktijk/").content.decode()
    )


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "javascript:alert(1)",
        "/\\evil.example",
        "http:evil",
        "",
    ],
)
def test_next_never_leaves_the_site(client, target: str) -> None:
    response = client.post(CHOOSE, {"gemeente": "delft", "next": target})
    assert response["Location"] == "/gemeenten/delft/"
    assert 'name="next"' not in client.get(CHOOSE, {"next": target}).content.decode()
    assert client.post(FORGET, {"next": target})["Location"] == "/gemeenten/"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("", "Kies een gemeente."),
        ("atlantis", "Kies een gemeente uit de lijst."),
        ("<script>", "Kies een gemeente uit de lijst."),
    ],
)
def test_a_wrong_choice_is_refused(client, value: str, said: str) -> None:
    response = client.post(CHOOSE, {"gemeente": value})
    assert response.status_code == 200
    assert SLUG_COOKIE not in response.cookies
    assert said in response.content.decode()
    assert "<script>" not in response.content.decode()


def test_looking_changes_nothing(client) -> None:
    assert SLUG_COOKIE not in client.get(CHOOSE, {"gemeente": "delft"}).cookies
    assert client.get(FORGET).status_code == 405


def test_forgetting_takes_both_cookies_away(client) -> None:
    client.post(CHOOSE, {"gemeente": "delft"})
    response = client.post(FORGET)
    assert response.cookies[SLUG_COOKIE]["max-age"] == 0
    assert response.cookies[NAME_COOKIE]["max-age"] == 0


@pytest.mark.parametrize("path", [CHOOSE, FORGET])
def test_a_post_needs_its_token(client, path: str) -> None:
    client.handler.enforce_csrf_checks = True
    assert client.post(path, {"gemeente": "delft"}).status_code == 403


@pytest.mark.parametrize("value", ["../../x", "<script>", "a" * 90])
def test_a_forged_cookie_is_no_choice(client, value: str) -> None:
    client.cookies[SLUG_COOKIE] = value
    page = client.get("/gemeenten/delft/").content.decode()
    assert "Dit is uw gemeente." not in page
    assert "<script>" not in page
