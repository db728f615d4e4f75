"""Words for children and their number, in English, Russian, Kazakh and Arabic."""

from __future__ import annotations

from shanyraq.cases.rosters.wording import plain, words_pattern

CHILD_WORDS = """children|child|kids|kid|minors|dependants|dependents|дети|детей|ребенок|ребенка|детьми|ребенком|детишек|дет.|ребёнок|ребёнка
    |бала|балалар|балалары|баласы|баламен|балалары бар|اطفال|طفل|أطفال|الاطفال|اولاد|أولاد|الاولاد|ابناء|أبناء|الابناء|الأطفال|الأولاد|الأبناء"""
SEXED_WORDS = {
    "M": "sons|son|boys|boy|сыновья|сына|сыновей|сын|мальчики|мальчика|мальчик|ұлдары|ұлы|ұл|ابناء ذكور|ذكور|اولاد ذكور|صبيان",
    "F": "daughters|daughter|girls|girl|дочери|дочерей|дочь|девочки|девочка|қыздары|қызы|қыз|بنات|بنت|اناث",
}
SINGULAR = frozenset(
    plain(word)
    for word in [
        "son",
        "boy",
        "сын",
        "мальчик",
        "daughter",
        "girl",
        "дочь",
        "девочка",
        "ұл",
        "ұлы",
        "қыз",
        "қызы",
        "بنت",
    ]
)
NUMBER_WORDS = {
    plain(word): number
    for number, words in enumerate(
        (
            "no|zero|нет|жоқ", "one|a|an|один|одна|бір|طفل واحد", "two|два|две|двое|екі|طفلان|طفلين", "three|три|трое|үш|ثلاثه", "four|четыре|четверо|төрт|اربعه",
            "five|пять|пятеро|бес|خمسه", "six|шесть|шестеро|алты|سته", "seven|семь|семеро|жеті|سبعه", "eight|восемь|восьмеро|сегіз|ثمانيه",
            "nine|девять|девятеро|тоғыз|تسعه", "ten|десять|десятеро|он|عشره",
        )
    )
    for word in words.split("|")
}  # fmt: skip
MORE = words_pattern("more|others|other|еще|остальн*|другие|тағы|басқа|اخرون|اخرين|غيرهم")
#: Words that count children or stand between them.
COUNTING = words_pattern(
    "|".join((CHILD_WORDS, *SEXED_WORDS.values()))
    + "|and|a|и|с|және|мен|و|with|her|has|minor|small|малолетн*|несовершеннолетн*|имеет|ее|их|مع|معها|لديها|оның|бар|no"
)
