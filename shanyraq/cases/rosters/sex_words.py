"""Words for the sex of a person, in English, Russian, Kazakh and Arabic."""

from __future__ import annotations

from typing import Literal

from shanyraq.cases.rosters.wording import plain

Sex = Literal["F", "M"]

FEMALE = frozenset(
    plain(word)
    for word in """f|f.|fem|fem.|female|females|woman|women|girl|w|w.|lady|жен|жен.|ж|ж.|женский|женск|женск.|женщина|женщ.|женщ|девочка|дев|дев.|девушка|д|әйел|әйел адам|әйелдер|әйел жынысты
    |қыз|қыз бала|ә|ә.|қ|انثي|انثى|اانثي|أنثى|امراه|بنت|فتاه|طفله|نساء|اناث|مونث|ا|ث|kadin|kadın|mrs|ms|♀""".replace(
        "\n", ""
    ).split("|")
)
MALE = frozenset(
    plain(word)
    for word in """m|m.|male|males|man|men|boy|муж|муж.|м|м.|мужской|мужск|мужск.|мужчина|мужч.|мужч|мальчик|мал|мал.|мальч.|мальч|юноша|ер|ер адам|еркек|ерлер|ер жынысты|ер бала
    |ұл|ұл бала|е|е.|ذكر|ذكور|رجل|ولد|صبي|طفل|رجال|مذكر|ذ|erkek|mr|♂""".replace("\n", "").split("|")
)
#: Headings that speak of one sex, and of nobody else.
HEADING_WORDS: tuple[tuple[Sex, str], ...] = (
        ("F", "women|woman|female|females|girls|женщины|женщин|девочки|әйелдер|қыздар|نساء|النساء|اناث|الاناث|بنات|البنات"),
        ("M", "men|male|males|boys|мужчины|мужчин|мальчики|ерлер|ұлдар|еркектер|رجال|الرجال|ذكور|الذكور|اولاد ذكور"),
)  # fmt: skip
