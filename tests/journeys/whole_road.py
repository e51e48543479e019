"""The hands of the journey of the whole road, from a submission to a case in the library."""

from __future__ import annotations

import os
import re
import urllib.parse
import urllib.request
from datetime import UTC, datetime, timedelta
from http.cookiejar import CookieJar
from pathlib import Path

from playwright.sync_api import Page, expect

from journeys.consultation_road import press, question

TITLE = "Een burgerraad voor het groen"
CHALLENGE = "Het park verdroogt. Niemand weet wie erover beslist."
LESSON = "Een burgerraad werkt als de raad vooraf belooft te antwoorden"
CASE = "een-burgerraad-voor-het-groen"


def picture(page: Page, name: str) -> None:
    """Keep a picture of the page for the guide, when THORBECKE_PICTURES names a folder."""
    folder = os.environ.get("THORBECKE_PICTURES")
    if folder:
        page.screenshot(path=str(Path(folder) / f"road-{name}.png"))


def go(page: Page, name: str) -> None:
    """Press a button and wait for the page that it leads to."""
    with page.expect_navigation():
        press(page, name)


def open_a_round(page: Page) -> None:
    """The programme team opens a round."""
    page.goto("/organiseren/oproep/rondes/nieuw/")
    page.locator("#id_title").fill("Ronde van dit voorjaar")
    page.locator("#id_text").fill("Kom met een opgave.")
    go(page, "Maak de ronde")
    go(page, "Open de ronde")


def send_in(page: Page) -> None:
    """Somebody comes with an idea, on a phone and without an account."""
    page.goto("/oproep/")
    page.locator("main a[href*='/ronde-']").first.click()
    page.locator("main a[href$='/idee/']").first.click()
    picture(page, "1-submission")
    page.get_by_label("Uw idee in een paar woorden").fill(TITLE)
    page.get_by_label("Wat is de opgave?").fill(CHALLENGE)
    page.get_by_label("Andere vertegenwoordiging", exact=False).first.check()
    go(page, "Bewaar en ga verder")
    page.get_by_label("Samen een plan maken").check()
    go(page, "Bewaar en ga verder")
    page.get_by_label("Uw naam").fill("Bo Voorbeeld")
    page.get_by_label("Uw e-mailadres").fill("bo@voorbeeld.invalid")
    go(page, "Bewaar en ga verder")
    expect(page.locator("main")).to_contain_text(CHALLENGE)
    go(page, "Verstuur")


def triage(page: Page) -> None:
    """The programme team reads it, couples it to an organisation and starts an atelier."""
    page.goto("/organiseren/oproep/")
    page.locator(f"main a:has-text('{TITLE}')").first.click()
    expect(page.locator("main")).to_contain_text("Voorstel:")
    page.locator("summary", has_text="Kies uit de lijst").click()
    choice = page.get_by_label("Welke organisatie gaat ermee verder?")
    choice.select_option(
        choice.locator("option", has_text="(demonstratie)").first.get_attribute("value")
    )
    page.locator("form[action$='/organisatie/'] button").click()
    expect(page.locator("main")).to_contain_text("Gekoppeld aan")
    picture(page, "2-triage")
    with page.expect_navigation():
        page.locator("form[action$='/vervolg/atelier/'] button").click()


class Phone:
    """A browser without a screen that takes part in an atelier."""

    def __init__(self, root: str, code: str, number: int) -> None:
        self.root, self.url, self.number = root, f"{root}/a/{code}/", number
        handler = urllib.request.HTTPCookieProcessor(CookieJar())
        self.opener = urllib.request.build_opener(handler)

    def get(self) -> str:
        with self.opener.open(self.url, timeout=60) as page:
            return page.read().decode()

    def post(self, page: str, action: str, **data: str) -> str:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token, page[:500]
        sent = urllib.parse.urlencode({"csrfmiddlewaretoken": token.group(1), **data}).encode()
        request = urllib.request.Request(self.url + action, sent, {"Referer": self.url})
        with self.opener.open(request, timeout=60) as answer:
            return answer.read().decode()

    def enter(self) -> str:
        return self.post(self.get(), "binnen/", name="")

    def write(self, text: str) -> None:
        page = self.get()
        step = re.search(r'name="stap" value="([^"]+)"', page)
        assert step, page[:500]
        self.post(page, "kaart/", stap=step.group(1), tekst=text)

    def dot(self) -> None:
        """Put a dot on the first thing that takes one."""
        page = self.get()
        form = re.search(r'action="[^"]*/stip/"(.*?)</form>', page, re.DOTALL)
        assert form, page[:2000]
        fields = dict(re.findall(r'name="([a-z]+)" value="([^"]*)"', form.group(1)))
        fields.pop("csrfmiddlewaretoken", None)
        self.post(page, "stip/", **fields)


