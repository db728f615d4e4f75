"""What invented colleagues write on summary cards: one sentence for others, never a diagnosis. Pure."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """A card of the pack, by which discipline it was written, for whom, and what stands on it, by language."""

    topic: str
    discipline: str
    is_of_children: bool
    texts: dict[str, str]


CARDS = (
    Told(
        "avoid",
        "health",
        False,
        {"kk": "Жаңғақ беруге болмайды.", "ru": "Без орехов.", "en": "No nuts."},
    ),
    Told(
        "attacks",
        "health",
        True,
        {
            "kk": "Ингалятор сөмкеде. Екі реттен кейін медбикені шақырыңыз.",
            "ru": "Ингалятор в рюкзаке. После двух вдохов позвать медсестру.",
            "en": "Inhaler in the bag. Call the nurse after two puffs.",
        },
    ),
    Told(
        "food",
        "health",
        False,
        {"kk": "Сүт беруге болмайды.", "ru": "Без молока.", "en": "No milk."},
    ),
    Told(
        "access",
        "health",
        True,
        {
            "kk": "Алдыңғы партада отырады: тақтаны алыстан көрмейді.",
            "ru": "Сидит впереди: не видит доску издалека.",
            "en": "Sits in front: does not see the board from far.",
        },
    ),
    Told(
        "class",
        "psychologist",
        True,
        {
            "kk": "Есікке жақын отырады. Шу болатынын алдын ала айтыңыз.",
            "ru": "Место у двери. Предупредить, если будет шумно.",
            "en": "Seat near the door. Say before it gets loud.",
        },
    ),
    Told(
        "safety",
        "psychologist",
        False,
        {
            "kk": "Түнде сағат сайын қарап шығыңыз.",
            "ru": "Ночью заглядывать каждый час.",
            "en": "Check in hourly at night.",
        },
    ),
    Told(
        "visits",
        "case_manager",
        True,
        {
            "kk": "Әжесі жексенбіде келеді; баланы ешкім алып кетпейді.",
            "ru": "Бабушка приходит по воскресеньям; ребёнка никто не забирает.",
            "en": "The grandmother visits on Sundays; nobody takes the child along.",
        },
    ),
)
PINNED = (("attacks", 2), ("class", 2), ("visits", 1))  # topic and whose: places in the pictured family
OFTEN = 0.12


def cards_of(is_child: bool, dice: random.Random) -> list[Told]:
    """The cards of one person: most people have none."""
    return [one for one in CARDS if (is_child or not one.is_of_children) and dice.random() < OFTEN]


def pinned_cards(index: int) -> list[Told]:
    """The cards of a member of the pictured family."""
    wanted = {topic for topic, whose in PINNED if whose == index}
    return [one for one in CARDS if one.topic in wanted]
