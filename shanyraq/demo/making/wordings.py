"""What invented colleagues write: mostly in Kazakh and Russian, some of it in English. Pure."""

from __future__ import annotations

import random

PINNED_NOTE = "Prefers to talk in the morning, with a woman."
# Where more is written in Russian than in Kazakh.
RUSSIAN_FIRST = frozenset({"KAR", "NKZ", "PAV", "EKZ", "KOS", "AKM", "AST", "ALM"})
LANGUAGES = ("kk", "ru", "en")

NOTES = {
    "kk": (
        "Таңертең сөйлескенді жөн көреді.",
        "Түске дейін қоңырау шалғанды ұнатады.",
        "Бәрі аман-есен; кішкентайы енді тыныш ұйықтайды.",
        "Әжесі көмектеседі, демалыс күндері бірге болады.",
        "Кездесуге балаларымен келеді: ойын бұрышын дайындау керек.",
    ),
    "ru": (
        "Предпочитает говорить утром.",
        "Просит звонить до обеда.",
        "Все здоровы; младший теперь спит спокойно.",
        "Помогает бабушка, по выходным дети у неё.",
        "На встречи приходит с детьми: приготовить игровой уголок.",
    ),
    "en": (
        "Prefers to talk in the morning.",
        "Likes to be called before noon.",
        "Everyone is well; the small one sleeps now.",
    ),
}
# Which of the pack's services, the place, with whom else.
VISIT = PINNED_MEETING = ("Home visit", "", "")
LEARNING = "Learning plan reviewed with teacher, child and caregiver"
SUPPORT = "Support plan reviewed with the person"
PAPERS = "All documents in the person's hands"
MEETINGS = {
    "kk": (
        VISIT,
        (SUPPORT, "Орталықта, 14-кабинет", ""),
        (LEARNING, "27-мектеп", "Сынып жетекшісі"),
        (PAPERS, "Халыққа қызмет көрсету орталығы", "Құжаттар бөлімі"),
    ),
    "ru": (
        VISIT,
        (SUPPORT, "В центре, кабинет 14", ""),
        (LEARNING, "Школа № 27", "Классный руководитель"),
        (PAPERS, "Центр обслуживания населения", "Отдел документов"),
    ),
    "en": (
        VISIT,
        (SUPPORT, "At the centre, room 14", ""),
        (LEARNING, "School 27", "The class teacher"),
        (PAPERS, "Public service centre", "The document office"),
    ),
}
ELSEWHERE = {
    "kk": "Отбасы бұл қызметті сол аптада басқа жерден алды.",
    "ru": "Семья получила эту услугу в другом месте на той же неделе.",
    "en": "The family had this service elsewhere in the same week.",
}
# By the room that writes it.
PHRASES = {
    "kk": {
        "home": "Бәрі үйде, жағдайлары жақсы. Келесі күнді бірге белгіледік.",
        "learning": "Ынтамен жұмыс істейді; өткен жолғыдан сәл көбірек оқиды.",
        "care": "Таңертең анасымен бірге қаралды. Шұғыл ештеңе жоқ.",
        "papers": "Құжаттар толық; мекеме күнін белгіледі.",
        "case": "Отбасымен өз тілінде талқыладық.",
        "supplies": "Берілді, қолы қойылды.",
    },
    "ru": {
        "home": "Все дома, всё хорошо. Вместе договорились о следующем дне.",
        "learning": "Занимается охотно; читает немного больше, чем в прошлый раз.",
        "care": "Осмотр утром, вместе с мамой. Ничего срочного.",
        "papers": "Документы собраны; назначен день.",
        "case": "Обсудили с семьёй на её родном языке.",
        "supplies": "Передано под подпись.",
    },
    "en": {
        "home": "Everyone at home and well. We agreed the next day together.",
        "learning": "Works willingly; reads a little more than last time.",
        "care": "Seen in the morning, with the mother. Nothing urgent.",
        "papers": "Papers complete; the office gave a date.",
        "case": "Talked it through with the family in their own language.",
        "supplies": "Handed over and signed for.",
    },
}


def written_in(region: str, dice: random.Random) -> str:
    """The language somebody of a region writes in this time."""
    kazakh, russian = (3, 5) if region in RUSSIAN_FIRST else (5, 3)
    return dice.choices(LANGUAGES, (kazakh, russian, 2))[0]
