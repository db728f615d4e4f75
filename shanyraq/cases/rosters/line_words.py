"""Words that rows without people begin with: totals, notes, signatures, headings."""

from __future__ import annotations

from shanyraq.cases.rosters.wording import words_pattern

TOTAL = words_pattern(
    """total*|grand total|subtotal*|sub-total|in total|overall|sum|count|итого*|итог|всего|всего человек|общее количество|общее число|общий итог|в том числе|из них
    |барлығы|барлығы*|жалпы|жалпы саны|жиыны|жиынтығы|қорытынды|оның ішінде|المجموع|مجموع|الاجمالي|اجمالي|العدد الكلي|العدد الاجمالي|المجموع الكلي|المجموع العام"""
)
NOTE = words_pattern(
    """note*|notes|remark*|nb|n.b|n.b.|source|legend|key|abbreviations|comment*|attention|please|примечание*|примечания|прим.|источник|внимание|комментарий|обозначения|сокращения
    |ескерту*|ескертпе*|дереккөз|ملاحظه|ملاحظات|ملاحظ*|المصدر|تنبيه|يرجي"""
)
SIGNATURE = words_pattern(
    """signature*|signed*|prepared by|compiled by|approved*|checked by|verified by|reviewed by|submitted by|stamp|seal|responsible person|camp manager|focal point|date and signature
    |подпись*|подписал*|составил*|составлено|утвержда*|утвердил*|проверил*|исполнитель|исп.|м.п|м.п.|печать|ответственн*|начальник*|директор|руководитель|консул|дата составления
    |қолы|қолтаңба*|дайындаған|дайындады|бекітемін|бекітілді|тексерген|жауапты|мөр|басшы|директоры|орындаушы|орындаған|жасаған
    |توقيع|التوقيع|الختم|ختم|اعداد|اعده|اعدها|مدير المخيم|المسوول|المدقق|تدقيق|يعتمد|مصادقه"""
)
SECTION = words_pattern(
    """women|men|children|boys|girls|adults|minors|women and children|orphans|unaccompanied*|uasc|separated*|adult women|adult men|male|female|males|females|infants|elderly|families|persons|people|phase|sector|block|annex|tent|camp|zone|section|list|nationality|citizens of
    |женщины|мужчины|дети|мальчики|девочки|взрослые|несовершеннолетние|дети до*|сироты|фаза|сектор|блок|палатка|лагерь|семьи|список|граждане|гражданство
    |әйелдер|ерлер|балалар|ұлдар|қыздар|ересектер|жетімдер|сектор|шатыр|лагерь|тізім|фаза|азаматтар
    |النساء|نساء|الرجال|رجال|الاطفال|اطفال|الاولاد|البنات|البالغين|الايتام|ايتام|القطاع|المرحله|المخيم|الخيمه|قائمه|العائلات|مواطني"""
)
ORPHANS = words_pattern(
    "orphan*|unaccompanied*|uasc|separated*|сирот*|без сопровожд*|жетім*|ايتام|الايتام|يتيم*"
)
FAMILY = words_pattern(
    "family|families|household|hh|case|family no|family number|family unit|семья|семьи|сем.|домохозяйство|отбасы|жанұя|العائله|عائله|الاسره|اسره|رقم العائله|عايله"
)
