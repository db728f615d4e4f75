"""Months, and the words around dates and ages, in English, Russian, Kazakh and Arabic (and Turkish loanwords of camps)."""

from __future__ import annotations

import re

from shanyraq.cases.rosters.wording import plain, words_pattern

_MONTHS = (
    "jan|january|янв|янв.|январь|январе|января|қаңтар|қаң|يناير|كانون الثاني|كانون ثاني|januar|janvier",
    "feb|feb.|february|фев|фев.|февр|февр.|февраль|феврале|февраля|ақпан|ақп|فبراير|شباط|février|fevrier",
    "mar|mar.|march|мар|мар.|март|марте|марта|наурыз|нау|مارس|اذار|mars|märz",
    "apr|apr.|april|апр|апр.|апрель|апреле|апреля|сәуір|сәу|ابريل|نيسان|avril",
    "may|май|мае|мая|мамыр|мам|مايو|ايار|mai",
    "jun|jun.|june|июн|июн.|июнь|июне|июня|маусым|мау|يونيو|حزيران|juin",
    "jul|jul.|july|июл|июл.|июль|июле|июля|шілде|шіл|يوليو|تموز|juillet",
    "aug|aug.|august|авг|авг.|август|августе|августа|тамыз|там|اغسطس|اب|août|aout",
    "sep|sep.|sept|sept.|september|сен|сен.|сент|сент.|сентябрь|сентябре|сентября|қыркүйек|қыр|سبتمبر|ايلول|septembre",
    "oct|oct.|october|окт|окт.|октябрь|октябре|октября|қазан|қаз|اكتوبر|تشرين الاول|تشرين اول|octobre",
    "nov|nov.|november|ноя|ноя.|нояб|нояб.|ноябрь|ноябре|ноября|қараша|қар|نوفمبر|تشرين الثاني|تشرين ثاني|novembre",
    "dec|dec.|december|дек|дек.|декабрь|декабре|декабря|желтоқсан|жел|ديسمبر|كانون الاول|كانون اول|décembre",
)
MONTHS: dict[str, int] = {
    plain(word): number for number, words in enumerate(_MONTHS, 1) for word in words.split("|")
}
_KAZAKH_ENDINGS = r"(?:да|де|та|те|ның|нің|дың|дің|тың|тің)?"
MONTH = (
    r"(?<![^\W\d])(?P<month>"
    + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(MONTHS, key=len, reverse=True))
    + rf"){_KAZAKH_ENDINGS}(?![^\W\d])"
)

HIJRI = words_pattern(
    """هـ|ه|هجري|هجريه|للهجره|ah|a.h|a.h.|hijri|hijra|г.х|г.х.|хиджры|хиджра|по хиджре|хижра|һижра|хижри|هج
    |محرم|صفر|ربيع الاول|ربيع الثاني|ربيع الاخر|ربيع|جمادي الاول|جمادي الاولي|جمادي الثانيه|جمادي الاخره|جمادي|رجب|شعبان|رمضان|شوال|ذو القعده|ذي القعده|ذو الحجه|ذي الحجه
    |muharram|safar|rabi*|jumad*|rajab|shaban|sha'ban|ramadan|ramazan|shawwal|dhu*|zul*|мухаррам|сафар|раби*|джумад*|раджаб|шаабан|рамадан*|рамазан*|шавваль|шаввал|зуль*|зул*|мұхаррам|шағбан|шәууәл"""
)
APPROXIMATELY = re.compile(
    words_pattern(
        """about|approx|approx.|approximately|around|circa|ca|ca.|c.|est|est.|estimated|estimate|roughly|maybe|perhaps|probably|presumably
        |около|ок|ок.|примерно|прибл|прибл.|приблизительно|приблиз.|предположительно|предпол.|вероятно|возможно
        |шамамен|жуықпен|мөлшермен|шамасы|шамасында|болжам*|حوالي|تقريبا|تقريب|نحو|تقريبي|قرابه|تقديري|تقديرا|ربما|حدود|في حدود|yaklasik"""
    ).pattern
    + r"|(?<!\w)(?:ca?\.?|с\.)\s*(?=\d{4}(?!\d))|[~≈±]|(?<=\d)\s*\?+|\(\?\)"
)
BORN = words_pattern(
    """born|b.|b|dob|dob:|d.o.b.|d.o.b|in|on|year|yr of birth|year of birth|date of birth|birth|birthdate|of|the
    |г.р|г.р.|г. р.|г.р.р.|гр|г/р|года рождения|год рождения|год рожд.|рождения|года|год|году|г.|г|рожд.|родился|родилась|род.|рожд|р.|д.р|д.р.|др|в|дата рождения
    |туған|туылған|жылы|жылғы|жыл|ж.|ж|ж.т|ж.т.|ж. т.|т.ж.|туған жылы|туған күні|жылдары
    |مواليد|من مواليد|ولد|ولدت|سنه|عام|في|م|ميلادي|ميلاديه|تاريخ|تولد|تاريخ الولاده|الولاده"""
)

