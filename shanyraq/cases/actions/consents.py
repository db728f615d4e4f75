"""What a person agrees to, purpose by purpose. No answer has a cost: help never ends with a no."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from shanyraq import pathway
from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.cases import permissions, queries, rules
from shanyraq.cases.actions.evidence import Change, NewEvidence, add_evidence
from shanyraq.cases.actions.records import locked
from shanyraq.cases.models import Case, Consent
from shanyraq.foundation import keyring
from shanyraq.foundation.errors import Refusal
from shanyraq.people.models import CareSituation
from shanyraq.people.rules import DAY_REASONS, first_day_of_all, reason_against_day

SOURCE = "cases.consent"
KIND_OF = {"YES": "case.consent.given", "NO": "case.consent.declined", "WITHDRAWN": "case.consent.withdrawn"}
COMPARTMENT = "C12"


class CannotConsent(Refusal):
    """An answer that cannot be recorded like this."""


@dataclass(frozen=True)
class Asked:
    """How the question was put: who answered, whether the child agrees, in which language, on which day."""

    given_by: str
    on: date
    has_assent: bool | None = None
    language: str = ""


def record_consents(
    *, case_id: uuid.UUID, answers: Mapping[str, str], asked: Asked, by: Actor, at: datetime
) -> list[Change]:
    """Record answers (YES, NO, WITHDRAWN) by purpose; earlier ones stay. Raises CannotConsent, NotAllowed."""
    with recorded("consent.record", by=by) as act:
        case = locked([case_id], by)[0]
        act.about(case.person_id)
        require(by, permissions.CONSENT_RECORD)
        if not answers:
            raise CannotConsent(_("Answer at least one question."), code="nothing")
        _refuse_day(case, asked.on, at)
        before = _last_answers(case)
        for purpose, answer in answers.items():
            _refuse(case, purpose, answer, before, asked, at)
        rows = Consent.objects.bulk_create(
            Consent(
                person_id=case.person_id,
                case=case,
                purpose=purpose,
                answer=answer,
                given_by=asked.given_by,
                has_assent=asked.has_assent,
                language=asked.language,
                on=asked.on,
                recorded_by_id=by.staff_id,
                recorded_at=at,
            )
            for purpose, answer in answers.items()
        )
        everything = {*before, *answers} >= asked_of(age_in_months(case, asked.on))
        return add_evidence(new=_evidence(case, rows, asked, everything, at), by=by, at=at)


def asked_of(age_months: int | None) -> set[str]:
    """The purposes that somebody of this age is asked about."""
    is_adult = age_months is not None and age_months >= rules.ADULT
    return {code for code, purpose in queries.pack().consents.items() if is_adult or not purpose.adults_only}


def age_in_months(case: Case, day: date) -> int | None:
    """Completed months; for the law the youngest she can be is what counts. None where nothing is known."""
    facts = queries.facts_of(case)
    birth = case.person.birth_date
    if birth is None:
        return None
    months: int = (day.year - birth.year) * 12 + day.month - birth.month - (day.day < birth.day)
    profiles = pathway.profiles_at(
        queries.pack(), facts, datetime.combine(day, time(12), tzinfo=queries.pack().time_zone)
    )
    return min(months, rules.ADULT - 1) if "child" in profiles else months


def is_alone(case: Case, day: date) -> bool:
    """Whether she is a child without her parents now. Inside a recorded act."""
    with computing("consent.giver"):
        return any(
            one.starts_on <= day and (one.ends_on is None or one.ends_on >= day)
            for one in CareSituation.objects.filter(person=case.person_id)
        )


def _last_answers(case: Case) -> dict[str, Consent]:
    with computing("consent.record"):
        rows = Consent.objects.filter(case=case).order_by("on", "recorded_at", "pk")
        return {row.purpose: row for row in rows}


def _refuse_day(case: Case, on: date, at: datetime) -> None:
    born = first_day_of_all([(case.person.birth_date, case.person.birth_precision)])
    code = reason_against_day(on, localdate(at), born=born)
    if not code:
        noon = datetime.combine(on, time(12), tzinfo=queries.pack().time_zone)
        code = rules.reason_not_to_record(min(noon, at), at, case.opened_at)
    if code:
        raise CannotConsent(_({**DAY_REASONS, **rules.REASONS}[code]), code=code)


def _refuse(
    case: Case, purpose: str, answer: str, before: Mapping[str, Consent], asked: Asked, at: datetime
) -> None:
    known = queries.pack().consents.get(purpose)
    if known is None or answer not in rules.CONSENT_ANSWERS:
        raise CannotConsent(_("This question is not one of the country pack's."), code="unknown_purpose")
    last = before.get(purpose)
    reason = rules.reason_against_answer(
        answer,
        before=last.answer if last else "",
        given_by=asked.given_by,
        has_assent=asked.has_assent,
        age_months=age_in_months(case, asked.on),
        is_alone=is_alone(case, asked.on),
        adults_only=known.adults_only,
    )
    if last is not None and asked.on < last.on:  # an older word never stands over a newer one
        reason = "answered_later"
    if reason:
        raise CannotConsent(_(rules.CONSENT_REASONS[reason]), code=reason)


def _evidence(
    case: Case, rows: Sequence[Consent], asked: Asked, everything: bool, at: datetime
) -> list[NewEvidence]:
    """One fact an answer; and one more once every question was put."""
    keyring.ensure_keys([(case.person_id, COMPARTMENT)])
    noon = datetime.combine(asked.on, time(12), tzinfo=queries.pack().time_zone)
    when = min(noon, at)
    new = [
        NewEvidence(case, KIND_OF[row.answer], when, SOURCE, row.pk, COMPARTMENT, {"purpose": row.purpose})
        for row in rows
    ]
    if everything:
        new.append(NewEvidence(case, rules.CONSENTS_RECORDED, when, SOURCE, rows[-1].pk, COMPARTMENT))
    return new
