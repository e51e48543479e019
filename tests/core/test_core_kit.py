"""The tags of the kit and the forms: right HTML, nothing unescaped."""

from __future__ import annotations

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.safestring import SafeString

from thorbecke.web.core import paging
from thorbecke.web.core.navigation import Item, items, menu, register
from thorbecke.web.core.richtext import clean, paragraphs
from thorbecke.web.core.words import CERTAINTY, VERDICTS

EVIL = "<script>alert(1)</script>"


def show(source: str, **context: object) -> SafeString:
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    "source",
    [
        "{% card x x x tags=t meta=x kicker=x %}",
        "{% tags t %}",
        "{% certainty x %}",
        "{% verdict x %}",
        '{% alert "info" x %}{{ x }}{% endalert %}',
        "{% empty_state x x x x %}",
        "{% progress 1 2 x %}",
        "{% stepper s 1 %}",
        "{% facts f %}",
        "{% breadcrumbs b %}",
    ],
)
def test_every_tag_escapes(source: str) -> None:
    html = show(
        source,
        x=EVIL,
        t=[{"label": EVIL, "url": EVIL, "tone": EVIL}],
        s=[EVIL, (EVIL, EVIL)],
        f=[(EVIL, EVIL, EVIL)],
        b=[(EVIL, EVIL), (EVIL,)],
    )
    assert "<script" not in html
    assert "style=" not in html
    assert html.strip()


def test_a_card_links_its_title_and_knows_its_heading_level() -> None:
    html = show('{% card "Titel" "/x/" level=2 %}')
    assert '<h2 class="tb-card__title"><a class="tb-card__link" href="/x/">Titel</a></h2>' in html
    assert "<a " not in show('{% card "Titel" %}')


@pytest.mark.parametrize("level", list(CERTAINTY))
def test_certainty_is_said_in_words(level: str) -> None:
    assert str(CERTAINTY[level][1]) in show("{% certainty v %}", v=level)


@pytest.mark.parametrize("value", list(VERDICTS))
def test_a_verdict_has_a_sign_and_words(value: str) -> None:
    html = show("{% verdict v %}", v=value)
    assert str(VERDICTS[value][0]) in html
    assert "<svg" in html


def test_an_unknown_alert_is_a_mistake_of_the_programmer() -> None:
    with pytest.raises(KeyError):
        show('{% alert "boos" "x" %}{% endalert %}')


def test_only_an_error_interrupts_the_screen_reader() -> None:
    assert 'role="alert"' in show('{% alert "error" "x" %}{% endalert %}')
    assert "role=" not in show('{% alert "warning" "x" %}{% endalert %}')


def test_nothing_to_show_shows_nothing() -> None:
    assert (
        show(
            "{% tags none %}{% facts none %}{% chart none %}{% breadcrumbs none2 %}", none2=[]
        ).strip()
        == ""
    )


def test_the_step_we_are_in_is_marked() -> None:
    html = show("{% stepper s 2 %}", s=[("Een", "/1/"), ("Twee", "/2/"), "Drie"])
    assert html.count('aria-current="step"') == 1
    assert 'href="/1/"' in html
    assert 'href="/2/"' not in html


def test_an_unknown_address_is_empty() -> None:
    assert show('{% safe_url "no_such_page" as u %}[{{ u }}]') == "[]"
    assert show('{% safe_url "privacy" as u %}[{{ u }}]') == "[/privacy/]"


@pytest.mark.parametrize(
    ("page", "pages", "expected"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (6, 12, [1, 0, 5, 6, 7, 0, 12]),
        (3, 12, [1, 2, 3, 4, 0, 12]),
        (4, 12, [1, 2, 3, 4, 5, 0, 12]),
        (12, 12, [1, 0, 11, 12]),
    ],
)
def test_page_numbers(page: int, pages: int, expected: list[int]) -> None:
    assert paging.numbers(page, pages) == expected


