"""Given names and surnames of the demonstration, in three scripts. Common names, put together at random: nobody."""

from __future__ import annotations

from typing import NamedTuple


class Spelt(NamedTuple):
    """One name in three scripts."""

    latn: str
    cyrl: str
    arab: str


def _table(text: str) -> tuple[Spelt, ...]:
    return tuple(Spelt(*(part.strip() for part in line.split("|"))) for line in text.strip().splitlines())


WOMEN = _table("""
Aisulu|Айсұлу|آيسولو
Aigul|Айгүл|آيغول
Ainur|Айнұр|آينور
Aliya|Әлия|عالية
Altynai|Алтынай|آلتيناي
Anar|Анар|أنار
Asel|Әсел|أسيل
Assem|Әсем|أسم
Bibigul|Бибігүл|بيبيغول
Botagoz|Ботагөз|بوتاغوز
Dana|Дана|دانا
Dinara|Динара|دينارا
Fatima|Фатима|فاطمة
Gulmira|Гүлмира|غولميرا
Gulnar|Гүлнар|غولنار
Gulsara|Гүлсара|غولسارا
Inkar|Іңкәр|إنكار
Jamila|Жәмила|جميلة
Kamila|Камила|كاميلا
Karlygash|Қарлығаш|قارليغاش
Kulyash|Күләш|كولاش
Laura|Лаура|لاورا
Leila|Ләйла|ليلى
Madina|Мадина|مدينة
Mariyam|Мариям|مريم
Meruert|Меруерт|ميرويرت
Nazgul|Назгүл|نازغول
Nazym|Назым|نازم
Nurgul|Нұргүл|نورغول
Perizat|Перизат|بيريزات
Raushan|Раушан|روشان
Roza|Роза|روزا
Sabina|Сабина|سابينا
Safiya|Сафия|صفية
Salima|Сәлима|سليمة
Saltanat|Салтанат|سلطنات
Samal|Самал|سمال
Saule|Сәуле|ساولة
Sholpan|Шолпан|شولبان
Symbat|Сымбат|سيمبات
Togzhan|Тоғжан|توغجان
Ulzhan|Ұлжан|أولجان
Zarina|Зарина|زرينة
Zere|Зере|زيرة
Zhanar|Жанар|جنار
Zhibek|Жібек|جيبك
Zhuldyz|Жұлдыз|جولديز
Zukhra|Зухра|زهرة
""")

MEN = _table("""
Abai|Абай|أباي
Abdulla|Абдулла|عبد الله
Adil|Әділ|عادل
Aidar|Айдар|آيدار
Alikhan|Әлихан|عليخان
Almas|Алмас|ألماس
Amir|Әмір|أمير
Arman|Арман|أرمان
Arystan|Арыстан|أريستان
Askar|Асқар|عسكر
Azamat|Азамат|عظمت
Baurzhan|Бауыржан|باورجان
Bekzat|Бекзат|بكزات
Bolat|Болат|بولات
Daniyar|Данияр|دانيار
Dastan|Дастан|داستان
Daulet|Дәулет|دولت
Erasyl|Ерасыл|يراسيل
Erlan|Ерлан|يرلان
Galym|Ғалым|عليم
Ibrahim|Ибраһим|إبراهيم
Ilyas|Ілияс|إلياس
Ismail|Исмаил|إسماعيل
Kairat|Қайрат|قيرات
Kanat|Қанат|قنات
Kuanysh|Қуаныш|قوانيش
Marat|Марат|مرات
Mukhtar|Мұхтар|مختار
Murat|Мұрат|مراد
Mustafa|Мұстафа|مصطفى
Nurbol|Нұрбол|نوربول
Nurlan|Нұрлан|نورلان
Olzhas|Олжас|أولجاس
Rakhim|Рахым|رحيم
Rustem|Рүстем|رستم
Sabyr|Сабыр|صابر
Salim|Сәлім|سليم
Samat|Самат|صمد
Sanzhar|Санжар|سنجار
Serik|Серік|سيريك
Sultan|Сұлтан|سلطان
Talgat|Талғат|طلعت
Timur|Тимур|تيمور
Umar|Омар|عمر
Yerkin|Еркін|يركين
Yusuf|Жүсіп|يوسف
Zhandos|Жандос|جاندوس
Zhanibek|Жәнібек|جانيبك
""")

# Masculine forms; a woman's ends in -a in all three scripts.
SURNAMES = _table("""
Abenov|Әбенов|أبينوف
Abilov|Әбілов|أبيلوف
Akhmetov|Ахметов|أحمدوف
Alimov|Әлімов|عليموف
Amanov|Аманов|أمانوف
Askarov|Асқаров|عسكروف
Baimukhanov|Баймұханов|بايموخانوف
Bekov|Беков|بيكوف
Dosanov|Досанов|دوسانوف
Dzhaksybekov|Жақсыбеков|جاكسيبيكوف
Erimbetov|Ерімбетов|يريمبيتوف
Galiev|Ғалиев|غالييف
Ibraimov|Ибраимов|إبرايموف
Iskakov|Ысқақов|إسحاقوف
Kaliyev|Қалиев|كالييف
Karimov|Кәрімов|كريموف
Kenzhebaev|Кенжебаев|كنجبايف
Kozhakhmetov|Қожахметов|كوجاأحمدوف
Kudaibergenov|Құдайбергенов|قدايبرغنوف
Maratov|Маратов|مراتوف
Medetov|Медетов|ميديتوف
Mukanov|Мұқанов|موكانوف
Musin|Мусин|موسين
Nurgaliev|Нұрғалиев|نورغالييف
Nurpeisov|Нұрпейісов|نوربيسوف
Omarov|Омаров|عمروف
Orazov|Оразов|أورازوف
Ospanov|Оспанов|عثمانوف
Rakhimov|Рахимов|رحيموف
Sadykov|Садықов|صادقوف
Sagintaev|Сағынтаев|ساغينتايف
Saparov|Сапаров|صفاروف
Seitkaliev|Сейітқалиев|سيتكالييف
Serikov|Серіков|سيريكوف
Smagulov|Смағұлов|إسماعيلوف
Suleimenov|Сүлейменов|سليمانوف
Tleubaev|Тілеубаев|تلوبايف
Toktarov|Тоқтаров|توكتاروف
Turarov|Тұраров|تراروف
Tursynov|Тұрсынов|تورسونوف
Umarov|Умаров|أوماروف
Utegenov|Өтегенов|أوتيغينوف
Yesimov|Есімов|يسيموف
Zhakenov|Жәкенов|جاكينوف
Zhumabaev|Жұмабаев|جومابايف
Zhunusov|Жүнісов|جونوسوف
""")


def surname_for(name: Spelt, sex: str) -> Spelt:
    """The form that a person of this sex carries."""
    if sex != "F":
        return name
    return Spelt(name.latn + "a", name.cyrl + "а", name.arab + "ا")
