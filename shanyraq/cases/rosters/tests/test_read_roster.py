"""Lists as camps, consulates and the Red Cross write them, each with its reading written by hand."""

from __future__ import annotations

from datetime import date

from shanyraq.cases.rosters.tests.workbooks import (
    Rows,
    expected,
    ignored,
    lines,
    read,
    workbook,
)

D = date


def test_a_plain_english_list_is_read_column_by_column() -> None:
    rows: Rows = [
        ["No", "Full name", "Sex", "Date of birth", "Nationality", "Relation", "Family No", "Passport"],
        [1, "Aisha Karimova", "F", D(1990, 3, 4), "Kazakhstan", "Head", 1, "N1234567"],
        [2, "Ali Karimov", "M", D(2012, 5, 6), "KZ", "Son", 1, None],
        [3, "Fatima Omarova", "F", 1985, "Russia", "head", 2, "AB 123; ID 55"],
        [None, "Total", 3],
    ]

    roster = read(workbook({"List": rows}))

    assert lines(roster) == expected(
        """
        2 | Latn:Aisha Karimova | F 1990-03-04 day | 1; head; KZ | N1234567 | -
        3 | Latn:Ali Karimov | M 2012-05-06 day | 1; child; KZ | - | -
        4 | Latn:Fatima Omarova | F 1985 year | 2; head; RU | AB 123, ID 55 | -
        """
    )
    assert ignored(roster) == {1: "header", 5: "total"}


def test_a_russian_form_with_title_column_numbers_ages_and_blank_lines_between_families() -> None:
    rows: Rows = [
        ["Список граждан РК, лагерь Аль-Холь, по состоянию на 12.03.2019"],
        [],
        ["№ п/п", "ФИО", "Пол", "Дата рождения", "Возраст", "Гражданство", "Степень родства", "Примечание"],
        [1, 2, 3, 4, 5, 6, 7, 8],
        [1, "Ахметова Айша (Умм Али)", "ж", "04.03.1990", 29, "РК", "мать", "беременна"],
        [2, "Ахметов Али", "м", "2012 г.р.", None, "РК", "сын", None],
        [3, "Ахметова Марьям", "ж", None, "8 мес", "РК", "дочь", "-"],
        [],
        [4, "Иванова Зухра", "ж", "ок. 1988", None, "РФ", "мать", None],
        [5, "Иванов Омар", "м", None, 7, "Россия?", "сын", None],
        ["Итого: 5 человек"],
        ["Составил: сотрудник консульства"],
    ]

    roster = read(workbook({"Список": rows}))

    assert lines(roster) == expected(
        """
        5 | Cyrl:Ахметова Айша (Умм Али) | F 1990-03-04 day | row 5; head; KZ | - | note_kept
        6 | Cyrl:Ахметов Али | M 2012 year | row 5; child; KZ | - | -
        7 | Cyrl:Ахметова Марьям | F 2018-07 estimated | row 5; child; KZ | - | -
        9 | Cyrl:Иванова Зухра | F 1988 estimated | row 9; head; RU | - | -
        10 | Cyrl:Иванов Омар | M 2012 estimated | row 9; child; ?? | - | nationality_unclear
        """
    )
    assert ignored(roster) == {
        1: "title",
        2: "blank",
        3: "header",
        4: "column_numbers",
        8: "blank",
        11: "total",
        12: "signature",
    }


def test_an_arabic_list_with_father_and_family_name_arabic_digits_and_a_hijri_date() -> None:
    rows: Rows = [
        ["قائمة العائلات بتاريخ ١٥/٠٣/٢٠١٩"],
        [
            "ت",
            "الاسم",
            "اسم الأب",
            "اللقب",
            "الجنس",
            "تاريخ الولادة",
            "العمر",
            "الجنسية",
            "صلة القرابة",
            "رقم العائلة",
        ],
        ["١", "عائشة", "أحمد", "كريموفا", "أنثى", "١٥/٠٣/١٩٩٠", None, "كازاخستانية", "ربة الأسرة", "١"],
        ["٢", "علي", "عمر", "كريموف", "ذكر", None, "٧ سنوات", "كازاخستاني", "ابن", "١"],
        ["٣", "مريم", "عمر", "كريموفا", "أنثى", "١٤٣٣/٥/٣", None, "سورية", "ابنة", "١"],
        ["المجموع", None, None, None, "٣"],
    ]

    roster = read(workbook({"مخيم": rows}))

    assert lines(roster) == expected(
        """
        3 | Arab:عائشة أحمد كريموفا | F 1990-03-15 day | 1; head; KZ | - | -
        4 | Arab:علي عمر كريموف | M 2012 estimated | 1; child; KZ | - | -
        5 | Arab:مريم عمر كريموفا | F ? unknown | 1; child; SY | - | birth_hijri
        """
    )
    assert "١٤٣٣/٥/٣" in roster.rows[2].problems[0].sentence()


