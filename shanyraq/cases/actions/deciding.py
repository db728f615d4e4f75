"""Refusing what one person may never decide, as long as no panel has."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanyraq import pathway
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.cases import queries
from shanyraq.cases.models import Case, Consent
from shanyraq.cases.queries.answers import standing_answers
from shanyraq.cases.queries.circumstances import circumstances_of
from shanyraq.cases.queries.deciding import is_decided
from shanyraq.cases.queries.relations import lives_with_parent
from shanyraq.foundation.errors import Refusal
from shanyraq.people.models import Person
from shanyraq.people.rules import may_be_child_on

CODE = "panel"
PLACEMENT, SEPARATION, CLOSING = "placement", "separation", "closing"
DISCLOSURE, TESTIMONY = "disclosure", "testimony"
# What is owed at once: no file is closed over it by one person.
URGENT = frozenset({"food", "shelter", "health"})
OWED = frozenset({"DUE", "LATE"})
# Nothing is owed any more to who has died, and what is owed stands in the other file of who has two.
NOTHING_OWED = frozenset({"DIED", "DUPLICATE"})


def refuse_undecided(kind: str, people: Iterable[uuid.UUID], at: datetime, error: type[Refusal]) -> None:
    """Raise `error` unless a panel of this kind has said yes about each of these people. A pack without the kind asks
    for none.
    """
    if kind not in queries.pack().panels:
        return
    if not all(is_decided(kind, person, at) for person in people):
        raise error(_words([kind]), code=CODE)


def refuse_to_record_undecided(
    cases: Sequence[Case], kind: str, by: Actor, at: datetime, error: type[Refusal]
) -> None:
    """Raise `error` where this is recorded of somebody only once a panel has decided, or only after its yes."""
    panels = queries.pack().panels.values()
    telling = [one for one in panels if kind in one.tells]
    needing = [one for one in panels if kind in one.needs_yes]
    for case in cases if telling or needing else ():
        told = [one for one in telling if _applies(one, case, at)]
        decided = any(is_decided(one.code, case.person_id, at, needs_yes=False) for one in told)
        if told and not decided:
            raise error(_words([one.code for one in told[:1]]), code=CODE)
        for one in needing:
            is_asked = _applies(one, case, at, is_need=True) and (
                not one.with_parent or lives_with_parent(by, case.person, localdate(at))
            )
            if is_asked and not is_decided(one.code, case.person_id, at):
                raise error(_words([one.code]), code=CODE)


def refuse_to_move_undecided(child: Person, at: datetime, error: type[Refusal]) -> None:
    """Raise `error` where a child who is here without parents would live elsewhere, and no panel has said yes."""
    panel = queries.pack().panels.get(PLACEMENT)
    if panel is None:
        return
    with computing("panel.needed"):
        files = list(Case.objects.filter(person=child, closed_at=None))
    if any(_applies(panel, case, at, is_need=True) for case in files):
        refuse_undecided(PLACEMENT, [child.pk], at, error)


def refuse_to_close_undecided(
    cases: Sequence[Case], proposals: Collection[str], at: datetime, error: type[Refusal]
) -> None:
    """Raise `error` where one of these files would be closed while something urgent is owed, and no panel said yes."""
    if proposals and set(proposals) <= NOTHING_OWED:
        return
    known, plans = queries.pack(), queries.plans_of(cases, at)
    owed = [
        case.person_id
        for case in cases
        if any(
            step.state in OWED and known.action(step.action_id).service in URGENT
            for step in plans[case.pk].steps
        )
    ]
    refuse_undecided(CLOSING, owed, at, error)


def _applies(panel: pathway.PanelKind, case: Case, at: datetime, *, is_need: bool = False) -> bool:
    """Whether this is asked of this person."""
    with computing("panel.needed"):
        born = Case.objects.filter(pk=case.pk).values_list("person__birth_date", "person__birth_precision")
        if panel.children_only and not may_be_child_on(*born.get(), localdate(at)):
            return False
        if is_need and panel.overlay and not _is_any(case.person_id, panel.overlay, at):
            return False
        return not (is_need and panel.against) or _says_no(case.person_id, panel.against)


def _is_any(person: uuid.UUID, overlays: Collection[str], at: datetime) -> bool:
    """Whether one of these circumstances holds for her now. Part of a computation."""
    today = localdate(at)
    facts = circumstances_of([person]).get(person, [])
    return any(
        fact.code in overlays and fact.starts_on <= today and (fact.ends_on is None or fact.ends_on >= today)
        for fact in facts
    )


def _says_no(person: uuid.UUID, purpose: str) -> bool:
    """Whether the last answer about this use is a no, or a yes taken back. Part of a computation."""
    standing = standing_answers(Consent.objects.filter(person=person, purpose=purpose))
    return bool(standing) and standing[-1].answer != "YES"


def _words(kinds: Sequence[str]) -> str:
    known = queries.pack()
    name = known.text(known.panels[kinds[0]].name, get_language() or "en")
    return _(
        "Nobody decides this alone: “%(decision)s”. Ask for a panel on the person’s page, under “Decisions by a panel”."
    ) % {"decision": name}
