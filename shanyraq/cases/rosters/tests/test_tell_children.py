"""Children of a mother's cell, wives named with their husbands, people without a name: none is lost or made up."""

from __future__ import annotations

from datetime import date

import pytest

from shanyraq.cases.rosters import Roster
from shanyraq.cases.rosters.cells import Cell, Sheet
from shanyraq.cases.rosters.roster import read_sheets

LIST_DAY = date(2021, 3, 14)


def mother_with(children: str, heading: str = "Children") -> Roster:
    rows: list[list[Cell]] = [["Name of mother", "Age", heading], ["Dina A", 30, children]]
    return read_sheets([Sheet("S", rows)], filename="list.xlsx", as_of=LIST_DAY)


def people_called(*texts: str) -> Roster:
    rows: list[list[Cell]] = [["Name", "Sex", "Age"]]
    rows.extend([text, None, 30] for text in texts)
    return read_sheets([Sheet("S", rows)], filename="list.xlsx", as_of=LIST_DAY)


def children_of(roster: Roster) -> list[tuple[str, str | None, str | None]]:
    """Name (or ?), sex and birth of everybody but the mother."""
    return [
        (" / ".join(run.text for run in row.names) or "?", row.sex, row.birth_date) for row in roster.rows[1:]
    ]


def sentences(roster: Roster) -> list[str]:
    return [problem.sentence() for row in roster.rows for problem in row.problems]


@pytest.mark.parametrize(
    ("text", "children", "word"),
    [
        (
            "Ali 7, Maryam 4, baby",
            [("Ali", None, "2014"), ("Maryam", None, "2017"), ("?", None, None)],
            "baby",
        ),
        (
            "Ali 7\nMaryam 4\nbaby",
            [("Ali", None, "2014"), ("Maryam", None, "2017"), ("?", None, None)],
            "baby",
        ),
        ("Али 7, младенец", [("Али", None, "2014"), ("?", None, None)], "младенец"),
        ("محمد ٧ سنوات، رضيع", [("محمد", None, "2014"), ("?", None, None)], "رضيع"),
        ("Әли 7 жаста, сәби", [("Әли", None, "2014"), ("?", None, None)], "сәби"),
        ("Ali 7, infant boy", [("Ali", None, "2014"), ("?", "M", None)], "infant boy"),
        ("baby girl 3 months, Ali 7", [("?", "F", "2020-12"), ("Ali", None, "2014")], "baby girl 3 months"),
        ("Ali 7 and a newborn", [("Ali", None, "2014"), ("?", None, "2021")], "a newborn"),
        ("Ali 7, baby, 3 months", [("Ali", None, "2014"), ("?", None, "2020-12")], "baby, 3 months"),
    ],
)
def test_a_baby_without_a_name_is_a_child_of_her_own(
    text: str, children: list[tuple[str, str | None, str | None]], word: str
) -> None:
    found = mother_with(text)

    assert [(name, sex, born and born[: len(want or "")]) for (name, sex, born), (_, _, want) in zip(
        children_of(found), children, strict=True
    )] == children  # fmt: skip
    assert f"A child is listed without a name: “{word}”." in sentences(found)


def test_a_newborn_with_her_birth_date_is_one_child() -> None:
    found = mother_with("Newborn (girl), b. 02/02/2021")

    assert children_of(found) == [("?", "F", "2021-02-02")]
    assert sentences(found) == ["A child is listed without a name: “Newborn (girl), b. 02/02/2021”."]


@pytest.mark.parametrize("text", ["unborn", "беременна", "same as row 3", "см. строку 3", "جنين"])
def test_what_names_no_child_is_quoted_and_becomes_nobody(text: str) -> None:
    found = mother_with(f"{text}, Ali 7")

    assert children_of(found) == [("Ali", None, "2014")]
    assert sentences(found) == [f"This part of the list of children is not understood: “{text}”."]


@pytest.mark.parametrize(
    "text", ["2 boys 1 girl", "2 boys, 1 girl", "two boys and a girl", "2 мальчика 1 девочка"]
)
def test_children_only_counted_by_sex_are_as_many_without_a_name(text: str) -> None:
    found = mother_with(text)

    assert [(name, sex) for name, sex, _ in children_of(found)] == [("?", "M"), ("?", "M"), ("?", "F")]
    assert {problem.code for row in found.rows[1:] for problem in row.problems} >= {"child_unnamed"}


def test_a_girl_counted_beside_a_named_child_is_not_lost() -> None:
    assert [child[:2] for child in children_of(mother_with("Ali 7, 1 girl"))] == [("Ali", None), ("?", "F")]


def test_a_son_behind_two_daughters_is_none_of_them() -> None:
    found = mother_with("2 daughters: Amina 9, Safia 2; son Umar 11")

    assert [child[:2] for child in children_of(found)] == [("Amina", "F"), ("Safia", "F"), ("Umar", "M")]
    assert sentences(found) == []


