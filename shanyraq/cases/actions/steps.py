"""Deciding about a step without doing it: a supervisor sets it aside, or the person says no or not now."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from shanyraq import pathway
from shanyraq.access.permissions import require
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.cases import permissions, queries, rules
from shanyraq.cases.actions.records import CannotRecord, Part, Recorded, locked, save_records
from shanyraq.cases.models import Case
from shanyraq.foundation.errors import NotAllowed
from shanyraq.people.rules import DAY_REASONS, reason_against_day


def waive_step(*, steps: Mapping[uuid.UUID, str], reason: str, by: Actor, at: datetime) -> Recorded:
    """Set a service aside, with a reason: `steps` gives the step's key by case. Only for roles the pack names."""
    with recorded("step.waive", by=by) as act:
        cases = locked(list(steps), by)
        act.about(*[case.person_id for case in cases])
        require(by, permissions.STEP_WAIVE)
        open_steps = _open_steps(cases, steps, by, at)
        for step in open_steps.values():
            if not permissions.may_waive(by, step):
                raise NotAllowed(_("Your role may not set this service aside."), code="waiver_role")
        if len(reason.strip()) < rules.SHORTEST_REASON:
            raise CannotRecord(
                _("Give the reason in a sentence: the family may ask for it."), code="reason_short"
            )
        told = {"text": reason.strip()}
        parts = [
            _part(case, open_steps[case.pk], told, {"reason": reason.strip(), "by": by.name})
            for case in cases
        ]
        return save_records(parts=parts, kind=rules.WAIVED, happened_at=at, by=by, at=at)


def decline_step(
    *,
    steps: Mapping[uuid.UUID, str],
    words: str,
    ask_again_on: date | None,
    by: Actor,
    at: datetime,
) -> Recorded:
    """Record that the person said no, or not now, in her words. Nothing else depends on her answer."""
    with recorded("step.decline", by=by) as act:
        cases = locked(list(steps), by)
        act.about(*[case.person_id for case in cases])
        require(by, permissions.STEP_RECORD)
        open_steps = _open_steps(cases, steps, by, at)
        for step in open_steps.values():
            if not permissions.may_record_step(by, step):
                raise NotAllowed(_("Your role does not write in this part of the file."), code="compartment")
            if not step.voluntary:
                raise CannotRecord(
                    _("This service is owed whatever the answer; it can be set aside by a supervisor."),
                    code="not_voluntary",
                )
        if ask_again_on is not None and ask_again_on <= at.date():
            raise CannotRecord(
                _("The day to ask again lies ahead: choose a later one."), code="ask_again_past"
            )
        if ask_again_on is not None and reason_against_day(ask_again_on, at.date(), lies_ahead=True):
            raise CannotRecord(_(DAY_REASONS["far_ahead"]), code="ask_again_far")
        again = {"ask_again_on": ask_again_on.isoformat()} if ask_again_on else {}
        told = {"text": words.strip(), **again}
        parts = [_part(case, open_steps[case.pk], told, again) for case in cases]
        return save_records(parts=parts, kind=rules.DECLINED, happened_at=at, by=by, at=at)


def _part(case: Case, step: pathway.Step, told: dict[str, Any], more: dict[str, Any]) -> Part:
    # The day it is due tells the step apart for good: its number moves when something older is told later.
    due_on = {} if step.due_at is None else {"due_on": step.due_at.date().isoformat()}
    which = {"action": step.action_id, "occurrence": step.occurrence, **due_on}
    return Part(case, step.compartment, {**told, "step": step.key, **due_on}, {**which, **more})


def _open_steps(
    cases: list[Case], keys: Mapping[uuid.UUID, str], by: Actor, at: datetime
) -> dict[uuid.UUID, pathway.Step]:
    """The open steps with these keys, in what the actor reads."""
    plans = queries.plans_of(cases, at)
    found = {case.pk: plans[case.pk].step(keys[case.pk]) for case in cases}
    steps = {
        pk: step
        for pk, step in found.items()
        if step and step.is_open and by.sees_service(step.compartment, step.discipline)
    }
    if len(steps) < len(cases):
        raise CannotRecord(_("This step is not open any more. Load the page again."), code="step_not_open")
    return steps
