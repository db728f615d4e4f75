"""Words we do not use about people: a word in a table's name outlives the intention behind it."""

import re

import pytest

from tests.architecture.repository import ROOT, files, is_test, python_files, template_files, text_of
from tests.architecture.test_addresses import addresses
from tests.architecture.test_foreign_keys import own_models
from tools.messages.catalogues import source_texts

# Nowhere: not in code, templates, addresses, tables or packs.
NOWHERE = {
    r"isis|isil|daesh|jihad\w*|terroris\w*|extremis\w*": "woman, child, family: a person is not a relative's act",
    r"de-?radicali\w*|radicali\w*|disengagement|ideolog\w*|loyalty": "support, voluntary faith counselling",
    r"risk[ _-]?(level|score|rating|class|group)\w*|danger(ous)?ness": "response priority, late service",
    r"interrogat\w*|debrief\w*": "conversation, interview for support",
    r"inmates?|detainees?": "resident, guest",
    r"quarantin\w*": "arrival health check; isolation only if infectious",
    r"clean[ _-]passports?": "new document",
    r"non-?complian\w*|uncooperative": "declined, not now, needs another way",
    r"(un)?trustworth\w*|suspects?": "no judgement of a person is stored",
}
# Not on a screen; a reader of lists has to know the words that lists use, and a program may refuse a request.
ON_SCREENS = {
    r"refus\w*": "declined, not now",
    r"orphan\w*": "child without parental care",
    r"victims?": "child; survivor if she chooses",
    r"abandon\w*": "contact declined for now",
    r"cubs?|fighters?|brides?": "woman, child, family",
}

# What a template says to Django and to the browser is not on the screen.
MARKUP = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}|<[^>]*>", re.DOTALL)

# Files that hold such words on purpose.
ALLOWED = {
    "shanyraq/pathway/meaning.py": "the words that no pack may use",
    "shanyraq/access/forbidden.py": "the words that no role may be called by",
}


def faults(text: str, words: dict[str, str]) -> list[str]:
    """The forbidden words of a text, each with what to say instead. Sees `risk_level` and `RiskLevel` alike."""
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).lower()
    return [
        f"{match.group()}: say {instead}"
        for pattern, instead in words.items()
        for match in re.finditer(rf"(?<![a-z])(?:{pattern})(?![a-z])", plain)
    ]


def pack_files() -> list[str]:
    return [f for f in files() if f.startswith("packs/") and f.endswith((".toml", ".csv", ".po"))]


def test_no_stigma_word_in_code_templates_and_packs() -> None:
    found = [
        f"{file}: {fault}"
        for file in [*python_files(), *template_files(), *pack_files()]
        if file not in ALLOWED
        for fault in faults(text_of(file), NOWHERE)
    ]

    assert not found


def test_no_stigma_word_on_a_screen() -> None:
    texts = [(text.file, text.singular + " " + (text.plural or "")) for text in source_texts(ROOT)]
    texts += [(file, MARKUP.sub(" ", text_of(file))) for file in template_files()]
    texts += [(file, text_of(file)) for file in pack_files()]
    found = [f"{file}: {fault}" for file, text in texts for fault in faults(text, ON_SCREENS)]

    assert not found


def test_no_stigma_word_in_an_address_or_a_table() -> None:
    names = [f"{route} {name}" for route, name, _ in addresses()]
    for model in own_models():
        names += [model._meta.db_table, model.__name__, *(field.name for field in model._meta.local_fields)]

    assert not [fault for name in names for fault in faults(name.replace("_", " "), NOWHERE | ON_SCREENS)]


@pytest.mark.parametrize(
    "text", ["risk_level", "RiskLevel", "the ISIS list", "Deradicalisation", "interrogated_at"]
)
def test_the_check_of_words_bites(text: str) -> None:
    assert faults(text, NOWHERE)


@pytest.mark.parametrize(
    "text", ["crisis", "this is", "a family at risk of harm", "resident", "the cubic form"]
)
def test_the_check_of_words_knows_harmless_ones(text: str) -> None:
    assert not faults(text, NOWHERE | ON_SCREENS)


def test_tests_and_tools_are_no_hiding_place() -> None:
    assert not [file for file in python_files() if is_test(file)]


def test_the_files_that_hold_such_words_still_do() -> None:
    assert all(faults(text_of(file), NOWHERE) for file in ALLOWED)
