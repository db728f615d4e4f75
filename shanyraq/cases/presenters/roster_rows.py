"""One row of a list as its page shows it, and what the reader says in the user's language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from shanyraq.cases.models.roster import RELATIONS, SEXES
from shanyraq.cases.presenters.registration import country_name
from shanyraq.cases.rosters.drafts import LEFT_OUT, LOOK, OTHER_NATIONAL, READY, DraftRow
from shanyraq.cases.rosters.messages import MESSAGES, Remark, UnreadableList
from shanyraq.people.models import Person

MADE_LABEL = re.compile(r"(?:(?P<place>.+) )?row (?P<row>\d+)(?P<more>'*)", re.DOTALL)


def sentence(remark: Remark) -> str:
    """A remark of the reader in the user's language."""
    return _(MESSAGES[remark.code]) % dict(remark.params)


def family_word(label: str) -> str:
    """A family as the page calls it: the labels that the reader makes (`row 5`, `Sheet1 row 5`) are put into words."""
    made = MADE_LABEL.fullmatch(label)
    if made is None:
        return label
    row = _("row %(n)s") % {"n": made["row"]} + made["more"]
    return f"{made['place']}, {row}" if made["place"] else row


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
    registered: Person | None = None

    @cached_property
    def names(self) -> list[str]:
        return [text for text in self.row.names.values() if text]

    @property
    def family(self) -> str:
        return family_word(self.row.family)

    @property
    def sex(self) -> str:
        return str(dict(SEXES)[self.row.sex]) if self.row.sex else ""

    @property
    def relation(self) -> str:
        return str(dict(RELATIONS).get(self.row.relation, "")) if self.row.relation else ""

    @property
    def nationality(self) -> str:
        """The country by its name in the language of the page."""
        return country_name(self.row.nationality) if self.row.nationality else ""

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
        return self.row.asks and self.state == READY

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
