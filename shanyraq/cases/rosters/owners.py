"""Whom each column speaks of: the person of the row, her mother, one of her children."""

from __future__ import annotations

import re
from collections import Counter

from shanyraq.cases.rosters.header_words import NAMED
from shanyraq.cases.rosters.headers import DETAILS, NAMES, PEOPLE, Column
from shanyraq.cases.rosters.heading_part_words import LANGUAGE
from shanyraq.cases.rosters.relative_words import CHILD, CHILDREN, FATHER, HUSBAND, MOTHER, WIFE
from shanyraq.cases.rosters.wording import plain
from shanyraq.people.names import script_of

_ORDINAL = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
_WIFE_GROUP = re.compile(r"wife\d*")
#: Nobody gives more children columns of their own.
_MOST_IN_A_ROW = 15
_AND_MORE = re.compile(r"\s*(?:[,(/:]|<|(?:до|under|below|دون|تحت)\s*(?:سن\s*)?\d)")
_GROUP_WORDS = (
    ("child", CHILD),
    ("wife", WIFE),
    ("husband", HUSBAND),
    ("mother", MOTHER),
    ("father", FATHER),
)


def group_of(heading: str, found: str) -> str:
    """Which person of the row the column speaks of: `Child 2 name`, `Дата рождения ребёнка`, `Mother's DOB`."""
    if found not in DETAILS | PEOPLE:
        return "main"
    clean = plain(heading)
    if found in ("mother", "wife", "husband"):
        return _numbered(found, clean)
    if found == "sex" and "/" in clean and HUSBAND.search(clean):
        return "main"  # `Пол (муж/жен)` tells of nobody's husband
    for group, pattern in _GROUP_WORDS:
        if not pattern.search(clean):
            continue
        if group == "father" and found in ("patronymic", "father"):
            return "main"
        if group in ("mother", "father") and found == group:
            return group
        return _numbered(group, clean)
    return "child" if found == "children" else "main"


def lists_children(heading: str, found: str) -> bool:
    """Whether a heading asks for more than one thing of each child: `Children (name/age)`, `Дети до 18 лет`."""
    if found not in ("birth", "birth_year", "age"):
        return False
    clean = plain(heading)
    children = CHILDREN.search(clean)
    return children is not None and bool(NAMED.search(clean) or _AND_MORE.match(clean[children.end() :]))


def _numbered(group: str, clean: str) -> str:
    """`Child 2`, `Wife 3`: each is a person; `under 18` is no number of one."""
    number = _ORDINAL.search(clean)
    is_ordinal = number is not None and int(number[1]) <= _MOST_IN_A_ROW and group in ("child", "wife")
    return f"{group}{number[1]}" if number and is_ordinal else group


def settle(columns: list[Column]) -> str:
    """Looks at the columns together: what a doubtful heading means, and who is the main person (her role, if any)."""
    _give_details_to_the_last_named(columns)
    _name_people_columns(columns)
    _tell_wives_apart(columns)
    role = _choose_main(columns)
    _drop_lone_sexes(columns)
    return role


def _give_details_to_the_last_named(columns: list[Column]) -> None:
    """`Mother | Age | Child | Age`: a heading that stands twice speaks of the person named left of it.

    So does one beside which another asks the same of a child: `Mother | Age | Child name | Child age`.
    """
    named = "main"
    times = Counter((column.field, plain(column.heading)) for column in columns if column.group == "main")
    asked = {(_asks(column), column.group) for column in columns if column.group.startswith("child")}
    for column in columns:
        if column.field in NAMES | PEOPLE:
            named = column.group
        elif column.field not in DETAILS or column.group != "main":
            continue
        elif times[column.field, plain(column.heading)] > 1 or any(
            kind == _asks(column) and group != named for kind, group in asked
        ):
            column.group = named


def _asks(column: Column) -> str:
    """What a column asks of a person: her age and her birth date are one thing."""
    return "birth" if column.field in ("birth", "birth_year", "age") else column.field