def find_the_atelier(page: Page) -> None:
    """The facilitator finds the atelier that the team started, with title and challenge in it."""
    page.goto("/organiseren/ateliers/")
    page.locator(f"main a:has-text('{TITLE}')").first.click()
    expect(page.locator("main")).to_contain_text(CHALLENGE)


def atelier(page: Page, root: str, phones: int) -> str:
    """The facilitator leads a room with phones through all steps; return the address of the report."""
    go(page, "Open het atelier")
    home = page.url
    code = page.locator(".console-code").inner_text().strip()
    room = [Phone(root, code, number) for number in range(phones)]
    for one in room:
        one.enter()
    forward = page.locator("#verder")
    for _step in range(40):
        writes, dots = what_the_room_does(room[0])
        for one in room:
            if writes:
                one.write(f"Gedachte {one.number}: de buurt kent de droge plekken.")
            for _dot in range(dots):
                one.dot()
        if dots:
            picture(page, "3-atelier")
        if forward.evaluate("one => one.tagName") == "A":
            break
        before = page.locator("#stap-kop").inner_text()
        kicker = page.locator(".console-lead .tb-kicker").inner_text()
        forward.click()
        page.wait_for_function(
            "([a, b]) => document.querySelector('#stap-kop').innerText !== a ||"
            " document.querySelector('.console-lead .tb-kicker').innerText !== b",
            arg=[before, kicker],
        )
    page.goto(home + "afsluiten/")
    expect(page.locator("main")).to_contain_text("Alles is al ingevuld")
    go(page, "Sluit af")
    return page.url


def what_the_room_does(phone: Phone) -> tuple[bool, int]:
    """Return whether this step takes cards, and whether it takes dots."""
    page = phone.get()
    return 'name="tekst"' in page, 1 if "/stip/" in page else 0


def design(page: Page) -> None:
    """From the report to a design, with its verdict and the proposal for the council."""
    with page.expect_navigation():
        page.locator("form[action='/ontwerp/begin/'] button").click()
    expect(page.locator("main")).to_contain_text(TITLE)


def keep_design(page: Page) -> str:
    """Take the council proposal of the design along; return the address of the design."""
    expect(page.locator("main")).to_contain_text(CHALLENGE)
    picture(page, "4-design")
    with page.expect_download() as got:
        page.get_by_role("link", name="Raadsvoorstel (PDF)").click()
    assert got.value.suggested_filename == "raadsvoorstel.pdf"
    return page.url


def plan(page: Page, slug: str) -> None:
    """Write down what is expected and how it is measured, and fix it."""
    page.goto(f"/experimenteren/{slug}/meetplan/")
    for name in ("context", "intervention", "mechanism", "outcome", "stop_rule"):
        page.locator(f"#id_{name}").fill(f"Wat wij verwachten van de {name}.")
    go(page, "Opslaan")
    page.goto(f"/experimenteren/{slug}/meetplan/kiezen/")
    with page.expect_navigation():
        page.locator("form:has(input[value='perceived-influence']) button").click()
    page.goto(f"/experimenteren/{slug}/meetplan/")
    page.locator("main a[href*='/meetplan/']:has-text('Ervaren invloed')").first.click()
    page.locator("#id_baseline").fill("40")
    page.locator("#id_baseline_n").fill("120")
    page.locator("#id_target").fill("60")
    page.locator("#id_source").fill("Vragenlijst")
    page.locator("#id_moments").fill("Na afloop")
    go(page, "Opslaan")
    page.goto(f"/experimenteren/{slug}/meetplan/")
    picture(page, "5-plan")
    page.goto(f"/experimenteren/{slug}/meetplan/vastleggen/")
    go(page, "Leg vast")


