"""Sex as lists write it."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from shanyraq.cases.rosters.wording import plain

Sex = Literal["F", "M"]

_FEMALE = frozenset(
    plain(word)
    for word in """f|f.|fem|fem.|female|females|woman|women|girl|w|w.|lady|жен|жен.|ж|ж.|женский|женск|женск.|женщина|женщ.|женщ|девочка|дев|дев.|девушка|д|әйел|әйел адам|әйелдер|әйел жынысты
    |қыз|қыз бала|ә|ә.|қ|انثي|انثى|اانثي|أنثى|امراه|بنت|فتاه|طفله|نساء|اناث|مونث|ا|ث|kadin|kadın|mrs|ms""".replace(
        "\n", ""
    ).split("|")
)
_MALE = frozenset(
    plain(word)
    for word in """m|m.|male|males|man|men|boy|муж|муж.|м|м.|мужской|мужск|мужск.|мужчина|мужч.|мужч|мальчик|мал|мал.|мальч.|мальч|юноша|ер|ер адам|еркек|ерлер|ер жынысты|ер бала
    |ұл|ұл бала|е|е.|ذكر|ذكور|رجل|ولد|صبي|طفل|رجال|مذكر|ذ|erkek|mr""".replace("\n", "").split("|")
)
#: Headings that speak of one sex, and of nobody else.
_HEADING_WORDS: tuple[tuple[Sex, str], ...] = (
        ("F", "women|woman|female|females|girls|женщины|женщин|девочки|әйелдер|қыздар|نساء|النساء|اناث|الاناث|بنات|البنات"),
        ("M", "men|male|males|boys|мужчины|мужчин|мальчики|ерлер|ұлдар|еркектер|رجال|الرجال|ذكور|الذكور|اولاد ذكور"),
)  # fmt: skip
_HEADINGS: dict[str, Sex] = {plain(word): sex for sex, words in _HEADING_WORDS for word in words.split("|")}


@lru_cache(maxsize=4096)
def read_sex(text: str) -> Sex | None:
    """F or M for what a sex column holds, in one language or two (`F / Ж`); None where it is neither or both."""
    clean = plain(text).strip(" .()[]")
    found = {_one(part) for part in [clean] if part} - {None}
    if not found:
        parts = [
            part.strip(" .()[]")
            for part in clean.replace("/", "|")
            .replace("\\", "|")
            .replace("-", "|")
            .replace("(", "|")
            .split("|")
        ]
        readings = [_one(part) for part in parts if part]
        found = set(readings) if readings and None not in readings else set()
    return found.pop() if len(found) == 1 else None


def _one(text: str) -> Sex | None:
    if text in _FEMALE:
        return "F"
    if text in _MALE:
        return "M"
    return None


def sex_of_heading(text: str) -> Sex | None:
    """The sex of everybody under a heading such as `Women` or `Мальчики`; None for any other heading."""
    return _HEADINGS.get(plain(text).strip(" .:-_0123456789()"))
