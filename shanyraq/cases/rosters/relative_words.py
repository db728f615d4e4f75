"""Words by which a heading says whom of a family it speaks of, in English, Russian, Kazakh and Arabic."""

from __future__ import annotations

from functools import lru_cache
from typing import cast

from shanyraq.cases.rosters.sex_words import Sex
from shanyraq.cases.rosters.wording import plain, words_pattern

CHILD = words_pattern(
    """minors|dependents|dependants|sons|daughters|дети*|детьми|сыновья|сыновей|дочери|дочерей|балалар*|баласы*|ұлдары*|қыздары*|اولادها|اطفالها|ابناوها|ابناءها|ابنائها|اولاده|اطفاله|البنات|بنات|بناتها|اولادهم|اطفالهم
    |child|children|child's|childs|children's|childrens|kid|kids|kid's|ребенок|ребенка|ребенку|дети|детей|детский|бала|баланың|баласының|балалар|балалардың|балаларының
    |طفل|الطفل|اطفال|الاطفال|الابن|الابناء|الاولاد|ch|son/daughter"""
)
CHILDREN = words_pattern(
    "children*|minors|dependents|dependants|sons|daughters|дети*|детьми|сыновья|сыновей|дочери|дочерей|балалары*|балаларын*|ұлдары*|қыздары*|اولادها|اطفالها|ابناوها|ابناءها|ابنائها|اولاده|اطفاله|البنات|بنات|بناتها|اولادهم|اطفالهم|kids|дети|детей|балалар|балалары|балалардың|балаларының|اطفال|الاطفال|اولاد|الاولاد|ابناء|الابناء|الاطفال"
)
WIFE = words_pattern(
    "wife*|wives*|жена|жены|фио жен|имена жен|супруги|әйелі*|әйелдері*|жұбай*|зайыб*|الزوجه|زوجه|زوجته|الزوجات|زوجات|زوجاته|spouse*"
)
HUSBAND = words_pattern("husband*|муж|мужа|супруг|супруга|күйеу*|ері|ерінің|الزوج|زوجها|زوج")
MOTHER = words_pattern(
    "mother|mother's|mothers|мать|матери|матерей|мамы|анасы*|аналары*|шешесі*|الام|الوالده|ام|والدته|والدتها|الامهات"
)
FATHER = words_pattern("father|father's|fathers|отец|отца|папы|әкесі*|الاب|الوالد|والده|والدها")
_EITHER = words_pattern(
    "spouse*|partner*|супруг(а)|супруг/супруга|супруг / супруга|супруг/а|жұбай*|зайыбы/күйеуі"
)
_ONLY_WIFE = words_pattern(
    "wife*|wives*|жена|жены|әйелі*|әйелдері*|الزوجه|زوجه|زوجته|زوجتها|الزوجات|زوجات|زوجاته"
)
_SONS = words_pattern("boys|sons|мальчик*|сыновья|сыновей|ұл|ұлдар*|البنين|الذكور")
_DAUGHTERS = words_pattern("girls|daughters|девоч*|дочери|дочерей|қыз|қыздар*|البنات|بنات|الاناث")


@lru_cache(maxsize=1024)
def is_either_spouse(heading: str) -> bool:
    """Whether a heading does not say if it asks for a wife or for a husband: `Spouse`, `Супруг(а)`, `Жұбайы`."""
    clean = plain(heading)
    is_wife = _ONLY_WIFE.search(clean) is not None
    return HUSBAND.search(clean) is not None if is_wife else _EITHER.search(clean) is not None


@lru_cache(maxsize=1024)
def sex_of_children(heading: str) -> Sex | None:
    """The sex of the children under a heading such as `Boys`; None under one of both."""
    clean = plain(heading)
    are = [sex for sex, pattern in (("M", _SONS), ("F", _DAUGHTERS)) if pattern.search(clean)]
    return cast("Sex", are[0]) if len(are) == 1 else None
