"""The shape of all content, typed and validated. The web stores ``model_dump(mode="json")``.

A field that is not known is ``None`` or empty, never a guess. Every figure has its own certainty and
the address of the source that it was read in.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, model_validator

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:[-.][a-z0-9]+)*$", max_length=120)]
Text = Annotated[str, Field(min_length=1)]
ThemeNumber = Annotated[int, Field(ge=1, le=10)]


class Content(BaseModel):
    """Base of all content: unknown fields are refused, values don't change."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Certainty(StrEnum):
    """How sure we are: seen in good sources, in part, in one weak source, or from memory."""

    HIGH = "hoog"
    MEDIUM = "midden"
    LOW = "laag"
    MEMORY = "geheugen"


class Source(Content):
    """Where a fact was read, and when we last looked."""

    url: HttpUrl
    title: str | None = None
    seen_on: date | None = None


class Figure(Content):
    """One number from a source, in whole units (euro, persons, per cent)."""

    value: float
    note_nl: str | None = None
    source: HttpUrl | None = None
    certainty: Certainty


FigureName = Literal[
    "invited",
    "responded",
    "drawn",
    "participants",
    "eligible_voters",
    "votes",
    "turnout_pct",
    "budget_eur",
    "budget_share_pct",
    "proposals_made",
    "proposals_adopted",
    "proposals_done",
    "threshold",
]


class Case(Content):
    """A practice example: what was done, what came of it, what we read in that."""

    id: Slug
    title_nl: Text
    place: Text
    municipality: str | None = None  # today's name as CBS spells it; None outside the Netherlands
    other_municipalities: list[str] = []  # of a case in more municipalities, CBS spelling
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    year_start: int | None = None
    year_end: int | None = None
    themes: Annotated[list[ThemeNumber], Field(min_length=1)]
    scale: Literal["straat", "wijk", "dorp", "gemeente", "regio", "land"]
    method: Text
    method_group: Text  # a key of METHOD_GROUPS
    opgave: Text
    opgave_group: Text  # a key of OPGAVE_GROUPS
    facts_nl: Text
    outcome: Literal["lopend", "verankerd", "eenmalig", "gestopt", "onbekend"]
    lesson_nl: Text
    went_wrong_nl: str | None = None
    why_stopped_nl: str | None = None
    figures: dict[FigureName, Figure] = {}
    binding: Literal["ja", "nee", "voorwaardelijk"] | None = None
    decided_by: Literal["raad", "college", "inwoners", "provincie", "rijk", "anders"] | None = None
    follow_up_date: date | None = None
    legal_basis: str | None = None
    law_refs: list[Slug] = []  # ids of rules in the law register
    sources: Annotated[list[Source], Field(min_length=1)]
    checked_on: date
    confidence: Certainty
    to_check_nl: str | None = None  # what an editor still has to verify

    @model_validator(mode="after")
    def _years_in_order(self) -> Case:
        if self.year_start and self.year_end and self.year_end < self.year_start:
            raise ValueError("year_end is before year_start")
        return self


class Signal(Content):
    """Something seen today that points to a scenario."""

    text_nl: Text
    cases: list[Slug] = []


class Scenario(Content):
    """A picture of the future: a theme with a question, made to think with."""

    id: Slug
    title_nl: Text
    horizon: Text
    axes: Text
    summary_nl: Text
    signals: list[Signal]
    themes: list[ThemeNumber] = []
    origin_nl: str | None = None  # what is from the source and what is ours
    sources: Annotated[list[Source], Field(min_length=1)]
    checked_on: date
    confidence: Certainty


class Theme(Content):
    """One of the ten themes of the call."""

    id: Slug
    number: ThemeNumber
    title_nl: Text
    question_nl: Text
    summary_nl: Text
    instruments: list[Slug] = []  # ids of legal instruments that belong to it
    origin_nl: str | None = None  # what is from the source and what is ours
    sources: Annotated[list[Source], Field(min_length=1)]
    checked_on: date | None = None
    confidence: Certainty


class Principle(Content):
    """One of the five principles that run through the programme."""

    id: Slug
    number: Annotated[int, Field(ge=1, le=5)]
    title_nl: Text
    summary_nl: Text
    check_nl: Text  # the question to ask of a plan
    origin_nl: str | None = None  # what is from the source and what is ours
    sources: Annotated[list[Source], Field(min_length=1)]
    checked_on: date | None = None
    confidence: Certainty


Verdict = Literal[
    "binnen de wet",
    "raadsbesluit nodig",
    "verordening nodig",
    "experimentwet nodig",
    "niet mogelijk",
]


class Rule(Content):
    """An article of law in our own words. Not legal advice."""

    id: Slug
    law_nl: Text
    article: Text
    subject_nl: Text
    rule_nl: Text
    in_force_from: date | None = None
    in_force_until: date | None = None
    url: HttpUrl | None = None
    checked_on: date
    confidence: Certainty
    confidence_note_nl: str | None = None


