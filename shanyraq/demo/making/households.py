"""Who lives with whom: invented people in families, with ages, tongues and kin, from a seed. Pure."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from shanyraq.demo.making.humans import HOME, Household, Human
from shanyraq.demo.making.names import MEN, SURNAMES, WOMEN, surname_for
from shanyraq.demo.making.pictured import omarova
from shanyraq.demo.making.stages import DEMO_DAY, Stage

# Where people live afterwards, roughly as the regions' share of those who left.
REGION_WEIGHTS = {
    "KAR": 14, "AKT": 12, "TUR": 9, "AST": 8, "MAN": 7, "ATY": 7, "WKZ": 6, "SHY": 6, "ALR": 6, "KOS": 5,
    "ALM": 5, "KYZ": 4, "PAV": 4, "EKZ": 3, "JAM": 3, "ULY": 2, "NKZ": 1, "AKM": 2, "ABA": 1, "JET": 2,
}  # fmt: skip


def households(stages: tuple[Stage, ...], seed: int) -> list[Household]:
    """All families of the demonstration. The same seed gives the same families."""
    dice = random.Random(seed)
    made: list[Household] = []
    for stage in stages:
        made += _stage(stage, dice)
    made.sort(key=lambda house: not house.is_pinned)  # she who leads the pictured family gets it first
    _spread(made, dice)
    _gather(made)
    return made


MOTHERS_AT_ONCE = 60
# Among no more people than that, every second family lives where the doors of the demonstration lead: otherwise
# three hundred colleagues would have a handful of people each, and nobody's day would have anything in it.
FEW_PEOPLE = 200


def _gather(made: Sequence[Household]) -> None:
    if sum(len(house.members) for house in made) <= FEW_PEOPLE:
        for house in made[::2]:
            house.region = HOME


# Days before the demonstration's day on which families came by themselves: every stretch of the pathway has somebody.
CAME_BACK = (4, 12, 19, 26, 33, 41, 57, 110, 170, 260, 340, 420, 560, 700, 900, 1200)


def _spread(made: Sequence[Household], dice: random.Random) -> None:
    alone = [house for house in made if house.stage.key == "self"]
    for number, house in enumerate(alone):
        back = CAME_BACK[number % len(CAME_BACK)] + (dice.randrange(0, 9) if number >= len(CAME_BACK) else 0)
        house.day = DEMO_DAY - timedelta(days=back)
        for member in house.members:
            if member.is_child and member.born >= house.day:
                member.born, member.precision = house.day - timedelta(days=40), "day"


def _stage(stage: Stage, dice: random.Random) -> list[Household]:
    made: list[Household] = []
    women, children, alone = stage.women, stage.children, stage.alone
    if stage.key == "zhusan-5" and women >= 1 and children >= 5:
        made.append(omarova(stage))
        women, children = women - 1, children - 5
    alone = min(alone, children)
    made += list(_alone(stage, alone, dice))
    mothers = [_household(stage, dice) for _ in range(women)]
    men = ["charged"] * stage.charged_men + ["other"] * stage.other_men
    dice.shuffle(men)
    if not mothers and children > alone:
        mothers = [_household(stage, dice)] if men else []
    shares = _shares(children - alone, len(mothers), dice)
    for house, share in zip(mothers, shares, strict=True):
        has_woman = women > 0
        man = men.pop() if men and (not has_woman or dice.random() < 0.3) else ""
        _fill(house, share, has_woman, man, dice)
        made.append(house)
    for man in men:
        house = _household(stage, dice)
        _fill(house, 0, False, man, dice)
        made.append(house)
    _charge_one_mother(stage, made)
    return made


def _household(stage: Stage, dice: random.Random) -> Household:
    region = dice.choices(list(REGION_WEIGHTS), list(REGION_WEIGHTS.values()))[0]
    return Household(stage, _day(stage, dice), region, dice.choice(SURNAMES))


def _day(stage: Stage, dice: random.Random) -> date:
    if stage.days:
        return dice.choice(stage.days)
    if stage.key == "self":  # spread over the years afterwards
        return DEMO_DAY - timedelta(days=365)
    return DEMO_DAY - timedelta(days=dice.randrange(10, 200))  # not home: the day her case was opened


def _shares(children: int, mothers: int, dice: random.Random) -> list[int]:
    """Children a mother: mostly two to four, some one, a few six or seven, some none.

    Of many mothers some at a time, each in turn with their part of the children: so the work grows as they do.
    """
    shares: list[int] = []
    while len(shares) < mothers:
        some = min(MOTHERS_AT_ONCE, mothers - len(shares))
        part = children * some // (mothers - len(shares))
        shares += _shared_out(part, some, dice)
        children -= part
    return shares


def _shared_out(children: int, mothers: int, dice: random.Random) -> list[int]:
    shares = [0] * mothers
    weights = [dice.choice((0, 1, 2, 2, 3, 3, 3, 4, 4, 5, 7)) + 0.15 for _ in range(mothers)]
    for _ in range(children):
        index = dice.choices(
            range(mothers), [w / (1 + n) ** 0.7 for w, n in zip(weights, shares, strict=True)]
        )[0]
        shares[index] += 1
    return shares


def _fill(house: Household, children: int, has_woman: bool, man: str, dice: random.Random) -> None:
    ages = sorted((_child_age(dice) for _ in range(children)), reverse=True)
    oldest = ages[0] if ages else dice.randrange(1, 8)
    head_age = min(52, max(21, oldest + dice.randrange(19, 27)))
    if has_woman:
        house.members.append(_adult("F", head_age, "head", house, dice))
    if man:
        relation = "spouse" if has_woman else "head"
        father = _adult("M", head_age + dice.randrange(0, 9), relation, house, dice)
        father.is_charged = man == "charged"
        house.members.append(father)
        if has_woman:
            house.kin.append((1, "SPOUSE", 0, "DECLARED"))
    parents = len(house.members)
    for age in ages:
        house.members.append(_child(age, house, dice))
        proof = dice.choice(("DOCUMENT", "CONFIRMED", "LABORATORY", "DECLARED"))
        house.kin += [(parent, "PARENT", len(house.members) - 1, proof) for parent in range(parents)]


def _alone(stage: Stage, alone: int, dice: random.Random) -> Iterator[Household]:
    """Brothers and sisters without a parent beside them. In Rusafa the mothers stayed in prison."""
    care = "SEPARATED" if stage.key == "rusafa" else "UNACCOMPANIED"
    while alone > 0:
        size = min(alone, dice.choice((1, 1, 2, 2, 3)))
        house = _household(stage, dice)
        for number in range(size):
            child = _child(_child_age(dice, 13), house, dice)
            child.relation, child.care = ("head" if number == 0 else "sibling"), care
            house.members.append(child)
        house.kin = [(0, "SIBLING", index, "CONFIRMED") for index in range(1, size)]
        alone -= size
        yield house


def _charge_one_mother(stage: Stage, made: list[Household]) -> None:
    if stage.key != "zhusan-2":
        return
    for house in made:
        if (
            house.members
            and house.members[0].sex == "F"
            and not house.members[0].is_child
            and len(house.members) > 2
        ):
            house.members[0].is_charged = True
            return


def _child_age(dice: random.Random, most: int = 17) -> int:
    """In years on the demonstration's day: half of primary school, a third small, some nearly grown."""
    low, high = dice.choices(((2, 5), (6, 11), (12, 17)), (37, 42, 21))[0]
    return min(most, dice.randint(low, high))


