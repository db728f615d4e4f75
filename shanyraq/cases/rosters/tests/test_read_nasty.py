"""Workbooks as nobody would wish them, each with its reading written by hand."""

from __future__ import annotations

import pytest

from shanyraq.cases.rosters.tests.workbooks import Rows, expected, ignored, lines, read, workbook


def test_children_in_columns_under_headings_of_two_rows_with_ages_in_months_and_signs_for_sex() -> None:
    rows: Rows = [
        ["List of mothers, 12.03.2019"],
        ["№", "Mother", None, None, "Child 1", None, None, "Child 2", None, None, "Notes"],
        [None, "Name", "DOB", "Nat.", "Name", "Sex", "Age", "Name", "Sex", "Age", None],
        [1, "Karimova Aisha (Umm Ali)", "04.03.1990", "KZ", "Ali", "m", "7", "Maryam", "f", "8 m", "ill"],
        [
            2,
            "SADYKOVA, Botagoz",
            "c.1988",
            "RK",
            "Omar",
            "♂",
            "5 мес",
            None,
            None,
            None,
            "husband Yusuf died",
        ],
        [3, "LNU, FNU", "~1985", "KAZ/RUS", "Unknown", "♀", "1½", "Hasan", "м", "٣ أشهر", None],
        ["Total: 7 persons"],
        ["Signature: ________  Camp manager"],
    ]

    roster = read(workbook({"S": rows}, {"S": ["B2:D2", "E2:G2", "H2:J2", "A2:A3", "K2:K3"]}))

    assert lines(roster) == expected(
        """
        4 | Latn:Karimova Aisha (Umm Ali) | F 1990-03-04 day | row 4; head; KZ | - | note_kept
        4 | Latn:Ali | M 2012 estimated | row 4; child; ?? | - | nationality_of_row
        4 | Latn:Maryam | F 2018-07 estimated | row 4; child; ?? | - | nationality_of_row
        5 | Latn:SADYKOVA, Botagoz | F 1988 estimated | row 5; head; KZ | - | note_kept
        5 | Latn:Omar | M 2018-10 estimated | row 5; child; ?? | - | nationality_of_row
        6 | ? | F 1985 estimated | row 6; head; ?? | - | name_unclear nationality_unclear
        6 | ? | F 2017-09 estimated | row 6; child; ?? | - | nationality_of_row child_unnamed
        6 | Latn:Hasan | M 2018-12 estimated | row 6; child; ?? | - | nationality_of_row
        """
    )
    assert ignored(roster) == {1: "title", 2: "header", 3: "header", 7: "total", 8: "signature"}


def test_members_counted_anew_in_each_family_under_headings_cut_at_the_end_of_a_line() -> None:
    rows: Rows = [
        ["№", "ФИО\n(полностью)", "Пол\n(м/ж)", "Дата\nрождения", "Граж-\nданство", "Прим."],
        [1, "Каримова Айша", "ж", "04.03.1990", "РК", "муж Омар погиб"],
        [2, "Каримов Али", "м", "2012", "РК", None],
        [3, "Каримова Марьям", "ж", "2014", "РК", None],
        [1, "Иванова Зухра", "ж", "1988", "РФ", None],
        [2, "Иванов Омар", "м", "2010", "РФ", "болен"],
        [1, "Садыкова Нора, урожд. Ли", "ж", "1991", "РК", None],
        ["Всего: 6 чел."],
        ["Из них детей: 3"],
        ["Консул ____________ А. Ахметов"],
        ["Исп. тел. 12-34-56"],
    ]

    roster = read(workbook({"Лист1": rows}))

    assert lines(roster) == expected(
        """
        2 | Cyrl:Каримова Айша | F 1990-03-04 day | row 2; ?; KZ | - | note_kept
        3 | Cyrl:Каримов Али | M 2012 year | row 2; ?; KZ | - | -
        4 | Cyrl:Каримова Марьям | F 2014 year | row 2; ?; KZ | - | -
        5 | Cyrl:Иванова Зухра | F 1988 year | row 5; ?; RU | - | -
        6 | Cyrl:Иванов Омар | M 2010 year | row 5; ?; RU | - | note_kept
        7 | Cyrl:Садыкова Нора (Ли) | F 1991 year | row 7; ?; KZ | - | name_signs
        """
    )
    assert ignored(roster) == {1: "header", 8: "total", 9: "total", 10: "signature", 11: "signature"}


