"""Long work and regular work, in one small table each: SQLite and PostgreSQL alike, with progress and cancelling.

An app says what it can do: `handler("cases.import")(function)` for long work, `chore("cases.drafts", every)(function)`
for regular work. `shanyraq serve` runs both in a thread; `shanyraq work` runs them in a process of its own.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.models import Chore, Job

log = logging.getLogger(__name__)

Handler = Callable[["Progress", dict[str, Any]], dict[str, Any]]
_handlers: dict[str, Handler] = {}
_chores: dict[str, tuple[timedelta, Callable[[datetime], None]]] = {}


class Stopped(Exception):
    """The person who asked for the work cancelled it."""


@dataclass
class Progress:
    """What a handler tells the page: how far it is. Telling also asks whether to stop."""

    job: Job
    clock: Callable[[], datetime]

    def tell(self, done: int, total: int) -> None:
        """Say how far the work is. Raises Stopped. Call it outside the work's own transaction."""
        Job.objects.filter(pk=self.job.pk).update(done=done, total=total, seen_at=self.clock())
        if Job.objects.filter(pk=self.job.pk, is_stopping=True).exists():
            raise Stopped


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that does this kind of work."""

    def register(function: Handler) -> Handler:
        _handlers[kind] = function
        return function

    return register


def chore(name: str, every: timedelta) -> Callable[[Callable[[datetime], None]], Callable[[datetime], None]]:
    """Register work to be done regularly."""

    def register(function: Callable[[datetime], None]) -> Callable[[datetime], None]:
        _chores[name] = (every, function)
        return function

    return register


def ask_for(kind: str, *, arguments: dict[str, Any], asked_by: UUID | None, at: datetime) -> Job:
    """Queue a piece of work; ids only in `arguments`, never names."""
    if kind not in _handlers:
        raise LookupError(f"no handler for {kind}")
    return Job.objects.create(kind=kind, arguments=arguments, asked_by=asked_by, asked_at=at)


def stop(job: Job) -> None:
    """Ask a job to stop at its next step; one that has not begun never will."""
    Job.objects.filter(pk=job.pk, state=Job.WAITING).update(state=Job.CANCELLED)
    Job.objects.filter(pk=job.pk, state=Job.RUNNING).update(is_stopping=True)


def work_once(clock: Callable[[], datetime]) -> bool:
    """Take the oldest waiting job and do it. Returns whether there was one."""
    job = Job.objects.filter(state=Job.WAITING).order_by("asked_at").first()
    if job is None:
        return False
    claimed = Job.objects.filter(pk=job.pk, state=Job.WAITING).update(state=Job.RUNNING, seen_at=clock())
    if claimed:
        _do(job, clock)
    return True


def do_chores(clock: Callable[[], datetime]) -> None:
    """Do the regular work that is due; each at most once in its interval, whoever gets there first."""
    for name, (every, function) in _chores.items():
        at = clock()
        Chore.objects.get_or_create(name=name, defaults={"begun_at": at - every})
        if Chore.objects.filter(name=name, begun_at__lte=at - every).update(begun_at=at):
            try:
                function(at)
            except Exception:
                log.exception("the chore %s failed", name)


def fail_lost_jobs(at: datetime) -> None:
    """A job whose worker died is marked as failed, so that its page says so and it can be asked for again."""
    Job.objects.filter(state=Job.RUNNING, seen_at__lt=at - Job.LOST_AFTER).update(
        state=Job.FAILED, outcome={"error": "lost"}
    )


def _do(job: Job, clock: Callable[[], datetime]) -> None:
    state, outcome = Job.DONE, {}
    try:
        outcome = _handlers[job.kind](Progress(job, clock), job.arguments)
    except Stopped:
        state = Job.CANCELLED
    except Refusal as refusal:
        state, outcome = Job.FAILED, {"error": refusal.code, "message": str(refusal)}
    except Exception:
        log.exception("the job %s failed", job.kind)
        state, outcome = Job.FAILED, {"error": "unexpected"}
    with transaction.atomic():
        Job.objects.filter(pk=job.pk).update(state=state, outcome=outcome, seen_at=clock())
