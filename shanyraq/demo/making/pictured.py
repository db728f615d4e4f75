"""The family that the manual's pictures show, always the same."""

from __future__ import annotations

from datetime import date

from shanyraq.demo.making.humans import HOME, Household, Human
from shanyraq.demo.making.names import MEN, SURNAMES, WOMEN, Spelt, surname_for
from shanyraq.demo.making.stages import Stage


def omarova(stage: Stage) -> Household:
    """The family that the manual's pictures show."""
    names = {spelt.latn: spelt for spelt in (*WOMEN, *MEN)}
    surname = next(one for one in SURNAMES if one.latn == "Omarov")
    arabic = ("ar", "MOTHER", "Levantine")
    house = Household(stage, stage.days[0], HOME, surname, is_pinned=True)

    def add(given: Spelt, sex: str, born: date, relation: str, *languages: tuple[str, str, str]) -> Human:
        human = Human(given, surname_for(surname, sex), sex, born, "day", relation, languages)
        house.members.append(human)
        return human

    kazakh = ("kk", "MOTHER", "")
    add(
        names["Saule"],
        "F",
        date(1988, 1, 17),
        "head",
        kazakh,
        ("ar", "FLUENT", "Levantine"),
        ("ru", "SOME", ""),
    )
    add(names["Alikhan"], "M", date(2008, 10, 3), "child", arabic, ("kk", "SOME", ""))
    add(Spelt("Aisha", "Айша", "عائشة"), "F", date(2011, 8, 21), "child", arabic, ("kk", "FEW_WORDS", ""))
    add(names["Yusuf"], "M", date(2014, 9, 9), "child", arabic)
    add(Spelt("Maryam", "Мариям", "مريم"), "F", date(2017, 11, 30), "child", arabic)
    amina = add(
        Spelt("Amina", "Әмина", "أمينة"), "F", date(2006, 9, 3), "relative", arabic, ("kk", "SOME", "")
    )
    amina.care = "SEPARATED"
    grandmother = add(names["Kulyash"], "F", date(1959, 6, 12), "grandparent", kazakh, ("ru", "FLUENT", ""))
    grandmother.has_case = False
    house.kin = [(0, "PARENT", index, "CONFIRMED") for index in (1, 2, 3, 4)]
    house.kin += [
        (6, "PARENT", 0, "DOCUMENT"),
        (0, "AUNT_UNCLE", 5, "DECLARED"),
        (6, "CAREGIVER", 5, "DOCUMENT"),
    ]
    return house
