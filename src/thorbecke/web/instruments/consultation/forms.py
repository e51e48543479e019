"""The forms of a consultation: a question, a list of issues, an argument, a piece of information."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thorbecke.methods.ballots import MOST_OPTIONS, Type, WrongSpec, spec_of
from thorbecke.web.instruments.consultation import counting, questions
from thorbecke.web.instruments.consultation.models import Argument, Document

TYPES = (
    (Type.YESNO, gettext_lazy("Ja of nee")),
    (Type.CHOICE, gettext_lazy("Kies er één")),
    (Type.APPROVAL, gettext_lazy("Kies er een of meer")),
    (Type.RANKING, gettext_lazy("Zet in volgorde")),
    (Type.SCORE, gettext_lazy("Geef cijfers")),
    (Type.POINTS, gettext_lazy("Verdeel punten")),
)
SHARES = (
    ("", gettext_lazy("Meer ja dan nee, of de meeste stemmen")),
    ("1/2", gettext_lazy("Meer dan de helft van de geldige stemmen")),
    ("3/5", gettext_lazy("Minstens drie vijfde van de geldige stemmen")),
    ("2/3", gettext_lazy("Minstens twee derde van de geldige stemmen")),
    ("3/4", gettext_lazy("Minstens drie vierde van de geldige stemmen")),
)
THRESHOLDS = frozenset({"voting.yesno", "voting.plurality", "voting.approval"})
LARGEST = 10 * 2**20


class QuestionForm(forms.Form):
    """One question: its text, its ballot paper, and how it is counted."""

    use_required_attribute = False
    title = forms.CharField(label=gettext_lazy("De vraag"), max_length=300)
    text = forms.CharField(
        label=gettext_lazy("Toelichting"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    type = forms.ChoiceField(
        label=gettext_lazy("Hoe antwoorden mensen?"), choices=TYPES, widget=forms.RadioSelect
    )
    options = forms.CharField(
        label=gettext_lazy("Waar kunnen mensen uit kiezen?"),
        required=False,
        help_text=gettext_lazy(
            "Een per regel. Uitleg mag achter een streepje: Park | Meer groen. "
            "Bij ja of nee hoeft dit niet."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    most = forms.IntegerField(
        label=gettext_lazy("Hoeveel mag iemand er hoogstens noemen?"),
        required=False,
        min_value=1,
        max_value=MOST_OPTIONS,
        help_text=gettext_lazy("Leeg betekent: allemaal."),
    )
    total = forms.IntegerField(
        label=gettext_lazy("Hoeveel punten verdeelt iemand?"),
        required=False,
        min_value=1,
        max_value=1000,
        help_text=gettext_lazy("Alleen bij punten verdelen. Leeg betekent: 10."),
    )
    seats = forms.IntegerField(
        label=gettext_lazy("Hoeveel uitkomsten zoekt u?"), min_value=1, max_value=100, initial=1
    )
    method = forms.ChoiceField(
        label=gettext_lazy("Hoe telt u?"),
        required=False,
        choices=[("", gettext_lazy("Zoals wij aanraden")), *counting.NAMES.items()],
        help_text=gettext_lazy("De uitslag laat ook zien wat andere manieren zouden geven."),
    )
    majority = forms.ChoiceField(
        label=gettext_lazy("Wanneer is iets aangenomen?"), required=False, choices=SHARES
    )
    turnout = forms.IntegerField(
        label=gettext_lazy("Minste opkomst in procenten"),
        required=False,
        min_value=1,
        max_value=100,
        help_text=gettext_lazy("Leeg betekent: geen drempel."),
    )
    shuffle = forms.BooleanField(
        label=gettext_lazy("Iedereen ziet de keuzes in een andere, toevallige volgorde"),
        required=False,
    )

    def __init__(self, question: dict[str, Any] | None, data: Any = None) -> None:
        self.question = question or {}
        super().__init__(data=data, initial=_initial(self.question), label_suffix="")
        self.result: dict[str, Any] = {}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self.errors:
            return found
        question = self._question(found)
        if question["type"] != Type.YESNO and len(question["options"]) < 2:
            self.add_error("options", _("Noem minstens twee keuzes, elk op een eigen regel."))
            return found
        if not self._method_fits(question):
            return found
        try:
            spec_of({**question, "id": question["id"] or "v"})
        except WrongSpec as wrong:
            self.add_error(None, _("Deze vraag klopt niet: %(wrong)s") % {"wrong": wrong})
        self.result = question
        return found

    def _question(self, found: dict[str, Any]) -> dict[str, Any]:
        kind = Type(found["type"])
        options = questions.options_of(found["options"], self.question.get("options", []))
        kept = {"most": found["most"]} if kind in {Type.APPROVAL, Type.RANKING} else {}
        points = {"total": found["total"] or 10} if kind is Type.POINTS else {}
        return {
            "id": self.question.get("id", ""),
            "title": found["title"].strip(),
            "text": found["text"].strip(),
            "type": kind.value,
            "options": questions.yes_no() if kind is Type.YESNO else options,
            "blank": True,
            "shuffle": found["shuffle"] and kind is not Type.YESNO,
            "count": self._count(kind, found),
            **kept,
            **points,
        }

    def _count(self, kind: Type, found: dict[str, Any]) -> dict[str, Any]:
        seats = found["seats"]
        method = found["method"] or next(iter(counting.fitting(kind, seats)), "")
        rules: dict[str, Any] = {} if method in counting.ONE_WINNER else {"seats": seats}
        if found["turnout"]:
            rules["turnout"] = str(Fraction(found["turnout"], 100))
        if found["majority"] and method in THRESHOLDS:
            rules |= {"majority": found["majority"], "majority_strict": found["majority"] == "1/2"}
        return {"method": method, "rules": rules}

    def _method_fits(self, question: dict[str, Any]) -> bool:
        kind, count = Type(question["type"]), question["count"]
        seats = self.cleaned_data["seats"]
        if question["type"] != Type.YESNO and seats > len(question["options"]):
            self.add_error("seats", _("Zoveel keuzes zijn er niet."))
            return False
        if count["method"] not in counting.fitting(kind, seats):
            self.add_error("method", _("Deze manier van tellen past niet bij dit stembiljet."))
            return False
        if self.cleaned_data["majority"] and count["method"] not in THRESHOLDS:
            self.add_error("majority", _("Deze drempel past niet bij deze manier van tellen."))
            return False
        return True


def _initial(question: dict[str, Any]) -> dict[str, Any]:
    if not question:
        return {"type": Type.YESNO, "seats": 1}
    count = question["count"]
    turnout = count["rules"].get("turnout")
    return {
        **{name: question.get(name) for name in ("title", "text", "type", "most", "total")},
        "options": ""
        if question["type"] == Type.YESNO
        else questions.lines_of(question["options"]),
        "shuffle": question.get("shuffle", False),
        "seats": count["rules"].get("seats", 1),
        "method": count["method"],
        "majority": count["rules"].get("majority", ""),
        "turnout": int(Fraction(turnout) * 100) if turnout else None,
    }


class IssuesForm(forms.Form):
    """A list of issues that voters weigh and answer; it makes the questions."""

    use_required_attribute = False
    issues = forms.CharField(
        label=gettext_lazy("De onderwerpen"),
        help_text=gettext_lazy("Een per regel. Uitleg mag achter een streepje."),
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    seats = forms.IntegerField(
        label=gettext_lazy("Hoeveel onderwerpen kiest u samen?"), min_value=1, max_value=50
    )
    most = forms.IntegerField(
        label=gettext_lazy("Hoeveel mag iemand er hoogstens aankruisen?"),
        min_value=1,
        max_value=MOST_OPTIONS,
    )
    method = forms.ChoiceField(
        label=gettext_lazy("Hoe kiest u?"),
        choices=[
            ("voting.equal-shares", counting.NAMES["voting.equal-shares"]),
            ("voting.phragmen", counting.NAMES["voting.phragmen"]),
            ("voting.approval", counting.NAMES["voting.approval"]),
        ],
        help_text=gettext_lazy("Evenredig betekent: ook een kleinere groep krijgt haar deel."),
    )

    def __init__(self, before: list[dict[str, Any]], data: Any = None) -> None:
        weigh = next((one for one in before if one["id"] == "themas"), None)
        self.before = weigh["options"] if weigh else []
        start: dict[str, Any] = {"seats": 3, "most": 5}
        if weigh:
            count = weigh["count"]
            start = {"seats": count["rules"]["seats"], "most": weigh["most"]}
            start |= {"issues": questions.lines_of(weigh["options"]), "method": count["method"]}
        super().__init__(data=data, initial=start, label_suffix="")
        self.result: list[dict[str, Any]] = []

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self.errors:
            return found
        issues = questions.options_of(found["issues"], self.before)
        if len({one["title"] for one in issues}) < len(issues) or len(issues) < 2:
            self.add_error("issues", _("Noem minstens twee verschillende onderwerpen."))
            return found
        for name in ("seats", "most"):
            if found[name] > len(issues):
                self.add_error(name, _("Zoveel onderwerpen zijn er niet."))
        self.result = questions.issue_questions(
            issues, found["seats"], found["most"], found["method"]
        )
        return found


class ArgumentForm(forms.ModelForm[Argument]):
    """An argument of a resident or of the organiser."""

    use_required_attribute = False

    class Meta:
        model = Argument
        fields = ["side", "text"]
        labels = {
            "side": gettext_lazy("Voor of tegen"),
            "text": gettext_lazy("Uw argument, in een paar zinnen"),
        }
        widgets = {"side": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 4})}


class DocumentForm(forms.ModelForm[Document]):
    """A piece of the information pack: a link or a PDF."""

    use_required_attribute = False
    url = forms.URLField(
        label=gettext_lazy("Adres op het web"),
        required=False,
        max_length=500,
        assume_scheme="https",
    )

    class Meta:
        model = Document
        fields = ["title", "url", "file"]
        labels = {
            "title": gettext_lazy("Titel"),
            "file": gettext_lazy("Of een PDF"),
        }

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            if file.size is None or file.size > LARGEST:
                raise forms.ValidationError(_("Dit bestand is groter dan 10 MB."))
            if file.read(5) != b"%PDF-":
                raise forms.ValidationError(_("Dit is geen PDF. Kies een PDF-bestand."))
            file.seek(0)
            file.name = "document.pdf"
        return file

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors and not (found.get("url") or found.get("file")):
            raise forms.ValidationError(_("Geef een adres op het web, of kies een PDF."))
        return found
