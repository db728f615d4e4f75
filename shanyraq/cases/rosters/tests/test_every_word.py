"""However a cell is put together, each of its words is in what was understood or is quoted beside its row."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shanyraq.cases.rosters import Roster
from shanyraq.cases.rosters.cells import Cell, Sheet
from shanyraq.cases.rosters.roster import read_sheets
from shanyraq.cases.rosters.tests.test_tell_children import LIST_DAY
from shanyraq.cases.rosters.wording import plain

#: A piece of a cell: its text, and for the facts that it may have become, how they show in a row.
NAMES = (
    "Ali",
    "Sara Omarova",
    "Айгүл",
    "Марьям Ахметова",
    "علي",
    "فاطمة عمر",
    "Idris bin Omar",
    "Umm Hamza",
    "Ерасыл",
)
FACTS = tuple(
    (piece, kind)
    for kind, pieces in {
        "birth": "7|8 мес|born March 2018|2014 г.р.|مواليد 2018|12.03.2012|5 жаста|newborn|شهرين",
        "sex": "m|girl|жен|ذكر",
        "relation": "son|дочь|wife|сестра|ұлы|ابنة|third|own|الأكبر",
        "nationality": "Syrian|гр. Ирака|سورية",
    }.items()
    for piece in pieces.split("|")
)
UNKNOWN = (
    "lost a leg|left-handed|хромает|без ноги|needs insulin|плохо видит|died 2017|ум. 2018|d. 2019|arrived 2019|+2018|"
    "в 2019 прибыл|қайтыс болған|марқұм|late|from first marriage|от первого брака|brother of Adam 1|stepson of Musa|"
    "المرحوم|مريض جدا|blue eyes|tall|№ 5|see row 9|тел. 5551234|speaks Turkish|in Roj camp|көзі көрмейді|"
    "қайда екені белгісіз|foundling|alive|ex-wife of Yunus"
)
PIECES = st.one_of(
    st.sampled_from(NAMES).map(lambda text: (text, "name")),
    st.sampled_from(FACTS),
    st.sampled_from(UNKNOWN.split("|")).map(lambda text: (text, "unknown")),
)
JOINTS = st.sampled_from((" ", ", ", " (", "; ", " - ", "\n", ": ", " / ", " and ", " и ", "، "))
CELLS = st.lists(st.tuples(PIECES, JOINTS), min_size=1, max_size=6)
_WORD = re.compile(r"[^\W_]+")
#: Words that join people and say nothing of them.
_JOINING = frozenset(("and", "и"))


def words_of(text: str) -> list[str]:
    return _WORD.findall(plain(text))


def composed(parts: list[tuple[tuple[str, str], str]]) -> str:
    text = ""
    for (piece, _), joint in parts:
        text += piece + (")" if text.count("(") > text.count(")") else "") + joint
    text = text.rstrip(" (,;-/:،\n")
    return re.sub(r" (?:and|и)$", "", text)


def told_by(roster: Roster) -> str:
    return plain("\n".join(problem.sentence() for row in roster.rows for problem in row.problems))


def assert_accounted(roster: Roster, parts: list[tuple[tuple[str, str], str]], text: str) -> None:
    told = set(words_of(told_by(roster))) | {
        w for row in roster.ignored for w in words_of(row.reason.sentence())
    }
    named = {word for row in roster.rows for run in row.names for word in words_of(run.text)}
    facts = {
        "birth": any(row.birth_date for row in roster.rows),
        "sex": any(row.sex for row in roster.rows),
        "relation": any(row.relation for row in roster.rows),
        "nationality": any(row.nationality for row in roster.rows),
    }
    for (piece, kind), _ in parts:
        for word in words_of(piece):
            if word in told or (word in _JOINING) or (word.isdigit() and text.startswith(f"{word} - ")):
                continue  # `7 - Ali` is the seventh of a list
            if kind == "unknown":
                raise AssertionError(f"{word!r} of {piece!r} is not told of {text!r}")
            assert word in named if kind == "name" else facts.get(kind) or word in named, (word, piece, text)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CELLS)
def test_every_word_of_a_name_cell_is_understood_or_told(parts: list[tuple[tuple[str, str], str]]) -> None:
    text = composed(parts)
    rows: list[list[Cell]] = [["Name", "Tent"], ["Zuhra Known", "T1"], [text, "T1"]]

    assert_accounted(read_sheets([Sheet("S", rows)], filename="list.xlsx", as_of=LIST_DAY), parts, text)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CELLS)
def test_every_word_of_a_cell_of_children_is_understood_or_told(
    parts: list[tuple[tuple[str, str], str]],
) -> None:
    text = composed(parts)
    rows: list[list[Cell]] = [["Name", "Children"], ["Zuhra Known", None], ["Amir Known", text]]

    assert_accounted(read_sheets([Sheet("S", rows)], filename="list.xlsx", as_of=LIST_DAY), parts, text)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CELLS, st.sampled_from(("Relation", "DOB", "Age", "Sex", "Nationality", "Notes")))
def test_every_word_of_any_other_cell_is_understood_or_told(
    parts: list[tuple[tuple[str, str], str]], heading: str
) -> None:
    text = composed(parts)
    rows: list[list[Cell]] = [["Name", heading], ["Zuhra Known", None], ["Amir Known", text]]

    assert_accounted(read_sheets([Sheet("S", rows)], filename="list.xlsx", as_of=LIST_DAY), parts, text)