def test_children_in_one_cell_carry_their_mothers_row() -> None:
    rows: Rows = [
        ["HH", "Mother's name", "DOB", "Children", "Nationality"],
        [1, "Aisha Karimova / عائشة كريموفا", D(1990, 3, 4), "3 children: Ali 7, Maryam 4, ?", "KZ"],
        [2, "Fatima Omarova", "1991", "no", "Russia"],
        [3, "Zuhra", "about 1985", "2 sons: Omar (2010), Hasan (2012); 1 daughter: Sara 8 m", "Uzbek"],
        [4, "Nadia", "1988", "3 children", "Tajik"],
    ]

    roster = read(workbook({"S": rows}), as_of=D(2019, 3, 1))

    assert lines(roster) == expected(
        """
        2 | Latn:Aisha Karimova / Arab:عائشة كريموفا | F 1990-03-04 day | 1; head; KZ | - | -
        2 | Latn:Ali | ? 2012 estimated | 1; child; ?? | - | nationality_of_row
        2 | Latn:Maryam | ? 2015 estimated | 1; child; ?? | - | nationality_of_row
        2 | ? | ? ? unknown | 1; child; ?? | - | child_unnamed nationality_of_row
        3 | Latn:Fatima Omarova | F 1991 year | 2; head; RU | - | -
        4 | Latn:Zuhra | F 1985 estimated | 3; head; UZ | - | -
        4 | Latn:Omar | M 2010 year | 3; child; ?? | - | nationality_of_row
        4 | Latn:Hasan | M 2012 year | 3; child; ?? | - | nationality_of_row
        4 | Latn:Sara | F 2018-07 estimated | 3; child; ?? | - | nationality_of_row
        5 | Latn:Nadia | F 1988 year | 4; head; TJ | - | children_count
        """
    )


def test_merged_cells_hold_a_family_together_and_the_file_name_dates_the_ages() -> None:
    rows: Rows = [
        ["Tent", "Name", "Age", "Sex", "Nationality"],
        ["A-1", "Aisha A", "30", "F", "Kazakhstan"],
        [None, "Ali A", 7, "M", None],
        [None, "Omar A", 5, "M", None],
        ["A-2", "Zuhra B", 25, "F", "Russia"],
        [None, "Maryam B", "8 months", "F", None],
        ["A-3", "Salma C", 60, "F", "Iraq"],
    ]
    merges = {"S": ["A2:A4", "A5:A6", "E2:E4", "E5:E6"]}

    roster = read(workbook({"S": rows}, merges), filename="roster_2019-05-01.xlsx")

    assert lines(roster) == expected(
        """
        2 | Latn:Aisha A | F 1989 estimated | row 2; ?; KZ | - | column_unread
        3 | Latn:Ali A | M 2012 estimated | row 2; ?; KZ | - | column_unread
        4 | Latn:Omar A | M 2014 estimated | row 2; ?; KZ | - | column_unread
        5 | Latn:Zuhra B | F 1994 estimated | row 5; ?; RU | - | column_unread
        6 | Latn:Maryam B | F 2018-09 estimated | row 5; ?; RU | - | column_unread
        7 | Latn:Salma C | F 1959 estimated | row 7; ?; IQ | - | column_unread
        """
    )


def test_a_mother_merged_over_her_childrens_rows_under_a_two_row_heading() -> None:
    rows: Rows = [
        ["Mother", None, "Child", None, None],
        ["Name", "DOB", "Name", "DOB", "Sex"],
        ["Aisha Karimova", D(1990, 1, 2), "Ali", D(2012, 3, 4), "M"],
        [None, None, "Maryam", D(2014, 3, 4), "F"],
        ["Zuhra Omarova", "1988", "Hasan", "2013", "M"],
    ]
    merges = {"S": ["A1:B1", "C1:E1", "A3:A4", "B3:B4"]}

    roster = read(workbook({"S": rows}, merges))

    assert lines(roster) == expected(
        """
        3 | Latn:Aisha Karimova | F 1990-01-02 day | row 3; head; ?? | - | -
        3 | Latn:Ali | M 2012-03-04 day | row 3; child; ?? | - | -
        4 | Latn:Maryam | F 2014-03-04 day | row 3; child; ?? | - | -
        5 | Latn:Zuhra Omarova | F 1988 year | row 5; head; ?? | - | -
        5 | Latn:Hasan | M 2013 year | row 5; child; ?? | - | -
        """
    )
    assert ignored(roster) == {1: "header", 2: "header"}


