"""What single cells say: dates, ages, relations, nationalities, sexes, children, documents."""

from __future__ import annotations

from datetime import date

import pytest

from shanyraq.cases.rosters.ages import Age, ListDate, birth_from_age, read_age
from shanyraq.cases.rosters.children import read_children
from shanyraq.cases.rosters.dates import read_birth_date
from shanyraq.cases.rosters.documents import read_documents
from shanyraq.cases.rosters.header_words import field_of
from shanyraq.cases.rosters.listdates import date_in, date_in_name
from shanyraq.cases.rosters.nationalities import read_nationality
from shanyraq.cases.rosters.orders import column_dates
from shanyraq.cases.rosters.phrases import read_phrase
from shanyraq.cases.rosters.relations import read_relation
from shanyraq.cases.rosters.sexes import read_sex


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("12.03.2012", "2012-03-12", "day"),
        ("25/03/2012", "2012-03-25", "day"),
        ("2012-03-14", "2012-03-14", "day"),
        ("2012-03-14 00:00:00", "2012-03-14", "day"),
        ("20120314", "2012-03-14", "day"),
        ("14 March 2012", "2012-03-14", "day"),
        ("March 14, 2012", "2012-03-14", "day"),
        ("14-Mar-12", "2012-03-14", "day"),
        ("14 мар. 2012 г.", "2012-03-14", "day"),
        ("2012 жылғы 14 наурыз", "2012-03-14", "day"),
        ("14 آذار 2012", "2012-03-14", "day"),
        ("١٤ مارس ٢٠١٢", "2012-03-14", "day"),
        ("12.03.2012 (19/4/1433)", "2012-03-12", "day"),
        ("03.2012", "2012-03", "month"),
        ("نيسان 2012", "2012-04", "month"),
        ("00.03.2012", "2012-03", "month"),
        ("2014", "2014", "year"),
        ("2014 г.р.", "2014", "year"),
        ("2014 ж.", "2014", "year"),
        ("مواليد 2014", "2014", "year"),
        ("??.??.2012", "2012", "year"),
        ("xx/xx/2011", "2011", "year"),
        ("about 2014", "2014", "estimated"),
        ("ок. 2014", "2014", "estimated"),
        ("шамамен 2014", "2014", "estimated"),
        ("حوالي ٢٠١٤", "2014", "estimated"),
        ("~2014", "2014", "estimated"),
        ("2014?", "2014", "estimated"),
        ("31.02.2012", None, "unknown"),
        ("1433هـ", None, "unknown"),
        ("15 رمضان 1433", None, "unknown"),
        ("15/03/1433", None, "unknown"),
    ],
)
def test_birth_dates_are_read_as_exactly_as_they_are_written(
    text: str, value: str | None, precision: str
) -> None:
    read = read_birth_date(text, column_dates([]), date(2020, 1, 1))

    assert read is not None
    assert (read.value, read.precision) == (value, precision)
    assert bool(read.problems) == (value is None)


@pytest.mark.parametrize("text", ["7", "8 мес", "foo", "2013-2014", "2013/14", ""])
def test_what_is_no_date_is_not_made_one(text: str) -> None:
    assert read_birth_date(text, column_dates([]), None) is None


def test_a_year_typed_into_a_date_cell_is_recognised() -> None:
    read = read_birth_date(date(1905, 7, 4), column_dates([]), None)

    assert read is not None
    assert (read.value, read.precision, read.problems[0].code) == ("2012", "year", "birth_year_typed_as_date")


def test_real_dates_beside_texts_with_days_above_twelve_may_have_been_swapped() -> None:
    column = column_dates(["25/03/2012", date(2012, 3, 4), date(2011, 5, 6), date(2010, 7, 8)])

    read = read_birth_date(date(2012, 3, 4), column, None)

    assert read is not None
    assert [problem.code for problem in read.problems] == ["birth_maybe_swapped"]


