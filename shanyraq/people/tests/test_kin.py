"""What kin can be to each other: what is impossible, what is asked, and what is quite possible."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date

import pytest

from shanyraq.people.rules.heads import faults_in_places
from shanyraq.people.rules.home import Place, kin_at_home, left_behind, relation_beside
from shanyraq.people.rules.kin import Known, Tie, faults_in_kin, reason_against_kin

TODAY = date(2021, 5, 20)


def born(year: int, sex: str = "", precision: str = "day") -> Known:
    return Known(date(year, 1, 1), precision, sex)


PEOPLE: dict[Hashable, Known] = {
    "saule": born(1988, "F"),
    "aida": born(1985, "F"),
    "omar": born(1980, "M"),
    "kairat": born(1979, "M"),
    "yusuf": born(2010, "M"),
    "aya": born(2012, "F"),
    "girl": born(2000, "F"),
    "her child": born(2012, "M"),
    "kulyash": born(1950, "F"),
    "nobody knows": Known(),
    "nor of him": Known(),
}


def codes(*ties: tuple[str, str, str]) -> list[str]:
    return [
        fault.code for fault in faults_in_kin(PEOPLE, [Tie(*tie) for tie in ties], TODAY, youngest_spouse=14)
    ]


MOTHER, FATHER = ("saule", "PARENT", "yusuf"), ("omar", "PARENT", "yusuf")
MARRIED = ("saule", "SPOUSE", "omar")


@pytest.mark.parametrize(
    ("ties", "code"),
    [
        ([("yusuf", "PARENT", "saule")], "younger"),
        ([("her child", "PARENT", "yusuf")], "younger"),
        ([("girl", "PARENT", "yusuf")], "young_parent"),
        ([("omar", "PARENT", "saule")], "too_close"),
        ([("saule", "GRANDPARENT", "girl")], "too_close"),
        ([("omar", "GRANDPARENT", "yusuf")], ""),
        ([("saule", "GRANDPARENT", "aya")], "young_grandparent"),
        ([("kulyash", "PARENT", "aya")], "old_mother"),
        ([MOTHER, ("aida", "PARENT", "yusuf")], "two_mothers"),
        ([FATHER, ("kairat", "PARENT", "yusuf")], "two_fathers"),
        ([FATHER, ("kairat", "PARENT", "yusuf"), ("nobody knows", "PARENT", "yusuf")], "two_fathers"),
        ([MOTHER, FATHER, ("nobody knows", "PARENT", "yusuf")], "three_parents"),
        ([("nobody knows", "PARENT", "nor of him"), ("nor of him", "SPOUSE", "nobody knows")], "married_kin"),
        ([MOTHER, FATHER, MARRIED], ""),
        ([MARRIED, ("omar", "SIBLING", "saule")], "married_kin"),
        ([("nobody knows", "PARENT", "omar"), ("nobody knows", "PARENT", "saule"), MARRIED], "married_kin"),
        ([MOTHER, ("saule", "SIBLING", "yusuf")], "two_kinds"),
        ([("saule", "SPOUSE", "omar"), ("saule", "SPOUSE", "kairat")], "two_husbands"),
        ([("saule", "SPOUSE", "aida")], "same_sex"),
        ([("yusuf", "GUARDIAN", "aya")], "young_guardian"),
    ],
)
def test_what_kin_cannot_be_or_hardly(ties: list[tuple[str, str, str]], code: str) -> None:
    assert codes(*ties)[:1] == ([code] if code else [])


def test_how_old_a_wife_or_husband_is_at_least_is_told_by_the_pack() -> None:
    couple = (born(2005, "F"), born(1985, "M"))

    assert reason_against_kin("SPOUSE", *couple, TODAY, youngest_spouse=14) == ""
    assert reason_against_kin("SPOUSE", *couple, TODAY, youngest_spouse=18) == "too_young"


@pytest.mark.parametrize(
    "ties",
    [
        [("saule", "SPOUSE", "omar"), ("aida", "SPOUSE", "omar")],
        [MOTHER, ("aida", "CAREGIVER", "yusuf"), ("omar", "PARENT", "yusuf"), ("aida", "SPOUSE", "omar")],
        [MOTHER, ("saule", "GUARDIAN", "yusuf")],
        [("nobody knows", "PARENT", "yusuf"), ("nor of him", "PARENT", "yusuf")],
        [("kulyash", "PARENT", "saule"), MOTHER, ("kulyash", "GRANDPARENT", "yusuf")],
        [("nobody knows", "SPOUSE", "nor of him")],
    ],
)
def test_two_wives_of_one_man_a_stepmother_who_cares_and_the_unknown_are_possible(
    ties: list[tuple[str, str, str]],
) -> None:
    assert codes(*ties) == []


def test_nobody_is_her_own_forebear_however_far() -> None:
    three = [Tie("a", "PARENT", "b"), Tie("b", "PARENT", "c"), Tie("c", "GRANDPARENT", "a")]

    assert [fault.code for fault in faults_in_kin({}, three, TODAY, youngest_spouse=14)] == ["circular"]
    both = [Tie("a", "PARENT", "b"), Tie("b", "PARENT", "a")]
    assert [fault.code for fault in faults_in_kin({}, both, TODAY, youngest_spouse=14)] == [
        "two_kinds",
        "circular",
    ]
    assert faults_in_kin({}, three[:2], TODAY, youngest_spouse=14) == []


def test_the_mother_who_was_recorded_first_is_named() -> None:
    ties = [Tie(*MOTHER), Tie("aida", "PARENT", "yusuf")]

    assert faults_in_kin(PEOPLE, ties, TODAY, youngest_spouse=14)[0].who == ("yusuf", "saule", "aida")


def test_a_family_has_one_head() -> None:
    assert [fault.who for fault in faults_in_places({1: "head", 2: "child", 3: "head"}, {}, TODAY)] == [
        (1, 3)
    ]
    assert faults_in_places({1: "head", 2: "spouse", 3: "spouse"}, {}, TODAY) == []


def test_a_child_is_head_of_a_family_without_adults_and_is_asked_about_in_any_other() -> None:
    sister, brother, aunt = born(2007, "F"), born(2012, "M"), born(1985, "F")
    vague = Known(date(2002, 1, 1), "estimated")  # of whom nobody knows whether she is of age

    def told(**people: Known) -> list[tuple[str, tuple[object, ...]]]:
        places: dict[Hashable, str] = {one: "head" if one == "sister" else "relative" for one in people}
        found = faults_in_places(places, dict[Hashable, Known](people.items()), date(2021, 6, 1))
        return [(fault.code, fault.who) for fault in found]

    assert told(sister=sister, aunt=aunt) == [("young_head", ("sister", "aunt"))]
    elder = {"mother": born(1990, "F"), "aunt": aunt}
    assert (
        told(sister=sister, **elder)
        == told(sister=sister, **dict(reversed(elder.items())))
        == told(sister=sister, aunt=aunt)
    )
    assert told(sister=sister, brother=brother) == told(sister=vague, aunt=aunt) == []
    assert told(sister=aunt, brother=brother) == told(sister=sister, brother=vague) == []


def test_parents_at_home_speak_against_a_child_without_her_family_and_so_do_other_adults() -> None:
    mother, aunt = Place("m", "head", born(1990, "F")), Place("a", "relative", born(1985, "F"))
    lodger, sister = Place("l", "other", born(1980)), Place("s", "child", born(2010))
    child, guest = Place("c", "child", born(2012)), Place("c", "other", born(2012))
    mothers = [Tie("m", "PARENT", "c")]

    def found(kind: str, *places: Place, ties: list[Tie] | None = None) -> list[object]:
        return kin_at_home("c", places, ties or [], kind, TODAY)

    assert found("SEPARATED", child, mother, aunt) == found("UNACCOMPANIED", child, mother, aunt) == ["m"]
    assert found("SEPARATED", guest, mother, ties=mothers) == ["m"]
    assert found("UNACCOMPANIED", child, aunt, lodger, sister) == ["a"]
    assert found("SEPARATED", child, aunt, lodger, sister) == []
    assert found("UNACCOMPANIED", guest, aunt) == []


@pytest.mark.parametrize(
    ("parents", "left"),
    [
        ({}, []),
        ({"aya": ["aida"]}, [("aya", "aida")]),
        ({"aya": ["aida", "omar"]}, []),  # her father stays
        ({"aya": ["omar"], "yusuf": ["aida"]}, [("yusuf", "aida")]),
        ({"baby": ["aya"], "aya": ["aida"]}, [("aya", "aida"), ("baby", "aya")]),  # who follows leaves nobody
        ({"baby": ["aya", "girl"], "aya": ["aida"]}, [("aya", "aida")]),
    ],
)
def test_whom_a_mother_who_moves_away_leaves_without_a_parent(
    parents: dict[str, list[str]], left: list[tuple[str, str]]
) -> None:
    assert left_behind("aida", parents) == left


def test_what_a_child_is_beside_her_mother() -> None:
    told = {
        relation: relation_beside(relation) for relation in ("head", "spouse", "child", "sibling", "other")
    }

    assert told == {
        "head": "child",
        "spouse": "child",
        "child": "grandchild",
        "sibling": "relative",
        "other": "other",
    }
