"""The columns of a table: what each holds, and of whom it speaks."""

from __future__ import annotations

from dataclasses import dataclass, field

#: Fields whose cells make up a name.
NAME_FIELDS = frozenset(("full", "surname", "given", "patronymic", "father", "grandfather", "kunya"))
NAMES = frozenset(("full", "surname", "given"))
STRONG = frozenset(("full", "surname", "given", "head_name"))
PEOPLE = frozenset(("mother", "father", "wife", "husband", "children", "members"))
#: What is told of one person, whoever she is.
DETAILS = frozenset(
    (
        "full",
        "surname",
        "given",
        "patronymic",
        "birth",
        "birth_year",
        "age",
        "sex",
        "nationality",
        "documents",
        "kunya",
    )
)


@dataclass(slots=True)
class Column:
    """What one column holds: `field` of the person `group` (main, child, child2, wife, mother, …)."""

    index: int
    field: str
    heading: str
    group: str = "main"


@dataclass(slots=True)
class Header:
    """Columns of a table and the rows that name them, counted from 0."""

    rows: tuple[int, ...]
    columns: list[Column] = field(default_factory=list)
    #: What the heading itself says of everybody in the main column: mother, wife, husband, father, head or child.
    main_role: str = ""
    _found: dict[tuple[str, tuple[str, ...]], list[Column]] = field(default_factory=dict, repr=False)

    def of(self, *fields: str, group: str = "main") -> list[Column]:
        """The columns of these fields, in the order of the sheet."""
        key = (group, fields)
        found = self._found.get(key)
        if found is None:
            found = [column for column in self.columns if column.group == group and column.field in fields]
            self._found[key] = found
        return found

    def rename(self, column: Column, name: str) -> None:
        """Another field for a column, after a look at what stands below it."""
        column.field = name
        self._found.clear()

    def groups(self) -> list[str]:
        """The persons a row may hold besides the main one."""
        return list(dict.fromkeys(column.group for column in self.columns if column.group != "main"))

    def signature(self) -> tuple[tuple[int, str, str], ...]:
        """What makes two headers the same."""
        return tuple(
            (column.index, column.group, column.field) for column in self.columns if column.field != "unknown"
        )