def test_the_old_calendar_of_spreadsheets_counts_from_1904() -> None:
    read = read_birth_date(39813, column_dates([], from_1904=True), None)

    assert read is not None
    assert read.value == "2013-01-01"


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("7", Age(84)),
        ("7 y", Age(84)),
        ("7 лет", Age(84)),
        ("7 жас", Age(84)),
        ("٧ سنوات", Age(84)),
        ("سنتان", Age(24)),
        ("8 мес", Age(8, in_years=False)),
        ("6 months", Age(6, in_years=False)),
        ("8 айлық", Age(8, in_years=False)),
        ("٨ أشهر", Age(8, in_years=False)),
        ("1,5 года", Age(18, in_years=False)),
        ("2y 3m", Age(27, in_years=False)),
        ("3 weeks", Age(None, 21, in_years=False)),
        ("newborn", Age(0, in_years=False)),
        ("~7", Age(84)),
        ("7-8", None),
        ("7+", None),
        ("Ali", None),
        ("عمر", None),
        ("150", None),
    ],
)
def test_ages_are_read_in_four_languages(text: str, age: Age | None) -> None:
    assert read_age(text) == age


def test_an_age_in_months_needs_the_month_of_the_list() -> None:
    assert birth_from_age(Age(8, in_years=False), "8 m", ListDate(2019, 3)).value == "2018-07"
    assert [
        problem.code for problem in birth_from_age(Age(8, in_years=False), "8 m", ListDate(2019)).problems
    ] == ["age_needs_month"]


@pytest.mark.parametrize(
    ("name", "iso"),
    [
        ("roster_2019-03-12.xlsx", "2019-03-12"),
        ("list 12.03.19.csv", "2019-03-12"),
        ("20190312_hol.xlsx", "2019-03-12"),
        ("Март 2019", "2019-03"),
        ("hol-march-2019.xlsx", "2019-03"),
        ("قائمة آذار 2019", "2019-03"),
        ("2019 жылғы наурыз", "2019-03"),
        ("Camp 2019", "2019"),
        ("list_03-04-2019.xlsx", "2019"),
        ("Phase 3", None),
        ("Лист1 (2)", None),
    ],
)
def test_the_date_of_a_list_is_found_in_names(name: str, iso: str | None) -> None:
    found = date_in_name(name)

    assert (found.iso() if found else None) == iso


def test_an_announced_date_goes_before_others_and_several_make_it_uncertain() -> None:
    announced = date_in(["приказ от 02.02.2018", "по состоянию на «1» марта 2019 г."])
    several = date_in(["12.03.2019", "15.04.2019"])

    assert announced is not None and announced.iso() == "2019-03-01"
    assert several is not None and several.uncertain


@pytest.mark.parametrize(
    ("text", "relation", "sex", "of"),
    [
        ("wife of Omar", "spouse", "F", "omar"),
        ("Omar's wife", "spouse", "F", "omar"),
        ("жена Омара", "spouse", "F", "омара"),
        ("Омардың әйелі", "spouse", "F", "омардың"),
        ("زوجة عمر", "spouse", "F", "عمر"),
        ("2nd wife", "spouse", "F", None),
        ("Wife / Жена", "spouse", "F", None),
        ("зайыбы", "spouse", "F", None),
        ("муж", "spouse", "M", None),
        ("дочь", "child", "F", None),
        ("son of head", "child", "M", None),
        ("ұлы", "child", "M", None),
        ("ابنة", "child", "F", None),
        ("ребёнок", "child", None, None),
        ("внук", "grandchild", "M", None),
        ("немересі", "grandchild", None, None),
        ("حفيدة", "grandchild", "F", None),
        ("сестра", "sibling", "F", None),
        ("أخ", "sibling", "M", None),
        ("HoH", "head", None, None),
        ("ربة الأسرة", "head", "F", None),
        ("отбасы басшысы", "head", None, None),
        ("mother-in-law", "other", "F", None),
        ("ابن الأخ", "other", "M", None),
    ],
)
def test_relations_are_read_in_four_languages(
    text: str, relation: str, sex: str | None, of: str | None
) -> None:
    found = read_relation(text)

    assert found is not None
    assert (found.relation, found.sex, found.of) == (relation, sex, of)


