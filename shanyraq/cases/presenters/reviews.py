"""What a supervisor sees before she decides: who asked what for whom, what is still open, why she may not."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.access.models import StaffMember
from shanyraq.cases import permissions, rules
from shanyraq.cases.actions.reviews import reason_not_to_decide
from shanyraq.cases.models import Appointment, Review
from shanyraq.cases.models.case import CLOSED_REASONS
from shanyraq.cases.models.reviews import ANSWERED, ASKED
from shanyraq.cases.presenters import meetings, words
from shanyraq.cases.presenters.owed import OPEN, services
from shanyraq.cases.presenters.team import Choice
from shanyraq.cases.queries.caseloads import led_by
from shanyraq.cases.queries.files import SupportFile
from shanyraq.ui import parts

SHOWN_ANSWERS = 3
# Where each kind of request is decided, and who may.
DECIDED_ON = {
    "PLAN": (permissions.CASE_REVIEW, "cases:decide_review"),
    "CLOSURE": (permissions.CASE_CLOSE, "cases:decide_closure"),
}


@dataclass(frozen=True)
class RequestPage:
    """A request with all that helps to decide it. `reason` says why this reader may not."""

    is_closure: bool
    title: str
    facts: list[parts.Fact]
    words: str
    people: list[Choice]
    open_steps: list[parts.Step]
    reason: str
    agree: str
    give_back: str
    warning: str
    meetings: list[parts.Row]
    done_words: Mapping[str, str]


def request_page(
    file: SupportFile,
    asked: Sequence[Review],
    coming: Sequence[Appointment],
    agreed_at: datetime | None = None,
) -> RequestPage:
    """The page of some requests that one asking left; `coming` are the meetings that a closing would end."""
    first = asked[0]
    is_closure = first.kind == "CLOSURE"
    members = {member.case.pk: member for member in file.members}
    people: list[Choice] = [
        (str(review.pk), words.called_in(members[review.case_id], file))
        for review in asked
        if review.case_id in members
    ]
    led = led_by(file.actor.staff_id, [review.case_id for review in asked])
    code = next((found for review in asked if (found := reason_not_to_decide(review, file.actor, led))), "")
    return RequestPage(
        is_closure=is_closure,
        title=_("Close the file?") if is_closure else _("Agree to the plan?"),
        facts=_facts(file, first, agreed_at),
        words=first.request,
        people=people,
        open_steps=_open(file, {review.case_id for review in asked}),
        reason=_(rules.DECISION_REASONS[code]) if code else "",
        agree=_("Close the file") if is_closure else _("Agree to the plan"),
        give_back=_("Keep it open and answer") if is_closure else _("Return it with your answer"),
        warning=_(
            "Closing ends the support and everybody’s access. What is recorded stays, and the file can be opened again."
        )
        if is_closure
        else "",
        meetings=planned_meetings(file, coming, {review.case_id for review in asked}) if is_closure else [],
        done_words={
            "AGREED": _("The file is closed; everybody’s access has ended.")
            if is_closure
            else _("You agreed to the plan."),
            "RETURNED": _("Returned with your answer. The support goes on."),
        },
    )


def _facts(file: SupportFile, first: Review, agreed_at: datetime | None) -> list[parts.Fact]:
    """Who asked, when; for a closing why, and when the person agreed to it."""
    facts = [
        parts.Fact(_("Asked by"), words.staff_name(first.asked_by, file.actor)),
        parts.Fact(_("On"), words.day_words(first.asked_at, file.today)),
    ]
    if first.kind == "CLOSURE":
        facts.append(parts.Fact(_("Why the support ends"), str(dict(CLOSED_REASONS).get(first.proposal, ""))))
    if agreed_at is not None:
        day = words.day_words(agreed_at, file.today)
        facts.append(parts.Fact(_("The person, or the caregiver, agreed on"), day))
    return facts


def planned_meetings(
    file: SupportFile, coming: Sequence[Appointment], closing: Collection[object] = ()
) -> list[parts.Row]:
    """The meetings agreed for people of a file, or only for those whose files are to close."""
    found = [(one, meetings.shown(one, file)) for one in coming]
    return [
        parts.Row(shown.title, line=shown.who, end=shown.when)
        for one, shown in found
        if not closing or not set(closing).isdisjoint(getattr(one, "cases_there", ()))
    ]


def asked(file: SupportFile, waiting: Sequence[Review]) -> list[parts.Help]:
    """What a supervisor is asked and has not answered yet, once for all whom it is about; leads those on who decide."""
    together: dict[tuple[object, ...], list[Review]] = {}
    for one in waiting:
        together.setdefault((one.asked_at, one.kind, one.asked_by_id, one.request), []).append(one)
    return [
        parts.Help(
            _(ASKED[reviews[0].kind]),
            reviews[0].request,
            _told(file, reviews, reviews[0].asked_by, reviews[0].asked_at),
            title_url=_to_decide(file, reviews[0]),
        )
        for reviews in together.values()
    ]


def _to_decide(file: SupportFile, review: Review) -> str:
    right, view = DECIDED_ON[review.kind]
    return reverse(view, args=[review.pk]) if right in file.actor.may else ""


def _told(file: SupportFile, reviews: Sequence[Review], by: StaffMember | None, at: datetime | None) -> str:
    """Who, when, about whom."""
    whom = words.whom([member for one in reviews if (member := file.member_of(one.case_id))], file)
    day = words.day_words(at, file.today) if at else ""
    return words.dotted([words.sentence(words.staff_name(by, file.actor)), day, *([whom] if whom else [])])


def answers(file: SupportFile, decided: Sequence[Review]) -> list[parts.Help]:
    """The last answers of supervisors, each told once for all whom it is about: the outcome, her words, when, whom."""
    together: dict[tuple[object, ...], list[Review]] = {}
    for one in decided:
        together.setdefault((one.decided_at, one.kind, one.outcome, one.answer), []).append(one)
    found = []
    for reviews in list(together.values())[:SHOWN_ANSWERS]:
        first = reviews[0]
        told = _told(file, reviews, first.decided_by, first.decided_at)
        found.append(parts.Help(_(ANSWERED[first.kind, first.outcome]), first.answer, told))
    return found


def _open(file: SupportFile, cases: set[object]) -> list[parts.Step]:
    """What is late, due or waiting for the people a request is about."""
    rows = []
    for service in services(file, OPEN):
        concerned = [member for member in service.members if member.case.pk in cases]
        if concerned:
            rows.append(
                parts.Step(
                    state=service.state,
                    title=words.pack_words(service.action.name),
                    why=service.why,
                    whom=words.listed(words.called_in(member, file) for member in concerned),
                )
            )
    return rows
