"""Children whom a list names in somebody's own row: whose they are, and what their family is called."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from shanyraq.access.queries import computing
from shanyraq.cases.actions.rosters import confirm_draft, open_draft
from shanyraq.cases.rosters.drafts import LOOK, DraftRow, content_of
from shanyraq.cases.rosters.found_families import families_of
from shanyraq.cases.rosters.impossible import with_kin_told
from shanyraq.cases.rosters.roster import read_roster
from shanyraq.cases.tests.cast import Worker
from shanyraq.foundation.clock import real_now
from shanyraq.people.models import Family, Kinship

AT = datetime(2021, 3, 20, 9, tzinfo=UTC)
WIFE = 'Name,Relation,Age,Nationality,Remarks\n{name},{relation},{age},KZ,"3 children: Ali 7, Maryam 4, ?"\n'
AIGUL = "Айгуль Серикова"


def list_of(name: str = AIGUL, relation: str = "wife of Hamza (Hamza absent)", age: str = "30") -> bytes:
    return WIFE.format(name=name, relation=relation, age=age).encode()


def rows_of(data: bytes) -> list[DraftRow]:
    read = read_roster(data, filename="camp.csv", as_of=date(2021, 3, 12), today=AT.date())
    return list(content_of(read).rows)


def row(number: int, name: str = "", relation: str = "", born: str = "", **more: object) -> DraftRow:
    fields = {"names": {"Latn": name} if name else {}, "family": "1"} | more
    return DraftRow(number, "A", 1, relation=relation, birth_date=born, **fields)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_children_in_the_row_of_an_absent_mans_wife_are_registered_as_hers(saule: Worker) -> None:
    known: dict[str, datetime] = {"at": real_now()}
    draft = open_draft(
        data=list_of(),
        file_name="camp.csv",
        as_of=date(2021, 3, 12),
        today=AT.date(),
        by=saule.actor,
        **known,
    )
    confirm_draft(draft_id=draft.pk, by=saule.actor, at=AT, now=real_now())

    with computing("test"):
        kin = list(Kinship.objects.select_related("person"))
        assert [(one.person.sort_name, one.kind, one.proof) for one in kin] == [
            (AIGUL, "PARENT", "DECLARED")
        ] * 3
        assert Family.objects.get().label == AIGUL


@pytest.mark.parametrize("relation", ["wife of Hamza", "head", "sister of Hamza", "mother", ""])
def test_whatever_she_is_called_the_children_in_her_row_are_hers(relation: str) -> None:
    (family,) = families_of(rows_of(list_of(relation=relation)))

    assert set(family.kinships) == {(0, "PARENT", 1), (0, "PARENT", 2), (0, "PARENT", 3)}


def test_a_present_husband_is_their_father_too_and_a_second_wife_is_mother_of_none_of_them() -> None:
    (family,) = families_of(
        [
            row(0, "Hamza", "head", "1980", sex="M"),
            row(1, "Aigul", "spouse", "1990", sex="F"),
            row(2, "Ali", "child", "2014", host=1),
            row(3, "Dina", "spouse", "1992", sex="F"),
            row(4, "Omar", "child", "2015", host=3),
        ]
    )
    assert [one.shown_name for one in family.rows] == ["Hamza", "Aigul", "Dina", "Ali", "Omar"]
    assert set(family.kinships) == {
        *((1, "SPOUSE", 0), (2, "SPOUSE", 0)),
        *((0, "PARENT", 3), (1, "PARENT", 3)),
        *((0, "PARENT", 4), (2, "PARENT", 4)),
    }


def test_a_child_beside_a_grown_daughter_is_hers_and_beside_a_young_one_her_sister() -> None:
    (family,) = families_of(
        [
            row(0, "Aigul", "head", "1980"),
            row(1, "Sara", "child", "2001"),
            row(2, "Ali", "child", "2019", host=1),
            row(3, "Maryam", "child", "2014"),
            row(4, "Omar", "child", "2015", host=3),
        ]
    )
    assert set(family.kinships) == {(0, "PARENT", 1), (1, "PARENT", 2), (0, "PARENT", 3), (0, "PARENT", 4)}


def test_whoever_is_too_young_to_be_the_mother_is_asked_about() -> None:
    read = read_roster(
        list_of(relation="head", age="10"), filename="camp.csv", as_of=date(2021, 3, 12), today=AT.date()
    )
    content = with_kin_told(content_of(read), "KZ", AT.date(), youngest_spouse=16)

    assert content.rows[1].state("KZ") == LOOK
    assert "young_parent" in [code for code, _params in content.rows[1].problems]


def test_a_child_moved_to_another_family_is_no_longer_hers() -> None:
    families = families_of([row(0, "Aigul", "spouse", "1990"), row(1, "Ali", "child", host=0, family="2")])

    assert [family.kinships for family in families] == [(), ()]


@pytest.mark.parametrize("names", [{"Latn": "Umm Ali", "Cyrl": AIGUL}, {"Cyrl": "Умм Али", "Arab": AIGUL}])
def test_no_family_is_called_after_a_child_while_an_adult_is_in_it(names: dict[str, str]) -> None:
    (family,) = families_of([row(0, "", "spouse", names=names), row(1, "Ali", "child", "2014", host=0)])

    assert family.label == AIGUL


def test_an_adult_listed_below_a_child_gives_the_family_its_name() -> None:
    (family,) = families_of([row(0, "Ali", "", "2014"), row(1, "Aigul Serikova", "", "1990")])

    assert family.label == "Aigul Serikova"


def test_children_alone_are_called_after_the_first_of_them() -> None:
    (family,) = families_of([row(0, "Ali", "child", "2014"), row(1, "Maryam", "child", "2017")])

    assert family.label == "Ali"
