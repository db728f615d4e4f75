"""The reference pack in Kazakh, Russian and Arabic: whole, current, and as careful with words as the English."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

import pytest
from babel.messages import Message
from babel.messages.pofile import read_po

from shanyraq.pathway import check_pack
from shanyraq.pathway.meaning import pack_texts
from shanyraq.pathway.tests.factories import PACK, kz

LANGUAGES = ("kk", "ru", "ar")

# What the English word list forbids, by its stem in each language. A word is matched from its beginning.
STIGMA = {
    "kk": r"террор|экстремис|радикал|содыр|жиһад|джихад|жетім|тергеу|жауап алу|карантин|құрбан|тұтқын|қауіпті адам",
    "ru": r"террор|экстремис|радикал|боевик|джихад|сирот|допрос|карантин|жертв|заключённ|брошен|неблагонадёж",
    "ar": r"(ال)?(إرهاب|ارهاب|متطرف|تطرف|داعش|جهاد|مقاتل|يتيم|أيتام|استجواب|حجر صحي|ضحي|سجين|سجناء|مشبوه)",
}
LETTERS = {"kk": r"[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]", "ru": r"[А-Яа-яЁё]", "ar": r"[ء-ْ]"}


@cache
def messages(language: str) -> tuple[Message, ...]:
    """Every text of a catalogue, fuzzy and empty ones too, without its header."""
    with (PACK / "locale" / f"{language}.po").open("rb") as file:
        catalogue = read_po(file, locale=language, abort_invalid=True)
    return tuple(message for message in catalogue if message.id)


def test_reference_pack_has_no_fault_and_no_missing_translation() -> None:
    assert [str(fault) for fault in check_pack(PACK)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_empty_fuzzy_or_left_in_english(language: str) -> None:
    poor = [
        message.id
        for message in messages(language)
        if message.fuzzy or not str(message.string).strip() or message.string == message.id
    ]

    assert poor == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_holds_the_texts_of_the_pack_and_no_others_in_its_own_letters(language: str) -> None:
    written = [str(message.string) for message in messages(language)]

    assert {message.id for message in messages(language)} == {text for *_, text in pack_texts(kz())}
    assert [text for text in written if not re.search(LETTERS[language], text)] == []
    assert [text for text in written if re.search("[A-Za-z]", text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentence_stays_a_sentence_and_a_name_stays_a_name(language: str) -> None:
    changed = [
        message.id
        for message in messages(language)
        if str(message.id).rstrip("”").endswith(".") != str(message.string).rstrip("»").endswith(".")
    ]

    assert changed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_steps_or_two_records_never_share_a_name(language: str) -> None:
    for things in (kz().actions, kz().kinds, kz().roles, kz().triggers):
        named = defaultdict(set)
        for thing in things.values():
            named[kz().text(thing.name, language)].add(thing.name)

        assert {name: english for name, english in named.items() if len(english) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_phrases_of_a_trigger_stand_inside_a_sentence(language: str) -> None:
    phrases = [
        kz().text(getattr(trigger, key), language)
        for trigger in kz().triggers.values()
        for key in ("after", "before", "on", "opens")
    ]

    assert [phrase for phrase in phrases if phrase[:1].isupper() or phrase.endswith(".")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_uses_a_word_that_sticks_to_people(language: str) -> None:
    stigma = re.compile(rf"(?<!\w)({STIGMA[language]})", re.IGNORECASE)

    assert [str(message.string) for message in messages(language) if stigma.search(str(message.string))] == []
