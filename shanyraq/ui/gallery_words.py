"""Invented words for the gallery. They are samples, not messages: nobody has to translate them."""

from __future__ import annotations

from collections.abc import Mapping

EN = {
    "saule": "Saule", "aisha": "Aisha", "yusuf": "Yusuf", "amina": "Amina", "kulyash": "Kulyash",
    "family_name": "Omarova family", "family": "Family", "people": "People", "plan": "Learning plan review",
    "work": "Plan for work and childcare", "visit": "Home visit", "order": "Guardianship order",
    "sessions": "Parenting sessions", "court": "The court set a hearing for 27 May, 10:00.",
    "why_late": "Due 90 days after arrival. The livelihoods adviser has not recorded a meeting yet.",
    "why_due": "Every month in the first half-year. The last visit was on 20 April.",
    "why_waiting": "With the Karaganda court since 2 April. Her grandmother may sign for school and clinic meanwhile.",
    "why_declined": "Saule said “not now” on 2 March. Nothing depends on it; she can ask at any time.",
    "why_waived": "Waived by Bolat T. on 17 March: the family was visited twice that week.",
    "why_ahead": "It opens on her birthday, 3 September.",
    "on_5": "5 May", "on_20": "20 April", "on_27": "27 May, 10:00", "today": "Today, 15:00", "you": "You",
    "who": "Livelihoods adviser: Timur A.", "lawyer": "Lawyer: Erlan S.", "all_six": "all six",
    "record": "Record", "note": "Add a note", "later": "Leave without saving", "open": "Open the meeting",
    "book": "Book an interpreter", "mother": "mother", "grandmother": "grandmother", "father": "Father",
    "traced": "being traced", "speaks": "Arabic (Levantine) and Kazakh", "phase": "Community",
    "arrived": "Arrived", "case": "K7-2041", "late": "late", "due": "due", "waiting": "waiting", "done": "done",
    "all": "All", "name": "Name", "state": "State", "children": "children", "adults": "adults",
    "papers": "Documents and legal aid", "health": "Health", "learning": "Learning", "calm": "Needs a calm seat.",
    "caption": "Services by discipline", "finding": "Documents have the most late services",
    "graph_label": "Kulyash is the mother of Saule. Saule has two children, Aisha and Yusuf.",
    "nothing": "No service is late", "nothing_body": "The next one is due on Monday: a home visit.",
    "saved": "Visit recorded for six people.", "wrong": "The list could not be read. Nothing was saved.",
    "reading": "Reading “camp-list-may.xlsx”", "rows_read": "1 240 of 2 000 rows. You can leave this page.",
    "close_q": "Close the support file of the family?", "close_yes": "Close the file", "close_no": "Keep it open",
    "field_name": "Who was present", "field_on": "Date of the visit", "field_kind": "Name",
    "field_who": "Record the visit for", "field_way": "Who asked", "field_words": "Note", "field_file": "List",
    "field_alone": "Amina was seen alone", "help": "The day the visit took place.",
}  # fmt: skip

AR = {
    "saule": "ساوله", "aisha": "عائشة", "yusuf": "يوسف", "amina": "أمينة", "kulyash": "كولياش",
    "family_name": "أسرة عمروفا", "family": "الأسرة", "people": "الأفراد", "plan": "مراجعة خطة التعلّم",
    "work": "خطة العمل ورعاية الأطفال", "visit": "زيارة منزلية", "order": "قرار الوصاية",
    "sessions": "جلسات الوالدية", "court": "حددت المحكمة جلسة في 27 مايو الساعة 10:00.",
    "why_late": "تُستحق بعد 90 يومًا من الوصول. لم يسجّل مستشار سبل العيش أي لقاء بعد.",
    "why_due": "كل شهر في نصف السنة الأول. كانت آخر زيارة في 20 أبريل.",
    "why_waiting": "لدى محكمة كاراغاندا منذ 2 أبريل. ويمكن للجدة أن توقّع للمدرسة والعيادة حتى ذلك الحين.",
    "why_declined": "قالت ساوله «ليس الآن» في 2 مارس. لا يتوقف عليها أي شيء.",
    "why_waived": "أعفى منها بولات ت. في 17 مارس: زيرت الأسرة مرتين في ذلك الأسبوع.",
    "why_ahead": "تُفتح في عيد ميلادها، 3 سبتمبر.",
    "on_5": "5 مايو", "on_20": "20 أبريل", "on_27": "27 مايو، 10:00", "today": "اليوم، 15:00", "you": "أنتِ",
    "who": "مستشار سبل العيش: تيمور أ.", "lawyer": "المستشار القانوني: إرلان س.", "all_six": "جميع أفراد الأسرة",
    "record": "تسجيل", "note": "إضافة ملاحظة", "later": "المغادرة دون حفظ", "open": "فتح اللقاء",
    "book": "حجز مترجم", "mother": "الأم", "grandmother": "الجدة", "father": "الأب", "traced": "البحث عنه جارٍ",
    "speaks": "العربية (اللهجة الشامية) والكازاخية", "phase": "المجتمع", "arrived": "الوصول", "case": "K7-2041",
    "late": "متأخرة", "due": "مستحقة", "waiting": "بانتظار", "done": "منجزة", "all": "الكل", "name": "الاسم",
    "state": "الحالة", "children": "أطفال", "adults": "بالغون", "papers": "الوثائق والمساعدة القانونية",
    "health": "الصحة", "learning": "التعلّم", "calm": "يحتاج إلى مقعد هادئ.", "caption": "الخدمات بحسب المجال",
    "finding": "الوثائق هي الأكثر تأخرًا", "graph_label": "كولياش أم ساوله. لساوله طفلان: عائشة ويوسف.",
    "nothing": "لا توجد خدمة متأخرة", "nothing_body": "التالية مستحقة يوم الاثنين: زيارة منزلية.",
    "saved": "سُجّلت الزيارة لستة أشخاص.", "wrong": "تعذّرت قراءة القائمة. لم يُحفظ أي شيء.",
    "reading": "قراءة القائمة", "rows_read": "1240 من 2000 صف. يمكنك مغادرة هذه الصفحة.",
    "close_q": "هل يُغلق ملف دعم الأسرة؟", "close_yes": "إغلاق الملف", "close_no": "إبقاؤه مفتوحًا",
    "field_name": "من كان حاضرًا", "field_on": "تاريخ الزيارة", "field_kind": "الاسم",
    "field_who": "تسجيل الزيارة لكل من", "field_way": "من سأل", "field_words": "ملاحظة", "field_file": "القائمة",
    "field_alone": "جرى لقاء أمينة على انفراد", "help": "اليوم الذي جرت فيه الزيارة.",
}  # fmt: skip

