"""Words for the place of a person in her family, in English, Russian, Kazakh and Arabic."""

from __future__ import annotations

from typing import Literal

from shanyraq.cases.rosters.sex_words import Sex
from shanyraq.cases.rosters.wording import words_pattern

Relation = Literal["head", "spouse", "child", "sibling", "grandchild", "other"]
Kind = Literal[
    "head", "wife", "husband", "widow", "child", "sibling", "grandchild", "mother", "father", "other"
]

# The longer phrases stand first: a grandson is no son, a mother-in-law no mother.
WORDS: tuple[tuple[Kind, Sex | None, str], ...] = (
    (
        "other",
        "F",
        """mother in law|mother-in-law|daughter in law|daughter-in-law|sister in law|sister-in-law|grandmother|grandma|aunt|niece|stepmother|step mother|co-wife's mother
        |теща|свекровь|невестка|сноха|золовка|свояченица|бабушка|тетя|тетка|племянница|мачеха|ене|енесі|келін|келіні|әже|әжесі|апа|нағашы апа|қайын апа|жиен қыз
        |حماه|حماتها|كنه|جده|الجده|عمه|خاله|ابنه الاخ|ابنه الاخت|بنت الاخ|بنت الاخت|بنت اخ|بنت اخت|زوجه الاب|زوجه الابن|زوجه الاخ|زوجه ابن|زوجه اخ|سلفه""",
    ),
    (
        "other",
        "M",
        """father in law|father-in-law|son in law|son-in-law|brother in law|brother-in-law|grandfather|uncle|nephew|stepfather|step father
        |тесть|свекор|зять|шурин|деверь|дедушка|дед|дядя|племянник|отчим|қайын ата|күйеу бала|ата|атасы|аға|көке
        |حم|صهر|جد|الجد|عم|خال|ابن الاخ|ابن الاخت|ابن اخ|ابن اخت|زوج الام|ابن عم|ابن خال""",
    ),
    (
        "other",
        None,
        "cousin|relative|other relative|non relative|not related|unrelated|friend|foster child|in law|в другом родстве|родственник|родственница|другой|другая|другое|другой родственник|не родственник|двоюродн*|туыс|туысы|басқа|бөтен|жиен|жиені|قريب|قريبه|اخري|اخر|صديق*|آخر|لا قرابه",
    ),
    (
        "grandchild",
        "F",
        "granddaughter|grand daughter|grand-daughter|внучка|немере қыз|немере қызы|حفيده|الحفيده|بنت الابن|بنت الابنه",
    ),
    (
        "grandchild",
        "M",
        "grandson|grand son|grand-son|внук|немере ұл|немере ұлы|حفيد|الحفيد|ابن الابن|ابن الابنه|ابن البنت",
    ),
    (
        "grandchild",
        None,
        "grandchild|grand child|grand-child|grandchildren|внуки|внучата|немере|немересі|احفاد",
    ),
    (
        "child",
        "F",
        """ربيبه|ربيبته|ربيبتها|өгей қыз|өгей қызы|stepdaughter|step daughter|step-daughter|adopted daughter|падчерица|daughter|daughters|daugther|dtr|dau|girl child|дочь|дочка|дочери|доч.|дочь.|дочерь|доченька|қызы|қыз|қыз баласы|қыз бала|қыздары|үлкен қызы|кіші қызы
        |ابنه|ابنته|ابنتها|بنت|بنته|بنتها|الابنه|البنت|كريمه|طفله""",
    ),
    (
        "child",
        "M",
        """ربيب|ربيبها|өгей ұл|өгей ұлы|stepson|step son|step-son|adopted son|пасынок|son|sons|boy child|сын|сынок|сыновья|сына|ұлы|ұл|ұл баласы|ұл бала|ұлдары|үлкен ұлы|кіші ұлы
        |ابن|ابنه الذكر|ولد|ولده|ولدها|ابنها|الابن|الولد|نجل""",
    ),
    (
        "child",
        None,
        "stepchild|stepchildren|өгей бала|child|children|infant|baby|newborn|kid|minor|dependant|ребенок|дети|ребенка|младенец|малыш|грудной ребенок|бала|баласы|балалары|сәби|нәресте|طفل|طفلها|اطفال|رضيع|الطفل|مولود",
    ),
    (
        "sibling",
        "F",
        "sister|сестра|сестренка|сестричка|қарындасы|қарындас|сіңлісі|сіңлі|әпкесі|әпке|اخت|اخته|اختها|شقيقه|الاخت|شقيقته",
    ),
    (
        "sibling",
        "M",
        "brother|брат|братишка|бауыры|бауыр|інісі|іні|ағасы|اخ|اخوه|اخوها|شقيق|الاخ|شقيقه الذكر|اخيها",
    ),
    ("sibling", None, "sibling|siblings"),
    ("widow", "F", "widow|вдова|жесір|жесірі|ارمله"),
    ("widow", "M", "widower|вдовец|ارمل"),
    (
        "wife",
        "F",
        "former wife|бывшая жена|طليقه|طليقته|wife|wives|spouse (f)|second wife|2nd wife|first wife|1st wife|co-wife|ex-wife|жена|супруга|супр.|1-я жена|2-я жена|первая жена|вторая жена|женой|әйелі|зайыбы|жұбайы|бәйбіше|тоқал|زوجه|زوجته|الزوجه|حرم|عقيله",
    ),
    ("husband", "M", "husband|муж|супруг|күйеуі|жолдасы|ері|زوج|زوجها|الزوج"),
    ("wife", None, "spouse|partner|супруг(а)|супруг/супруга|жұбай"),
    ("mother", "F", "mother|mom|mum|mama|мать|мама|мат.|анасы|ана|шешесі|ام|الام|والده|الوالده|امه|امها"),
    ("father", "M", "father|dad|papa|отец|папа|әкесі|әке|اب|الاب|والد|الوالد|ابوه|ابوها"),
    (
        "head",
        None,
        """head of family|head of household|head of the family|head of the household|head of hh|head of hhld|family head|household head|hh head|hoh|hohh|hof|hhh|head|self|principal applicant|principal|pa|main applicant|focal point
        |глава семьи|глава|главный|гл. семьи|глава домохозяйства|глава сем.|главой семьи|сам|сама|заявитель|отбасы басшысы|отбасы басы|отағасы|отанасы|басшысы|үй иесі|өзі|رب الاسره|ربه الاسره|رب العائله|ربه العائله|رب اسره|ربه اسره|ربه المنزل|معيل|معيله|معيل الاسره|معيله الاسره|رب|ربه|المعيل|نفسه|نفسها|صاحب الملف|مقدم الطلب|رئيس الاسره|رئيسه الاسره""",
    ),
)
HEAD_MALE = words_pattern(
    "رب الاسره|رب العائله|رب اسره|رب|معيل|المعيل|отағасы|معيل الاسره|نفسه|сам|male head"
)
HEAD_FEMALE = words_pattern(
    "ربه الاسره|ربه العائله|ربه اسره|ربه المنزل|ربه|معيله|معيله الاسره|отанасы|نفسها|сама|female head"
)
HEAD_WORD = words_pattern(
    "own|elder|older|oldest|younger|big|little|small|biological|half|step|adopted|foster|ex|former|родной|родная|родные|сводный|сводная|приемный|приемная|бывший|бывшая|средний|средняя|третий|третья|старшие|младшие|ортаншы|туған|өгей|бұрынғы|last|последний|последняя|head|hoh|hh|household|family|hof|pa|the|глава|главы|семьи|семье|отбасы|басшысы*|رب|الاسره|العائله|ربه|principal|applicant|№|no|number|1st|2nd|first|second|third|1|2|3|4|eldest|youngest|старший|старшая|младший|младшая|второй|вторая|первая|первый|үлкен|кіші|кенже|ثانيه|الثانيه|اولي|الاولي|ثالثه|ثاني|اول|الاول|الثاني|الكبري|الصغري|الاكبر|الاصغر"
)
STATUS_WORDS = """deceased|dead|died*|killed|missing|absent|in prison|detained|pregnant|ill|sick|disabled|умер*|погиб*|пропал*|в тюрьме|отсутствует|беременн*|больн*|инвалид
    |қайтыс*|қаза*|түрмеде|хабарсыз|متوفي|متوفيه|متوفاه|توفي|توفيت|скончал*|قتل|مفقود|معتقل|سجين|سجن|حامل|مريض*|معاق|شهيد"""
STATUS = words_pattern(STATUS_WORDS)