def test_a_boy_behind_one_of_two_children_is_a_child_of_his_own_and_no_sex_of_theirs() -> None:
    found = mother_with("Ali 7, Maryam 4, boy")

    assert [child[:2] for child in children_of(found)] == [("Ali", None), ("Maryam", None), ("?", "M")]
    assert sentences(found) == ["A child is listed without a name: “boy”."]
    sign = mother_with("Ali 7, Maryam 4, m")
    assert [child[:2] for child in children_of(sign)] == [("Ali", None), ("Maryam", None)]
    assert sentences(sign) == ["This part of the list of children is not understood: “m”."]
    told = mother_with("Ali 7, boy, Maryam 4, girl")
    assert [child[:2] for child in children_of(told)] == [("Ali", "M"), ("Maryam", "F")]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Omar 7 y (father: Hasan)", "father: Hasan"),
        ("Omar 7 y (from her first husband)", "from her first husband"),
        ("Omar 7 y (отец: Хасан)", "отец: Хасан"),
        ("Omar 7 y (father)", "father"),
    ],
)
def test_a_remark_in_a_childs_brackets_leaves_the_mother_at_the_head(text: str, quoted: str) -> None:
    found = mother_with(text)

    assert [(row.names[0].text, row.relation) for row in found.rows] == [
        ("Dina A", "head"),
        ("Omar", "child"),
    ]
    assert any(f"“{quoted}”" in sentence for sentence in sentences(found))


def test_a_fraction_behind_a_childs_name_makes_no_second_child() -> None:
    found = mother_with("Omar 7 y, Said 1/2")

    assert [born for _, _, born in children_of(found)] == ["2014", None]
    assert sentences(found) == ["Beside the name stands what is no name: “Said 1/2”; please check it."]


def test_a_father_named_in_a_note_makes_nobody_a_father() -> None:
    rows: list[list[Cell]] = [
        ["Name", "Sex", "Notes"],
        ["Omar", "M", "father: Hasan"],
        ["Sara", "F", "mother"],
    ]

    found = read_sheets([Sheet("S", rows)], filename="list.xlsx")

    assert found.rows[0].relation is None
    assert "The note is not used for any field: “father: Hasan”." in sentences(found)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("second wife of Yerbol: Hanna Schmidt", "Hanna Schmidt"),
        ("жена Ербола, Салтанат", "Салтанат"),
        ("زوجة أحمد - خديجة", "خديجة"),
        ("жена Бекова Нурлана - Алтынай", "Алтынай"),
        ("жена Ербола (Салтанат)", "Салтанат"),
    ],
)
def test_a_woman_named_behind_her_husband_keeps_her_name(text: str, name: str) -> None:
    (row,) = people_called(text).rows

    assert [run.text for run in row.names] == [name]
    assert (row.sex, row.relation) == ("F", "spouse")
    assert [problem.code for problem in row.problems] == ["name_signs", "named_not_listed"]
    assert row.problems[0].sentence() == f"Beside the name stands what is no name: “{text}”; please check it."


@pytest.mark.parametrize("text", ["Aisha wife of Omar", "Айша жена Омара", "عائشة زوجة عمر"])
def test_a_wife_told_without_brackets_is_no_part_of_the_name(text: str) -> None:
    (row,) = people_called(text).rows

    assert [run.text for run in row.names] == [text.split()[0]]
    assert row.relation == "spouse"


def test_a_wife_named_behind_her_husband_is_of_his_family() -> None:
    found = people_called("Yerbol Kassymov", "Aisha", "second wife of Yerbol: Hanna Schmidt")

    assert found.rows[2].family == found.rows[0].family


@pytest.mark.parametrize(
    "text",
    ["زوجة أبو محمد الكازاخي", "wife of Omar", "Unknown woman", "неизвестная женщина", "baby girl", "сын"],
)
def test_who_has_no_name_is_quoted_and_not_called_so(text: str) -> None:
    (row,) = people_called(text).rows

    assert row.names == ()
    assert f"The name is not understood: “{text}”." in [problem.sentence() for problem in row.problems]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("он же Абу Умар, Кайрат", "Кайрат (Абу Умар)"),
        ("Кайрат, он же Абу Умар", "Кайрат (Абу Умар)"),
        ("Kairat (a.k.a. Abu Umar)", "Kairat (Abu Umar)"),
    ],
)
def test_another_name_stands_in_brackets_behind_the_name_and_is_told(text: str, name: str) -> None:
    (row,) = people_called(text).rows

    assert [run.text for run in row.names] == [name]
    assert [problem.code for problem in row.problems if problem.code != "sex_missing"] == ["name_signs"]
    assert text in row.problems[0].sentence()