@pytest.mark.parametrize("text", ["needs insulin", "", "Ali Karimov", "7"])
def test_other_words_are_no_relation(text: str) -> None:
    assert read_relation(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(
            (text, "KZ")
            for text in (
                "Kazakhstan",
                "KZ",
                "KAZ",
                "РК",
                "гражданка РК",
                "казашка",
                "Қазақстан",
                "ҚР",
                "كازاخستانية",
            )
        ),
        *((text, "RU") for text in ("Russian Federation", "РФ", "россиянка", "Ресей", "روسية", "RUS")),
        *((text, "UZ") for text in ("Uzbek", "узбечка", "Өзбекстан", "أوزبكستان")),
        *((text, "TJ") for text in ("Tajikistan", "таджичка", "طاجيكستان")),
        *((text, "KG") for text in ("Kyrgyz", "Киргизия", "Қырғызстан", "قيرغيزستان")),
        *((text, "SY") for text in ("Syrian", "Сирия", "سورية")),
        *((text, "IQ") for text in ("Iraqi", "Ирак", "العراق")),
        *((text, "TR") for text in ("Turkish", "Турция", "Türkiye", "تركيا")),
        *((text, "AZ") for text in ("Azerbaijani", "Азербайджан", "Әзербайжан")),
        *((text, "DE") for text in ("German", "Германия", "ألمانية")),
        *((text, "FR") for text in ("France", "French", "Франция", "فرنسا")),
        ("Kazakhstan / Казахстан", "KZ"),
        ("KZ/SY", None),
        ("Kazakh?", None),
        ("claims Kazakh", None),
        ("предположительно Казахстан", None),
        ("Uyghur", None),
        ("Russia (Chechnya)", None),
        ("без гражданства", None),
        ("unknown", None),
        ("-", None),
        ("Atlantis", None),
    ],
)
def test_nationalities_are_read_in_four_languages_and_doubt_gives_none(text: str, code: str | None) -> None:
    read = read_nationality(text)

    assert read.code == code
    assert bool(read.problems) == (code is None)


def test_an_ethnic_word_under_an_ethnic_heading_has_to_be_verified() -> None:
    assert read_nationality("казашка", ethnic_column=True).problems[0].code == "nationality_ethnic"
    assert not read_nationality("Казахстан", ethnic_column=True).problems


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        *((text, "F") for text in ("F", "ж", "Жен.", "девочка", "әйел", "қыз", "أنثى", "F / Ж", "girl")),
        *((text, "M") for text in ("M", "м", "муж", "мальчик", "ер", "ұл", "ذكر", "ولد", "male")),
        *((text, None) for text in ("1", "M/F", "?", "")),
    ],
)
def test_sexes_are_read_in_four_languages(text: str, sex: str | None) -> None:
    assert read_sex(text) == sex


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("3 children: Ali 7, Maryam 4, ?", ["Ali 7", "Maryam 4", "?"]),
        ("٣ أطفال: علي ٧، مريم ٤، ؟", ["علي 7", "مريم 4", "?"]),
        ("Үш бала: Әли 7 жаста, Мәриям 4 жаста, ?", ["Әли 7 жаста", "Мәриям 4 жаста", "?"]),
        ("трое детей: Али, Омар, ?", ["Али", "Омар", "?"]),
        ("Али - 7 лет, Марьям - 4 года", ["Али 7 лет", "Марьям 4 года"]),
        ("1) Ali 2012 2) Maryam 2015", ["Ali 2012", "Maryam 2015"]),
        ("Ali, 7, Maryam, 4", ["Ali 7", "Maryam 4"]),
        ("Ali 7 Maryam 4 Omar 2", ["Ali 7", "Maryam 4", "Omar 2"]),
        ("Ali (7); Maryam (4)", ["Ali 7", "Maryam 4"]),
        ("Ali/7, Maryam/4", ["Ali 7", "Maryam 4"]),
        ("Ali and Maryam", ["Ali", "Maryam"]),
        ("Ali\nMaryam", ["Ali", "Maryam"]),
        ("3 (Ali, Omar, Maryam)", ["Ali", "Omar", "Maryam"]),
        ("Ali 1,5 года, Omar 8 мес", ["Ali 1,5 года", "Omar 8 мес"]),
        ("ابنها علي 7 وابنتها مريم 4", ["علي 7", "مريم 4"]),
        ("? 3", ["? 3"]),
        ("no", []),
        ("0", []),
    ],
)
def test_children_in_one_cell_are_taken_apart(text: str, names: list[str]) -> None:
    found = read_children(text)

    said = [
        " ".join(part for part in (child.names[0].text if child.names else "?", child.when) if part)
        for child in found.people
    ]
    assert said == names
    assert not found.unclear


