"""Working out plans anew and keeping what is open as rows. The only writer of PlanStep."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice

from shanyraq import pathway
from shanyraq.access.queries import computing
from shanyraq.audit.actions import recorded
from shanyraq.cases import queries
from shanyraq.cases.models import Case, PlanStep
from shanyraq.foundation.writing import update_rows

KEPT = frozenset({pathway.StepState.LATE, pathway.StepState.DUE, pathway.StepState.WAITING})
AT_ONCE = 500


def refresh_plans(*, cases: Sequence[Case], at: datetime) -> dict[uuid.UUID, pathway.Plan]:
    """Evaluate the pack for these cases and keep the outcome. Part of the caller's recorded act.

    The cases carry their person (`select_related("person")`). Returns the plans by case.
    """
    with computing("plan.refresh"):
        inputs = queries.pathway_input(cases)
        plans = {
            case.pk: pathway.evaluate(queries.pack(), *inputs[case.pk], at) for case in cases if case.is_open
        }
        _keep(cases, plans, at)
    return plans


def refresh_due_plans(*, at: datetime) -> int:
    """Refresh the plans that change because time went on. The day's chore; returns how many."""
    done = 0
    with computing("plan.day"):
        waiting = list(
            Case.objects.filter(plan_changes_at__lte=at, closed_at=None).values_list("pk", flat=True)
        )
    for ids in _in_batches(waiting):
        with recorded("plan.day", by=queries.SYSTEM) as act, computing("plan.day"):
            cases = list(
                Case.objects.filter(pk__in=ids).select_related("person").select_for_update(of=("self",))
            )
            refresh_plans(cases=cases, at=at)
            act.about(*[case.person_id for case in cases])
            done += len(cases)
    return done


def _keep(cases: Sequence[Case], plans: dict[uuid.UUID, pathway.Plan], at: datetime) -> None:
    PlanStep.objects.filter(case__in=[case.pk for case in cases]).delete()
    PlanStep.objects.bulk_create(
        [row for case in cases if case.pk in plans for row in rows_of(case, plans[case.pk])], batch_size=1000
    )
    for case in cases:
        plan = plans.get(case.pk)
        case.plan_made_at = at
        case.plan_changes_at = plan.next_change_at if plan else None
        if plan and plan.phase != case.phase:
            case.phase = plan.phase
            case.phase_since = next((one.since for one in plan.phases if one.id == plan.phase), None) or at
    update_rows(cases, ["plan_made_at", "plan_changes_at", "phase", "phase_since"])


def rows_of(case: Case, plan: pathway.Plan) -> list[PlanStep]:
    """The rows a plan leaves: what is late, due or waiting."""
    return [
        PlanStep(
            case=case,
            person_id=case.person_id,
            key=step.key,
            action=step.action_id,
            phase=step.phase,
            state=str(step.state),
            discipline=step.discipline,
            compartment=step.compartment,
            region=case.region,
            opens_at=step.opens_at,
            due_at=step.due_at,
            reason=step.reason.code,
            reason_values=queries.plain_values(step.reason.params),
        )
        for step in plan.steps
        if step.state in KEPT
    ]


def _in_batches(ids: Iterable[uuid.UUID]) -> Iterable[list[uuid.UUID]]:
    remaining = iter(ids)
    while batch := list(islice(remaining, AT_ONCE)):
        yield batch
