"""Who is invented, in which numbers: pure, without a database."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanyraq.cases.queries import pack
from shanyraq.demo.making.history import events_of, facts_of, life_of
from shanyraq.demo.making.households import _shares, households
from shanyraq.demo.making.humans import Household, Human
from shanyraq.demo.making.staff import TEAM, colleagues
from shanyraq.demo.making.stages import DEMO_DAY, STAGES, scaled
from shanyraq.demo.making.wordings import ELSEWHERE, LANGUAGES, MEETINGS, NOTES, PHRASES
from shanyraq.demo.making.world import Event, Life
from shanyraq.pathway import Evidence, Plan, StepState, evaluate

END = datetime.combine(DEMO_DAY, time(8), pack().time_zone)
SIZES = {"zhusan-1": 47, "zhusan-2": 231, "zhusan-3": 246, "zhusan-4": 71, "rusafa": 14, "zhusan-5": 12}


def plan_of(house: Household, index: int, life: Life, events: Sequence[Event]) -> Plan:
    ordered = sorted(events, key=lambda event: (event.at, event.kind))
    evidence = [Evidence(str(n), n, event.kind, event.at, event.payload) for n, event in enumerate(ordered)]
    return evaluate(pack(), facts_of(house.members[index], house, life), evidence, END)


def late_services(people: int, most: int, is_taken_over: bool) -> Iterator[tuple[str, int]]:
    """The key of each late service, and for how many days it has been."""
    for house in households(scaled(people), 2021)[:: 2 if is_taken_over else 1]:
        life = life_of(house, pack(), 2021, is_taken_over=is_taken_over)
        for index, human in enumerate(house.members):
            if not human.has_case:
                continue
            events = events_of(house, index, pack(), life, 2021, most, 6 if is_taken_over else 40)
            if any(event.kind == "case.file.closed" for event in events):
                continue
            for step in plan_of(house, index, life, events).steps:
                if step.state is StepState.LATE and step.due_at:
                    yield step.key, (END - step.due_at).days


def people_of(houses: list[Household]) -> list[Human]:
    return [member for house in houses for member in house.members if member.has_case]


def test_the_full_demonstration_has_the_public_totals() -> None:
    people = people_of(households(STAGES, 2021))

    adults = [one for one in people if not one.is_child]
    women = [one for one in adults if one.sex == "F"]
    men = [one for one in adults if one.sex == "M"]
    assert (len(people), sum(one.is_child for one in people)) == (700, 520)
    assert (len(women), len(men)) == (150, 30)
    assert (sum(one.is_charged for one in men), sum(one.is_charged for one in women)) == (25, 1)


def test_the_charged_woman_lives_with_her_children() -> None:
    homes = [
        house
        for house in households(STAGES, 2021)
        if any(m.is_charged and m.sex == "F" for m in house.members)
    ]

    assert len(homes) == 1
    assert any(member.is_child for member in homes[0].members)


def test_each_stage_has_its_public_size_and_days() -> None:
    houses = households(STAGES, 2021)

    for key, size in SIZES.items():
        stage = next(stage for stage in STAGES if stage.key == key)
        there = [house for house in houses if house.stage.key == key]
        assert len(people_of(there)) == size
        assert {house.day for house in there} <= set(stage.days)


def test_no_child_has_a_charge() -> None:
    assert not any(one.is_child and one.is_charged for one in people_of(households(STAGES, 2021)))


def test_nobody_was_born_after_coming() -> None:
    for house in households(STAGES, 2021):
        if house.stage.key != "waiting":
            assert all(member.born <= house.day for member in house.members)


def test_the_same_seed_gives_the_same_people_and_another_seed_others() -> None:
    def told(seed: int) -> str:
        return repr(households(STAGES, seed))

    assert told(7) == told(7)
    assert told(7) != told(8)


@given(people=st.integers(20, 3000), seed=st.integers(0, 50))
@settings(max_examples=40)
def test_any_number_of_people_adds_up(people: int, seed: int) -> None:
    houses = households(scaled(people), seed)

    assert len(people_of(houses)) == people
    assert all(house.members for house in houses)
    assert all(house.members[0].has_case for house in houses)


def test_a_whole_panel_and_another_that_decides_its_appeal_have_their_doors() -> None:
    team = colleagues({"ALR": 40}, "MAN-A", 2021)

    sitting = {one.login: f"{one.given.latn} {one.family.latn}" for one in team if one.role == "panel_member"}

    numbers = ("", "-2", "-3", "-4", "-5", "-6")
    assert set(sitting) == {f"demo-panel_member{number}" for number in numbers}
    assert len(set(sitting.values())) == len(numbers)  # two of one name do not sit together


def test_three_hundred_colleagues_work_with_them() -> None:
    load = {place.code: 35 for place in pack().places_of("region")}

    team = colleagues(load, "MAN-A", 2021)

    assert len(team) == TEAM
    assert {one.region for one in team} >= set(load)
    assert {one.role for one in team} <= set(pack().roles)
    assert all(one.supervisor for one in team if one.role == "case_manager")


def test_a_life_is_the_same_each_time_and_ends_before_the_fixed_day() -> None:
    house = next(house for house in households(STAGES, 2021) if house.is_pinned)
    life = life_of(house, pack(), 2021)

    events = events_of(house, 1, pack(), life, 2021, 1000)

    assert events == events_of(house, 1, pack(), life, 2021, 1000)
    assert len(events) > 30
    assert all(event.at.date() <= DEMO_DAY for event in events)
    assert {event.kind for event in events} <= set(pack().kinds)


@pytest.mark.parametrize(("people", "most", "is_taken_over"), [(100, 10_000, False), (1400, 20, True)])
def test_what_is_late_is_late_for_weeks_and_never_for_years(
    people: int, most: int, is_taken_over: bool
) -> None:
    late = [days for *_, days in late_services(people, most, is_taken_over)]

    assert len(late) > 20
    assert sum(days <= 60 for days in late) > len(late) * 0.9
    assert max(late) <= 200


def test_charged_men_are_in_the_follow_up_and_never_were_in_the_centre() -> None:
    known = pack()
    for house in households(STAGES, 2021):
        life = life_of(house, known, 2021)
        for index, human in enumerate(house.members):
            if not human.is_away:
                continue
            events = events_of(house, index, known, life, 2021, 1000)
            plan = plan_of(house, index, life, events)
            kinds = {event.kind for event in events}
            assert plan.phase == "P7"
            assert "justice.transfer.recorded" in kinds
            assert not any(
                kind.startswith(("centre.stay.started", "home.placement", "centre.exit")) for kind in kinds
            )


def test_children_of_charged_men_have_a_call_or_visit_arranged_or_owed() -> None:
    known = pack()
    houses = [
        h for h in households(STAGES, 2021) if h.members[0].sex == "F" and any(m.is_away for m in h.members)
    ]
    child = next(index for index, human in enumerate(houses[0].members) if human.is_child)
    life = life_of(houses[0], known, 2021)

    plan = plan_of(houses[0], child, life, events_of(houses[0], child, known, life, 2021, 1000))

    assert "parent_detained" in plan.overlays
    assert (
        next(step for step in plan.steps if step.action_id == "P4-26").state is not StepState.NOT_APPLICABLE
    )


def test_the_charged_woman_is_at_home_like_everybody_else() -> None:
    house = next(h for h in households(STAGES, 2021) if h.members[0].sex == "F" and h.members[0].is_charged)
    life = life_of(house, pack(), 2021)

    kinds = {event.kind for event in events_of(house, 0, pack(), life, 2021, 1000)}

    assert {"justice.charge.notified", "home.placement.started"} <= kinds


def test_of_many_people_nobody_has_more_than_twenty_entries() -> None:
    for house in households(scaled(1400), 2021)[::7]:
        life = life_of(house, pack(), 2021, is_taken_over=True)
        for index, _ in enumerate(house.members):
            assert len(events_of(house, index, pack(), life, 2021, 20, 6)) <= 20


class Counting(random.Random):
    """Dice that count how many they were to choose among."""

    among = 0

    def choices(self, population: Any, weights: Any = None, **more: Any) -> Any:
        self.among += len(population)
        return super().choices(population, weights, **more)


def test_giving_children_to_mothers_takes_twice_as_long_for_twice_as_many() -> None:
    some, twice = Counting(1), Counting(1)

    for dice, people in ((some, 20_000), (twice, 40_000)):
        stage = next(stage for stage in scaled(people) if stage.key == "zhusan-3")
        assert sum(_shares(stage.children, stage.women, dice)) == stage.children
    assert twice.among < some.among * 2.2


def test_each_text_of_an_invented_colleague_exists_in_each_language() -> None:
    assert set(NOTES) == set(MEETINGS) == set(ELSEWHERE) == set(PHRASES) == set(LANGUAGES)
    assert len({frozenset(phrases) for phrases in PHRASES.values()}) == 1


def test_in_a_small_demonstration_every_second_family_lives_where_the_doors_lead() -> None:
    small, full = households(scaled(60), 2021), households(STAGES, 2021)

    assert sum(house.region == "KAR" for house in small) * 2 >= len(small)
    assert sum(house.region == "KAR" for house in full) * 4 < len(full)