def test_sons_and_daughters_in_one_cell_have_their_sex() -> None:
    found = read_children("2 sons: Ali, Omar; 1 daughter: Maryam")

    assert [child.sex for child in found.people] == ["M", "M", "F"]
    assert found.said == 3


def test_children_that_are_only_hinted_at_are_listed() -> None:
    assert read_children("Ali 7, + 2 more").unclear == ("2 more",)


@pytest.mark.parametrize(
    ("text", "names", "when", "relation"),
    [
        ("Aisha Karimova (Umm Ali), 1990", ["Aisha Karimova (Umm Ali)"], "1990", None),
        ("1. Ахметова Айша, 1990 г.р.", ["Ахметова Айша"], "1990 г.р.", None),
        ("Ахметова, Айша", ["Ахметова, Айша"], None, None),
        ("Aisha (wife of Omar)", ["Aisha"], None, "wife"),
        ("Айша (عائشة) - жена Омара", ["Айша", "عائشة"], None, "wife"),
        ("زوجة أحمد", [], None, "wife"),
        ("علي أحمد (٧ سنوات)", ["علي أحمد"], "٧ سنوات", None),
        ("Al-Hassan Ali", ["Al-Hassan Ali"], None, None),
        ("عمر حسنوف", ["عمر حسنوف"], None, None),
    ],
)
def test_a_name_cell_may_hold_more_than_a_name(
    text: str, names: list[str], when: str | None, relation: str | None
) -> None:
    found = read_phrase(text)

    assert [run.text for run in found.names] == names
    assert found.when == when
    assert (found.relation.kind if found.relation else None) == relation


def test_documents_are_a_list_and_a_bare_yes_names_the_heading() -> None:
    assert read_documents("passport N123; ID 55, birth certificate", "Documents") == [
        "passport N123",
        "ID 55",
        "birth certificate",
    ]
    assert read_documents("паспорт N1, выдан 2012", "Документы") == ["паспорт N1, выдан 2012"]
    assert read_documents("да", "Свидетельство о рождении") == ["Свидетельство о рождении"]
    assert read_documents("нет", "Документы") == []
    assert read_documents(12345678, "Passport") == ["12345678"]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        *((text, "number") for text in ("№", "п/п", "№ п/п", "No.", "S/N", "р/с", "ت", "م", "رقم")),
        *(
            (text, "full")
            for text in ("ФИО / Name", "Full name", "Аты-жөні", "الاسم الكامل", "Фамилия, имя, отчество")
        ),
        *((text, "surname") for text in ("Фамилия", "Family name", "Тегі", "اللقب")),
        *((text, "sex") for text in ("M/F", "Пол", "муж/жен", "Жынысы", "الجنس", "ذكر/أنثى")),
        *((text, "birth") for text in ("DOB", "Д.р.", "Туған күні", "تاريخ الولادة")),
        *((text, "birth_year") for text in ("г.р.", "سنة الميلاد", "Туған жылы", "YOB")),
        *((text, "age") for text in ("Age (years)", "Возраст", "Жасы", "العمر")),
        *((text, "nationality") for text in ("Nationality", "Гражданство", "Азаматтығы", "الجنسية")),
        *((text, "family") for text in ("HH", "Family No", "№ семьи", "Отбасы №", "رقم العائلة", "Case No")),
        *((text, "family_size") for text in ("Family size", "HH size", "عدد أفراد الأسرة")),
        *(
            (text, "relation")
            for text in ("Relationship to head of household", "Степень родства", "صلة القرابة")
        ),
        *((text, "family") for text in ("Family", "Семья / Family", "Отбасы", "العائلة")),
        *((text, "full") for text in ("Name of family member", "Name")),
        *((text, "extra") for text in ("Tent", "Phase", "Палатка", "رقم الخيمة", "Place of birth")),
        *(
            (text, "documents")
            for text in (
                "Passport No",
                "Документы",
                "Құжаттары",
                "رقم الجواز",
                "Birth certificate",
                "Document type and number",
            )
        ),
        *((text, "notes") for text in ("Remarks", "Примечание", "Ескерту", "ملاحظات")),
        *((text, None) for text in ("Shoe size", "", "عمر حسنوف", "Азамат Каримов")),
    ],
)
def test_headings_are_known_in_four_languages(heading: str, field: str | None) -> None:
    assert field_of(heading) == field
