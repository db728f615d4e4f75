"""What a person agrees to, purpose by purpose. No answer has a cost: help never ends with a no."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from shanyraq import pathway
from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.cases import permissions, queries, rules
from shanyraq.cases.actions.days import is_too_early
from shanyraq.cases.actions.deciding import TESTIMONY, refuse_undecided
from shanyraq.cases.actions.evidence import Change, NewEvidence, add_evidence
from shanyraq.cases.actions.records import locked
from shanyraq.cases.models import Case, Consent, Evidence
from shanyraq.cases.queries.answers import standing_answers
from shanyraq.foundation import keyring
from shanyraq.foundation.errors import NotAllowed, Refusal
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
            if purpose in before and asked.on < before[purpose].on:  # no older word stands over a newer one
                raise CannotConsent(_(rules.CONSENT_REASONS["answered_later"]), code="answered_later")
            _refuse(case, purpose, answer, before, asked, at)
        rows = Consent.objects.bulk_create(
            _row(case, purpose, answer, asked, by, at) for purpose, answer in answers.items()
        )
        everything = {*before, *answers} >= asked_of(age_in_months(case, asked.on))
        return add_evidence(new=_evidence(case, rows, asked, everything, at), by=by, at=at)


def correct_consents(
    *, consent_ids: Sequence[uuid.UUID], answers: Mapping[str, str], asked: Asked, by: Actor, at: datetime
) -> list[Change]:
    """Put answers right that one asking left, by purpose; the first stay readable. Raises CannotConsent, NotAllowed.

    What is put right keeps its place: an answer of another day stands over it or not as the right day says.
    """
    with recorded("consent.correct", by=by) as act:
        firsts = list(Consent.objects.visible_to(by).filter(pk__in=list(consent_ids)))
        if not firsts or len({(one.case_id, one.recorded_at) for one in firsts}) > 1:
            raise NotAllowed(_("You may not see this entry."), code="scope")
        case = locked([firsts[0].case_id], by)[0]
        act.about(case.person_id)
        require(by, permissions.CONSENT_RECORD)
        _refuse_day(case, asked.on, at, said=firsts[0].on)
        with computing("consent.correct"):
            if Consent.objects.filter(corrects__in=firsts).exists():
                raise CannotConsent(
                    _("This entry was corrected already; correct the newer one."), code="corrected_already"
                )
        before = _last_answers(case, until=asked.on, but=firsts)
        wrong = [one for one in firsts if _tells_other(one, answers.get(one.purpose, ""), asked)]
        if not wrong:
            raise CannotConsent(_(rules.NOTHING_CHANGED), code="unchanged")
        for one in wrong:
            _refuse(case, one.purpose, answers.get(one.purpose, ""), before, asked, at)
        rows = Consent.objects.bulk_create(
            _row(case, one.purpose, answers[one.purpose], asked, by, at, corrects=one) for one in wrong
        )
        return add_evidence(new=_evidence_put_right(case, rows, wrong, asked, at), by=by, at=at)


def _row(
    case: Case,
    purpose: str,
    answer: str,
    asked: Asked,
    by: Actor,
    at: datetime,
    corrects: Consent | None = None,
) -> Consent:
    return Consent(
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
        corrects=corrects,
    )


def _tells_other(one: Consent, answer: str, asked: Asked) -> bool:
    now = (one.answer, one.given_by, one.has_assent, one.language, one.on)
    return now != (answer, asked.given_by, asked.has_assent, asked.language, asked.on)


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


def _last_answers(
    case: Case, *, until: date | None = None, but: Collection[Consent] = ()
) -> dict[str, Consent]:
    with computing("consent.record"):
        rows = [
            row
            for row in standing_answers(Consent.objects.filter(case=case))
            if row not in but and (until is None or row.on <= until)
        ]
        return {row.purpose: row for row in rows}


def _refuse_day(case: Case, on: date, at: datetime, said: date | None = None) -> None:
    born = first_day_of_all([(case.person.birth_date, case.person.birth_precision)])
    code = reason_against_day(on, localdate(at), born=born)
    if not code:
        noon = datetime.combine(on, time(12), tzinfo=queries.pack().time_zone)
        code = rules.reason_not_to_record(min(noon, at), at, case.opened_at)
    if not code and on != said and is_too_early([case], on):
        code = "too_early"
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
        veto_from_months=known.child_may_veto_from_months,
    )
    if reason:
        raise CannotConsent(_(rules.CONSENT_REASONS[reason]), code=reason)
    if purpose == TESTIMONY and answer == "YES":
        refuse_undecided(TESTIMONY, [case.person_id], at, CannotConsent)


def _evidence(
    case: Case, rows: Sequence[Consent], asked: Asked, everything: bool, at: datetime
) -> list[NewEvidence]:
    """One fact an answer; and one more once every question was put."""
    when = _instant(asked.on, at)
    keyring.ensure_keys([(case.person_id, COMPARTMENT)])
    new = [_fact(case, row, when) for row in rows]
    if everything:
        new.append(NewEvidence(case, rules.CONSENTS_RECORDED, when, SOURCE, rows[-1].pk, COMPARTMENT))
    return new


def _evidence_put_right(
    case: Case, rows: Sequence[Consent], firsts: Sequence[Consent], asked: Asked, at: datetime
) -> list[NewEvidence]:
    """One fact an answer put right, each in place of the first; and where every question was put with it, that too."""
    with computing("consent.correct"):
        sources = [one.pk for one in firsts]
        found = Evidence.objects.filter(source=SOURCE, source_id__in=sources, corrected_by=None)
        old = {(row.source_id, row.kind == rules.CONSENTS_RECORDED): row for row in found}
    new, when = [], _instant(asked.on, at)
    for row, source in zip(rows, sources, strict=True):
        if first := old.get((source, False)):
            new.append(replace(_fact(case, row, when), corrects=first))
        if everything := old.get((source, True)):
            told = (rules.CONSENTS_RECORDED, when, SOURCE, row.pk, COMPARTMENT)
            new.append(NewEvidence(case, *told, corrects=everything))
    return new


def _fact(case: Case, row: Consent, when: datetime) -> NewEvidence:
    return NewEvidence(case, KIND_OF[row.answer], when, SOURCE, row.pk, COMPARTMENT, {"purpose": row.purpose})


def _instant(on: date, at: datetime) -> datetime:
    """Noon of a day; of today never later than now."""
    return min(datetime.combine(on, time(12), tzinfo=queries.pack().time_zone), at)
