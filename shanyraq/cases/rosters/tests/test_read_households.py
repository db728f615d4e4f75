"""More lists, each with its reading by hand: several sheets, households, headings, columns of many things."""

from __future__ import annotations

from datetime import date

from shanyraq.cases.rosters.tests.workbooks import (
    Rows,
    all_rows,
    covered,
    expected,
    ignored,
    lines,
    read,
    workbook,
)

D = date


def test_several_sheets_keep_their_families_apart_and_show_a_person_listed_twice() -> None:
    first: Rows = [["Name", "DOB", "Family"], ["Muhammad Ali", D(2012, 3, 4), 1], ["Aisha", "1990", 1]]
    second: Rows = [["ФИО", "Дата рождения", "Семья"], ["Мұхаммед Али", "04.03.2012", 1], ["Зухра", "?", 2]]

    roster = read(workbook({"A": first, "B": second}))

    assert lines(roster, with_sheet=True) == expected(
        """
        A!2 | Latn:Muhammad Ali | ? 2012-03-04 day | A / 1; ?; ?? | - | family_number_twice
        A!3 | Latn:Aisha | ? 1990 year | A / 1; ?; ?? | - | -
        B!2 | Cyrl:Мұхаммед Али | ? 2012-03-04 day | B / 1; ?; ?? | - | family_number_twice duplicate
        B!3 | Cyrl:Зухра | ? ? unknown | 2; ?; ?? | - | birth_missing
        """
    )
    assert "row 2" in roster.rows[2].problems[1].sentence()


def test_a_list_without_headings_is_read_and_says_so() -> None:
    text = "Ахметова Айша\tж\t12.03.1990\tКазахстан\nАхметов Али\tм\t13.05.2012\tКазахстан\n"

    roster = read(text.encode("utf-16"), filename="x.csv")

    assert lines(roster) == expected(
        """
        1 | Cyrl:Ахметова Айша | F 1990-03-12 day | row 1; ?; KZ | - | columns_guessed
        2 | Cyrl:Ахметов Али | M 2012-05-13 day | row 2; ?; KZ | - | columns_guessed
        """
    )


def test_a_red_cross_list_with_household_ids_many_columns_and_things_nobody_can_know() -> None:
    rows: Rows = [
        ["LIST OF FAMILIES"],
        ["Location: Al-Hol, Phase 7", "", "", "Updated: 15 January 2020"],
        [],
        [
            "S/N", "Tent", "HH No.", "Surname", "First name", "Father's name", "M/F", "DOB / Age", "Nationality",
            "Rel. to HoH", "ID docs", "Remarks", "Shoe size",
        ],
        [
            1, "P7-12", "H-101", "Karimova", "Aisha", "Bolat", "F", "1990", "Kazakh", "HoH",
            "KZ passport N0012345; birth cert", None, None,
        ],
        [2, "P7-12", "H-101", "Karimov", "Ali", "Omar", "M", "7 y", "Kazakh?", "Son", "none", None, None],
        [3, "P7-12", "H-101", "Karimova", "Maryam", "Omar", "F", "8 months", "Unknown", "Daughter", "-", None, 20],
        [
            4, "P7-13", "H-102", "Ibragimova", "Zuhra", None, "f", "15-Mar-88", "Russian Federation", "HoH", "n/a",
            "wife of detained", None,
        ],
        [5, "P7-13", "H-102", None, "?", None, "M", "~3", "RUS", "son", None, None, None],
        ["Total persons:", 5],
        ["Note: ages as declared"],
        ["Signature: ________"],
    ]  # fmt: skip

    roster = read(workbook({"HOL ANNEX": rows}))

    assert lines(roster) == expected(
        """
        5 | Latn:Karimova Aisha Bolat | F 1990 year | H-101; head; KZ | KZ passport N0012345, birth cert | column_unread
        6 | Latn:Karimov Ali Omar | M 2013 estimated | H-101; child; ?? | - | nationality_unclear column_unread
        7 | Latn:Karimova Maryam Omar | F 2019-05 estimated | H-101; child; ?? | - | nationality_missing column_unread column_unknown
        8 | Latn:Ibragimova Zuhra | F 1988-03-15 day | H-102; head; RU | - | note_kept column_unread
        9 | ? | M 2017 estimated | H-102; child; RU | - | name_missing column_unread
        """  # noqa: E501 - a person a line
    )
    assert covered(roster) == all_rows({"HOL ANNEX": rows})


