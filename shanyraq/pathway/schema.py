"""The shape of a pack's files. Whoever writes a pack reads this page; a key it does not know is a fault."""

import re
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

# Process notes of a therapist (C4n) are a drawer inside C4 that only roles name.
NOTES_OF_THERAPIST = "C4n"

_KIND = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){2}")


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str | dict) else value


def _kind_code(code: str) -> str:
    if not _KIND.fullmatch(code):
        raise ValueError(f"“{code}” is not of the form room.thing.happened")
    return code


def _amount(value: Any) -> Any:
    if type(value) not in (int, str):  # `true` would count as 1
        raise ValueError("this has to be a whole number, or the name of a parameter in quotes")
    return value


Kind = Annotated[str, Field(min_length=1)]
Kinds = Annotated[tuple[Kind, ...], BeforeValidator(_as_list)]
Codes = Annotated[tuple[str, ...], BeforeValidator(_as_list)]
Amount = Annotated[int | str, BeforeValidator(_amount)]  # a number, or the name of a parameter of the pack
Age = Annotated[int, Field(strict=True, ge=0, le=1440)]  # completed months
# Nothing of a programme lasts longer than twenty years. In `numbers` the same holds for every due date.
LONGEST = {"days": 7305, "months": 240, "hours": 175_320, "minutes": 10_519_200}
Days = Annotated[int, Field(strict=True, ge=1, le=LONGEST["days"])]
Months = Annotated[int, Field(strict=True, ge=1, le=LONGEST["months"])]
Hours = Annotated[int, Field(strict=True, ge=1, le=LONGEST["hours"])]
Minutes = Annotated[int, Field(strict=True, ge=1, le=LONGEST["minutes"])]
Heads = Annotated[int, Field(strict=True, ge=1, le=1000)]  # people one colleague can look after
# Counts from 1 to 4 are never shown, whatever a pack says; it can hide more.
SmallNumber = Annotated[int, Field(strict=True, ge=5, le=1000)]
Text = Annotated[str, Field(min_length=1)]


class Right(StrEnum):
    """What a role may do in one compartment."""

    WRITE = "W"
    READ = "R"
    OWN = "O"
    SUMMARY = "S"
    FIRST_NAME = "N"
    BREAK_GLASS = "B"
    TWO_PERSONS = "2"
    TWO_WRITE = "2W"
    TWO_READ = "2R"
    BREAK_GLASS_BY_TWO = "B2"
    PSEUDONYMISED = "P"
    COUNTS = "counts"
    NONE = "-"


class Strict(BaseModel):
    """Immutable, and every unknown key is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Condition(Strict):
    """For whom. All keys must hold; within one key, one of the values is enough. Ages are completed months.

    `came_of_age`: only who turned eighteen after her file was opened, and is that old now.
    """

    profile: Codes = ()
    overlay: Codes = ()
    sex: Literal["F", "M"] | None = None
    min_age_months: Age | None = None
    max_age_months: Age | None = None
    came_of_age: Literal[True] | None = None
    entry: Codes = ()
    needs: Kinds = ()
    without: Kinds = ()
    consent: Codes = ()
    any_of: tuple["Condition", ...] = ()


class Due(Strict):
    """When. Days are calendar days in the pack's time zone, hours are exact; `n` is never negative."""

    after: str | None = None
    before: str | None = None
    days: Amount | None = None
    hours: Amount | None = None
    by: str | None = None

    @model_validator(mode="after")
    def _one_trigger_and_one_unit(self) -> Self:
        if (self.after is None) == (self.before is None):
            raise ValueError("give either `after` or `before`")
        if (self.days is None) == (self.hours is None):
            raise ValueError("give either `days` or `hours`")
        for amount in (self.days, self.hours):
            if isinstance(amount, int) and amount < 0:
                raise ValueError("a number of days or hours is never negative: turn `after` into `before`")
        return self

    @property
    def trigger(self) -> str:
        """The code of the trigger that the due date hangs on."""
        return self.after or self.before or ""


class Later(Strict):
    """A slower rhythm from so many days after the trigger."""

    from_days: Amount
    every_days: Amount


class Repeat(Strict):
    """Again and again: each time so many days after the last, until something ends the series."""

    every_days: Amount
    until: Codes = ()
    for_days: Amount | None = None
    at_most: Annotated[int, Field(strict=True, ge=1, le=1000)] | None = None
    later: Later | None = None
    weekdays_only: bool = False