def test_a_cp1251_csv_with_semicolons_and_families_between_blank_lines() -> None:
    text = (
        "ФИО;Родство;Год рождения\r\n"
        "Каримов Ахмед;глава семьи;1980\r\n"
        "Каримова Айша;жена;1985\r\n"
        "Каримов Али;сын;2010\r\n"
        "\r\n"
        "Хасанов Омар;глава семьи;1979\r\n"
        "Хасанова Зухра;жена;1982\r\n"
    )

    roster = read(text.encode("cp1251"), filename="лагерь.csv")

    assert lines(roster, with_sheet=True) == expected(
        """
        лагерь!2 | Cyrl:Каримов Ахмед | ? 1980 year | row 2; head; ?? | - | -
        лагерь!3 | Cyrl:Каримова Айша | F 1985 year | row 2; spouse; ?? | - | -
        лагерь!4 | Cyrl:Каримов Али | M 2010 year | row 2; child; ?? | - | -
        лагерь!6 | Cyrl:Хасанов Омар | ? 1979 year | row 6; head; ?? | - | -
        лагерь!7 | Cyrl:Хасанова Зухра | F 1982 year | row 6; spouse; ?? | - | -
        """
    )
    assert ignored(roster) == {1: "header", 5: "blank"}


def test_wife_of_somebody_joins_his_family_wherever_he_stands() -> None:
    rows: Rows = [
        ["Name", "Sex", "Born", "Remarks", "Citizenship"],
        ["Aisha Omarova", "F", 1985, "wife of Ahmad Karimov", "KZ"],
        ["Salma Ali", "F", 1970, "needs insulin", "KZ"],
        ["Ahmad Karimov", "M", 1980, None, "KZ"],
        ["Ali Karimov", "M", 2010, "son of Ahmad Karimov", "KZ"],
        ["زهرة", "F", 1990, "زوجة خالد", "RU"],
        ["Мариям", "F", 2011, "дочь Зухры", "RU"],
    ]

    roster = read(workbook({"S": rows}))

    assert lines(roster) == expected(
        """
        2 | Latn:Aisha Omarova | F 1985 year | row 4; spouse; KZ | - | -
        3 | Latn:Salma Ali | F 1970 year | row 3; ?; KZ | - | note_kept
        4 | Latn:Ahmad Karimov | M 1980 year | row 4; ?; KZ | - | -
        5 | Latn:Ali Karimov | M 2010 year | row 4; child; KZ | - | -
        6 | Arab:زهرة | F 1990 year | row 6; spouse; RU | - | named_not_listed
        7 | Cyrl:Мариям | F 2011 year | row 6; child; RU | - | named_not_listed
        """
    )


def test_a_kazakh_list_with_names_in_three_columns_and_the_date_in_its_title() -> None:
    rows: Rows = [
        ["Елге қайтарылатын азаматтар тізімі, 2021 жылғы 4 ақпан"],
        [
            "№",
            "Тегі",
            "Аты",
            "Әкесінің аты",
            "Жынысы",
            "Туған күні, айы, жылы",
            "Туыстық байланысы",
            "Азаматтығы",
            "Құжаттары",
        ],
        [
            1,
            "Сейітова",
            "Әлия",
            "Қайратқызы",
            "Ә",
            "04.02.1992 ж.",
            "отбасы басшысы",
            "ҚР",
            "жеке куәлік 012345678",
        ],
        [2, "Сейітов", "Мұхаммед", "Бауыржанұлы", "Е", "шамамен 2014", "ұлы", "ҚР", "жоқ"],
        [3, "Сейітова", "Фатима", None, "қыз", "8 айлық", "қызы", "ҚР", None],
        [],
        ["Барлығы: 3 адам"],
    ]

    roster = read(workbook({"1-парақ": rows}))

    assert lines(roster) == expected(
        """
        3 | Cyrl:Сейітова Әлия Қайратқызы | F 1992-02-04 day | row 3; head; KZ | жеке куәлік 012345678 | -
        4 | Cyrl:Сейітов Мұхаммед Бауыржанұлы | M 2014 estimated | row 3; child; KZ | - | -
        5 | Cyrl:Сейітова Фатима | F 2020-06 estimated | row 3; child; KZ | - | -
        """
    )


