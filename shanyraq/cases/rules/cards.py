"""What may stand on a summary card. Pure."""

from __future__ import annotations

import re

from shanyraq.foundation.text import N_

LONGEST = 160  # characters: one or two short sentences

# How the codes of the international lists of illnesses look: F43.1, J45, 6B40.
_CODE = re.compile(r"\b(?:[A-Z][0-9]{2}(?:\.[0-9]{1,2})?|[0-9][A-Z][0-9]{2}(?:\.[0-9A-Z]{1,2})?)\b")
_DIAGNOSIS = re.compile(r"diagnos|диагноз|تشخيص", re.IGNORECASE)

# Words of a diagnosis, in the languages of the site; the beginning of a word is enough. It asks, it never refuses.
_LIKE_DIAGNOSIS = re.compile(
    r"\b(?:HIV|AIDS|ВИЧ|СПИД|АИТВ|PTSD|ПТСР|ADHD|СДВГ|TB|ТБ)\b"
    r"|\b(?:tubercul|hepatit|syphil|epilep|diabet|asthma|autis|depress|schizo|psychos|bipolar|trauma|cancer|anxiety)"
    r"|\b(?:туберк|гепатит|сифилис|эпилеп|диабет|астм|аутизм|аутист|депресс|шизофр|психоз|биполяр|травм|тревожн|қояншық)"
    r"|(?:السل|الإيدز|التهاب الكبد|الصرع|السكري|الربو|التوحد|الاكتئاب|الفصام|اضطراب|صدمة)",
    re.IGNORECASE,
)

EMPTY = N_("Write a sentence first.")
TOO_LONG = N_("A card holds one or two short sentences: at most 160 characters.")
DIAGNOSIS = N_("A card never tells a diagnosis. Write what others do, or keep away.")


LIKE_DIAGNOSIS = N_(
    "“%(words)s” reads like a diagnosis. Say what others must do, not what she or he has. Is it needed all the same?"
)


def like_diagnosis(text: str) -> tuple[str, ...]:
    """The words of a text that read like a diagnosis, as they are written, each once."""
    spans = (_whole_word(text, one.start()) for one in _LIKE_DIAGNOSIS.finditer(text))
    return tuple(dict.fromkeys(spans))


def _whole_word(text: str, start: int) -> str:
    found = re.compile(r"[^\s.,;:!?()]+").match(text, start)
    return found.group() if found else ""


def reason_not_to_write(text: str) -> str:
    """The sentence that says why this cannot stand on a card; empty where it can."""
    clean = text.strip()
    if not clean:
        return EMPTY
    if len(clean) > LONGEST:
        return TOO_LONG
    return DIAGNOSIS if _DIAGNOSIS.search(clean) or _CODE.search(clean) else ""
