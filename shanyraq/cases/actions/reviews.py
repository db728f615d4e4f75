"""A second person looks: asking for a review or a closing, and the supervisor's answer. Closing ends all access."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.cases import permissions, queries, rules
from shanyraq.cases.actions.appointments import call_off_meetings
from shanyraq.cases.actions.days import is_too_early
from shanyraq.cases.actions.deciding import refuse_to_close_undecided
from shanyraq.cases.actions.evidence import NewEvidence, add_evidence
from shanyraq.cases.actions.parts import end_all_parts
from shanyraq.cases.models import Case, Review
from shanyraq.cases.queries.caseloads import led_by
from shanyraq.foundation.errors import NotAllowed, Refusal

SOURCE = "cases.review"
AGREED, ASKED, RETURNED = "case.closure.agreed", "case.closure.asked", "case.closure.returned"
APPROVED, CLOSED = "case.closure.approved", "case.file.closed"
PLAN, CLOSURE = "PLAN", "CLOSURE"


class CannotAsk(Refusal):
    """This cannot be asked for now."""


class CannotDecide(Refusal):
    """This request cannot be decided like this."""


def ask_closure(
    *,
    case_ids: Sequence[uuid.UUID],
    proposal: str,
    agreed_at: datetime,
    request: str,
    by: Actor,
    at: datetime,
) -> list[Review]:
    """Ask a supervisor to close these files. `agreed_at` is when the person, or the caregiver, agreed.

    `proposal` is one of rules.CLOSED_REASONS. Raises CannotAsk, NotAllowed.
    """
    with recorded("closure.ask", by=by) as act:
        cases = _locked(case_ids, by)
        require(by, permissions.CLOSURE_ASK)
        act.about(*[case.person_id for case in cases])
        if proposal not in rules.CLOSED_REASONS:
            raise CannotAsk(_("Choose why the file can be closed."), code="proposal")
        opened = min(case.opened_at for case in cases)
        if rules.reason_not_to_record(agreed_at, at, opened) or is_too_early(
            cases, localdate(agreed_at), follows_arrival=True
        ):
            raise CannotAsk(_("Check the day on which the person agreed."), code="agreed_at")
        reviews = _ask(cases, CLOSURE, proposal, request, by, at)
        _leave(cases, reviews, {AGREED: agreed_at, ASKED: at}, by, at)
        return reviews


def ask_review(*, case_ids: Sequence[uuid.UUID], request: str, by: Actor, at: datetime) -> list[Review]:
    """Ask a supervisor to look at these people's plans. Raises CannotAsk, NotAllowed."""
    with recorded("review.ask", by=by) as act:
        cases = _locked(case_ids, by)
        require(by, permissions.CLOSURE_ASK)
        act.about(*[case.person_id for case in cases])
        return _ask(cases, PLAN, "", request, by, at)


def decide_closure(
    *, review_ids: Sequence[uuid.UUID], outcome: str, answer: str, by: Actor, at: datetime
) -> list[Review]:
    """Close these files, or return them with an answer. Never one's own case, never one's own request.

    Closing ends the parts of everybody who worked with the person, and their access with it, and calls off her
    meetings. Raises CannotDecide, NotAllowed.
    """
    with recorded("case.close" if outcome == "AGREED" else "closure.return", by=by) as act:
        reviews, cases = _locked_requests(review_ids, CLOSURE, by)
        act.about(*[case.person_id for case in cases])
        require(by, permissions.CASE_CLOSE)
        _decide(reviews, outcome, answer, by, at)
        if outcome == "AGREED":
            refuse_to_close_undecided(cases, {review.proposal for review in reviews}, at, CannotDecide)
            _close(cases, reviews, by, at)
            call_off_meetings(cases=cases, by=by, at=at)
        else:
            _leave(cases, reviews, {RETURNED: at}, by, at)
        return reviews


def decide_review(
    *, review_ids: Sequence[uuid.UUID], outcome: str, answer: str, by: Actor, at: datetime
) -> list[Review]:
    """Agree to these plans, or return them with an answer. Never one's own case, never one's own request."""
    with recorded("case.review", by=by) as act:
        reviews, cases = _locked_requests(review_ids, PLAN, by)
        act.about(*[case.person_id for case in cases])
        require(by, permissions.CASE_REVIEW)
        _decide(reviews, outcome, answer, by, at)
        return reviews


