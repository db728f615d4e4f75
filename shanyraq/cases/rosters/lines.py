"""Rows that are no people: totals, notes, signatures, headings of families and of sections."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from shanyraq.cases.rosters.messages import Remark, remark
from shanyraq.cases.rosters.nationalities import country_codes
from shanyraq.cases.rosters.sexes import Sex, sex_of_heading
from shanyraq.cases.rosters.wording import plain, words_pattern

_TOTAL = words_pattern(
    """total*|grand total|subtotal*|sub-total|in total|overall|sum|count|итого*|итог|всего|всего человек|общее количество|общее число|общий итог|в том числе|из них
    |барлығы|барлығы*|жалпы|жалпы саны|жиыны|жиынтығы|қорытынды|оның ішінде|المجموع|مجموع|الاجمالي|اجمالي|العدد الكلي|العدد الاجمالي|المجموع الكلي|المجموع العام"""
)
_NOTE = words_pattern(
    """note*|notes|remark*|nb|n.b|n.b.|source|legend|key|abbreviations|comment*|attention|please|примечание*|примечания|прим.|источник|внимание|комментарий|обозначения|сокращения|* -
    |ескерту*|ескертпе*|дереккөз|ملاحظه|ملاحظات|ملاحظ*|المصدر|تنبيه|يرجي"""
)
_SIGNATURE = words_pattern(
    """signature*|signed*|prepared by|compiled by|approved*|checked by|verified by|reviewed by|submitted by|stamp|seal|responsible person|camp manager|focal point|date and signature
    |подпись*|подписал*|составил*|составлено|утвержда*|утвердил*|проверил*|исполнитель|исп.|м.п|м.п.|печать|ответственн*|начальник*|директор|руководитель|консул|дата составления
    |қолы|қолтаңба*|дайындаған|дайындады|бекітемін|бекітілді|тексерген|жауапты|мөр|басшы|директоры|орындаушы|жасаған
    |توقيع|التوقيع|الختم|ختم|اعداد|اعده|اعدها|مدير المخيم|المسوول|المدقق|تدقيق|يعتمد|مصادقه"""
)
_FAMILY = re.compile(
    "^(?:"
    + words_pattern(
        """family|families|household|hh|case|family no|family number|family unit|семья|семьи|сем.|домохозяйство|отбасы|жанұя|العائله|عائله|الاسره|اسره|رقم العائله|عايله"""
    ).pattern
    + r")\s*(?:no\.?|number|№|n|#|:|-|of|رقم)?\s*[.:\-#№]*\s*(?P<label>.*)$"
)
_FAMILY_LAST = re.compile(
    r"^(?P<label>(?:№\s*)?\d+)[\s\-.]*(?:family|household|hh|семья|отбасы|шы отбасы|ші отбасы|-ші отбасы|عائله)\s*[:.]?$"
)
_NUMBER = re.compile(r"(?<!\d)\d{1,6}(?!\d)")
_SECTION = words_pattern(
    """women|men|children|boys|girls|adults|minors|women and children|orphans|unaccompanied*|uasc|separated*|adult women|adult men|male|female|males|females|infants|elderly|families|persons|people|phase|sector|block|annex|tent|camp|zone|section|list|nationality|citizens of
    |женщины|мужчины|дети|мальчики|девочки|взрослые|несовершеннолетние|дети до*|сироты|фаза|сектор|блок|палатка|лагерь|семьи|список|граждане|гражданство
    |әйелдер|ерлер|балалар|ұлдар|қыздар|ересектер|жетімдер|сектор|шатыр|лагерь|тізім|фаза|азаматтар
    |النساء|نساء|الرجال|رجال|الاطفال|اطفال|الاولاد|البنات|البالغين|الايتام|ايتام|القطاع|المرحله|المخيم|الخيمه|قائمه|العائلات|مواطني"""
)


@dataclass(frozen=True, slots=True)
class Line:
    """A row that is no person: why, and what it tells about the rows below."""

    reason: Remark
    family: str | None = None
    sex: Sex | None = None
    nationality: str | None = None


@lru_cache(maxsize=16384)
def closing_line(text: str) -> Remark | None:
    """The reason to ignore a row whose first words are a total, a note or a signature; None for anything else."""
    clean = plain(text)
    start = clean.lstrip(" -=_#•.")
    if _TOTAL.match(start):
        return remark("total", text=text)
    if _NOTE.match(start) or clean.startswith(("*", "※")):
        return remark("note", text=text)
    if _SIGNATURE.match(start) or "____" in text:
        return remark("signature", text=text)
    return None


def heading_line(text: str) -> Line | None:
    """The heading of a family (`Family 3`, `Семья Ахметовых`) or of a section (`Women`, `Phase 5`, `Казахстан`)."""
    clean = plain(text).strip(" .:-_=*")
    if not clean or len(clean) > 200:
        return None
    last = _FAMILY_LAST.match(clean)
    family = _FAMILY.match(clean)
    if last or (family and not family["label"].startswith(("size", "member", "head", "саны"))):
        label = (last or family)["label"]  # type: ignore[index]
        numbers = _NUMBER.findall(label)
        leading = re.match(r"[№#\s]*(\d{1,6})(?!\d)", label)
        number = leading.group(1) if leading else numbers[0] if len(numbers) == 1 else None
        short = label if len(label) <= 40 else clean
        return Line(remark("family_heading", text=text), family=number or short or clean)
    codes = country_codes(clean)
    sex = sex_of_heading(clean)
    if sex or len(codes) == 1 or _SECTION.match(clean) or (_SECTION.search(clean) and len(clean.split()) > 2):
        code = next(iter(codes)) if len(codes) == 1 else None
        return Line(remark("section_heading", text=text), sex=sex, nationality=code)
    return None


def is_summary(texts: list[str]) -> bool:
    """`Women | 12`: a word for a group of people and a number."""
    if len(texts) != 2 or not texts[1].strip().isdigit():
        return False
    clean = plain(texts[0]).strip(" .:-_")
    return sex_of_heading(clean) is not None or _SECTION.fullmatch(clean) is not None
