"""Which of day and month stands first in a column, by what its cells prove."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from shanyraq.cases.rosters.cells import Cell
from shanyraq.cases.rosters.wording import plain
from shanyraq.cases.rosters.written import written_date

Order = Literal["dmy", "mdy"]


@dataclass(frozen=True, slots=True)
class ColumnDates:
    """How the numbers of one column are to be read: the order behind each sign, and what is suspicious.

    `doubtful` are signs whose order is taken, but stands on one cell alone or against other cells.
    """

    orders: tuple[tuple[str, Order | None], ...] = ()
    serials_swapped: bool = False
    from_1904: bool = False
    doubtful: frozenset[str] = frozenset()

    def order_of(self, sign: str) -> Order | None:
        """dmy or mdy for numbers joined by the sign; None where the column does not say."""
        return dict(self.orders).get(sign)


@dataclass(slots=True)
class _Votes:
    """What the texts of a column prove, by sign: day first, month first, or nothing."""

    day_first: Counter[str]
    month_first: Counter[str]
    neither: Counter[str]
    real: list[date]


def column_dates(cells: Iterable[Cell], heading: str = "", *, from_1904: bool = False) -> ColumnDates:
    """How this column writes its dates, by what stands in it and by a pattern in its heading.

    A number above 12 in first place proves day first, in second place month first; both or neither prove nothing.
    Points join days to months in that order everywhere lists come from, unless the column proves the contrary.
    One cell alone proves little, and cells that contradict each other less: their order is doubtful or none. Where the
    dates with one sign prove nothing, those with the other signs do; that is doubtful as well.
    """
    votes = _votes(cells)
    told = _order_in_heading(heading)
    taken = {sign: _order(sign, told, votes) for sign in (".", "/", "-", " ")}
    texts_day_first = votes.day_first and not votes.month_first and not votes.neither
    swapped = bool(texts_day_first) and len(votes.real) >= 3 and all(day.day <= 12 for day in votes.real)
    return ColumnDates(
        tuple((sign, order) for sign, (order, _) in taken.items()),
        swapped,
        from_1904,
        frozenset(sign for sign, (_, is_doubtful) in taken.items() if is_doubtful),
    )


def _votes(cells: Iterable[Cell]) -> _Votes:
    votes = _Votes(Counter(), Counter(), Counter(), [])
    for cell in cells:
        if isinstance(cell, date):
            votes.real.append(cell)
        elif isinstance(cell, str):
            found = written_date(cell)
            if found.kind != "numbers" or (found.day > 12 and found.month > 12):
                continue
            if found.day > 12:
                votes.day_first[found.sign] += 1
            elif found.month > 12:
                votes.month_first[found.sign] += 1
            elif found.day != found.month:
                votes.neither[found.sign] += 1
    return votes


def _order(sign: str, told: Order | None, votes: _Votes) -> tuple[Order | None, bool]:
    """The order behind a sign, and whether it is doubtful; `told` is the heading's."""
    usual: Order | None = told or ("dmy" if sign == "." else None)
    own = {"dmy": votes.day_first[sign], "mdy": votes.month_first[sign]}
    others = {
        "dmy": votes.day_first.total() - own["dmy"],
        "mdy": votes.month_first.total() - own["mdy"],
    }
    if all(own.values()):
        return usual, True
    if not any(own.values()):
        return _borrowed(usual, others)
    proved: Order = "dmy" if own["dmy"] else "mdy"
    against = others["mdy" if proved == "dmy" else "dmy"]
    if usual == proved:
        return usual, against > own[proved]
    if usual is not None and (own[proved] == 1 or told):
        return usual, True
    if own[proved] > 1 or not against:
        return proved, bool(against) or own[proved] + others[proved] == 1
    # One cell against those joined by another sign.
    return (None if against == 1 else "mdy" if proved == "dmy" else "dmy"), True


def _borrowed(usual: Order | None, others: dict[str, int]) -> tuple[Order | None, bool]:
    """The order of a sign whose own dates prove nothing, by those of the other signs."""
    if all(others.values()) or not any(others.values()):
        return usual, False
    proved: Order = "dmy" if others["dmy"] else "mdy"
    return (usual or proved), usual != proved


def _order_in_heading(heading: str) -> Order | None:
    clean = plain(heading)
    if re.search(
        r"(?<!\w)(dd?[\s./\-]*mm?|дд?[\s./\-]*мм?|кк[\s./\-]*аа|день[\s,./\-]+месяц|day[\s,./\-]+month|يوم[\s,./\-]+شهر)",
        clean,
    ):
        return "dmy"
    if re.search(
        r"(?<!\w)(mm?[\s./\-]*dd?[\s./\-]*y|мм?[\s./\-]*дд?|month[\s,./\-]+day|شهر[\s,./\-]+يوم)", clean
    ):
        return "mdy"
    return None