def test_ages_without_any_date_of_the_list_are_never_counted_from_today() -> None:
    rows: Rows = [["Name", "Age", "Family"], ["Ali", 7, 1], ["Omar", "8 мес", 1]]

    without = read(workbook({"S": rows}))
    given = read(workbook({"S": rows}), as_of=D(2020, 6, 1))

    assert [row.birth_date for row in without.rows] == [None, None]
    assert without.rows[0].problems[0].sentence().startswith("Age “7” given, date of the list unknown")
    assert [row.birth_date for row in given.rows] == ["2013", "2019-10"]
    assert {row.birth_date_precision for row in given.rows} == {"estimated"}


def test_a_date_in_the_file_goes_before_the_date_given() -> None:
    rows: Rows = [["Name", "Age (as of 01.06.2018)", "Family"], ["Ali", 7, 1]]

    roster = read(workbook({"S": rows}), filename="list 2020.xlsx", as_of=D(2021, 1, 1))

    assert roster.rows[0].birth_date == "2011"


def test_families_numbered_only_at_their_first_row() -> None:
    rows: Rows = [
        ["№ семьи", "Ф.И.О.", "г.р.", "Родство", "Прим."],
        [1, "АХМЕТОВА Айша Болатовна", "12.03.1990", "глава", None],
        [None, "Ахметов Али", "2012", "сын", None],
        [2, "Сулейменова Зухра", "85", "глава", "вдова"],
        [None, "ребенок б/и", "2015", "сын", None],
        ["Всего", "4 чел."],
    ]

    roster = read(workbook({"Лист1": rows}))

    assert lines(roster) == expected(
        """
        2 | Cyrl:АХМЕТОВА Айша Болатовна | ? 1990-03-12 day | 1; head; ?? | - | -
        3 | Cyrl:Ахметов Али | M 2012 year | 1; child; ?? | - | -
        4 | Cyrl:Сулейменова Зухра | F 1985 year | 2; head; ?? | - | note_kept number_as_short_year
        5 | ? | M 2015 year | 2; child; ?? | - | name_missing
        """
    )
    assert ignored(roster)[6] == "total"


def test_headings_repeated_on_each_page_and_relation_words_begin_families() -> None:
    rows: Rows = [
        ["الاسم", "القرابة", "المواليد", "الجنسية"],
        ["أحمد كريموف", "رب الأسرة", "1979", "كازاخستان"],
        ["عائشة", "زوجة", "1984", "كازاخستان"],
        ["علي", "ابن", "2012", "كازاخستان"],
        ["الاسم", "القرابة", "المواليد", "الجنسية"],
        ["حسن", "ابن", "2014", "كازاخستان"],
        ["عمر حسنوف", "رب الأسرة", "1969", "روسيا"],
        ["زهرة", "زوجته", "1981", "روسيا"],
        ["حسام", "ابن الأخ", "2010", "روسيا"],
    ]

    roster = read(workbook({"ورقة": rows}))

    assert lines(roster) == expected(
        """
        2 | Arab:أحمد كريموف | M 1979 year | row 2; head; KZ | - | -
        3 | Arab:عائشة | F 1984 year | row 2; spouse; KZ | - | -
        4 | Arab:علي | M 2012 year | row 2; child; KZ | - | -
        6 | Arab:حسن | M 2014 year | row 2; child; KZ | - | -
        7 | Arab:عمر حسنوف | M 1969 year | row 7; head; RU | - | -
        8 | Arab:زهرة | F 1981 year | row 7; spouse; RU | - | -
        9 | Arab:حسام | M 2010 year | row 7; other; RU | - | -
        """
    )
    assert ignored(roster) == {1: "header", 5: "header_repeated"}


def test_names_in_several_columns_and_scripts_are_one_entry_for_each_script_with_the_kunya() -> None:
    rows: Rows = [
        ["Фамилия", "Имя", "Отчество", "Имя (араб.)", "Кунья", "Пол", "Год рождения", "Семья"],
        ["Ахметова", "Айша", "Кайратовна", "عائشة", "أم علي", "Ж", 1990, "Семья 1"],
        ["Ахметов", "Али", None, "علي", "Abu Umar", "М", 2012, "Семья 1"],
    ]

    roster = read(workbook({"S": rows}))

    assert lines(roster) == expected(
        """
        2 | Cyrl:Ахметова Айша Кайратовна / Arab:عائشة (أم علي) | F 1990 year | 1; ?; ?? | - | -
        3 | Cyrl:Ахметов Али / Arab:علي / Latn:Abu Umar | M 2012 year | 1; ?; ?? | - | -
        """
    )


