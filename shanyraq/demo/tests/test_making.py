"""Who is invented, in which numbers: pure, without a database."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from shanyraq.cases.queries import pack
from shanyraq.demo.making.history import events_of, life_of
from shanyraq.demo.making.households import households
from shanyraq.demo.making.humans import Household, Human
from shanyraq.demo.making.staff import TEAM, colleagues
from shanyraq.demo.making.stages import DEMO_DAY, STAGES, scaled

SIZES = {"zhusan-1": 47, "zhusan-2": 231, "zhusan-3": 246, "zhusan-4": 71, "rusafa": 14, "zhusan-5": 12}


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


def test_in_a_small_demonstration_every_second_family_lives_where_the_doors_lead() -> None:
    small, full = households(scaled(60), 2021), households(STAGES, 2021)

    assert sum(house.region == "KAR" for house in small) * 2 >= len(small)
    assert sum(house.region == "KAR" for house in full) * 4 < len(full)
