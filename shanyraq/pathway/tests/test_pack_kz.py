"""What the reference pack promises."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from shanyraq.pathway import Right
from shanyraq.pathway.check import GENERIC_KINDS
from shanyraq.pathway.tests.factories import kz

COUNTS = {"P0": 9, "P1": 10, "P2": 5, "P3": 17, "P4": 30, "P5": 12, "P6": 17, "P7": 2, "P8": 4}


def test_pack_has_106_actions_numbered_without_a_gap() -> None:
    expected = [f"{phase}-{number:02}" for phase, count in COUNTS.items() for number in range(1, count + 1)]

    assert list(kz().actions) == expected
    assert len(expected) == 106


def test_every_action_says_what_it_is_and_that_it_still_has_to_be_signed_off() -> None:
    for action in kz().actions.values():
        assert action.status == "default" and action.source
        assert 1 <= action.level <= 5
        assert action.effort_hours > 0
        assert action.phase == action.id[:2]


def test_nothing_dangles_between_actions_and_kinds_of_evidence() -> None:
    pack = kz()
    closing = {kind for action in pack.actions.values() for kind in action.done_by}

    assert closing <= set(pack.kinds)
    assert set(GENERIC_KINDS) <= set(pack.kinds)
    assert all(kind.room in ("cases", kind.code.partition(".")[0]) for kind in pack.kinds.values())


@pytest.mark.parametrize(
    ("action", "days"),
    [
        ("P4-30", [45, 90]),
        ("P6-05", [90, 180, 365]),
        ("P6-09", [90, 180, 365]),
        ("P6-13", [90, 365]),
        ("P7-02", [730, 1095]),
    ],
)
def test_actions_with_several_due_dates_have_an_occurrence_for_each(action: str, days: list[int]) -> None:
    due = kz().action(action).due

    assert [kz().params.amount(one.days or 0) for one in due] == days


def test_children_and_people_alone_get_what_their_profile_asks_for() -> None:
    pack = kz()

    def of(profile: str) -> set[str]:
        return {action.id for action in pack.actions.values() if profile in action.for_.profile}

    alone = {action.id for action in pack.actions.values() if "unaccompanied" in action.for_.overlay}
    assert {"P4-09", "P4-10", "P4-11", "P5-06", "P6-01"} <= of("school_age")
    assert {"P4-03", "P5-05"} <= of("infant") & of("preschool")
    assert {"P3-10", "P3-11", "P5-07", "P6-04", "P6-13"} <= alone
    assert {"P4-13", "P6-15"} <= of("youth")


def test_no_person_is_asked_to_agree_to_anything_before_she_is_helped() -> None:
    asking = [action.id for action in kz().actions.values() if action.for_.consent]

    assert asking == ["P4-07", "P6-05"]
    assert all(kz().action(code).compartment == "C4" for code in asking)


def test_roles_cover_the_programme_and_none_is_for_police() -> None:
    roles = kz().roles

    assert len(roles) == 27
    assert not [code for code in roles if re.search("police|security|intelligence|military", code)]
    assert roles["administrator"].compartments == {}
    assert roles["case_manager"].compartments["C7"] is Right.WRITE
    assert all(role.compartments.get("C2") in (None, Right.TWO_PERSONS, Right.TWO_WRITE, Right.TWO_READ,
               Right.BREAK_GLASS_BY_TWO) for code, role in roles.items() if code != "consular_officer")  # fmt: skip


def test_closing_and_panel_decisions_cannot_be_waived() -> None:
    for code in ("P8-02", "P8-03", "P4-27", "P4-28", "P3-07", "P6-12"):
        assert kz().action(code).waivable_by == ()


def test_twenty_regions_each_with_a_tile_of_its_own_and_a_regional_centre() -> None:
    regions = kz().places_of("region")

    assert len(regions) == 20
    assert max(Counter((region.column, region.row) for region in regions).values()) == 1
    for region in regions:
        assert kz().places_of("centre", region.code)
        assert {"en", "kk", "ru", "ar"} == set(region.names)


def test_nine_purposes_and_an_age_rule_for_every_age() -> None:
    rules = kz().age_rules

    assert len(kz().consents) == 9
    assert [rule.min_age_months for rule in rules[1:]] == [
        (rule.max_age_months or 0) + 1 for rule in rules[:-1]
    ]
    assert kz().consents["testimony"].adults_only


def test_one_record_of_a_visit_counts_for_every_step_it_closes() -> None:
    closed = [action.id for action in kz().actions_closed_by("home.visit.child_seen_alone")]

    assert closed == ["P5-09", "P5-10", "P6-03", "P6-04"]
    assert [kind.code for kind in kz().kinds_for("P4-10")] == ["learning.plan.signed"]