KK = {
    "saule": "Сәуле", "aisha": "Айша", "yusuf": "Жүсіп", "amina": "Әмина", "kulyash": "Күләш",
    "family_name": "Омаровалар отбасы", "family": "Отбасы", "people": "Адамдар",
    "plan": "Жеке оқу жоспарын қайта қарау", "work": "Жұмыс және бала күтімі жоспары", "visit": "Үйге бару",
    "order": "Қорғаншылық туралы шешім", "sessions": "Ата-аналарға арналған сабақтар",
    "court": "Сот отырыс күнін белгіледі: 27 мамыр, 10:00.",
    "why_late": "Келгеннен кейін 90 күн ішінде жасалуы тиіс. Жұмыспен қамту кеңесшісі кездесуді әлі жазбаған.",
    "why_due": "Алғашқы жарты жылда ай сайын. Соңғы сапар 20 сәуірде болды.",
    "why_waiting": "2 сәуірден бері Қарағанды сотында. Әзірге мектеп пен емханаға әжесі қол қоя алады.",
    "why_declined": "Сәуле 2 наурызда «әзірге емес» деді. Бұған ештеңе тәуелді емес.",
    "why_waived": "Болат Т. 17 наурызда босатты: сол аптада отбасына екі рет барған.",
    "why_ahead": "Туған күнінде, 3 қыркүйекте ашылады.",
    "on_5": "5 мамыр", "on_20": "20 сәуір", "on_27": "27 мамыр, 10:00", "today": "Бүгін, 15:00", "you": "Сіз",
    "who": "Жұмыспен қамту кеңесшісі: Тимур А.", "lawyer": "Заңгер: Ерлан С.", "all_six": "алтауы да",
    "record": "Жазу", "note": "Жазба қосу", "later": "Сақтамай шығу", "open": "Кездесуді ашу",
    "book": "Аудармашыға тапсырыс беру", "mother": "анасы", "grandmother": "әжесі", "father": "Әкесі",
    "traced": "іздестірілуде", "speaks": "Араб (левант диалектісі) және қазақ тілдері", "phase": "Қауым",
    "arrived": "Келген күні", "case": "K7-2041", "late": "кешіккен", "due": "мерзімі келген", "waiting": "күтуде",
    "done": "орындалған", "all": "Бәрі", "name": "Аты", "state": "Күйі", "children": "балалар",
    "adults": "ересектер", "papers": "Құжаттар және құқықтық көмек", "health": "Денсаулық", "learning": "Оқу",
    "calm": "Тыныш орын керек.", "caption": "Қызметтер салалар бойынша", "finding": "Құжаттар бәрінен көп кешігеді",
    "graph_label": "Күләш – Сәуленің анасы. Сәуленің екі баласы бар: Айша мен Жүсіп.",
    "nothing": "Кешіккен қызмет жоқ", "nothing_body": "Келесісі дүйсенбіде: үйге бару.",
    "saved": "Сапар алты адамға жазылды.", "wrong": "Тізімді оқу мүмкін болмады. Ештеңе сақталған жоқ.",
    "reading": "Тізім оқылып жатыр", "rows_read": "2000 жолдың 1240-ы. Бұл беттен шыға аласыз.",
    "close_q": "Отбасының қолдау ісі жабылсын ба?", "close_yes": "Істі жабу", "close_no": "Ашық қалдыру",
    "field_name": "Кім қатысты", "field_on": "Сапар күні", "field_kind": "Аты",
    "field_who": "Сапарды кімге жазу керек", "field_way": "Кім сұрады", "field_words": "Жазба",
    "field_file": "Тізім", "field_alone": "Әминамен оңаша сөйлесті", "help": "Сапар болған күн.",
}  # fmt: skip

WORDS = {"en": EN, "ar": AR, "kk": KK}


def words_in(language: str) -> Mapping[str, str]:
    """The samples in a language, in English where there are none."""
    return WORDS.get(language.split("-")[0], EN)