class Action(Strict):
    """One thing that is owed. `done_by` names the evidence that closes it, any one of them."""

    id: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]*-[0-9]+[a-z]?$")]
    name: Text
    phase: str = ""  # set by the file it stands in
    for_: Condition = Field(default=Condition(), alias="for")
    by: str
    with_: Codes = Field(default=(), alias="with")
    due: Annotated[tuple[Due, ...], BeforeValidator(_as_list), Field(min_length=1)]
    repeat: Repeat | None = None
    event: Kinds = ()
    done_by: Annotated[Kinds, Field(min_length=1)]
    skip: Annotated[int, Field(strict=True, ge=0, le=1000)] = 0
    waiting_after: Kinds = ()
    declined_by: Kinds = ()
    compartment: str
    also_compartments: Codes = ()
    level: Annotated[int, Field(strict=True, ge=1, le=5)]
    mhpss_layer: Annotated[int, Field(strict=True, ge=1, le=4)] | None = None
    effort_hours: Annotated[float, Field(strict=True, ge=0, le=1000, allow_inf_nan=False)] = 0.5
    voluntary: bool = False
    waivable_by: Codes = ()
    service: Literal["food", "shelter", "health", "documents", "school"] | None = None
    forms: Codes = ()
    status: Literal["default", "approved"]
    source: Text
    approved_by: str | None = None
    approved_on: str | None = None

    @model_validator(mode="after")
    def _occurrences_make_sense(self) -> Self:
        if self.repeat and len(self.due) > 1:
            raise ValueError("an action has either several due dates or a repeat, not both")
        if any(due.trigger in ("event", "request") for due in self.due) != bool(self.event):
            raise ValueError("`event` lists the kinds that a due date after “event” or “request” waits for")
        if self.event and len(self.due) > 1:
            raise ValueError("an action that follows an event has one due date")
        return self

    @property
    def recurs(self) -> bool:
        """It can happen more than once, so its steps are numbered."""
        return self.repeat is not None or len(self.due) > 1 or bool(self.event)


class EvidenceKind(Strict):
    """One kind of thing that can be recorded: room.thing.happened."""

    code: Annotated[str, Field(min_length=1)]
    name: Text
    room: str
    type: str
    compartment: str
    level: Annotated[int, Field(strict=True, ge=1, le=5)] | None = None
    topic: Literal["statement", "therapy", "faith", "testimony", "name_change", "contact"] | None = None

    _form = field_validator("code")(_kind_code)


class PhaseEntry(Strict):
    """One way into a phase: a trigger (and days after it), kinds of evidence, or steps that are closed.

    With `needs` it is a way only for those of whom one of these kinds is recorded.
    """

    after: str | None = None
    days: Amount = 0
    kinds: Kinds = ()
    steps: Codes = ()
    needs: Kinds = ()

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.after is not None) + bool(self.kinds) + bool(self.steps) != 1:
            raise ValueError("give one of `after`, `kinds` or `steps`")
        return self


class Phase(Strict):
    """A stretch of the way home. `gate` lists the steps to close before leaving; it traps nobody."""

    id: str
    name: Text
    entry: Text
    exit: Text
    owner: str
    typical: Text
    enter: tuple[PhaseEntry, ...] = ()
    gate: Codes = ()
    not_for_entry: Codes = ()


class Profile(Strict):
    """An age band, in completed months (from, to and including), and a sex if it matters."""

    code: str
    name: Text
    min_age_months: Age = 0
    max_age_months: Age | None = None
    sex: Literal["F", "M"] | None = None


class Overlay(Strict):
    """A circumstance. It comes from facts, or from evidence that starts and ends it."""

    code: str
    name: Text
    starts_with: Kinds = ()
    ends_with: Kinds = ()


class Discipline(Strict):
    """A kind of worker."""

    code: str
    name: Text


class Compartment(Strict):
    """A part of a person's file that opens on its own."""

    code: str
    name: Text


class Card(Strict):
    """A summary card: one thing of a closed part of a file that others have to know to do their work, and no more.

    `belongs` says with an example what stands on it. `written_in`: who writes one of these parts writes the card;
    without it, who writes its own part.
    """

    code: Annotated[str, Field(pattern=r"^[a-z][a-z-]{0,19}$")]
    compartment: str
    name: Text
    belongs: Text
    written_in: Codes = ()

    @property
    def writers(self) -> tuple[str, ...]:
        """The parts of a file of which one has to be hers to write the card."""
        return self.written_in or (self.compartment,)


class Role(Strict):
    """Who may see and do what. `own`: where she adds entries besides reading. `emergency`: opened for one hour.

    `cards`: of a part in which she sees summary cards only these; without one of that part, all of it.
    """

    code: str
    name: Text
    discipline: str | None = None
    reach: Literal[
        "assigned", "team", "region", "centre", "operation", "early", "dossier", "own", "counts", "none"
    ]
    compartments: dict[str, Right]
    own: Codes = ()
    emergency: Codes = ()
    cards: Codes = ()
    may: Codes = ()
    note: str = ""


class Expected(Strict):
    """A date to plan with until the real one is known."""

    after: str
    days: Amount
    for_: Condition = Field(default=Condition(), alias="for")


