"""What holds for every plan, whoever the person and whatever was recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shanyraq.pathway import Evidence, OverlayFact, PersonFacts, evaluate, explain, profiles_at
from shanyraq.pathway.tests.factories import at, kz, person

KINDS = [*kz().kinds, "unknown.thing.happened", ""]
ACTIONS = [*kz().actions, "P9-99", ""]
NEAR = st.datetimes(  # the strategy adds the zone
    datetime(2020, 6, 1),  # noqa: DTZ001
    datetime(2023, 6, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, kz().time_zone]),
)
ANY_TIME = st.datetimes(timezones=st.just(UTC)) | NEAR
days = st.dates() | st.dates(date(2000, 1, 1), date(2024, 1, 1))
junk = st.none() | st.integers(-2, 9) | st.text(max_size=4) | st.booleans()
day_texts = st.dates(date(2020, 1, 1), date(2024, 1, 1)).map(str) | st.sampled_from(
    ["", "soon", "2021-02-30"]
)
payloads = st.fixed_dictionaries(
    {},
    optional={
        "action": st.sampled_from(ACTIONS) | junk,
        "occurrence": junk,
        "ask_again_on": day_texts | junk,
        "expected_on": day_texts | junk,
        "on": day_texts | days | junk,
        "purpose": st.sampled_from([*kz().consents, "no such purpose"]) | junk,
        "reason": junk,
    },
)
overlays = st.builds(OverlayFact, st.sampled_from([*kz().overlays, "unheard of"]), days, st.none() | days)
facts = st.builds(
    PersonFacts,
    sex=st.sampled_from(["F", "M", None]),
    birth_date=st.none() | days,
    birth_precision=st.sampled_from(["day", "month", "year", "estimated", "unknown"]),
    entry=st.sampled_from(["organised", "self"]),
    opened_at=ANY_TIME,
    arrived_at=st.none() | ANY_TIME,
    overlays=st.lists(overlays, max_size=3).map(tuple),
    phase_entry=st.sampled_from([None, "P0", "P3", "P5", "P8", "P77"]),
)
near_facts = st.builds(
    PersonFacts,
    sex=st.sampled_from(["F", "M", None]),
    birth_date=st.dates(date(1980, 1, 1), date(2021, 1, 1)),
    birth_precision=st.sampled_from(["day", "month", "year", "estimated", "unknown"]),
    entry=st.sampled_from(["organised", "self"]),
    opened_at=NEAR,
    arrived_at=st.none() | NEAR,
    overlays=st.lists(overlays, max_size=2).map(tuple),
    phase_entry=st.sampled_from([None, None, "P3", "P5"]),
)


@st.composite
def histories(
    draw: st.DrawFn, times: st.SearchStrategy[datetime] = NEAR, corrections: bool = False
) -> list[Evidence]:
    """Evidence with ids of its own; a few actions are drawn often, so that their steps get a history."""
    favourites = draw(st.lists(st.sampled_from(ACTIONS[:-2]), min_size=1, max_size=4))
    about = [
        kind
        for action in map(kz().action, favourites)
        for kind in (*action.done_by, *action.event, *action.waiting_after, *action.for_.needs)
    ]
    decisions = ["case.step.waived", "case.step.declined", "case.step.not_applicable", "case.consent.given"]
    kinds = st.sampled_from(about + decisions) | st.sampled_from(KINDS)
    evidence: list[Evidence] = []
    for number in range(draw(st.integers(0, 9))):
        payload: dict[str, Any] = draw(payloads)
        if draw(st.booleans()):
            payload = {**payload, "action": draw(st.sampled_from(favourites))}
        earlier = [entry.id for entry in evidence]
        evidence.append(
            Evidence(
                id=f"e{number}",
                seq=draw(st.integers(0, 9)),
                kind=draw(kinds),
                at=draw(times),
                payload=payload,
                corrects=draw(st.sampled_from([None, *earlier])) if corrections else None,
                retracted=corrections and draw(st.booleans()),
            )
        )
    return evidence


often = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@often
@given(facts, histories(ANY_TIME, corrections=True), ANY_TIME)
def test_plan_never_fails_and_explains_every_step(
    who: PersonFacts, evidence: list[Evidence], when: datetime
) -> None:
    plan = evaluate(kz(), who, evidence, when)

    assert {step.action_id for step in plan.steps} >= set(kz().actions) - _series_that_ended(plan.steps)
    assert len({step.key for step in plan.steps}) == len(plan.steps)
    assert all(explain(step, kz()) for step in plan.steps)


def _series_that_ended(steps: tuple[Any, ...]) -> set[str]:
    """A series with an end in days may have ended before it began."""
    return {"P6-04"} - {step.action_id for step in steps}


@often
@given(near_facts, histories(corrections=True), NEAR, st.randoms())
def test_order_of_evidence_makes_no_difference(
    who: PersonFacts, evidence: list[Evidence], when: datetime, dice: Any
) -> None:
    shuffled = list(evidence)
    dice.shuffle(shuffled)

    assert evaluate(kz(), who, shuffled, when) == evaluate(kz(), who, evidence, when)


@often
@given(near_facts, histories(corrections=True), NEAR)
def test_what_is_remembered_between_evaluations_changes_nothing(
    who: PersonFacts, evidence: list[Evidence], when: datetime
) -> None:
    warm = evaluate(kz(), who, evidence, when)

    assert evaluate(replace(kz()), who, evidence, when) == warm


@often
@given(near_facts, histories(), histories(), NEAR)
def test_new_evidence_never_opens_a_closed_step_nor_moves_anybody_back(
    who: PersonFacts, evidence: list[Evidence], more: list[Evidence], when: datetime
) -> None:
    before = evaluate(kz(), who, evidence, when)
    new = [replace(entry, id=f"new {entry.id}") for entry in more if entry.kind not in kz().reopened_by]

    after = evaluate(kz(), who, [*evidence, *new], when)

    now = {step.key: step for step in after.steps}
    opened = [step.key for step in before.steps if step.is_closed and not now[step.key].is_closed]
    order = [phase.id for phase in kz().phases]
    assert opened == []
    assert order.index(after.phase) >= order.index(before.phase)


@often
@given(near_facts, histories(), NEAR, st.floats(0, 1))
def test_plan_changes_at_no_other_instant_than_it_says(
    who: PersonFacts, evidence: list[Evidence], when: datetime, part: float
) -> None:
    plan = evaluate(kz(), who, evidence, when)
    horizon = plan.next_change_at or when + timedelta(days=4000)

    between = when + (horizon - when) * part * 0.999999
    later = evaluate(kz(), who, evidence, between)

    assert when <= between <= horizon
    assert later.steps == plan.steps
    assert (later.phase, later.profiles) == (plan.phase, plan.profiles)


@given(st.dates(date(1990, 1, 1), date(2020, 12, 31)))
def test_profiles_change_on_birthdays_and_only_then(born: date) -> None:
    child = person(birth_date=born)
    bands = {"infant": 0, "preschool": 3, "school_age": 6, "youth": 15, "adult": 18}
    for (name, start), before in zip(bands.items(), [None, *bands], strict=False):
        if not start:
            continue
        birthday = (
            date(born.year + start, 3, 1) if (born.month, born.day) == (2, 29) else _same_day(born, start)
        )
        on_day = profiles_at(kz(), child, at(f"{birthday} 00:00"))
        eve = profiles_at(kz(), child, at(f"{birthday - timedelta(days=1)} 23:59"))
        assert name in on_day and name not in eve
        assert before is None or before in eve


def _same_day(born: date, years: int) -> date:
    return born.replace(year=born.year + years)


def test_plan_of_the_very_first_and_last_instant_is_worked_out_too() -> None:
    for instant in (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)):
        assert evaluate(kz(), person(), [], instant).steps
        assert profiles_at(kz(), person(), instant)


@given(st.dates(date(1960, 1, 1), date(2020, 1, 1)), NEAR, st.sampled_from("FM"))
def test_uncertain_age_is_treated_as_a_child(born: date, when: datetime, sex: str) -> None:
    today = when.astimezone(kz().time_zone).date()

    def profiles(precision: str, birth: date | None = born) -> frozenset[str]:
        return profiles_at(kz(), person(birth_date=birth, birth_precision=precision, sex=sex), when)

    assert profiles("unknown") == profiles("day", None) == {"child"}
    for precision, latest in (
        ("year", born.replace(month=12, day=31)),
        ("estimated", born + timedelta(days=366)),
    ):
        is_surely_adult = (today.year - latest.year, today.month, today.day) >= (18, latest.month, latest.day)
        is_surely_adult = is_surely_adult or today.year - latest.year > 18
        assert ("adult" in profiles(precision)) <= is_surely_adult or precision == "estimated"
        assert ("child" in profiles(precision)) != ("adult" in profiles(precision))


def test_young_person_who_may_be_seventeen_is_no_adult() -> None:
    born_in_2003 = person(birth_date=date(2003, 1, 1), birth_precision="year")
    about_eighteen = person(birth_date=date(2003, 3, 1), birth_precision="estimated")

    assert profiles_at(kz(), born_in_2003, at("2021-12-30")) == {"child", "youth"}
    assert profiles_at(kz(), born_in_2003, at("2021-12-31")) == {"adult", "woman"}
    assert profiles_at(kz(), about_eighteen, at("2021-05-20")) == {"child", "youth"}
    assert profiles_at(kz(), about_eighteen, at("2022-03-01")) == {"adult", "woman"}


def test_birthday_opens_the_youth_plan() -> None:
    born = date(2006, 9, 3)

    before = evaluate(kz(), person(birth_date=born), [], at("2021-09-02"))
    after = evaluate(kz(), person(birth_date=born), [], at("2021-09-03"))

    youth_plan = [plan.step("P4-13") for plan in (before, after)]
    assert [step.state.value for step in youth_plan if step] == ["NOT_APPLICABLE", "LATE"]
    assert before.next_change_at is not None and before.next_change_at <= at("2021-09-03 00:00")