class Bill(Content):
    """A bill that was pending when we last looked, and what it would change."""

    id: Slug
    number: Text
    title_nl: Text
    status_nl: Text
    would_change_nl: Text
    rules: list[Slug] = []
    instruments: list[Slug] = []
    sources: list[Source] = []
    checked_on: date
    confidence: Certainty


class Answer(Content):
    """What follows from one answer."""

    verdict: Verdict
    text_nl: Text


class Question(Content):
    """One question of an instrument's legal check."""

    q_nl: Text
    if_yes: Answer
    if_no: Answer
    overrides_others_if_yes: bool = False


class Instrument(Content):
    """A democratic instrument and what the law says of it."""

    id: Slug
    name_nl: Text
    verdict: Verdict
    explanation_nl: Text
    articles: list[Slug]
    questions: list[Question]
    checked_on: date
    confidence: Certainty


class CouncilSize(Content):
    """One line of the table of council sizes: up to how many inhabitants, how many seats."""

    up_to_inhabitants: int | None  # None: no upper bound
    seats: int


class ListResult(Content):
    """A list in a council election: votes, official seats, and candidates where that is known."""

    name: Text
    votes: Annotated[int, Field(ge=0)]
    seats: Annotated[int, Field(ge=0)]
    candidates: Annotated[int, Field(ge=0)] | None = None


class LotResult(Content):
    """A lot in a council election: by which article, between which lists, and on whom it fell."""

    article: Text
    between: Annotated[list[Text], Field(min_length=2)]
    drawn: Text
    certainty: Certainty


class CouncilElection(Content):
    """A real council election, as input for what-if pages. ``confidence`` is of votes and seats."""

    id: Slug
    municipality: Text
    code: Annotated[str, Field(pattern=r"^GM\d{4}$")]
    election: date
    council_seats: Annotated[int, Field(ge=1)]
    lists: Annotated[list[ListResult], Field(min_length=1)]
    lots: list[LotResult] = []
    candidates_certainty: Certainty | None = None
    note_nl: Text
    sources: Annotated[list[Source], Field(min_length=1)]
    checked_on: date
    confidence: Certainty

    @model_validator(mode="after")
    def _adds_up(self) -> CouncilElection:
        if sum(row.seats for row in self.lists) > self.council_seats:
            raise ValueError("the lists have more seats than the council")
        names = {row.name for row in self.lists}
        for lot in self.lots:
            if lot.drawn not in lot.between or not names.issuperset(lot.between):
                raise ValueError("a lot must fall on one of the lists that it is between")
        return self


class Term(Content):
    """A difficult word and what it means, in plain Dutch. ``forms`` are its other spellings."""

    id: Slug
    term: Text
    forms: list[Text] = []
    explanation_nl: Text


class DesignOption(Content):
    """One choice on one dimension of a design. ``methods``: groups of cases that show it."""

    id: Slug
    name_nl: Text
    meaning_nl: Text
    methods: list[Text] = []


class DesignParameter(Content):
    """One dimension of a democratic design."""

    id: Slug
    name_nl: Text
    question_nl: Text
    options: Annotated[list[DesignOption], Field(min_length=2)]


Choice = tuple[Slug, Slug]  # parameter, option
When = dict[Slug, list[Slug]]  # each parameter must have one of these options


class Exclusion(Content):
    """Options that don't go together, and why. ``articles``: the rules of law that say so.

    Only what follows from a law has to name an article; logic and practice have no source.
    """

    id: Slug
    options: Annotated[list[Choice], Field(min_length=2)]
    kind: Literal["wet", "logisch", "praktisch"]
    reason_nl: Text
    articles: list[Slug] = []
    confidence: Certainty

    @model_validator(mode="after")
    def _law_has_a_source(self) -> Exclusion:
        if self.kind == "wet" and not self.articles:
            raise ValueError("a rule of law needs an article")
        return self


class Match(Content):
    """An instrument of the law register that belongs to a design with these options."""

    instrument: Slug
    when: Annotated[When, Field(min_length=1)]


class Implied(Match):
    """An answer to a question of an instrument (counted from 1) that follows from the options."""

    question: Annotated[int, Field(ge=1)]
    answer: bool


class BillEffect(Content):
    """What a pending bill would do to the verdicts of an instrument, if it became law."""

    bill: Slug
    instrument: Slug
    now: Verdict
    then: Verdict
    note_nl: Text


class BuildingBlocks(Content):
    """The parameters of a democratic design, their options and what does not go together."""

    status: Text
    parameters: Annotated[list[DesignParameter], Field(min_length=1)]
    exclusions: list[Exclusion]
    matches: list[Match] = []
    implied: list[Implied] = []
    bill_effects: list[BillEffect] = []


class MunicipalityFacts(Content):
    """A municipality as CBS and the official results describe it."""

    code: Annotated[str, Field(pattern=r"^GM\d{4}$")]
    name: Text
    aliases: list[str] = []
    province: Text
    council_seats: int
    seats_election: date
    inhabitants: int
    inhabitants_year: int
    inhabitants_recent: int | None
    lat: float
    lon: float
    area_km2: float
    places: int
    predecessors: str = ""
    merged_on: date | None = None
    note: str = ""