def step_to(page: Page, slug: str, phase: str, day: str) -> None:
    """Bring the experiment to another phase."""
    page.goto(f"/experimenteren/{slug}/fase/")
    page.locator(f"input[name=after][value={phase}]").check()
    page.locator("#id_on").fill(day)
    page.locator("#id_reason").fill("De raad besloot het.")
    go(page, "Zet de stap")


def start_a_consultation(page: Page, slug: str) -> str:
    """Start a consultation from the experiment; only its question and its last day are new."""
    page.goto(f"/experimenteren/{slug}/meedoen/")
    with page.expect_navigation():
        page.locator("form:has(input[value=consultation]) button").click()
    act = page.url.rstrip("/").rsplit("/", 1)[-1]
    page.goto(f"/organiseren/{act}/instellen/basis/")
    expect(page.get_by_label("Titel")).to_have_value(TITLE)
    expect(page.get_by_label("Waar gaat het over?")).to_have_value(re.compile("Het park verdroogt"))
    page.goto(f"/organiseren/{act}/instellen/periode/")
    closes = datetime.now(UTC) + timedelta(days=9)
    page.get_by_label("Open tot").fill(f"{closes:%Y-%m-%dT%H:%M}")
    go(page, "Opslaan")
    question(page, act, "Komt er een burgerraad?", "Ja of nee", "")
    return act


def vote(page: Page, act: str, code: str, choice: str) -> None:
    """Vote with a code."""
    page.goto(f"/meedoen/{act}/toegang/")
    page.locator("input[name=code]").fill(code)
    go(page, "Ga verder")
    page.get_by_label(choice, exact=True).check()
    go(page, "Bekijk uw stem")
    go(page, "Breng uw stem uit")
    expect(page.locator(".box-receipt output")).to_be_visible()


def measure(page: Page, slug: str, day: str) -> None:
    """Store what was measured after it."""
    page.goto(f"/experimenteren/{slug}/metingen/")
    page.get_by_role("link", name=re.compile("Ervaren invloed")).first.click()
    page.locator("#id_on").fill(day)
    page.locator("#id_value").fill("61")
    page.locator("#id_n").fill("110")
    page.locator("#id_source").fill("Vragenlijst na afloop")
    with page.expect_navigation():
        page.locator("form.console-form button[type=submit]").first.click()


def take_over_the_act(page: Page, slug: str) -> None:
    """Put the figures of the consultation beside the other measurements."""
    page.goto(f"/experimenteren/{slug}/meedoen/")
    with page.expect_navigation():
        page.locator("form[action*='/meedoen/'] button").first.click()


def make_public(page: Page, slug: str) -> None:
    """Show the experiment to everybody."""
    page.goto(f"/experimenteren/{slug}/")
    go(page, "Maak openbaar")
    picture(page, "6-experiment")


def write_the_lesson(page: Page, slug: str) -> str:
    """Write what was learned beside what the experiment filled in; return the address of the lesson."""
    page.goto(f"/experimenteren/{slug}/")
    go(page, "Schrijf de les")
    expect(page.locator("#id_context")).to_have_value("Wat wij verwachten van de context.")
    expect(page.locator("#id_outcome")).to_have_value(re.compile("40 → 61 %"))
    page.locator("#id_title").fill(LESSON)
    picture(page, "7-lesson")
    page.locator("#id_transfer").fill("In dorpen waar de raad wil luisteren.")
    go(page, "Opslaan")
    lesson = page.url
    go(page, "Laat nakijken")
    return lesson


def accept_the_lesson(page: Page, lesson: str) -> None:
    """Read the lesson beside its figures and accept it."""
    page.goto(lesson)
    page.get_by_role("link", name="Kijk deze les na").click()
    page.get_by_label("De les klopt met wat er gemeten is").check()
    page.locator("#id_text").fill("De les volgt uit de meting voor en na.")
    go(page, "Bewaar uw oordeel")


def publish_the_case(page: Page) -> str:
    """Publish the case that waits in the library; return its address."""
    page.goto("/redactie/")
    page.locator(f"main a[href*='/redactie/versie/']:has-text('{TITLE}')").first.click()
    with page.expect_navigation():
        page.locator("form[action$='/publish/'] button").click()
    return f"/praktijk/{CASE}/"