def _ask(
    cases: Sequence[Case], kind: str, proposal: str, request: str, by: Actor, at: datetime
) -> list[Review]:
    if len(request.strip()) < rules.SHORTEST_REASON:
        raise CannotAsk(_("Say in a sentence or two what the supervisor should know."), code="request_short")
    if by.staff_id is None:
        raise NotAllowed(_("Your role does not allow this."), code="role")
    with computing("review.ask"):
        if Review.objects.filter(case__in=cases, kind=kind, decided_at=None).exists():
            raise CannotAsk(_("This was asked already and waits for the supervisor."), code="asked_already")
        return Review.objects.bulk_create(
            Review(
                case=case,
                kind=kind,
                proposal=proposal,
                request=request.strip(),
                asked_by_id=by.staff_id,
                asked_at=at,
            )
            for case in cases
        )


def _decide(reviews: Sequence[Review], outcome: str, answer: str, by: Actor, at: datetime) -> None:
    if outcome not in rules.REVIEW_OUTCOMES:
        raise CannotDecide(_("Choose whether you agree or return it."), code="outcome")
    led = led_by(by.staff_id, [review.case_id for review in reviews])
    for review in reviews:
        code = reason_not_to_decide(review, by, led)
        if code:
            raise NotAllowed(_(rules.DECISION_REASONS[code]), code=code)
    if outcome == "RETURNED" and len(answer.strip()) < rules.SHORTEST_REASON:
        raise CannotDecide(
            _("Say in a sentence what is missing: your colleague works on with it."), code="answer_short"
        )
    for review in reviews:
        review.decided_by_id, review.decided_at = by.staff_id, at
        review.outcome, review.answer = outcome, answer.strip()
    with computing("review.decide"):
        Review.objects.bulk_update(reviews, ["decided_by", "decided_at", "outcome", "answer"])


def reason_not_to_decide(review: Review, by: Actor, led: Collection[uuid.UUID] = ()) -> str:
    """Why this actor may not decide on this request, as a code of rules.DECISION_REASONS; empty where she may.

    `led` are the files that she leads or has led: handing one over does not make it somebody else's to close. The
    page greys its button with the same answer. Reads nothing: the review carries its case.
    """
    case = review.case
    hers = (by.staff_id,) if case.pk in led else ()
    return rules.reason_not_to_decide(
        decider=by.staff_id,
        works_with=(case.case_manager_id, case.deputy_id, *hers),
        asked_by=review.asked_by_id,
        is_decided=review.decided_at is not None,
        is_closed=not case.is_open,
    )


def _close(cases: Sequence[Case], reviews: Sequence[Review], by: Actor, at: datetime) -> None:
    """The approval while the file is open, then the closing itself: its steps and everybody's part end with it."""
    _leave(cases, reviews, {APPROVED: at}, by, at)
    end_all_parts(cases=cases, at=at)
    proposal = {review.case_id: review.proposal for review in reviews}
    for case in cases:
        case.closed_at, case.closed_by_id, case.closed_reason = at, by.staff_id, proposal[case.pk]
    with computing("case.close"):
        Case.objects.bulk_update(cases, ["closed_at", "closed_by", "closed_reason"])
    _leave(cases, reviews, {CLOSED: at}, by, at)


def _leave(
    cases: Sequence[Case],
    reviews: Sequence[Review],
    happened: Mapping[str, datetime],
    by: Actor,
    at: datetime,
) -> None:
    """Leave evidence of each of these kinds, with when it happened."""
    source = {review.case_id: review.pk for review in reviews}
    new = [
        NewEvidence(
            case=case,
            kind=kind,
            at=happened_at,
            source=SOURCE,
            source_id=source[case.pk],
            compartment=queries.pack().kinds[kind].compartment,
        )
        for kind, happened_at in happened.items()
        for case in cases
    ]
    add_evidence(new=new, by=by, at=at)


def _locked(case_ids: Sequence[uuid.UUID], by: Actor) -> list[Case]:
    cases = list(
        Case.objects.visible_to(by)
        .filter(pk__in=list(case_ids), closed_at=None)
        .select_related("person")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    if not cases or len(cases) != len(set(case_ids)):
        raise NotAllowed(_("One of these support files is closed or not among yours."), code="scope")
    return cases


def _locked_requests(
    review_ids: Sequence[uuid.UUID], kind: str, by: Actor
) -> tuple[list[Review], list[Case]]:
    """The requests and their cases, locked in one order; all of them visible, or NotAllowed."""
    reviews = list(
        Review.objects.visible_to(by)
        .filter(pk__in=list(review_ids), kind=kind)
        .select_related("case")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    if not reviews or len(reviews) != len(set(review_ids)):
        raise NotAllowed(_("One of these requests is not among yours."), code="scope")
    with computing("review.decide"):
        cases = list(
            Case.objects.filter(pk__in=[review.case_id for review in reviews])
            .select_related("person")
            .select_for_update(of=("self",))
            .order_by("pk")
        )
    by_id = {case.pk: case for case in cases}
    for review in reviews:
        review.case = by_id[review.case_id]
    return reviews, cases
