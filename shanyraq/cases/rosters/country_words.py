"""Words for nationalities that country names do not give: demonyms, short forms, codes.

Country names themselves come from CLDR in the four languages.
"""

from __future__ import annotations

#: Demonyms and short forms by country; * stands for any ending. Words of `plain` text, separated by |.
DEMONYMS: dict[str, str] = {
    "KZ": "кз|кзх|қз|қаз|қазақ|kazakh*|qazaq*|kaz|kaz.|kzt|kz|rk|kazak*|казахстан*|қазақстан*|рк|қр|қр.|р.к.|рк.|казах|каз.|каз|казашка|қазақ|كازاخستان*|كازاخي*|كازخستان*|كزاخستان*|قازاخستان*|قازاقستان*|كازاخ*|قازاق*|казакстан*",
    "RU": "ру|рус|рус.|россиян*|russia*|rus|rus.|russian federation|russian fed|рф|р.ф.|россия*|росси*|русская|русский|рос.|ресей*|орыс|روسيا*|روسي*|روسيا الاتحاديه|الروسيه|الروسي",
    "UZ": "уз|рузб|өз|өзб|өзб.|uzbek*|ozbek*|uzb|узбек*|узбеч*|узб.|узб|руз|өзбек*|اوزبك*|أوزبك*|ازبك*|اوزبيك*",
    "TJ": "тж|тдж|тад|тәж|tajik*|tadjik*|tadzhik*|tjk|таджик*|таджич*|тадж.|тәжік*|طاجيك*|طاجك*|тоҷик*",
    "KG": "кг|кгз|кыр|кыр.|кир|кирг|қыр|қырғ|kyrgyz*|kirgiz*|kirghiz*|kyrghyz*|kgz|киргиз*|кыргыз*|кирг.|кр|қырғыз*|قيرغيز*|قرغيز*|قرقيز*",
    "TM": "тм|ткм|туркм|түрікм|turkmen|turkmens|turkmenistan*|turkmeni|tkm|туркмен*|түрікмен*|تركمانستان*",
    "AZ": "аз|азе|азер|азерб|әзір|әзер|azerbaijan*|azeri*|aze|азербайджан*|азерб.|әзербайжан*|әзірбайжан*|اذربيجان*|أذربيجان*|اذري*",
    "AM": "арм|арм.|armenia*|арменин*|армения*|армян*|ارمينيا|ارميني*",
    "GE": "гру|грз|georgia*|груз*|грузия*|грузин*|جورجيا|جورجي*",
    "UA": "укр|укр.|уа|ukrain*|украин*|اوكرانيا|اوكراني*",
    "BY": "бел|бел.|блр|belarus*|белорус*|беларус*|بيلاروس*",
    "MD": "мол|молд|moldov*|молдав*|молдаван*|молдов*|مولدوف*",
    "SY": "сир|сар|syria*|syr|syr.|сири*|сир.|сириец|сирийка|сирия*|سوريا|سوريه|سوري|سوريا*|السوريه",
    "IQ": "ирк|iraq*|irq|ирак*|иракец|иракийка|ирақ*|عراق*|العراق*",
    "TR": "тур|тур.|тр|turkey|turkiye|türkiye|turk|turks|turkish|tur|турция*|турец*|турк*|турок|турчанка|түрк*|түрік*|تركيا|تركي|تركيه",
    "DE": "гер|герм|german*|deutsch*|ger|deu|немец*|немка|германи*|немецк*|неміс*|алмани*|фрг|المانيا|الماني*|ألماني*",
    "FR": "фра|фр|french*|france|fra|франц*|فرنسا|فرنسي*",
    "GB": "брит|british|uk|u.k.|england|english|britain|great britain|united kingdom|scot*|британ*|англи*|великобритан*|بريطانيا|بريطاني*|انجلترا",
    "BE": "belgi*|бельг*|بلجيكا|بلجيكي*",
    "NL": "dutch*|netherlands|holland*|нидерланд*|голланд*|هولندا|هولندي*",
    "SE": "swed*|шве*|шведк*|السويد|سويدي*",
    "DK": "danish|dane|denmark|дат*|дания*|الدنمارك|دنماركي*",
    "NO": "norweg*|norway|норве*|النرويج|نرويجي*",
    "FI": "finn*|finland|фин*|فنلندا|فنلندي*",
    "AT": "austria*|австри*|النمسا|نمساوي*",
    "CH": "swiss|switzerland|швейцар*|سويسرا|سويسري*",
    "ES": "spanish|spain|spaniard*|испан*|اسبانيا|اسباني*",
    "IT": "italia*|italy|итал*|ايطاليا|ايطالي*",
    "PT": "portug*|португал*|البرتغال|برتغالي*",
    "PL": "polish|poland|польш*|поляк*|полька|بولندا|بولندي*",
    "RO": "romania*|румын*|رومانيا|روماني*",
    "BG": "bulgaria*|болгар*|بلغاريا|بلغاري*",
    "AL": "albania*|албан*|البانيا|الباني*",
    "XK": "kosov*|косов*|كوسوفو|كوسوفي*",
    "BA": "bosnia*|босни*|البوسنه*|بوسني*",
    "MK": "macedon*|north macedonia|македон*|مقدونيا*|مقدوني*",
    "RS": "serbia*|серб*|صربيا|صربي*",
    "US": "american*|usa|u.s.|u.s.a.|us|сша|америк*|ақш|امريكا|امريكي*|اميركي*",
    "CA": "canad*|канад*|كندا|كندي*",
    "AU": "australia*|австрали*|استراليا|استرالي*",
    "TN": "tunisia*|тунис*|تونس|تونسي*",
    "MA": "morocc*|марокк*|المغرب|مغربي*",
    "DZ": "algeria*|алжир*|الجزائر|جزايري*|الجزاير",
    "LY": "libya*|ливи*|ليبيا|ليبي*",
    "EG": "егп|egypt*|египет*|египт*|мысыр*|مصر|مصري*",
    "SD": "sudan*|судан*|السودان|سوداني*",
    "SO": "somali*|сомали*|الصومال|صومالي*",
    "ET": "ethiopia*|эфиоп*|اثيوبيا|اثيوبي*",
    "SA": "saudi*|ksa|саудов*|السعوديه|سعودي*",
    "YE": "yemen*|йемен*|اليمن|يمني*",
    "JO": "jordan*|иордан*|الاردن|اردني*",
    "LB": "leban*|ливан*|لبنان|لبناني*",
    "PS": "palestin*|палестин*|فلسطين|فلسطيني*",
    "KW": "kuwait*|кувейт*|الكويت|كويتي*",
    "IR": "ирн|iran*|иран*|ایران|ايران|ايراني*",
    "AF": "афг|afghan*|афган*|ауған*|افغانستان|افغاني*",
    "PK": "пак|pakistan*|пакистан*|пәкістан*|باكستان|باكستاني*",
    "IN": "indian|indians|india|инди*|үнді*|الهند|هندي*",
    "BD": "bangladesh*|бангладеш*|بنغلاديش*|بنجلاديش*",
    "CN": "chin*|китай*|кит*|қытай*|الصين|صيني*|кнр|prc",
    "ID": "indonesia*|индонез*|اندونيسيا|اندونيسي*",
    "MY": "malaysia*|малайз*|ماليزيا|ماليزي*",
    "PH": "filipino*|filipina*|philippin*|филиппин*|الفلبين|فلبيني*",
    "MV": "maldiv*|мальдив*|المالديف|مالديفي*",
    "TT": "trinidad*|тринидад*|ترينيداد*",
    "ZA": "south africa*|юар|южно-африкан*|جنوب افريقيا",
    "MN": "mongolia*|монгол*|моңғол*|منغوليا|منغولي*",
    "SN": "senegal*|сенегал*|السنغال|سنغالي*",
    "NG": "nigerian*|nigeria|нигери*|نيجيريا|نيجيري*",
}  # fmt: skip