def test_pagination_keeps_the_filters() -> None:
    request = RequestFactory().get("/praktijk/", {"thema": ["1", "2"], "page": "3", "q": "a&b"})
    html = show("{% pagination 3 9 %}", request=request)
    assert 'href="?thema=1&amp;thema=2&amp;page=4&amp;q=a%26b"' in html
    assert html.count('aria-current="page"') == 1
    assert show("{% pagination 1 1 %}", request=request).strip() == ""


@pytest.fixture
def own_navigation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thorbecke.web.core.navigation._ITEMS", {})
    monkeypatch.setattr("thorbecke.web.core.navigation._FOUND", {})


@pytest.mark.usefixtures("own_navigation")
def test_navigation_is_in_order_and_leaves_out_what_does_not_exist() -> None:
    register(Item("Twee", "privacy", 2), Item("Een", "contact", 1), Item("Weg", "no_such_page", 0))
    register(Item("Voet", "style", 1, "footer"))
    assert [item["label"] for item in items("main")] == ["Een", "Twee"]
    marked = menu("main", "/privacy/iets/")
    assert [(i["label"], i["current"], i["page"]) for i in marked] == [
        ("Een", False, False),
        ("Twee", True, False),
    ]


class Sample(forms.Form):
    name = forms.CharField(label="Naam", help_text="Uw hele naam.")
    mail = forms.EmailField(label="Mail", required=False)
    pick = forms.ChoiceField(
        label="Kies", widget=forms.RadioSelect, choices=[("a", "A"), ("b", "B")]
    )
    agree = forms.BooleanField(label="Akkoord")
    place = forms.ChoiceField(label="Plaats", choices=[("x", "X")])

    def clean(self) -> None:
        raise forms.ValidationError(EVIL)


def test_a_form_ties_help_and_error_to_the_field() -> None:
    html = str(Sample({"mail": EVIL}))
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert "utrecht-textbox--invalid" in html
    assert 'aria-invalid="true"' in html
    assert "<script" not in html


def test_a_fresh_form_says_what_is_optional_and_shows_no_error() -> None:
    html = str(Sample())
    assert html.count("(niet verplicht)") == 1
    assert "aria-invalid" not in html
    assert "error" not in html
    assert '<label class="utrecht-form-label" for="id_name">Naam' in html
    for css in ("utrecht-textbox", "utrecht-radio-button", "utrecht-checkbox", "utrecht-select"):
        assert f"{css} " in html


def test_radio_buttons_stand_in_a_named_group() -> None:
    html = str(Sample({}))
    assert '<fieldset class="utrecht-form-fieldset__fieldset' in html
    assert 'id="id_pick"' in html
    assert 'for="id_pick_0"' in html


def test_the_summary_links_to_the_fields() -> None:
    form = Sample({})
    html = show("{% error_summary form %}", form=form)
    for anchor in ("#id_name", "#id_pick", "#id_agree", "#id_place"):
        assert f'href="{anchor}' in html
        target = html.split(f'href="{anchor}')[1].split('"')[0]
        assert f'id="{anchor[1:]}{target}"' in str(form)
    assert "<script" not in html
    assert show("{% error_summary form %}", form=Sample()).strip() == ""


@pytest.mark.parametrize(
    ("dirty", "safe"),
    [
        ("<p onclick='x()'>a</p>", "<p>a</p>"),
        ("<script>alert(1)</script>b", "b"),
        ('<a href="javascript:alert(1)">x</a>', '<a rel="nofollow noopener noreferrer">x</a>'),
        ('<img src=x onerror="x()">', ""),
        ('<p style="color:red">a</p>', "<p>a</p>"),
        ("<iframe src='https://x'></iframe>", ""),
    ],
)
def test_rich_text_loses_what_is_not_on_the_list(dirty: str, safe: str) -> None:
    assert clean(dirty) == safe


def test_plain_text_becomes_paragraphs() -> None:
    assert (
        paragraphs("een\ntwee\r\n\r\n<b>drie</b>")
        == "<p>een<br>twee</p><p>&lt;b&gt;drie&lt;/b&gt;</p>"
    )
    assert paragraphs("  \n ") == ""