def test_an_aid_agencys_list_with_a_husbands_column_a_child_not_born_yet_and_totals_side_by_side() -> None:
    rows: Rows = [
        ["Camp Al-Hol – Annex, Phase 5"],
        ["Date of update:", "12 March 2019"],
        [],
        [
            "HH ID",
            "Tent",
            "Full Name (EN)",
            "الاسم الكامل",
            "Relation to HoH",
            "Sex",
            "Age",
            "Citizenship",
            "Husband",
        ],
        [
            "HOL-0012",
            "A-5",
            "Aisha Karimova",
            "عائشة كريموفا",
            "HoH",
            "F",
            29,
            "Kazakhstan",
            "Omar (deceased)",
        ],
        [None, None, "Ali Omarov", "علي", "Son", "M", 7, "Kazakhstan", None],
        ["HOL-0013", "A-6", "Fatima", "فاطمة", "HoH", "F", "~25", "Kazak", "in prison"],
        [None, None, "(unborn)", None, None, None, None, None, None],
        [],
        ["Prepared by: J. Smith, 12/03/2019"],
        ["Total households: 2", "Total individuals: 4"],
    ]

    roster = read(workbook({"List": rows}))

    assert lines(roster) == expected(
        """
        5 | Latn:Aisha Karimova / Arab:عائشة كريموفا | F 1990 estimated | HOL-0012; head; KZ | - | column_unread named_not_listed
        6 | Latn:Ali Omarov / Arab:علي | M 2012 estimated | HOL-0012; child; KZ | - | -
        7 | Latn:Fatima / Arab:فاطمة | F 1994 estimated | HOL-0013; head; KZ | - | column_unread column_unread
        8 | ? | ? ? unknown | HOL-0013; ?; ?? | - | name_unclear sex_missing birth_missing nationality_missing
        """  # noqa: E501 - a person a line
    )
    assert ignored(roster) == {
        1: "title",
        2: "title",
        3: "blank",
        4: "header",
        9: "blank",
        10: "signature",
        11: "total",
    }


def test_a_household_a_row_tells_of_the_father_and_keeps_the_children_apart() -> None:
    rows: Rows = [
        ["Father", "Mother", "Children", "Address"],
        [
            "Omar Karimov 1985",
            "Aisha Karimova, 1990",
            "1. Ali - 2012\n2. Maryam - 2014\n3. unnamed girl, 2 months",
            "Almaty",
        ],
        ["dead", "Fatima Omarova (1991)", "no children", None],
    ]

    roster = read(workbook({"S": rows}), filename="list 2019-03-12.xlsx")

    assert lines(roster) == expected(
        """
        2 | Latn:Aisha Karimova | F 1990 year | row 2; head; ?? | - | column_unread named_not_listed
        2 | Latn:Ali | ? 2012 year | row 2; child; ?? | - | -
        2 | Latn:Maryam | ? 2014 year | row 2; child; ?? | - | -
        2 | ? | F 2019-01 estimated | row 2; child; ?? | - | child_unnamed
        3 | Latn:Fatima Omarova | F 1991 year | row 3; head; ?? | - | column_unread
        """
    )
    assert {"text": "Omar Karimov 1985"} in [problem.params for problem in roster.rows[0].problems]


@pytest.mark.parametrize("end", ["Total", "Women"])
def test_numbers_that_begin_anew_under_sections_are_no_families(end: str) -> None:
    people: Rows = [[1, "Aisha Bekova", 1990], [2, "Nora Omarova", 1991]]
    rows: Rows = [["No", "Name", "Born"], ["Women"], *people, ["Girls"], *people, ["Boys"], *people, [end]]

    roster = read(workbook({"S": rows}))

    assert len({row.family for row in roster.rows}) == 6
