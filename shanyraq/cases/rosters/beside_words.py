"""Words that are part of no name, wherever they stand: relations, what befell somebody, what joins words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from shanyraq.cases.rosters.nameless_words import BESIDE, TELLING
from shanyraq.cases.rosters.relation_words import STATUS_WORDS, WORDS
from shanyraq.cases.rosters.stray_words import PAIRS, STRAY
from shanyraq.cases.rosters.wording import plain, words_pattern

_WORD = re.compile(r"[^\W\d_]+")
#: Words of the lists above that people are called as well, or that stand inside names.
_NAMES_TOO = """name|ana|ама|ана|апа|ата|аға|ай|әже|ene|ене|қызы|ұлы|қыз|ұл|ер|адам|жан|дар|ابن|بنت|ابنه|ام|اب|ابو|ولد|عم|خال|جد|اخ|اخت|حم|صديق|كريمه|مولود
    |مولوده|شهيد|امين|صغير|كبير|والد|والده|قريب|جديد|جديده|شخص|وليد|حرم|ماما|عقيله|معروف|сама|dad|pa|mama|mum|may|will|rose|lady|man|sister|papa|bala|нур|көке|аты|бар|мама|папа|дед|сам|мат"""
_OTHERS = """of|the|from|by|to|for|is|are|has|had|have|who|which|but|also|or|on|since|until|till|after|before|about|her|his|their|our|same|only|still|here|there|where
    |own|eldest|elder|oldest|youngest|younger|older|middle|first|second|third|fourth|fifth|last|little|small|big|late|alive|living|dead|lost|gone|ex|former|half|step|stepson|stepdaughter|stepchild|stepchildren|foster|adopted|biological|maternal|paternal
    |wife|husband|widow|widower|son|daughter|brother|mother|father|niece|nephew|uncle|aunt|grandson|granddaughter|grandmother|grandfather|cousin|married|divorced|single|pregnant|disabled|sick|ill|injured|wounded|blind|deaf|missing|detained|arrested|prison|hospital|camp|tent|foundling|unaccompanied|separated|alone|refugee|returnee
    |passport|document|documents|copy|phone|tel|see|above|below|ditto|note|lost|arrived|left|moved|transferred|repatriated|returned|citizen|national|nationality|citizenship|aged|yrs|marriage|yet
    |от|до|для|по|при|на|об|со|во|ко|из|он|она|они|оно|это|его|ее|их|но|или|что|как|также|ещё|уже|был|была|были|есть|нет|только
    |родной|родная|родные|сводный|сводная|сводные|двоюродный|двоюродная|троюродный|троюродная|приемный|приемная|приёмный|старший|старшая|старшие|младший|младшая|младшие|средний|средняя|первый|первая|второй|вторая|третий|третья|последний|последняя|маленький|маленькая
    |бывший|бывшая|покойный|покойная|умершего|живой|живая|жив|жива|потерян|потеряна|пропал|пропала|больной|больная|ранен|ранена|инвалид|беременна|беременная|замужем|женат|разведена|разведен|вдова|вдовец|одинокая|брака|брак|брачный|мужа|жены|матери|отца|сына|дочери|брата|сестры|гражданин|гражданка|гражданство|подданный|подкидыш|найденыш
    |прибыл|прибыла|прибыли|убыл|убыла|выбыл|выбыла|уехал|уехала|приехал|приехала|находится|проживает|паспорт|документ|документы|свидетельство|справка|лагерь|палатка|тюрьма|тюрьме|больница|больнице|гр
    |марқұм|тірі|өлген|қайтыс|болған|жоғалған|өгей|туған|асырап|алған|үлкен|кіші|кенже|ортаншы|үлкені|кішісі|ортаншысы|кенжесі|тұңғыш|тұңғышы|егіз|егізі|бірінші|екінші|үшінші|азаматы|азаматша|азаматшасы|келген|кеткен|ауру|мүгедек|бұрынғы|неке|некеден|тастанды|құжаты
    |المرحوم|المرحومه|مرحوم|مرحومه|الاكبر|الاصغر|الكبرى|الصغرى|الاوسط|الاول|الثاني|الثالث|الاولي|الثانيه|الثالثه|ربيب|ربيبه|ربيبته|ربيبها|غير|شقيق|شقيقه|زوجه|زوجته|زوجها|طليقه|طليقته|مطلقه|ارمله|متزوجه|متزوج|عازب|عزباء|حي|عن|هو|هي|كان|كانت|التي|الذي|ايضا|فقط|مريض|مريضه|جريح|معاق|معاقه|مفقود|مفقوده|سجين|سجينه|معتقل|معتقله|وصل|وصلت|غادر|غادرت|عاد|عادت|لقيط|لقيطه|عمره|عمرها|جنسيه|الجنسيه|جنسيتها|جنسيته|مواطن|مواطنه|اسمه|اسمها|والدها|والدته|والدتها|امها|ابوها|ابوه|اخوها|اخوه|اخته|اختها|ابنها|ابنته|ابنتها|بنتها|طفل|طفله|الطفل|الطفله|الرضيع|رضيع|رضيعه|الرضيعه|خيمه|مخيم|جواز|وثيقه|هويه"""
#: What stands inside names in small letters.
PARTICLES = frozenset(
    """bin|ben|bint|binti|binte|bnt|ibn|ibnu|al|el|ul|ur|ud|ad|as|ash|at|az|an|ar|ed|es|er|abu|abou|abi|aba|um|umm|oum|om|bou|abd|abdul|abdel|abdal|abdu|uly|uli|ulı|kyzy|qyzy|kizi|qizi|kysy|oglu|oglı|ogly|oghli|ogli
    |de|di|da|del|der|den|van|von|du|le|zu|бин|бен|бинт|бинти|бинте|ибн|ибну|аль|эль|ал|ад|ат|ар|аш|ас|ан|аз|эд|эш|ус|уд|абу|умм|ум|умму|абд|абдул|улы|ұлы|кызы|қызы|кизи|оглы|оглу|гызы|зода|заде|ould""".replace(
        "\n", ""
    )
    .replace(" ", "")
    .split("|")
)


def _words(text: str) -> frozenset[str]:
    return frozenset(word for part in text.split("|") for word in _WORD.findall(plain(part)))


RELATION_WORDS = _words("|".join(words for _, _, words in WORDS))


def _stems(texts: Iterable[str]) -> tuple[str, ...]:
    phrases = (phrase.strip() for text in texts for phrase in text.split("|"))
    return tuple(plain(phrase).rstrip("*") for phrase in phrases if phrase.endswith("*"))


#: The words of all relations but that of a head.
RELATIVES = _words("|".join(words for kind, _, words in WORDS if kind != "head"))
RELATION_STEMS = _stems(words for _, _, words in WORDS)
_STEMS = (*RELATION_STEMS, *_stems([STATUS_WORDS]))
NO_NAME = frozenset(
    word
    for word in (
        STRAY | frozenset(PAIRS) | TELLING | BESIDE | RELATION_WORDS | _words(STATUS_WORDS) | _words(_OTHERS)
    )
    - _words(_NAMES_TOO)
    if len(word) > 1
)
#: What befell somebody in a year that is not the year of her birth.
EVENT = words_pattern(
    """died|dead|death|deceased|killed|martyr*|arriv*|arr.|came|entered|entry|left|depart*|return*|repatriat*|releas*|moved|transfer*|married|marriage|divorc*|missing|lost|disappear*|since|until|till|detain*|arrest*|imprison*|prison|escaped|registered|passed away|widow*
    |умер*|ум.|ум|скончал*|погиб*|убит*|пропал*|прибыл*|прибыти*|приб.|убыл*|выбыл*|выехал*|въехал*|уехал*|приехал*|вернул*|переехал*|переведен*|замуж*|развед*|арестован*|задержан*|освобожд*|тюрьм*|потерял*|смерт*|смерть|с ним|после|вывезен*
    |қайтыс*|қаза*|өлген|өлді|келген|келді|кеткен|кетті|оралған|босатыл*|жоғал*|ұсталған|марқұм
    |توفي*|متوفي*|متوفاه|وفاه|مات|ماتت|قتل*|استشهد*|وصل*|دخل*|غادر*|خرج*|رجع*|عاد|عادت|منذ|اعتقل*|معتقل*|سجن*|سجين*|فقد|فقدت|مفقود*|تزوج*|زواج|حتي"""
)
#: `+2018`, `† 2018`, `d. 2018`; a capital letter may be a father's.
_CROSS = re.compile(r"(?:^|[\s(])(?:[+†✝]|d\.?)\s*(?=\d{4}|\d{1,2}[./]\d{1,2}[./])")


@lru_cache(maxsize=16384)
def tells_event(text: str) -> bool:
    """Whether a text tells of a death, an arrival or the like, whose year is nobody's year of birth."""
    return EVENT.search(plain(text)) is not None or _CROSS.search(text) is not None


def is_no_name_word(word: str) -> bool:
    """Whether a word is certainly part of no name, whatever its letters."""
    clean = plain(word)
    return clean in NO_NAME or (clean.startswith(_STEMS) and word[:1].islower())


def is_small(word: str) -> bool:
    """Whether a word of Latin or Cyrillic letters begins small and is no particle such as `bin` or `al-`."""
    return word[:1].islower() and (plain(word).split("-")[0].strip("'.") not in PARTICLES)
