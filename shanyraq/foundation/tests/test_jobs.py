"""Long work and regular work: done once, watched, stopped, and never silently lost."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from shanyraq.foundation import jobs
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.jobs import Progress
from shanyraq.foundation.models import Chore, Job

AT = datetime(2021, 5, 20, 9, tzinfo=UTC)
SOMEBODY = UUID(int=1)
pytestmark = pytest.mark.django_db


def clock() -> datetime:
    return AT


@pytest.fixture(autouse=True)
def _own_registers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_handlers", {})
    monkeypatch.setattr(jobs, "_chores", {})


def asked(kind: str = "count", **arguments: Any) -> Job:
    return jobs.ask_for(kind, arguments=arguments, asked_by=SOMEBODY, at=AT)


def test_a_job_is_done_once_and_keeps_its_outcome() -> None:
    done = []

    @jobs.handler("count")
    def count(progress: Progress, arguments: dict[str, Any]) -> dict[str, Any]:
        done.append(arguments["n"])
        progress.tell(1, 2)
        return {"rows": 2}

    job = asked(n=7)

    assert jobs.work_once(clock) is True
    assert jobs.work_once(clock) is False
    job.refresh_from_db()
    assert done == [7]
    assert (job.state, job.outcome, job.done, job.total) == (Job.DONE, {"rows": 2}, 1, 2)


def test_jobs_are_done_in_the_order_in_which_they_were_asked_for() -> None:
    done = []
    jobs.handler("count")(lambda progress, arguments: {"n": done.append(arguments["n"])})  # type: ignore[func-returns-value]
    jobs.ask_for("count", arguments={"n": 2}, asked_by=None, at=AT + timedelta(minutes=1))
    jobs.ask_for("count", arguments={"n": 1}, asked_by=None, at=AT)

    while jobs.work_once(clock):
        pass

    assert done == [1, 2]


def test_a_job_claimed_by_another_worker_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    done = []
    jobs.handler("count")(lambda progress, arguments: {"n": done.append(1)})  # type: ignore[func-returns-value]
    asked()
    first = type(Job.objects.all()).first

    def first_then_lost(rows: Any) -> Job | None:
        found = first(rows)
        if found:
            Job.objects.filter(pk=found.pk).update(state=Job.RUNNING)
        return found

    monkeypatch.setattr(type(Job.objects.all()), "first", first_then_lost)
    jobs.work_once(clock)

    assert done == []


def test_work_nobody_can_do_is_refused_when_it_is_asked_for() -> None:
    with pytest.raises(LookupError):
        asked("unknown")


def test_a_job_stopped_before_it_began_is_never_done() -> None:
    jobs.handler("count")(lambda progress, arguments: pytest.fail("was done"))
    job = asked()

    jobs.stop(job)

    assert jobs.work_once(clock) is False
    job.refresh_from_db()
    assert job.state == Job.CANCELLED


def test_a_running_job_stops_at_its_next_step() -> None:
    steps = []

    @jobs.handler("count")
    def count(progress: Progress, arguments: dict[str, Any]) -> dict[str, Any]:
        for step in range(3):
            steps.append(step)
            if step == 1:
                jobs.stop(progress.job)
            progress.tell(step, 3)
        return {}

    job = asked()
    jobs.work_once(clock)

    job.refresh_from_db()
    assert (steps, job.state) == ([0, 1], Job.CANCELLED)


def test_a_refused_job_keeps_the_sentence_for_the_user() -> None:
    @jobs.handler("count")
    def count(progress: Progress, arguments: dict[str, Any]) -> dict[str, Any]:
        raise Refusal("The list is empty. Send another one.", code="empty")

    job = asked()
    jobs.work_once(clock)

    job.refresh_from_db()
    assert job.state == Job.FAILED
    assert job.outcome == {"error": "empty", "message": "The list is empty. Send another one."}


def test_a_job_that_breaks_fails_without_telling_values() -> None:
    @jobs.handler("count")
    def count(progress: Progress, arguments: dict[str, Any]) -> dict[str, Any]:
        raise ValueError("Aigul's name")

    job = asked()
    jobs.work_once(clock)

    job.refresh_from_db()
    assert (job.state, job.outcome) == (Job.FAILED, {"error": "unexpected"})


def test_a_job_whose_worker_died_is_marked_as_failed() -> None:
    jobs.handler("count")(lambda progress, arguments: {})
    lost, alive = asked(), asked()
    Job.objects.filter(pk=lost.pk).update(state=Job.RUNNING, seen_at=AT - timedelta(minutes=6))
    Job.objects.filter(pk=alive.pk).update(state=Job.RUNNING, seen_at=AT - timedelta(minutes=1))

    jobs.fail_lost_jobs(AT)

    assert Job.objects.get(pk=lost.pk).outcome == {"error": "lost"}
    assert Job.objects.get(pk=alive.pk).state == Job.RUNNING


def test_a_chore_is_done_at_most_once_in_its_interval() -> None:
    done: list[datetime] = []
    jobs.chore("sweep", timedelta(hours=1))(done.append)

    for minutes in (0, 1, 59, 60, 61, 180):
        at = AT + timedelta(minutes=minutes)
        jobs.do_chores(lambda: at)  # noqa: B023 - called at once

    assert [(at - AT) // timedelta(minutes=1) for at in done] == [0, 60, 180]


def test_a_chore_that_breaks_does_not_stop_the_others() -> None:
    done: list[datetime] = []

    @jobs.chore("broken", timedelta(hours=1))
    def broken(at: datetime) -> None:
        raise ValueError

    jobs.chore("sweep", timedelta(hours=1))(done.append)

    jobs.do_chores(clock)

    assert done == [AT]
    assert Chore.objects.count() == 2