_UNITS = {
    "years": """y|yr|yr.|yrs|yrs.|year|years|yo|y.o|y.o.|y/o|years old|year old|yrs old|yr old|y old|л|л.|лет|год|года|г|г.|годик|годика|годиков|полных лет
        |жас|жаста|жасар|жаста.|ж|ж.|сنه|سنه|سنوات|سنين|عام|اعوام|عاما|سنةً|س|ans|yas|yaş""",
    "months": """m|mo|mo.|mos|mos.|mth|mths|month|months|months old|month old|mon|м|м.|мес|мес.|месяц|месяца|месяцев|ай|айлық|айлик|شهر|اشهر|شهور|شهرا|ش""",
    "weeks": "w|wk|wks|week|weeks|weeks old|нед|нед.|неделя|недели|недель|апта|апталық|اسبوع|اسابيع|اسبوعا",
    "days": "d|day|days|days old|дн|дн.|день|дня|дней|күн|күндік|يوم|ايام|يوما",
}
UNITS: dict[str, str] = {
    plain(word.strip()): unit for unit, words in _UNITS.items() for word in words.split("|")
}
UNIT = (
    "(?:"
    + "|".join(re.escape(word).replace(r"\ ", r"\s*") for word in sorted(UNITS, key=len, reverse=True))
    + ")"
)
AGE_WORDS = words_pattern(
    "age|aged|old|возраст|возрастом|жасы|العمر|عمره|عمرها|of age|возр.|and|и|и|мен|و|от роду|полных"
)
#: Ages said in a word, in months.
WORD_AGES: dict[str, int] = {
    plain(word): months
    for words, months in (
        ("newborn|new born|новорожденный|новорожденная|новорожд.|новорожд|жаңа туған|жаңа туылған|حديث الولاده|حديثه الولاده|مولود جديد", 0),
        ("полгода|полугода|half a year|half year|1/2 года|жарты жыл|жарты жас|نصف سنه|نص سنه", 6),
        ("полтора года|полтора|1 1/2|one and a half|бір жарым|سنه ونصف|سنه و نصف|عام ونصف", 18),
        ("سنه|عام|one year|год|годик|бір жас|year", 12),
        ("سنتان|سنتين|عامان|عامين|two years|два года|екі жас", 24),
        ("شهر|месяц|month|one month|бір ай", 1),
        ("شهران|شهرين|two months", 2),
    )
    for word in words.split("|")
}  # fmt: skip
ANNOUNCED = words_pattern(
    """as of|as at|as on|date|dated|updated|list date|по состоянию|на|от|дата|составлен|обновлено|жағдай бойынша|күні|күнгі|жағдайы|берілген
    |بتاريخ|تاريخ|التاريخ|حتي|لغايه|اعتبارا"""
)
OTHER_DATE = words_pattern(
    "born|birth|dob|рожд*|родив*|туған|туылған|ولاده|ميلاد|مواليد|printed|распечатан*|версия|version|приказ*|order|договор*|закон*|resolution|under|до|младше|старше"
)