def _tell_wives_apart(columns: list[Column]) -> None:
    """`Wife 1 | Wife 2`, `Wife | Co-wife`: each column is a woman; in other letters it is the same one again."""
    names = [column for column in columns if column.field == "full" and _WIFE_GROUP.fullmatch(column.group)]
    known: dict[str, str] = {}
    for column in names:
        script = script_of(column.heading) or ""
        in_language = LANGUAGE.search(plain(column.heading)) is not None
        if in_language or known.get(script) != column.group:
            known.setdefault(script, column.group)
            continue
        column.group = f"wife{100 + column.index}"


def _name_people_columns(columns: list[Column]) -> None:
    """`Wife` alone is the wife's name; `Children` is one too where the child has further columns."""
    for column in columns:
        group = column.group
        if column.field in ("mother", "father", "wife", "husband") and group.startswith(column.field):
            column.field = "full"
        if (
            column.group == "child"
            and column.field in ("full", "given")
            and CHILDREN.search(plain(column.heading))
        ):
            others = [other for other in columns if other.group == "child" and other is not column]
            if not any(other.field in DETAILS for other in others):
                column.field, column.group = "children", "main"
        elif column.field == "children":
            siblings = [other for other in columns if other.group == group and other is not column]
            numbered = group not in ("child", "main")
            if (
                numbered
                or any(
                    other.field in ("birth", "birth_year", "age", "sex", "full", "given")
                    for other in siblings
                )
                or _is_singular(column.heading)
            ):
                column.field = "full"
            else:
                column.group = "main"


def _is_singular(heading: str) -> bool:
    words = set(re.findall(r"\w+", plain(heading)))
    return bool(words & {"child", "ребенок", "ребенка", "طفل", "الطفل", "баланың"}) and bool(
        words & {"name", "имя", "фио", "اسم", "аты", "жөні"}
    )


def _choose_main(columns: list[Column]) -> str:
    named = {column.group for column in columns if column.field in ("full", "given", "surname")}
    if "main" in named:
        return ""
    heads = [column for column in columns if column.field == "head_name"]
    if heads:
        heads[0].field = "full"
        return "head"
    members = [column for column in columns if column.field == "members"]
    if members and not named:
        members[0].field = "full"
        return ""
    child_groups = sorted(group for group in named if group.startswith("child"))
    has_list = any(column.field in ("children", "members") for column in columns)
    listed = next((column for column in columns if column.field == "children"), None)
    if listed is not None and "mother" in named and "sex" in {column.field for column in columns}:
        mother = next(column for column in columns if column.group == "mother" and column.field == "full")
        if listed.index < mother.index:
            # Each row is one child with a birth date and a sex, and names the mother.
            listed.field = "full"
            return "child"
    if listed is not None and "mother" in named and _is_of_one_child(listed, columns):
        listed.field = "full"
        return "child"
    mother_details = any(column.group == "mother" and column.field != "full" for column in columns)
    if "mother" in named and (has_list or mother_details or len(child_groups) > 1):
        chosen = "mother"
    elif len(child_groups) == 1 and not has_list:
        chosen = child_groups[0]
    else:
        by_place = [column.group for column in columns if column.field == "full"]
        chosen = next((group for group in by_place if group in ("husband", "mother", "wife", "father")), "")
    for column in columns:
        if chosen and column.group == chosen:
            column.group = "main"
    return "child" if chosen.startswith("child") else chosen


def _is_of_one_child(listed: Column, columns: list[Column]) -> bool:
    """`Mother | Child | Age | Sex`: what is told stands behind the child, of whom each row names one."""
    told = [
        column.index for column in columns if column.group == "main" and _asks(column) in ("birth", "sex")
    ]
    is_one = CHILDREN.search(plain(listed.heading)) is None
    return is_one and bool(told) and min(told) > listed.index


def _drop_lone_sexes(columns: list[Column]) -> None:
    kinds = {column.field for column in columns}
    for column in columns:
        if column.field in ("sex_m", "sex_f") and not {"sex_m", "sex_f"} <= kinds:
            column.field = "unknown"
