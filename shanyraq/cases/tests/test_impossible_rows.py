"""Kin of a list that cannot be: told at the row, and not registered before it is put right."""

from __future__ import annotations

import pytest

from shanyraq.access.queries import computing
from shanyraq.cases.actions.rosters import CannotImport
from shanyraq.cases.models import Case, RosterDraft
from shanyraq.cases.rosters.drafts import LOOK, content_from
from shanyraq.cases.rosters.impossible import kin_in_doubt, with_kin_told
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.test_unfit_rows import AT, change, confirm, page_of, read
from shanyraq.people.models import Kinship

pytestmark = pytest.mark.django_db
FAMILY = "Maryam,1990,F,KZ,1\nYusuf,2013,M,KZ,1\n"


def draft_of(saule: Worker, *relations: str, rows: str = FAMILY) -> RosterDraft:
    draft = read(saule, rows)
    for number, relation in enumerate(relations):
        change(saule, draft, number, relation=relation)
    return draft


@pytest.mark.parametrize(
    ("relations", "rows", "said"),
    [
        (("head", "spouse"), FAMILY, "nobody&#x27;s wife or husband"),
        (("child", "head"), FAMILY, "cannot be younger than the child"),
        (("head", "child"), FAMILY.replace("2013", "1996"), "Too few years lie between Maryam and Yusuf"),
        (("head", "head"), FAMILY.replace("2013", "1980"), "A family has one head, and that is Maryam."),
    ],
)
def test_kin_that_cannot_be_is_told_at_the_row_and_stops_the_list(
    saule: Worker, relations: tuple[str, ...], rows: str, said: str
) -> None:
    draft = draft_of(saule, *relations, rows=rows)

    assert said in page_of(saule, draft)
    confirming = page_of(saule, draft, "cases:confirm_roster")
    assert said in confirming and "Register them" not in confirming
    with pytest.raises(CannotImport) as refusal:
        confirm(saule, draft)
    assert refusal.value.code == "unfit"
    with computing("test"):
        assert not Case.objects.exists()


def test_once_it_is_put_right_the_list_is_registered(saule: Worker) -> None:
    draft = draft_of(saule, "head", "spouse")
    change(saule, draft, 1, relation="child")

    assert "wife or husband" not in page_of(saule, draft).split("<main")[1].split("<select")[0]
    confirm(saule, draft)

    with computing("test"):
        assert [kin.kind for kin in Kinship.objects.all()] == ["PARENT"]


def test_the_other_who_is_left_out_or_not_kept_stops_nobody(saule: Worker) -> None:
    draft = draft_of(saule, "head", "spouse")
    change(saule, draft, 1, is_left_out=True)

    confirm(saule, draft)

    with computing("test"):
        assert Case.objects.count() == 1


def test_what_is_unlikely_is_to_be_looked_at_and_may_be_right(saule: Worker) -> None:
    draft = draft_of(saule, "head", rows="Maryam,2000,F,KZ,1\nYusuf,2013,M,KZ,1\n")
    content = content_from(draft.content)
    rows = content.with_row(type(content.rows[0])(**{**vars(content.rows[0]), "relation": "head"})).with_row(
        type(content.rows[1])(**{**vars(content.rows[1]), "relation": "child"})
    )

    assert [fault.code for fault, _names in kin_in_doubt(rows.rows, AT.date(), youngest_spouse=14)[1]] == [
        "young_parent"
    ]
    assert with_kin_told(rows, "KZ", AT.date(), youngest_spouse=14).rows[1].state("KZ") == LOOK

    change(saule, draft, 1, relation="child")
    assert "fewer than 15 years between them" in page_of(saule, draft)
    assert "Register them" in page_of(saule, draft, "cases:confirm_roster")
    confirm(saule, draft)
    with computing("test"):
        assert Kinship.objects.count() == 1


def test_two_wives_of_one_man_with_their_children_are_a_family(saule: Worker) -> None:
    rows = "Omar,1985,M,KZ,1\nMaryam,1990,F,KZ,1\nAida,1992,F,KZ,1\nYusuf,2013,M,KZ,1\n"
    draft = draft_of(saule, "head", "spouse", "spouse", "child", rows=rows)

    confirm(saule, draft)

    with computing("test"):
        assert sorted(kin.kind for kin in Kinship.objects.all()) == ["PARENT", "SPOUSE", "SPOUSE"]
