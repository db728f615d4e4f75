"""Three hundred invented colleagues: who works where, in which role, under whom. Pure."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from shanyraq.demo.making.humans import HOME
from shanyraq.demo.making.names import MEN, SURNAMES, WOMEN, Spelt, surname_for

TEAM = 300
CENTRE_ROLES = (
    "centre_lead",
    "shift_worker",
    "health_worker",
    "psychologist",
    "teacher",
    "logistics",
    "faith_counsellor",
)
AT_THE_CENTRE = ("centre_lead", "shift_worker", "logistics")  # what they see of people is those who are there
# In every region: role and how many.
REGIONAL = (
    ("regional_coordinator", 1),
    ("psychologist", 1),
    ("teacher", 1),
    ("health_worker", 1),
    ("lawyer", 1),
    ("family_tracing_officer", 1),
    ("livelihoods_adviser", 1),
    ("interpreter", 1),
    ("logistics", 1),
)
CENTRAL = (
    ("consular_officer", 4),
    ("operation_lead", 1),
    ("programme_manager", 1),
    ("statistician", 1),
    ("dpo", 1),
    ("administrator", 1),
    ("custodian", 2),
    ("justice_liaison", 1),
    ("panel_member", 3),
)
APPEAL = 3  # who sits in an appeal took no part before
FILLING = ("interpreter", "teacher", "psychologist", "school_focal_point", "faith_counsellor")
# Whom the demonstration's door lets in, as on the manual's pictures.
FACES = {
    "case_manager": ("Aigerim", "S", "F"),
    "supervisor": ("Bolat", "T", "M"),
    "consular_officer": ("Dinara", "B", "F"),
    "centre_lead": ("Serik", "Zh", "M"),
    "shift_worker": ("Ainur", "K", "F"),
    "teacher": ("Gulnara", "T", "F"),
    "psychologist": ("Madina", "R", "F"),
    "lawyer": ("Erlan", "S", "M"),
    "logistics": ("Marat", "O", "M"),
    "programme_manager": ("Damir", "K", "M"),
    "dpo": ("Zhanna", "I", "F"),
    "health_worker": ("Yerzhan", "A", "M"),
    "livelihoods_adviser": ("Timur", "A", "M"),
    "interpreter": ("Rana", "H", "F"),
    "regional_coordinator": ("Assiya", "N", "F"),
    "administrator": ("Kanat", "D", "M"),
    "family_tracing_officer": ("Roza", "M", "F"),
    "custodian": ("Saltanat", "A", "F"),
    "panel_member": ("Raushan", "K", "F"),
}
# What nobody does alone needs more doors: another custodian, a whole panel, and others who decide its appeal.
MORE_FACES = {
    "custodian": (("Nurlan", "K", "M"),),
    "panel_member": (
        ("Yerzhan", "M", "M"),
        ("Gulnara", "I", "F"),
        ("Timur", "S", "M"),
        ("Saltanat", "B", "F"),
        ("Assiya", "D", "F"),
    ),
}
# What the invented custodians' keys open with, by number; their pages show it.
CUSTODIANS_WORDS = {
    1: "the first snow falls on the steppe",
    2: "apples ripen late in the foothills",
    3: "somebody left a lamp in the window",
}
LONG_SURNAMES = {
    "S": "Sadykov", "T": "Toktarov", "B": "Bekov", "Zh": "Zhakenov", "R": "Rakhimov", "O": "Ospanov", "K": "Karimov",
    "I": "Iskakov", "A": "Abenov", "H": "Khalilov", "N": "Nurgaliev", "D": "Dosanov", "M": "Mukanov",
}  # fmt: skip
SPELT = {spelt.latn: spelt for spelt in (*WOMEN, *MEN, *SURNAMES)} | {
    "Aigerim": Spelt("Aigerim", "Айгерім", "آيغريم"),
    "Gulnara": Spelt("Gulnara", "Гүлнара", "غولنارا"),
    "Damir": Spelt("Damir", "Дамир", "دامير"),
    "Zhanna": Spelt("Zhanna", "Жанна", "جانّا"),
    "Yerzhan": Spelt("Yerzhan", "Ержан", "يرجان"),
    "Rana": Spelt("Rana", "Рана", "رنا"),
    "Assiya": Spelt("Assiya", "Әсия", "آسيا"),
    "Khalilov": Spelt("Khalilov", "Халилов", "خليلوف"),
}


@dataclass(frozen=True)
class Colleague:
    """One colleague. `key` names her in the demonstration; `supervisor` is the key of another, or empty."""

    key: str
    given: Spelt
    family: Spelt
    sex: str
    role: str
    region: str
    centre: str
    languages: tuple[str, ...]
    supervisor: str = ""
    login: str = ""


def colleagues(load: Mapping[str, int], centre: str, seed: int) -> list[Colleague]:
    """Everybody who works: enough case managers for the people of each region (`load`), and at least TEAM in all.

    `load` maps a region's code to the number of people with an open case there; `centre` is the adaptation centre.
    """
    dice = random.Random(f"staff|{seed}")
    made = [*_central(dice), *_at_centre(centre, dice)]
    for region in sorted(load):
        made += _regional(region, load[region], dice)
    regions = sorted(load)
    while len(made) < TEAM - 1 - APPEAL:
        number = len(made)
        role = FILLING[number % len(FILLING)]
        made.append(_colleague(f"{role}-more-{number}", role, regions[number % len(regions)], "", dice))
    made.append(_colleague("custodian-2", "custodian", "", "", dice))  # the third: two stay when one leaves
    made += [_colleague(f"panel_member-{3 + one}", "panel_member", "", "", dice) for one in range(APPEAL)]
    return _with_faces(made)


def managers_needed(people: int) -> int:
    """Case managers for so many people: about 21 each, so that nobody starts at her ceiling of 25."""
    return max(1, -(-people // 19))


def _central(dice: random.Random) -> Iterator[Colleague]:
    for role, count in CENTRAL:
        for number in range(count):
            yield _colleague(f"{role}-{number}", role, "", "", dice)


def _at_centre(centre: str, dice: random.Random) -> Iterator[Colleague]:
    for role in CENTRE_ROLES:
        for number in range(2 if role in ("shift_worker", "teacher") else 1):
            yield _colleague(f"{role}-centre-{number}", role, "MAN", centre, dice)


def _regional(region: str, people: int, dice: random.Random) -> Iterator[Colleague]:
    for role, count in REGIONAL:
        for number in range(count):
            yield _colleague(f"{role}-{region}-{number}", role, region, "", dice)
    managers = managers_needed(people)
    for team in range(-(-managers // 6)):
        yield _colleague(f"supervisor-{region}-{team}", "supervisor", region, "", dice)
    for number in range(managers):
        key, lead = f"case_manager-{region}-{number}", f"supervisor-{region}-{number // 6}"
        yield _colleague(key, "case_manager", region, "", dice, lead)


def _colleague(
    key: str, role: str, region: str, centre: str, dice: random.Random, lead: str = ""
) -> Colleague:
    sex = "F" if dice.random() < 0.68 else "M"
    given = dice.choice(WOMEN if sex == "F" else MEN)
    family = surname_for(dice.choice(SURNAMES), sex)
    languages = ["kk", "ru"]
    if role == "interpreter" or dice.random() < 0.15:
        languages.append("ar")
    if dice.random() < 0.2:
        languages.append("en")
    return Colleague(key, given, family, sex, role, region, centre, tuple(languages), lead)


def _with_faces(made: list[Colleague]) -> list[Colleague]:
    """Give the first of each role in the home region (or the only one) the face and the login of the door."""
    chosen: dict[str, int] = {}
    for index, one in enumerate(made):
        is_home = bool(one.centre) if one.role in AT_THE_CENTRE else one.region in (HOME, "")
        if one.role in FACES and one.role not in chosen and is_home:
            chosen[one.role] = index
    for role, index in chosen.items():
        made[index] = _as_face(made[index], FACES[role], f"demo-{role}")
    for role, faces in MORE_FACES.items():
        rest = [index for index, one in enumerate(made) if one.role == role and not one.login]
        for number, (index, face) in enumerate(zip(rest, faces, strict=False), 2):
            made[index] = _as_face(made[index], face, f"demo-{role}-{number}")
    return made


def _as_face(one: Colleague, face: tuple[str, str, str], login: str) -> Colleague:
    given, letter, sex = face
    family = surname_for(SPELT[LONG_SURNAMES[letter]], sex)
    return replace(one, given=SPELT[given], family=family, sex=sex, login=login)