class Trigger(Strict):
    """An instant that due dates hang on: a fact of the case, or the first evidence of some kind.

    `after`, `before`, `on` and `opens` are the phrases that sentences are built from.
    """

    code: str
    name: Text
    after: Text
    before: Text
    on: Text
    opens: Text
    fact: Literal["opened_at", "arrived_at", "birthday_18"] | None = None
    kinds: Kinds = ()
    planned: Kinds = ()
    expected: Expected | None = None
    implied_by: str | None = None  # another trigger: once that has happened, this one has too
    undone_by: Kinds = ()  # after these it has not happened any more, until it happens again


class Purpose(Strict):
    """One of the purposes a person agrees to, or not."""

    code: str
    name: Text
    explanation: Text
    adults_only: bool = False
    child_may_veto_from_months: Age | None = None
    topic: Literal["therapy", "faith", "testimony", "contact"] | None = None


class Contact(Strict):
    """Where somebody is reached who looks into complaints: printed on what a person is given about her file.

    Each installation writes its own; what is empty becomes a line to write on by hand.
    """

    code: str
    name: Text
    address: str = ""
    phone: str = ""


class AgeRule(Strict):
    """Who decides at which age."""

    min_age_months: Age
    max_age_months: Age | None = None
    decides: Text


class Params(BaseModel):
    """Numbers of the programme. A pack may add its own; those without a default have to be there.

    A number of a pack's own says by its last word what it counts: `_days`, `_months`, `_hours`, `_minutes`.
    """

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, Annotated[int, Field(strict=True, ge=0, le=LONGEST["minutes"])]]

    centre_days: Days
    centre_review_day: Days
    centre_overstay_review: Days
    centre_hard_review: Days
    active_months: Months
    followup_months: Months
    caseload_max: Heads
    caseload_max_centre: Heads | None = None
    caseload_max_unaccompanied: Heads | None = None
    workers_per_supervisor: Heads | None = None
    psychologist_children_max: Heads | None = None
    enrol_max_days: Days
    estimated_age_margin_months: Annotated[int, Field(strict=True, ge=0, le=120)] = 12
    youngest_spouse_years: Annotated[
        int, Field(strict=True, ge=1, le=30)
    ]  # whoever is younger is nobody's spouse
    break_glass_minutes: Minutes | None = None
    break_glass_review_hours: Hours | None = None
    data_request_days: Days | None = None
    small_number: SmallNumber = 5
    small_number_public: SmallNumber = 10

    def amount(self, value: Amount) -> int:
        """A number as it stands, or the parameter of that name. Raises KeyError for an unknown name."""
        if isinstance(value, int):
            return value
        found = self.model_dump().get(value)
        if not isinstance(found, int):
            raise KeyError(value)
        return found


class KeepFrom(Strict):
    """A part of a file whose time runs from the last of `ended`, not from closing; never while `begun` came later."""

    part: str
    ended: Annotated[Kinds, Field(min_length=1)]
    begun: Kinds = ()


class PackFile(Strict):
    """pack.toml"""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,19}$")]
    name: Text
    version: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._+-]{0,19}$")]
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    time_zone: str
    languages: Annotated[tuple[str, ...], Field(min_length=1)]
    status: Literal["default", "approved"] = "default"
    closed_by: Kinds = ()
    reopened_by: Kinds = ()
    params: Params
    phase: tuple[Phase, ...] = Field(min_length=1)
    profile: tuple[Profile, ...] = Field(min_length=1)
    overlay: tuple[Overlay, ...] = ()
    discipline: tuple[Discipline, ...] = Field(min_length=1)
    compartment: tuple[Compartment, ...] = Field(min_length=1)
    card: tuple[Card, ...] = ()
    contact: tuple[Contact, ...] = ()
    keep_from: tuple[KeepFrom, ...] = ()
    trigger: tuple[Trigger, ...] = Field(min_length=1)
    role: tuple[Role, ...] = Field(min_length=1)


class ActionsFile(Strict):
    """pathway/*.toml"""

    phase: str
    action: tuple[Action, ...] = ()


class EvidenceFile(Strict):
    """evidence.toml"""

    kind: tuple[EvidenceKind, ...]


class ConsentsFile(Strict):
    """consents.toml"""

    purpose: tuple[Purpose, ...]
    age: tuple[AgeRule, ...] = ()


class Place(Strict):
    """A row of places.csv. Column and row place a region on the schematic map; nothing has coordinates."""

    kind: Literal["region", "centre", "district"]
    code: Annotated[str, Field(min_length=1)]
    parent: str | None = None
    names: dict[str, str]
    column: Annotated[int, Field(ge=0, le=99)] | None = None
    row: Annotated[int, Field(ge=0, le=99)] | None = None

    def name(self, language: str) -> str:
        """The place's name in a language, in English where it has none."""
        return self.names.get(language) or self.names["en"]
