"""What column headings are called in English, Russian, Kazakh and Arabic.

Each entry is (field, phrases); the first entry that matches wins, so the narrow ones stand before the wide ones.
A phrase is whole words of `plain` text; * stands for any ending.
"""

from __future__ import annotations

import re
from functools import lru_cache

from shanyraq.cases.rosters.wording import plain, words_pattern

_WORDS: tuple[tuple[str, str], ...] = (
    # Known columns that have no field of their own and must not be taken for one that has.
    (
        "extra",
        """where born|place born|где родил*|place of birth|birth place|birthplace|country of birth|city of birth|pob|место рожд*|м.р.|страна рождения
        |туған жер*|туылған жер*|مكان الولاده|مكان الميلاد|محل الولاده|محل الميلاد|بلد الولاده""",
    ),
    (
        "birth_place_date",
        "date and place of birth|date & place of birth|дата и место рожд*|تاريخ ومكان الولاده|مكان وتاريخ الولاده|туған күні мен жері|туған күні және жері|place and date of birth|dpob",
    ),
    (
        "documents",
        """birth certificate*|свидетельств* о рожд*|св-во о рожд*|туу туралы куәлік|شهاده الميلاد|شهاده الولاده
        |شهاده ميلاد""",
    ),
    (
        "extra",
        """marital*|civil status|семейное положение|сем. положение|отбасылық жағдай*|отбасы жағдайы|الحاله الاجتماعيه
        |الحاله العائليه|الوضع العائلي|married
        |spouse status|husband status|husband's status|spouse's status|status of husband|status of spouse|статус мужа|статус супруга|mother of|father of|child of|son of|daughter of
        |relatives|relatives in*|родственники|родственник в*|родные|туыстары|туысқандары|الاقارب|اقارب""",
    ),
    (
        "children_count",
        """number of children|no of children|no. of children|nr of children|# of children|№ of children
        |children number|children count|no of kids|no. of kids|# of kids|# kids|# children|children #|children (no.)|children (number)|how many children|how many kids
        |number of boys|no of boys|no. of boys|number of girls|no of girls|no. of girls|number of sons|no of sons|no. of sons|number of daughters|no of daughters|no. of daughters|sons (no.)|daughters (no.)|total children|children total|num of children|num children|child count|nb children|n children|number of kids|number of minors
        |количество детей|кол-во детей|колво детей|кол во детей|число детей|сколько детей|всего детей|детей всего|кол. детей|к-во детей|детей (кол-во)|детей, чел*|детей (чел*|мальчиков|девочек
        |кол-во сыновей|кол-во дочерей|количество сыновей|количество дочерей
        |неше бала*|қанша бала*|ұлдар саны|қыздар саны|ұл саны|қыз саны|عدد اطفالها|عدد اولادها|عدد ابنائها|عدد الذكور|عدد الاناث|عدد البنات|عدد البنين
        |عدد الاطفال|عدد اطفال|عدد الاولاد|عدد الابناء|бала саны|балалар саны|балаларының саны|балалардың саны""",
    ),
    (
        "family_size",
        """family size|household size|hh size|hhsize|group size|case size|size of family|size of household
        |number of family members|no. of family members|family members number|number of persons|number of people|total persons
        |number of individuals|no of persons|no. of persons|# of persons|total members|hh members|household members|individuals
        |количество членов|кол-во членов|число членов|количество человек|кол-во человек|кол-во чел|число лиц|членов семьи|всего человек|всего чел*
        |количество членов семьи|кол-во чел.|عدد افراد*|عدد الافراد|عدد الاشخاص|حجم الاسره|حجم العائله|افراد الاسره|افراد العائله
        |отбасы мүшелерінің саны|адам саны|мүшелер саны|отбасы мүшелері|жан саны""",
    ),
    ("husband", "wife of|widow of|wife/widow of|чья жена|жена кого|кімнің әйелі|زوجه من"),
    (
        "relation",
        """relation*|relationship*|rel.|rel to*|kinship|family role|family status|role|role in family|status in family|position in family|hh status|status in hh|household status|member type
        |степень родства|родств*|родство|отношение к*|отношение|кем приходится|кем является|кто приходится|статус в семье|роль в семье
        |член семьи|туыстық*|туысты*|туыс*|жақындығы|жақындық|кім болып*|кімі|отбасындағы*
        |صله*|القرابه|قرابه|العلاقه|علاقه|صفه*|الصفه|العلاقه برب*""",
    ),
    (
        "head_name",
        """head of*|head|hoh|hohh|hhh|family head|household head|hh head|principal applicant|main applicant|pa name|hof|head name
        |глава|главы|глава семьи|главы семьи|глава семейства|رب|ربه|رب الاسره|رب العائله|رب اسره|معيل|المعيل|معيل الاسره
        |отбасы басшысы*|отбасы басы*|отағасы*|басшысы""",
    ),
    (
        "full",
        """name in passport|name as in passport|name as per passport|name per passport|passport name|name on passport|name in id|имя по паспорту|full name*|name and surname|name & surname|surname and name|name surname|surname name|name, surname|surname, name|first and last name*|names and surname*
        |last, first name|first, last name|complete name|фио|ф.и.о|ф.и.о.|ф. и. о.|ф.и.о ребенка|имя и фамилия|фамилия и имя|фамилия имя*
        |фамилия, имя*|имя, фамилия|имя фамилия|полное имя|аты-жөні|аты жөні|аты - жөні|аты-жөнi|толық аты*|тегі, аты*|тегі аты*|т.а.ә.|тaә|таә
        |аты, тегі|аты-тегі|аты мен тегі|есімі мен тегі
        |الاسم الكامل|الاسم الثلاثي|الاسم الرباعي|الاسم واللقب|الاسم و اللقب|الاسم والشهره|الاسم والنسبه|الاسم والكنيه|اسم كامل|الاسم الكامل*|الاسم الثنائي|الاسم واسم الاب*""",
    ),
    (
        "kunya",
        """kunya|kunia|kuniya|kunyah|kunyat|alias*|aka|a.k.a.|also known as|nickname|nick name|other name*|known as|кунья|кунйа|куния|прозвище|псевдоним
        |другие имена|известен как|известна как|он же|күния|күнья|лақап*|басқа аты|الكنيه|كنيه|الكنيه / اللقب|يعرف ب|اسم الشهره|المعروف*""",
    ),
    (
        "surname",
        """surname*|last name*|lastname|family name*|familyname|second name|clan name|tribe name|фамилия|фамилии|фам.|фам|тегі|фамилиясы
        |اللقب|لقب|اسم العائله|اسم الاسره|الشهره|النسبه|اسم العشيره|لقب العائله|اسم القبيله""",
    ),
    (
        "grandfather",
        "grandfather*|grand father*|grandfather's name|дед|дедушка|имя деда|имя дедушки|атасының аты|атасы|اسم الجد|الجد",
    ),
    (
        "patronymic",
        "patronymic*|middle name*|father name/patronymic|отчество|отч.|отч|отчества|әкесінің аты|әкесiнiң аты|отчествосы",
    ),
    (
        "mother",
        """mother*|mother's*|mothers*|mother name|name of mother|mom|мать|мама|матери|мамы|имя матери|фио матери|анасы|анасының*|шешесі*
        |الام|والده|الوالده|والدته|والدتها|الامهات|аналары*|матерей|اسم الام|اسم الوالده|اسم والدته|اسم والدتها""",
    ),
    (
        "father",
        """father*|father's*|name of father|dad|отец|отца|папа|имя отца|фио отца|әкесі*|әке|الاب|الوالد|اسم الاب|اسم الوالد
        |اسم والده|اسم والدها""",
    ),
    (
        "given",
        """first name*|firstname|given name*|givenname|forename*|christian name|personal name|имя|имени|есімі|есім|аты|өз аты
        |الاسم الاول|الاسم الشخصي|اسم الشخص|الاسم المفرد""",
    ),
    (
        "sex",
        """sex|gender|sex*|пол|жынысы|жыныс|жынысы*|الجنس|جنس|النوع|النوع الاجتماعي|m/f|f/m|m / f|f / m|м/ж|ж/м|м / ж|ж / м|m-f
        |муж/жен|муж./жен.|муж. / жен.|жен/муж|male/female|male / female|female/male|ер/әйел|ұл/қыз|ذكر/انثي|ذكر / انثي|انثي/ذكر|boy/girl|мальчик/девочка""",
    ),
    (
        "birth_year",
        """year of birth|birth year|yob|yr of birth|yr birth|yr of b|y.o.b|y.o.b.|born in year|год рождения|год рожд*|г.р|г.р.|г. р.|г/р|гр.|туған жылы|туылған жылы|т.ж.
        |سنه الولاده|سنه الميلاد|عام الولاده|عام الميلاد|المواليد|مواليد|سنه المواليد|تولد|التولد""",
    ),
    ("birth_month", "month of birth|birth month|месяц рожд*|туған айы|شهر الولاده|شهر الميلاد"),
    (
        "birth_day",
        "day of birth|birth day number|день рождения числа|число рождения|туған күн саны|يوم الولاده|يوم الميلاد",
    ),
    (
        "birth",
        """birth*|born|dob|d.o.b|d.o.b.|bdate|b.date|b-day|birth date|date of birth|рожд*|рождения|родил*|д.р|д.р.|д. р.|д/р|др|дата рожд*|дата р.|род.
        |туған*|туылған*|туған күні|т.к.|تاريخ الولاده|تاريخ الميلاد|تاريخ ولاده|تاريخ ميلاد|الولاده|الميلاد|ت. الولاده|ت الولاده|ت.الولاده|ت. الميلاد|ت الميلاد|تاريخ التولد""",
    ),
    (
        "age",
        """age|ages|aged|возраст*|возр.|лет|полных лет|жасы|жас|жас мөлшері|العمر|السن|عمره|عمرها|اعمار|الاعمار|العمر بالسنوات|age group|yrs|years|years old|y.o.""",
    ),
    (
        "ethnic",
        "ethnic*|ethnicity|ethnic group|национальность|нац-ть|нац.|нация|этнич*|ұлты|ұлт|القوميه|العرق|الاصل العرقي",
    ),
    (
        "nationality",
        """nationality|nationalities|nation*|citizen*|citizenship|country of origin|country of nationality|coo|nat|nat.|natl
        |гражданств*|гражданство|гр-во|гражд.|подданств*|страна гражданства|страна происхождения|страна исхода
        |азаматтығы|азаматтық*|азаматт*|الجنسيه|جنسيه|الجنسيات|جنسيته|جنسيتها|بلد الاصل|بلد المنشا|بلد الجنسيه""",
    ),
    (
        "documents",
        """document*|documents*|docs|doc|doc.|doc no*|id document*|id doc*|id card*|id no*|id number*|id nr|identity*|national id*|national no*|national number|passport*|pass.|travel document*|identification*|papers|личн* документ*
        |certificate*|iin|pin|icrc*|unhcr*|red cross no*|документ*|док.|док-ты|паспорт*|загранпаспорт*|удостовер*|уд. личности|удост.|уд.|свидетельств*|иин|инн|снилс|личный номер|№ документа|номер документа|серия*
        |құжат*|құжаттар*|жеке куәлік*|куәлік*|төлқұжат*|паспорты|жсн|вид на жительство|عقد الزواج|الوثائق|وثائق|الوثيقه|نوع الوثيقه|وثيقه|وثيقه*|المستندات|مستندات|جواز*|رقم الجواز|جواز السفر|هويه|الهويه|رقم الهويه|بطاقه*|البطاقه*|الرقم الوطني|رقم وطني|شهاده*|الثبوتيات|اوراق*|الاوراق*""",
    ),
    (
        "extra",
        """icrc file date|тел|тел.|телефон*|phone*|mobile|contact*|контакт*|whatsapp|هاتف|الهاتف|رقم الهاتف|رقم هاتف|جوال|телефон нөмірі|байланыс*
        |tent|tents|tent no*|tent number|tent #|shelter*|палатк*|палатка|№ палатки|номер палатки|шатыр*|шатыр №|الخيمه|خيمه|رقم الخيمه|رقم خيمه
        |phase|фаза|фазасы|المرحله|مرحله|фазы|sector|сектор*|القطاع|قطاع|block|блок*|блогы|البلوك|بلوك|القسم|قسم|section|zone|зона|annex|аннекс|المنطقه|street|row in camp|corridor|cell no|cell|камера
        |camp|лагер*|المخيم|مخيم|лагері|location*|место нахождения|местонахождение|место*|орналас*|الموقع|موقع|مكان|مكان السكن|address*|адрес*|мекен*|мекенжай*|العنوان|عنوان|residence|region|регион|область|облыс*|город|қала*|city|village|المدينه|المحافظه|governorate|province|district|район|аудан*
        |date of arrival|arrival*|arrived|дата прибытия|прибыл*|прибытие|келген күні|تاريخ الوصول|date of registration|registration date|date registered|reg date|дата регистрации|тіркелген күні|تاريخ التسجيل|interview*|date of interview|дата опроса|дата|date|التاريخ
        |date of departure|departure|дата выезда|تاريخ المغادره|entry date|date of entry|дата въезда|distribution date
        |health*|medical*|здоров*|состояние здоровья|денсаулы*|الحاله الصحيه|الصحه|illness|disease*|vulnerab*|уязвим*|specific needs|disab*|инвалид*|мүгедек*|اعاقه|الاعاقه|pregnan*|беремен*|vaccin*|blood*|группа крови|height|weight|muac|рост|вес
        |education*|образован*|білімі|білім|التعليم|المستوي التعليمي|school*|grade|класс|occupation|profession|профессия|мамандығы|المهنه|religion|language*|язык*|тілі|тіл|اللغه|mother tongue|родной язык
        |photo*|фото*|сурет*|صوره|الصوره|signature*|подпис*|роспись|қолы|қолтаңба*|توقيع|التوقيع|fingerprint*|thumb*|ration*|kit*|received|получил*|выдано|assistance
        |present|absent|статус|статусы|الحاله|الوضع|санаты|الفئه""",
    ),
    ("members", "family composition|composition*|состав семьи|члены семьи|отбасы құрамы|تكوين الاسره|افراد"),
    (
        "family",
        """family no*|family number*|family num|family nr|family id*|family code|family #|family №|family ref*|family n|family unit*|family group*|fam. no*|fam no*|fam id|fam #|household no*|household number|household id|household code|household #|hh no*|hh number|hh id|hh #|hh code|hhno|h/h no|hh/no|case no*|case number|case id|case #|registration group|group no*|group id|group number|group #|unit no
        |№ семьи|номер семьи|n семьи|код семьи|семья №|семья n|сем. №|№ сем.|№ сем|сем №|ном. семьи|домохозяйство*|№ домохозяйства|номер домохозяйства|номер дела|№ дела
        |отбасы №|отбасы нөмірі|отбасының нөмірі|отбасының №|отбасы номері|отбасы коды|№ отбасы|отбасы n|отбасы no|үй шаруашылығы*|жанұя №
        |رقم العائله|رقم الاسره|رقم عائله|رقم اسره|رقم الملف|رقم القضيه|رمز العائله|رمز الاسره|كود العائله|كود الاسره|رقم العايله|رقم دفتر العائله""",
    ),
    (
        "wife",
        """wife*|wives*|co-wife*|spouse*|name of wife|жена|жены|имя жены|фио жен|имена жен|супруга|супруги|фио жены|әйелі*|әйелдері*|жұбай*|зайыб*
        |الزوجه|زوجه|اسم الزوجه|زوجته|زوجتها|الزوجات|زوجات|زوجاته|супруг(а)|супруг/супруга|супруг / супруга|супруг/а""",
    ),
    (
        "husband",
        "husband*|name of husband|муж|мужа|имя мужа|фио мужа|мужья|супруг|супруга имя|күйеуі*|күйеулері*|ері|ерінің аты|الزوج|زوج|اسم الزوج|زوجها|الازواج",
    ),
    (
        "children",
        """children*|child*|kids|kid|minors|sons|daughters|dependant*|dependent*|son/daughter|sons and daughters|дети|дети*|детей|детьми|сыновья|сыновей|дочери|дочерей|ребенок|ребенка|ребенк*|несовершеннолетн*|иждивен*
        |бала|балалар*|балалары*|баласы*|баланың*|ұлдары*|қыздары*|ұл-қыздары*|الاطفال|اطفال|الابناء|ابناء|الاولاد|اولاد|الطفل|طفل|اسماء الاطفال|اسماء الاولاد|اسماء الابناء
        |اولادها|اطفالها|ابناوها|ابناءها|ابنائها|اولاده|اطفاله|ابناوه|ابناءه|البنات|بنات|بناتها|البنين|اولادهم|اطفالهم""",
    ),
    (
        "full",
        """name|names|имя*|аты*|есім*|фамилия*|الاسم|اسم|الاسماء|اسماء|الإسم|beneficiary|beneficiary name|returnee*""",
    ),
    (
        "notes",
        """прим|прим.|note|notes*|remark*|comment*|observation*|additional*|info|information|other information|other|other info|примеч*|примечание*|комментар*|заметк*|прочее|другое|особые отметки|отметк*|доп. сведения|дополнительн*|сведения
        |ескерту*|ескертпе*|қосымша*|ملاحظ*|الملاحظات|ملاحظه|معلومات*|اخري|تعليق*""",
    ),
    ("nationality", "country|ctry|страна|елі|мемлекеті|мемлекет|البلد|بلد|الدوله|دوله|origin"),
    (
        "number",
        """№|n|no|no.|nr|nr.|#|s/n|sn|s.n.|s. no|s.no|s.no.|sr|sr.|sr no|sr. no|serial|serial no|serial number|ser. no|ser|num|number|item|index|idx|row|line|line no|order|n/n|nn|№№|id|ids|individual id|person id|individual no|person no|individual number|ind id
        |№ п/п|n п/п|п/п|пп|п.п.|п/н|№п/п|№ пп|порядковый номер|номер|номер по порядку|номер п/п|р/с|т/р|р/н|р/с №|қ/с|рет саны|реттік нөмір*|реттік номер*|нөмірі|нөмір|рет №|№ р/с|к/с
        |رقم|الرقم|الرقم التسلسلي|رقم تسلسلي|تسلسل|التسلسل|مسلسل|المسلسل|ت|م|ر.ت|ر ت|عدد|العدد|ترتيب|الترتيب|رقم متسلسل|الرقم المتسلسل""",
    ),
)

FIELDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, words_pattern(words)) for name, words in _WORDS
)

#: Headings too short or too usual to be looked for inside others: they must be the whole cell.
_WHOLE: dict[str, str] = {
    plain(word): name
    for name, words in (
        (
            "number",
            "n|no|no.|nr|nr.|ت|م|عدد|id|ids|num|number|номер|رقم|الرقم|row|line|order|index|item|номер п/п|ser",
        ),
        ("age", "عمر|жас|years|yrs"),
        ("extra", "total|всего|итого|барлығы|المجموع|status|type|тип|category|категория|source|источник"),
        ("relation", "rel"),
        (
            "family",
            "family|families|fam|fam.|household|hh|hhid|h/h|case|group|семья|семьи|сем.|дело|отбасы|жанұя|العائله|الاسره|عائله|اسره|العايله|الاسر|العائلات",
        ),
        ("birth_year", "year|год|жыл|жылы|سنه|السنه|years of birth"),
        ("family_size", "size|persons|people|members|individuals|чел|чел.|человек|адам саны|pax"),
        ("full", "азамат|азаматтар|граждане|гражданин|лицо|человек|адам|people"),
        ("father", "اب|والد|әке"),
        ("mother", "ана|ام"),
        ("grandfather", "جد"),
        ("nationality", "ел|елі"),
        ("given", "ат"),
        ("surname", "тек"),
    )
    for word in words.split("|")
}


