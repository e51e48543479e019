"""A design that begins with what is known elsewhere, and goes on in the box."""

from __future__ import annotations

import io
import uuid

import docx
import pytest
from django.test import Client

from designs.test_designs_pages import text
from participation.conftest import organisation, other, person, signed_in  # noqa: F401
from thorbecke.web.designs import starting
from thorbecke.web.designs.models import Design

pytestmark = pytest.mark.django_db
ORIGIN = {"kind": "atelier", "id": str(uuid.uuid4()), "url": "/organiseren/ateliers/x/"}


def fields(organisation, **more) -> dict[str, object]:  # noqa: F811
    return {
        "organisation": str(organisation.pk),
        "title": "Een dorp kiest zelf",
        "challenge": "Het dorp wil meer te zeggen hebben.\nNiemand weet wie beslist.",
        "themes": ["dorp-wijk-straat"],
        "schaal": "dorp",
        "wie": "geloot",
        **{f"origin_{name}": value for name, value in ORIGIN.items()},
        **more,
    }


@pytest.fixture
def theme(library) -> str:
    from thorbecke.knowledge import shipped

    return shipped().themes[0].id


def test_nothing_is_typed_again(organisation, signed_in, theme):  # noqa: F811
    browser = signed_in("lead")
    answer = browser.post("/ontwerp/begin/", fields(organisation, themes=[theme]))
    design = Design.objects.get()
    assert answer.url == f"/ontwerp/bewaard/{design.token}/"
    assert (design.title, design.themes, design.origin) == ("Een dorp kiest zelf", [theme], ORIGIN)
    page = text(browser.get(answer.url))
    assert "Het dorp wil meer te zeggen hebben." in page
    assert "Dorp of wijk" in page
    assert "Gelote groep" in page


def test_a_second_press_makes_no_second_design(organisation, signed_in, theme):  # noqa: F811
    browser = signed_in("lead")
    for _press in range(2):
        browser.post("/ontwerp/begin/", fields(organisation, themes=[theme]))
    assert Design.objects.count() == 1


def test_the_challenge_stands_in_the_council_proposal(organisation, signed_in, theme):  # noqa: F811
    browser = signed_in("lead")
    address = browser.post("/ontwerp/begin/", fields(organisation, themes=[theme])).url
    word = docx.Document(io.BytesIO(browser.get(f"{address}bestand/voorstel/").content))
    assert "Het dorp wil meer te zeggen hebben." in [one.text for one in word.paragraphs]


def test_somebody_else_begins_nothing(organisation, other, signed_in, theme):  # noqa: F811
    data = fields(organisation, themes=[theme])
    assert Client().post("/ontwerp/begin/", data).status_code == 302
    assert signed_in("lead", other).post("/ontwerp/begin/", data).status_code == 404
    assert signed_in("journalist").post("/ontwerp/begin/", data).status_code == 404
    assert signed_in("designer").get("/ontwerp/begin/").status_code == 405
    assert not Design.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"themes": ["bestaat-niet"]},
        {"origin_url": "https://elders.invalid/"},
        {"origin_url": "//elders.invalid/"},
        {"origin_kind": "elders"},
        {"title": "x" * 121},
        {"title": ""},
    ],
)
def test_what_can_not_be_is_refused(wrong, organisation, signed_in, theme):  # noqa: F811
    data = fields(organisation, themes=[theme]) | wrong
    assert signed_in("lead").post("/ontwerp/begin/", data).status_code == 400
    assert not Design.objects.exists()


def test_choices_go_on_in_the_box_and_come_back(organisation, signed_in, library):  # noqa: F811
    browser = signed_in("lead")
    design = starting.start(
        organisation, None, title="Leeg", challenge="", themes=[], choices={"wie": "niemand"}
    )
    assert "Er is nog niets gekozen." in text(browser.get(f"/ontwerp/bewaard/{design.token}/"))
    box = browser.post(f"/ontwerp/bewaard/{design.token}/verder/")
    assert box.url.startswith("/ontwerp/?titel=Leeg")
    assert "U werkt aan ‘Leeg’" in text(browser.get("/ontwerp/?titel=Leeg&wie=open"))
    back = {"adres": "?titel=Leeg&wie=open"}
    browser.post(f"/ontwerp/bewaard/{design.token}/keuze/", back)
    assert "Iedereen die wil" in text(browser.get(f"/ontwerp/bewaard/{design.token}/"))
    assert "U werkt aan" not in text(browser.get("/ontwerp/"))


def test_only_a_maker_takes_it_to_the_box(organisation, other, signed_in, library):  # noqa: F811
    design = starting.start(organisation, None, title="Leeg", challenge="", themes=[])
    address = f"/ontwerp/bewaard/{design.token}/verder/"
    assert Client().post(address).status_code == 404
    assert signed_in("lead", other).post(address).status_code == 404
    browser = Client()
    browser.cookies["ontwerp-bezig"] = design.token
    assert "U werkt aan" not in text(browser.get("/ontwerp/"))