def test_months_first_is_told_by_the_column_and_serials_are_dates() -> None:
    rows: Rows = [
        ["Name", "DOB", "M/F", "Family"],
        ["Ali A", "03/04/12", "M", 1],
        ["Omar B", "05/26/11", "M", 1],
        ["Musa B", "06/27/10", "M", 1],
        ["Zaid C", "41275", "M", 2],
        ["Sara D", 41275, "F", 2],
        ["Nur E", "31/31/2011", "F", 2],
    ]

    assert lines(read(workbook({"S": rows}))) == expected(
        """
        2 | Latn:Ali A | M 2012-03-04 day | 1; ?; ?? | - | -
        3 | Latn:Omar B | M 2011-05-26 day | 1; ?; ?? | - | -
        4 | Latn:Musa B | M 2010-06-27 day | 1; ?; ?? | - | -
        5 | Latn:Zaid C | M 2013-01-01 day | 2; ?; ?? | - | number_as_day
        6 | Latn:Sara D | F 2013-01-01 day | 2; ?; ?? | - | -
        7 | Latn:Nur E | F ? unknown | 2; ?; ?? | - | birth_impossible
        """
    )


def test_days_and_months_that_nothing_tells_apart_leave_the_year_and_a_problem() -> None:
    rows: Rows = [
        ["Name", "DOB", "M/F", "Family"],
        ["Ali A", "03/04/2012", "M", 1],
        ["Omar B", "05/06/2011", "M", 1],
        ["Zaid C", "07/07/2010", "M", 1],
    ]

    assert lines(read(workbook({"S": rows}))) == expected(
        """
        2 | Latn:Ali A | M 2012 year | 1; ?; ?? | - | birth_ambiguous
        3 | Latn:Omar B | M 2011 year | 1; ?; ?? | - | birth_ambiguous
        4 | Latn:Zaid C | M 2010-07-07 day | 1; ?; ?? | - | -
        """
    )


def test_family_headings_bilingual_headings_and_ages_from_a_date_cell() -> None:
    rows: Rows = [
        ["List of families"],
        ["Date:", D(2019, 4, 2)],
        ["Name", "Sex", "Age", "Nat.", "Notes"],
        ["الاسم", "الجنس", "العمر", "الجنسية", "ملاحظات"],
        ["Family 1"],
        ["Aisha / عائشة", "F", 30, "KAZ", "wife of Omar"],
        ["Ali / علي", "M", 7, "KAZ", None],
        ["Family 2 (tent 15)"],
        ["Zuhra / زهرة", "أنثى", 25, "KAZ/SYR", "-"],
        ["Maryam / مريم", "أنثى", "8 m", "unknown", None],
        ["TOTAL", None, 4],
        ["* ages as stated by mothers"],
    ]

    roster = read(workbook({"Al-Hol": rows}))

    assert lines(roster) == expected(
        """
        6 | Latn:Aisha / Arab:عائشة | F 1989 estimated | 1; spouse; KZ | - | named_not_listed
        7 | Latn:Ali / Arab:علي | M 2012 estimated | 1; ?; KZ | - | -
        9 | Latn:Zuhra / Arab:زهرة | F 1994 estimated | 2; ?; ?? | - | nationality_unclear
        10 | Latn:Maryam / Arab:مريم | F 2018-08 estimated | 2; ?; ?? | - | nationality_missing
        """
    )
    assert ignored(roster) == {
        1: "title",
        2: "title",
        3: "header",
        4: "header",
        5: "family_heading",
        8: "family_heading",
        11: "total",
        12: "note",
    }


def test_ticks_for_sex_and_a_date_in_three_columns_under_merged_headings() -> None:
    rows: Rows = [
        ["No", "Name", "Sex", None, "Date of birth", None, None, "Nat."],
        [None, None, "M", "F", "Day", "Month", "Year", None],
        [1, "Ali Karimov", "x", None, 12, 3, 2012, "Kazakh"],
        [2, "Aisha", None, "✓", None, None, 1990, "Russian/Syrian"],
        [3, "Zaid", None, None, 1, "May", 1988, "?"],
    ]
    merges = {"S": ["C1:D1", "E1:G1", "A1:A2", "B1:B2", "H1:H2"]}

    assert lines(read(workbook({"S": rows}, merges))) == expected(
        """
        3 | Latn:Ali Karimov | M 2012-03-12 day | row 3; ?; KZ | - | -
        4 | Latn:Aisha | F 1990 year | row 4; ?; ?? | - | nationality_unclear
        5 | Latn:Zaid | ? 1988-05-01 day | row 5; ?; ?? | - | sex_missing nationality_missing
        """
    )