@lru_cache(maxsize=65536)
def field_of(text: str) -> str | None:
    """The field a heading names, None where it is no known heading."""
    clean = plain(text).strip(" :*.-_()[]")
    if not clean or len(clean) > 120:
        return None
    clean_dotted = plain(text).strip(" :*-_")
    parts = [clean, *(part.strip(" :*.-()") for part in re.split(r"[/\n|(]| - ", clean))]
    whole = next((_WHOLE[part] for part in (clean, clean_dotted, *parts[1:]) if part in _WHOLE), None)
    if whole is not None and (clean in _WHOLE or clean_dotted in _WHOLE):
        return whole
    for name, pattern in FIELDS:
        if name == "number":
            if whole or any(pattern.fullmatch(part) for part in parts):
                return whole or name
        elif pattern.search(clean_dotted) or pattern.search(clean):
            if name == "extra" and _DATE.search(clean):
                return "birth_place_date"
            return _told_of(clean_dotted) or name if name in _RELATIVES else name
    return whole


#: Beside the place, these ask for the day as well: `Дата рождения, место рождения`.
_DATE = words_pattern(
    "date of birth|birth date|dob|дата рожд*|д.р|д.р.|туған күні|туылған күні|تاريخ الولاده|تاريخ الميلاد"
)


_RELATIVES = frozenset(("mother", "father", "wife", "husband"))
_TOLD = tuple(
    (name, pattern)
    for name, pattern in FIELDS
    if name in ("birth", "birth_year", "age", "sex", "nationality")
)