def _child(age: int, house: Household, dice: random.Random) -> Human:
    sex = dice.choice("FM")
    born = DEMO_DAY - timedelta(days=365 * age + age // 4 + dice.randrange(5, 340))
    if house.stage.key != "waiting" and born >= house.day:
        born = house.day - timedelta(days=dice.randrange(20, 200))
    if age < 17:  # a blurred birth date must not make a grown-up of somebody nearly eighteen
        born, precision = _blurred(born, dice, ("day", "month", "year", "estimated"), (62, 8, 20, 10))
    else:
        precision = "day"
    tongues = (
        [("ar", "MOTHER", dice.choice(("Levantine", "Iraqi", "Levantine")))] if dice.random() < 0.72 else []
    )
    if not tongues or dice.random() < 0.5:
        tongues.append(
            ("kk", dice.choice(("MOTHER", "SOME", "FEW_WORDS")) if not tongues else "FEW_WORDS", "")
        )
    if dice.random() < 0.25:
        tongues.append(("ru", dice.choice(("SOME", "FEW_WORDS")), ""))
    return Human(
        dice.choice(WOMEN if sex == "F" else MEN),
        surname_for(house.surname, sex),
        sex,
        born,
        precision,
        "child",
        tuple(tongues),
    )


def _adult(sex: str, age: int, relation: str, house: Household, dice: random.Random) -> Human:
    born = DEMO_DAY - timedelta(days=365 * age + age // 4 + dice.randrange(5, 340))
    born, precision = _blurred(born, dice, ("day", "year"), (85, 15))
    tongues = [("kk", "MOTHER", "")]
    if dice.random() < 0.6:
        tongues.append(("ru", dice.choice(("FLUENT", "SOME")), ""))
    if dice.random() < 0.85:
        tongues.append(("ar", dice.choice(("FLUENT", "SOME")), "Levantine"))
    given = dice.choice(WOMEN if sex == "F" else MEN)
    kunya = f"{'Umm' if sex == 'F' else 'Abu'} {dice.choice(MEN).latn}" if dice.random() < 0.7 else ""
    return Human(
        given, surname_for(house.surname, sex), sex, born, precision, relation, tuple(tongues), kunya
    )


def _blurred(
    born: date, dice: random.Random, precisions: tuple[str, ...], weights: tuple[int, ...]
) -> tuple[date, str]:
    precision = dice.choices(precisions, weights)[0]
    if precision == "month":
        return born.replace(day=1), precision
    if precision in ("year", "estimated"):
        return date(born.year, 1, 1), precision
    return born, precision
