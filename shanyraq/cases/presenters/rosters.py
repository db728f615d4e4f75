"""How a list from a camp is shown: one line a person, what was not understood beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.forms import BaseForm
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.cases.models import RosterDraft
from shanyraq.cases.models.roster import RELATIONS, SEXES
from shanyraq.cases.rosters.drafts import (
    LEFT_OUT,
    LOOK,
    OTHER_NATIONAL,
    READY,
    Content,
    DraftRow,
    families_of,
)
from shanyraq.cases.rosters.messages import MESSAGES, Remark, UnreadableList
from shanyraq.ui import parts

AT_ONCE = 100
SHOWN = ("all", "look", "out")


def sentence(remark: Remark) -> str:
    """A remark of the reader in the user's language."""
    return _(MESSAGES[remark.code]) % dict(remark.params)


def unreadable(error: UnreadableList, kinds: Any) -> str:
    """Why a file is no list, with its name and the remedy, in the user's language."""
    params = dict(error.params)
    if error.kind_code:
        params["kind"] = _(kinds[error.kind_code])
    return _(MESSAGES[error.code]) % params


@dataclass(frozen=True)
class ShownRow:
    """One row of the table."""

    row: DraftRow
    state: str
    is_open: bool
    edit_url: str
    form: BaseForm | None = None

    @cached_property
    def names(self) -> list[str]:
        return [text for text in self.row.names.values() if text]

    @property
    def sex(self) -> str:
        return str(dict(SEXES)[self.row.sex]) if self.row.sex else ""

    @property
    def relation(self) -> str:
        return str(dict(RELATIONS).get(self.row.relation, "")) if self.row.relation else ""

    @property
    def born(self) -> str:
        if not self.row.birth_date:
            return ""
        return (
            _("about %(date)s") % {"date": self.row.birth_date}
            if self.row.precision == "estimated"
            else self.row.birth_date
        )

    @property
    def needs_look(self) -> bool:
        return self.state == LOOK

    @property
    def is_settled(self) -> bool:
        return bool(self.row.problems) and self.state == READY

    @property
    def fate(self) -> str:
        """What becomes of the row when the list is confirmed."""
        if self.state == OTHER_NATIONAL:
            return _("Another national: shown here, not kept")
        if self.state == LEFT_OUT:
            return _("Left out by you")
        return ""

    @property
    def remarks(self) -> list[str]:
        return [sentence(remark) for remark in self.row.remarks()]


@dataclass
class DraftPage:
    """A draft as its page shows it."""

    draft: RosterDraft
    content: Content
    home: str
    show: str = "all"
    number: int = 1
    editing: int | None = None
    form: BaseForm | None = None
    states: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.states = dict(self.content.states(self.home))

    @cached_property
    def chosen(self) -> list[DraftRow]:
        wanted = {"look": {LOOK}, "out": {OTHER_NATIONAL, LEFT_OUT}}.get(self.show)
        return [row for row in self.content.rows if wanted is None or row.state(self.home) in wanted]

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.chosen) // AT_ONCE))

    @cached_property
    def rows(self) -> list[ShownRow]:
        start = (self.number - 1) * AT_ONCE
        return [self._shown(row) for row in self.chosen[start : start + AT_ONCE]]

    def _shown(self, row: DraftRow) -> ShownRow:
        is_open = row.id == self.editing
        form = self.form if is_open else None
        return ShownRow(
            row, row.state(self.home), is_open, f"{self.url(self.number, edit=row.id)}#row-{row.id}", form
        )

    def url(self, number: int, edit: int | None = None) -> str:
        found = f"{reverse('cases:roster_draft', args=[self.draft.pk])}?show={self.show}&page={number}"
        return found if edit is None else f"{found}&row={edit}"

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
    def undecided(self) -> int:
        return sum(not row.nationality for row in self.content.kept(self.home))

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


def goes_at(draft: RosterDraft) -> Any:
    """When a draft is deleted."""
    return draft.made_at + RosterDraft.LIVES


def draft_rows(drafts: Sequence[RosterDraft]) -> list[tuple[RosterDraft, datetime]]:
    """Drafts with the instant at which each goes."""
    return [(draft, goes_at(draft)) for draft in drafts]
