"""What stands in a cell that has nothing to say."""

from __future__ import annotations

BLANK_WORDS = frozenset(
    [
        "-",
        "--",
        "---",
        ".",
        "..",
        "...",
        "…",
        "/",
        "?",
        "??",
        "???",
        "*",
        "x",
        "xx",
        "xxx",
        "n/a",
        "na",
        "n.a.",
        "n.a",
        "n/k",
        "nk",
        "n/d",
        "nd",
        "none",
        "null",
        "nil",
        "no",
        "unknown",
        "unk",
        "tbd",
        "missing",
        "нет",
        "н/д",
        "нд",
        "н.д.",
        "н/и",
        "неизвестно",
        "неизвестна",
        "неизвестен",
        "неизв",
        "неизв.",
        "отсутствует",
        "б/д",
        "белгісіз",
        "жоқ",
        "көрсетілмеген",
        "مجهول",
        "مجهوله",
        "لايوجد",
    ]
)
BLANK_PHRASES = frozenset(
    """
    not known|not available|not applicable|no data|не известно|не указано|не указана|не указан|не имеется|нет данных
    |данных нет|мәлімет жоқ|дерек жоқ|غير معروف|غير معروفه|غير متوفر|لا يوجد|غير محدد|لا شيء|لا تعرف|لا يعرف
    |no documents|without documents|без документов|нет документов|құжаты жоқ|құжат жоқ|بدون|بدون وثائق|لا توجد|لا توجد وثائق
    |no document|no docs|undocumented|no name|нет имени|б/и|ребенок без имени|unnamed|имя неизвестно|name unknown|без имени|аты жоқ|بدون اسم|not given|not stated
    """.replace("\n", "").split("|")
)
