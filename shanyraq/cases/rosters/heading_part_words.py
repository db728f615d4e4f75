"""What stands beside or below a heading: of which sex, in which language, day or month or year; and where people live."""

from __future__ import annotations

import re

from shanyraq.cases.rosters.wording import words_pattern

SEX_M = words_pattern(
    "m|male|males|m.|men|boys|boy|м|муж|муж.|мужской|мужчины|мальчики|м.|ер|ұл|ер адам|ذكر|ذكور|رجال"
)
SEX_F = words_pattern(
    "f|female|females|f.|women|girls|girl|ж|жен|жен.|женский|женщины|девочки|ж.|әйел|қыз|انثي|اناث|نساء"
)
#: Where a family lives, and hardly anybody else.
TENT = words_pattern(
    """tent*|shelter*|house*|room*|container*|caravan*|палатк*|шатер*|дом|комнат*|контейнер*|шатыр*|үй|бөлме*
    |خيمه|الخيمه|الخيم|كرفان*|غرفه|الغرفه|بيت|منزل"""
)
DAY = words_pattern("day|dd|d|день|число|күн|күні|يوم|اليوم")
MONTH = words_pattern("month|mm|месяц|мес.|мес|ай|айы|شهر|الشهر|months")
YEAR = words_pattern("year|yyyy|yy|год|жыл|жылы|سنه|السنه|عام|years|лет")
LANGUAGE = words_pattern(
    """english|arabic|russian|kazakh|latin|cyrillic|in english|in arabic|in russian|in latin|en|ar|ru|kz|kk|eng|rus|kaz|arab|native|local|original|latin script|arabic script
    |по-русски|по-арабски|по-английски|латиниц*|кириллиц*|на арабском*|на русском*|на английском*|на казахском*|рус|рус.|араб|араб.|англ|англ.|каз|каз.|лат|лат.
    |қазақша|орысша|арабша|ағылшынша|латынша|кирилл*|بالعربيه|بالعربي|العربيه|عربي|بالانكليزيه|بالانجليزيه|انجليزي|انكليزي|بالروسيه|روسي|باللاتينيه"""
)
HINT = re.compile(
    r"[(\[]?\s*(?:dd?|mm?|yy(?:yy)?|дд|мм|гг(?:гг)?|день|месяц|год|день, месяц, год|as in passport|m/f|f/m|м/ж|yes/no|да/нет|"
    r"years?|months?|лет|мес|full|كامل|يوم|شهر|سنه|кк|аа|жжжж)(?:[\s./,\-]+(?:dd?|mm?|yy(?:yy)?|дд|мм|гг(?:гг)?|день|месяц|год|يوم|شهر|سنه|"
    r"кк|аа|жжжж))*\s*[)\]]?"
)
