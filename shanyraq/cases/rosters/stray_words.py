"""Words that are part of no name, in English, Russian, Kazakh and Arabic; a name beside one is told, not guessed."""

from __future__ import annotations

import re

from shanyraq.cases.rosters.sex_words import Sex
from shanyraq.cases.rosters.wording import plain


def _words(text: str) -> frozenset[str]:
    return frozenset(plain(word) for line in text.split("\n") for word in line.split("|") if word.strip())


#: Words that say that somebody is no longer alive.
DEATH = _words(
    """died|dead|deceased|killed|умер|умерла|умерли|умерший|умершая|умершие|погиб|погибла|погибли|погибший|погибшая
    |скончался|скончалась|скончались|убит|убита|мертв|мертва|қайтыс|متوفي|متوفيه|متوفاه|متوفى|توفي|توفيت|توفى|ماتت|قتل|قتلت"""
)
_AGES = _words(
    """year|years|month|months|week|weeks|half|yrs|one|two|three|four|five|six|seven|eight|nine|ten|год|года|годик|годика|лет|месяц
    |месяца|месяцев|недель|полгода|полтора|полугода|жарты|жарым|жаста|айлық|سنه|سنتان|سنتين|سنوات|سنين|ونصف|شهر|شهران|شهرين|اشهر|اسبوع|عامين|عامان"""
)
_OTHERS = _words(
    """in|at|and|with|without|not|no|yes|her|his|their|from|names|was|were|both|unknown|twin|twins|triplets|adopted|orphan|orphans|children|child|kids|boys|girls
    |newborn|lives|now|есть|имена|неизвестны|неизвестно|неизвестна|неизвестен|нет|не|да|её|его|их|из|где|также|близнец|близнецы|двойня|двойняшки|тройня
    |сирота|сироты|дети|детей|ребенок|приемный|приемная|усыновлен|усыновлена|новорожденный|новорожденная|жоқ|бар|иә|және|белгісіз|егіз|егіздер|жетім|балалар
    |новорожденные|اسماء|الاسماء|غير|معروف|معروفه|معروفين|مجهول|مجهوله|مجهولون|في|من|مع|نعم|توام|التوام|يتيم|يتيمه|ايتام|اطفال|متبني|متبناه
    |وابنها|وابنه|وابنته|وابنتها|وطفلها|وطفلتها|وطفل|واطفالها|واولادها|وبنتها|وبناتها"""
)
STRAY = DEATH | _AGES | _OTHERS
#: Two of one sex in one word: `ولدان وبنت` are two boys and a girl.
PAIRS: dict[str, Sex] = {
    **dict.fromkeys(map(plain, ("ولدان", "ولدين", "ابنان", "ابنين")), "M"),
    **dict.fromkeys(map(plain, ("بنتان", "بنتين", "ابنتان", "ابنتين")), "F"),
}
#: Names that begin with the letter that also means `and`, and what else stands behind it in an age.
_NO_AND = (
    "وليد|وائل|واءل|وسام|وسيم|وفاء|وفا|وداد|ورده|وردة|وعد|وجدان|وحيد|وحيده|وحيدة|وهيب|وهيبه|وهيبة|وصال|وضحى|وضحه|وضحة|وجيه|وجيهه|وجيهة|ودود|وديع|وديعه|وديعة|ولاء|ولا|وئام|واثق"
    "|وهاب|وقاص|واصف|والي|ورقاء|وسن|وسيمة|وفيق|وفيقة|وهبه|وهبة|ولي|ولود|وجد|ود|ونصف|وربع|وثلث|وثلاث|واربع|وأربع|وخمس|وست|وسبع|وثمان|وتسع|وعشر|وشهر|وشهرين|وشهران|وسنه|وسنة|ويوم|والله|والد|والدته|والدتها|والدة"
)
#: ` وعمر`: and Omar.
AND_GLUED = re.compile(
    rf"\s+و(?!(?:{'|'.join(word[1:] for word in _NO_AND.split('|'))})(?:\W|$))(?=[^\W\d_]{{2}})"
)
#: Bare signs of a sex, which are no words for a child.
SEX_SIGNS = _words(
    "m|f|male|female|м|ж|муж|жен|мужской|женский|мужчина|женщина|ер|әйел|е|ә|ذكر|انثى|أنثى|انثي|♂|♀|m.|f.|м.|ж.|муж.|жен."
)
