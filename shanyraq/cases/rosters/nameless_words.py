"""Words that stand where a name would, and tell of somebody whose name nobody knows."""

from __future__ import annotations

from shanyraq.cases.rosters.stray_words import STRAY
from shanyraq.cases.rosters.wording import plain, words_pattern

#: Words for a child too young to go on about the one before her: `Ali 7, baby` are two.
BABY = words_pattern(
    """baby|babies|infant|infants|newborn|new born|new-born|toddler|младен*|новорожд*|грудничок|грудной|малыш|малышка
    |сәби|нәресте|шақалақ|жаңа туған|жаңа туылған|رضيع|رضيعه|مولود|مولوده|حديث الولاده|حديثه الولاده"""
)
_TELLING = """foundling|подкидыш|найденыш|لقيط|لقيطه|baby|infant|newborn|newborns|born|toddler|child|kid|minor|boy|girl|woman|man|lady|male|female|person|unknown|unnamed
    |unidentified|nameless|unborn|fnu|lnu|nfn|nln|unk|son|daughter|младенец|младенца|грудничок|грудной|новорожденный|новорожденная|новорожденного|ребенок|малыш|малышка
    |мальчик|девочка|девушка|женщина|мужчина|неизвестный|неизвестная|неизвестное|неизвестно|неустановленный|неустановленная|безымянный|безымянная
    |сын|дочь|дочка|сәби|нәресте|шақалақ|бала|ұл|қыз|әйел|белгісіз|رضيع|رضيعه|مولود|مولوده|طفل|طفله|ولد|بنت|صبي|فتاه|امراه|رجل|شخص|مجهول|مجهوله"""
_BESIDE = """yet|aged|age|возраст|возрасте|в|жасы|عمره|عمرها|a|an|the|one|another|new|little|small|adult|no|name|of|age|young|old|имя|без|имени|лицо|человек|один|одна|маленький|маленькая
    |адам|ер|бір|жаңа|туған|туылған|кішкентай|حديث|حديثه|الولاده|جديد|جديده|صغير|صغيره|الاسم|الهويه"""


def _words(text: str) -> frozenset[str]:
    return frozenset(plain(word) for word in text.replace("\n", " ").split("|"))


#: What a phrase of `ALIAS`, or one that says outright that there is no name, may begin with.
_BEGINNING = """also|known|nicknamed|nickname|aka|k|alias|nee|née|maiden|он|она|известен|известна|по|прозвище|кличка|урожд
    |урожденная|девичья|лақап|деген|الملقبه|الملقب|المكناه|المكني|المكنى|المكنّى|المعروفه|المعروف
    |no|unnamed|not|name|без|имя|аты|بدون|بلا"""
TELLING = _words(_TELLING)
BESIDE = _words(_BESIDE)
#: A text of words without any of these says neither that somebody has no name nor that she has another.
TELLTALE = TELLING | _words(_BEGINNING) | STRAY | _words("и|و|және|мен")
UNBORN = words_pattern(
    """unborn|not born|not yet born|pregnan*|expecting|expected|беременн*|нерожденн*|не рожден|не родился|не родилась|жүкті|туылмаған|туған жоқ
    |جنين|حامل|لم يولد|لم تولد"""
)
#: A part of a list of children that points elsewhere.
ELSEWHERE = words_pattern(
    """same|ditto|see|above|below|row|line|listed|смотри|см.|см|строка|строке|строки|выше|ниже|там же|тот же|те же|то же
    |жоғарыда*|төменде*|қараңыз|қара|انظر|اعلاه|ادناه|نفس|السطر|مذكور*"""
)
ALIAS = (
    r"n[ée]e|maiden\s+name|урожд(?:[её]нная|\.)?|девичья\s+фамилия|also known as|known as|nicknamed|nickname|a\.k\.a\.?|a/k/a|aka|alias|он\s+же|она\s+же|известен\s+как|известна\s+как|по\s+прозвищу|прозвище|по\s+кличке|кличка"
    r"|лақап\s+аты|деген\s+атпен|الملقبة|الملقبه|الملقب|المكناة|المكناه|المكنى|المكنّى|المعروفة|المعروفه|المعروف"
)