def test_a_household_a_row_with_wife_columns_and_children_with_their_years() -> None:
    rows: Rows = [
        ["№", "Глава семьи", "Год рождения", "Жена", "Год рожд. жены", "Дети (имя, год)"],
        [1, "Ахмед Каримов", 1980, "Айша", 1985, "1- Али 2010 2- Марьям 2012"],
        [2, "Омар", 1979, None, None, "-"],
    ]

    assert lines(read(workbook({"S": rows}))) == expected(
        """
        2 | Cyrl:Ахмед Каримов | ? 1980 year | row 2; head; ?? | - | -
        2 | Cyrl:Али | ? 2010 year | row 2; child; ?? | - | -
        2 | Cyrl:Марьям | ? 2012 year | row 2; child; ?? | - | -
        2 | Cyrl:Айша | F 1985 year | row 2; spouse; ?? | - | -
        3 | Cyrl:Омар | ? 1979 year | row 3; head; ?? | - | -
        """
    )


def test_wives_of_men_who_are_not_listed_keep_their_families_apart_and_a_son_is_no_husband() -> None:
    rows: Rows = [
        ["ФИО", "Кем приходится", "Д.р."],
        ["Каримова Айша", "жена Омара", "1990"],
        ["Али", "сын", "2012"],
        ["Зухра", "жена Хасана", "1985"],
        ["Омар", "сын", "2010"],
        ["Сара", "жена Омара", "1991"],
    ]

    assert lines(read(workbook({"S": rows}))) == expected(
        """
        2 | Cyrl:Каримова Айша | F 1990 year | row 2; spouse; ?? | - | named_not_listed
        3 | Cyrl:Али | M 2012 year | row 2; child; ?? | - | -
        4 | Cyrl:Зухра | F 1985 year | row 4; spouse; ?? | - | named_not_listed
        5 | Cyrl:Омар | M 2010 year | row 4; child; ?? | - | -
        6 | Cyrl:Сара | F 1991 year | row 2; spouse; ?? | - | family_uncertain named_not_listed
        """
    )


def test_members_labelled_in_the_name_and_a_document_that_runs_over_two_rows() -> None:
    rows: Rows = [
        ["Семья", "Члены семьи", "Год", "Документы"],
        ["Семья 1", "Мать: Айша Каримова", 1990, "паспорт N1"],
        [None, None, None, "свидетельство о браке"],
        [None, "Сын: Али", 2012, None],
        ["Семья 2", "Мать: Зухра", 1985, "нет"],
    ]

    roster = read(workbook({"S": rows}, {"S": ["A2:A4"]}))

    assert lines(roster) == expected(
        """
        2 | Cyrl:Айша Каримова | F 1990 year | 1; head; ?? | паспорт N1, свидетельство о браке | -
        4 | Cyrl:Али | M 2012 year | 1; child; ?? | - | -
        5 | Cyrl:Зухра | F 1985 year | 2; head; ?? | - | -
        """
    )
    assert ignored(roster) == {1: "header", 3: "continued"}


def test_children_on_a_sheet_of_their_own_belong_to_the_families_of_the_mothers_sheet() -> None:
    sheets: dict[str, Rows] = {
        "Mothers": [["Family", "Name", "YOB"], [1, "Aisha", 1990], [2, "Zuhra", 1985]],
        "Children": [["Family", "Name", "YOB"], [1, "Ali", 2012], [2, "Omar", 2014]],
    }

    assert [row.family for row in read(workbook(sheets)).rows] == ["1", "2", "1", "2"]


def test_an_age_in_two_columns() -> None:
    rows: Rows = [
        ["Name", "Age", None, "Sex"],
        [None, "Years", "Months", None],
        ["Ali", 7, None, "M"],
        ["Sara", 1, 6, "F"],
    ]

    assert lines(read(workbook({"S": rows}, {"S": ["B1:C1"]}), as_of=D(2019, 5, 1))) == expected(
        """
        3 | Latn:Ali | M 2012 estimated | row 3; ?; ?? | - | -
        4 | Latn:Sara | F 2017-11 estimated | row 4; ?; ?? | - | -
        """
    )