def _told_of(clean: str) -> str | None:
    """What a heading asks of a relative besides the name: `Mother DOB` holds no name."""
    if NAMED.search(clean):
        return None
    return next((name for name, pattern in _TOLD if pattern.search(clean)), None)


NAMED = words_pattern(
    "name*|фио|ф.и.о|ф.и.о.|имя|имени|имена|фамили*|аты*|аты-жөні|тегі|есім*|اسم|الاسم|اسماء"
)


@lru_cache(maxsize=16384)
def is_exact_heading(text: str) -> bool:
    """Whether a cell, or its part in one language, is a known heading and nothing else."""
    parts = [plain(part).strip(" :*.-_()") for part in re.split(r"[/\n|(]| - ", text)]
    return any(
        part in _WHOLE or any(pattern.fullmatch(part) for _, pattern in FIELDS) for part in parts if part
    )


_NAMING = words_pattern(
    """name|names|surname*|lastname|firstname|person*|individual*|hoh|head*|mother*|child*|wife|husband|beneficiary|member*|член*|мүше*|افراد|фио|ф.и.о|ф.и.о.|ф. и. о.|имя*|имени|фамили*|глава|главы
    |мать|матери|дети|детей|ребен*|жена|муж|аты*|аты-жөні|тегі*|есім*|т.а.ә.|бала*|анасы*|отағас*|отбас*|жены|ері|шешесі*|principal*|applicant*|ابناو*|басшы*|аналар*|әкесі*|әйел*|жұбай*|зайыб*|күйеу*|ұлдар*|қыздар*|ұл-қыз*|wives*|spouse*|husband*|kids|minors|depend*|sons|daughters|father*|mothers*|муж*|супруг*|сынов*|дочер*|дети*|детьми|мам*|отец|отца|иждив*|несоверш*|الزوجات|زوجات*|زوجته|الزوج|زوجها|معيل*|الامهات|والدته|والدتها|اولاد*|اطفال*|ابناء*|بنات*|البنات|البنين|الابناء|الاولاد|الوالد*|الاسم|اسم|اسماء|الاسماء|اللقب|رب|الام|الاطفال|الطفل|الزوجه|الاب"""
)


@lru_cache(maxsize=65536)
def may_name_people(text: str) -> bool:
    """A quick first look: whether a cell could be the heading of a column of names."""
    return len(text) <= 120 and _NAMING.search(plain(text)) is not None