#: Peoples without a state of that name, and words that leave the matter open.
OPEN_WORDS = """uyghur*|uighur*|uygur*|уйгур*|ұйғыр*|ايغور*|اويغور*|chechen*|чечен*|шешен*|شيشان*|dagestan*|дагестан*|داغستان*|tatar*|татар*|تتار*|تتر*|ingush*|ингуш*|kurd*|курд*|كرد*|arab|arabs|араб*|عرب*|turkoman*|туркоман*|تركماني
|kumyk*|avar*|аварец|аварка|кумык*|лезгин*|dungan*|дунган*|stateless*|без гражданства|лбг|апатрид*|азаматтығы жоқ|عديم الجنسيه|بدون جنسيه|بدون|foreign*|иностран*|اجنبي*|caucas*|кавказ*|central asia*|средн* азия|european|mixed|смешан*|مختلط*|yazidi*|язид*|ايزيدي*|rohingya*|روهينغا"""

#: Words that turn a statement into a supposition.
DOUBT_WORDS = """claims|claim|claimed|claiming|alleged*|presumed|presumably|probably|possibly|possible|likely|maybe|perhaps|unverified|unconfirmed|not confirmed|to be verified|to verify|verify|to be confirmed|tbc|undecided|undetermined|pending|under verification|self-declared|self declared|says|said|suspected|disputed
|предположительно|предпол.|вероятно|возможно|со слов|уточняется|уточнить|не подтвержден*|неподтвержд*|под вопросом|устанавливается|на проверке|проверяется|не установлен*|не определен*|заявляет
|болжам*|анықталуда|анықталмаған|мүмкін|расталмаған|нақтыланды*|тексерілуде|өз сөзі*|يدعي|تدعي|ربما|محتمل*|غير موكد*|غير محدد*|قيد التحقق|قيد التاكد|غير مثبت*|مزعوم*|مدعاه|تقول|يقول"""

#: Words around a nationality that say nothing more.
FILLERS = """citizen*|citizenship|national|nationals|nationality|of|the|republic|rep.|rep|federation|state|гражданин*|гражданк*|граждан*|гр.|гр|гр-н|гр-ка|гражданство|республик*|респ.|респ|подданн*|азаматы|азамат|азаматша|азаматтығы|республикасы*|рес.|جمهوريه|مواطن|مواطنه|الجنسيه|جنسيه|دوله|العربيه|الاتحاديه|من|passport|паспорт|гос-во|федерац*|федерация*|arab|ethnic*|ұлты|from|из"""
