"""Words by which a role would be one of the police, an army or a secret service, in the languages of packs. Pure."""

from __future__ import annotations

import re
import unicodedata

# Beginnings of words and whole phrases. Security alone is refused in English, as a service; help that is called
# security (social security, food security) is not. In the other languages the word alone means too much else.
FORBIDDEN_WORDS = (
    # English
    r"polic(e|ing)", r"gendarm", r"(?<!social )(?<!food )security", r"(?<!emotional )intelligence", r"military",
    r"investigat", r"terroris[mt]", r"(anti|counter) ?terror", r"extremis", r"radicali[sz]", r"surveillance",
    # Russian; much of it Kazakh too
    r"полиц", r"жандарм", r"спецслужб", r"развед", r"террор", r"экстремис", r"радикал", r"силовик", r"военн",
    r"\bследовател", r"(служб|орган|национальн|государственн)\w* безопасност", r"госбезопасност",
    r"\b(кнб|мвд|фсб|knb|mvd|fsb)\b",
    # Kazakh
    r"барлау", r"тергеу", r"әскер", r"(ұлттық|мемлекеттік) қауіпсіздік", r"қауіпсіздік қызмет", r"\b(ұқк|іім)\b",
    # Arabic
    r"شرطة", r"استخبار", r"مخابرات", r"مباحث", r"[إا]رهاب", r"تطرف", r"عسكر", r"أمن الدولة",
    r"ال[أا]من (الوطني|القومي|الداخلي)", r"([أا]جهزة|جهاز|قوات|رجال) ال[أا]من", r"ال[أا]جهزة ال[أا]مني",
)  # fmt: skip
_FORBIDDEN = re.compile("|".join(FORBIDDEN_WORDS))


def names_a_force(text: str) -> bool:
    """Whether a role's code or name is that of a force or a secret service, however it is spelled out."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    kept = "".join(sign for sign in plain if unicodedata.category(sign) not in ("Mn", "Cf") and sign != "ـ")
    return bool(_FORBIDDEN.search(" ".join(re.split(r"[\W_]+", kept))))
