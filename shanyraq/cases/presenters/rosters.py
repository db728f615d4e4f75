"""How a list from a camp is shown: its rows page by page, what becomes of them, how long the draft lives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.forms import BaseForm
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.access.rules import Actor
from shanyraq.cases.models import RosterDraft
from shanyraq.cases.presenters.roster_rows import ShownRow, family_word, sentence
from shanyraq.cases.queries import pack
from shanyraq.cases.queries.registered import look_registered, registered_people
from shanyraq.cases.rosters.drafts import (
    LEFT_OUT,
    LOOK,
    OTHER_NATIONAL,
    READY,
    Content,
    DraftRow,
)
from shanyraq.cases.rosters.found_families import families_of
from shanyraq.cases.rosters.impossible import obstacles
from shanyraq.cases.rosters.messages import Remark
from shanyraq.people.models import Person
from shanyraq.ui import parts

AT_ONCE = 100
SHORT = 60
SHOWN = ("all", "look", "known", "out")


@dataclass
class DraftPage:
    """A draft as its page shows it."""

    draft: RosterDraft
    content: Content
    home: str
    today: date
    now: datetime
    actor: Actor
    show: str = "all"
    number: int = 1
    editing: int | None = None
    is_adding: bool = False
    form: BaseForm | None = None
    states: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.states = dict(self.content.states(self.home))

    @cached_property
    def chosen(self) -> list[DraftRow]:
        if self.show == "known":
            return [row for row in self.content.rows if row.id in self.known]
        wanted = {"look": {LOOK}, "out": {OTHER_NATIONAL, LEFT_OUT}}.get(self.show)
        return [row for row in self.content.rows if wanted is None or row.state(self.home) in wanted]

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.chosen) // AT_ONCE))

    @cached_property
    def rows(self) -> list[ShownRow]:
        start = (self.number - 1) * AT_ONCE
        rows = self.chosen[start : start + AT_ONCE]
        people = registered_people(self.actor, [self.known[row.id] for row in rows if row.id in self.known])
        by_row = {row_id: people.get(person) for row_id, person in self.known.items()}
        return [self._shown(row, by_row.get(row.id)) for row in rows]

    @cached_property
    def known(self) -> dict[int, UUID]:
        """The rows to be registered that look like somebody who is registered already, and who that is."""
        return look_registered(self.actor, self.content.kept(self.home), self.content.left_out)

    @property
    def row_in_hand(self) -> DraftRow | None:
        """The row that is open to be corrected, or an empty one to be added."""
        if self.is_adding:
            return DraftRow(-1, "", 0, {})
        return self.content.row(self.editing) if self.editing is not None else None

    @cached_property
    def family_words(self) -> dict[str, str]:
        """The families of the list, each with how the page calls it."""
        return {row.family: family_word(row.family) for row in self.content.rows if row.family}

    def _shown(self, row: DraftRow, registered: Person | None) -> ShownRow:
        is_open = row.id == self.editing
        form = self.form if is_open else None
        return ShownRow(
            row,
            row.state(self.home),
            is_open,
            f"{self.url(self.number, edit=row.id)}#row-{row.id}",
            form,
            registered,
        )

    def url(self, number: int, edit: int | None = None) -> str:
        found = f"{reverse('cases:roster_draft', args=[self.draft.pk])}?show={self.show}&page={number}"
        return found if edit is None else f"{found}&row={edit}"

    @property
    def add_url(self) -> str:
        """The page behind whose last row stands a form for somebody who is missing."""
        here = reverse("cases:roster_draft", args=[self.draft.pk])
        return f"{here}?page={-(-len(self.content.rows) // AT_ONCE) or 1}&add=1#row-new"

    @property
    def earlier_url(self) -> str:
        return self.url(self.number - 1) if self.number > 1 else ""

    @property
    def later_url(self) -> str:
        return self.url(self.number + 1) if self.number < self.pages else ""

    @property
    def filters(self) -> list[parts.Filter]:
        here = reverse("cases:roster_draft", args=[self.draft.pk])
        labels = (
            ("all", _("All"), len(self.content.rows)),
            ("look", _("To look at"), self.count(LOOK)),
            *([("known", _("Look registered already"), len(self.known))] if self.known else []),
            ("out", _("Not kept"), self.dropped),
        )
        return [
            parts.Filter(label, f"{here}?show={key}", count, is_current=key == self.show)
            for key, label, count in labels
        ]

    def count(self, state: str) -> int:
        return self.states.get(state, 0)

    @property
    def lede(self) -> str:
        if not self.kept:
            return self.nobody
        look = self.open_questions
        people = ngettext("%(n)s person can be registered.", "%(n)s people can be registered.", self.kept) % {
            "n": self.kept
        }
        if not look:
            return people + " " + _("Nothing is left to look at.")
        return (
            people + " " + ngettext("%(n)s row needs a look.", "%(n)s rows need a look.", look) % {"n": look}
        )

    @property
    def nobody(self) -> str:
        """Why nobody of this list will be registered; empty where somebody will be."""
        if self.kept:
            return ""
        others, left_out = self.count(OTHER_NATIONAL), self.count(LEFT_OUT)
        said = [_("Nobody in this list is to be registered.")]
        if others:
            of_others = ngettext(
                "%(n)s person is of another nationality.", "%(n)s people are of other nationalities.", others
            )
            said.append(of_others % {"n": others})
        if left_out:
            by_you = ngettext("%(n)s row was left out by you.", "%(n)s rows were left out by you.", left_out)
            said.append(by_you % {"n": left_out})
        return " ".join(said)

    @property
    def unfit(self) -> list[tuple[str, str, str]]:
        """The rows that have to be corrected or left out first: who, what is wrong, where to put it right."""
        places = {row.id: place for place, row in enumerate(self.content.rows)}
        here = reverse("cases:roster_draft", args=[self.draft.pk])
        return [
            (
                Truncator(row.shown_name).chars(SHORT),
                sentence(why),
                f"{here}?page={places[row.id] // AT_ONCE + 1}&row={row.id}#row-{row.id}",
            )
            for row, why in obstacles(
                self.content.kept(self.home), self.today, youngest_spouse=pack().params.youngest_spouse_years
            )
        ]

    @property
    def deleted_in(self) -> str:
        return deleted_in(self.draft, self.now)

    @property
    def undecided(self) -> int:
        return sum(not row.nationality_kept(self.home) for row in self.content.kept(self.home))

    @property
    def kept(self) -> int:
        return self.count(READY) + self.count(LOOK)

    @property
    def dropped(self) -> int:
        return self.count(OTHER_NATIONAL) + self.count(LEFT_OUT)

    @property
    def open_questions(self) -> int:
        return self.count(LOOK)

    @property
    def families(self) -> int:
        return len(families_of(self.content.kept(self.home)))

    @property
    def notices(self) -> list[str]:
        return [sentence(Remark(code, dict(params))) for code, params in self.content.notices]

    @property
    def ignored(self) -> list[tuple[str, int, str]]:
        return [
            (sheet, row, sentence(Remark(code, dict(params))))
            for sheet, row, code, params in self.content.ignored
            if code != "blank"
        ]


def deleted_in(draft: RosterDraft, now: datetime) -> str:
    """When a draft goes, by the hours it has left. `now` is the real time: a demonstration lives on another day."""
    hours = (draft.made_at + RosterDraft.LIVES - now) // timedelta(hours=1)
    if hours < 1:
        return _("The draft is deleted in less than an hour.")
    told = ngettext("The draft is deleted in %(n)s hour.", "The draft is deleted in %(n)s hours.", hours)
    return told % {"n": hours}


def draft_rows(drafts: Sequence[RosterDraft], now: datetime) -> list[tuple[RosterDraft, str]]:
    """Drafts with how long each still lives."""
    return [(draft, deleted_in(draft, now)) for draft in drafts]
