"""Where each role begins her day, and how figures become sentences. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from shanyraq.partners.rules import HIDDEN, ProtectedCount, ProtectedTable

OWN_ENTRIES = "entry.own"
# The first line whose rights somebody has is her home: (rights she needs, rights she has not, address).
HOMES: tuple[tuple[frozenset[str], frozenset[str], str], ...] = (
    (frozenset({"staff.invite"}), frozenset({"case.read"}), "access:staff"),
    (frozenset({"roster.import"}), frozenset(), "cases:rosters"),
    (frozenset({"case.assign"}), frozenset({"overview.read"}), "desk:team"),
    (
        frozenset({"case.assign", "overview.read"}),
        frozenset(),
        "desk:overview",
    ),  # a region, and nobody of her own
    (frozenset({"overview.read"}), frozenset({"case.read"}), "desk:overview"),
    (frozenset({"case.read"}), frozenset(), "desk:today"),
    (frozenset({"step.record"}), frozenset(), "desk:today"),
    (frozenset({"oversight.see"}), frozenset(), "oversight:desk"),
    (frozenset({"record.check"}), frozenset(), "desk:record_state"),
    (frozenset({"appointment.make"}), frozenset(), "desk:today"),
    (frozenset({"seal.agree"}), frozenset(), "vault:requests"),
    (frozenset({OWN_ENTRIES}), frozenset(), "cases:own_entries"),
)

INTERPRETER = "interpreter"
ADULT_AGE = 18
SHOWN_AGES = 6
PLACES_ENOUGH = 20  # a share of fewer than so many children would speak of one child


def home_of(may: Collection[str], discipline: str = "") -> str:
    """The address name of somebody's first page, by what she may do; empty where her role has no page yet.

    Whoever interprets opens no file and has her meetings of the day.
    """
    held = frozenset(may)
    if discipline == INTERPRETER and held <= {OWN_ENTRIES}:
        return "desk:today"
    for needed, without, address in HOMES:
        if needed <= held and not without & held:
            return address
    return ""


def part_of_day(at: datetime) -> str:
    """morning, afternoon or evening, by the hour on her clock."""
    if at.hour < 12:
        return "morning"
    return "afternoon" if at.hour < 17 else "evening"


def days_late(due_at: datetime | None, today: date, state: str) -> int:
    """How many days a late service is past its day; 0 for every other state. `due_at` in the site's zone."""
    if state != "LATE" or due_at is None:
        return 0
    return max((today - due_at.date()).days, 1)


def born_after(today: date, margin_months: int = 0) -> date:
    """Whoever is born after this day is a child today (with a margin where the age is only estimated)."""
    year, month = divmod((today.year - ADULT_AGE) * 12 + today.month - 1 - margin_months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - date(year, month + 1, 1)).days
    return date(year, month + 1, min(today.day, last))


def largest_until_half(counts: Mapping[str, int | None], share: float = 0.5) -> list[str]:
    """The few codes, largest first, that together make up a share of the whole; at most two. Hidden ones never."""
    shown = {code: value for code, value in counts.items() if value}
    whole = sum(shown.values())
    found: list[str] = []
    for code in sorted(shown, key=lambda c: (-shown[c], c)):
        if len(found) == 2 or (whole and sum(shown[c] for c in found) >= whole * share):
            break
        found.append(code)
    return found


@dataclass(frozen=True)
class Share:
    """A share in whole per cent, told so that it never speaks of one to four children."""

    percent: int
    is_more_than: bool = False


def share_with(without: int, whole: int, *, smallest: int = 5) -> Share | None:
    """Which share of `whole` is not among `without`; None where so few are asked about that it would tell of one.

    Where one to four are on one side, only the bound is told: "more than 95 per cent".
    """
    if whole < PLACES_ENOUGH:
        return None
    if 0 < without < smallest:
        return Share(100 * (whole - smallest) // whole, is_more_than=True)
    if 0 < whole - without < smallest:
        return None
    return Share(round(100 * (whole - without) / whole))


def sorted_largest_first(counts: Mapping[str, int | None], order: Sequence[str]) -> list[str]:
    """Codes by figure, largest first; hidden figures (None) and equal ones keep the given order, hidden last."""
    place = {code: number for number, code in enumerate(order)}
    return sorted(counts, key=lambda code: (-(counts[code] or 0), place.get(code, len(place)), code))


def hide_common_totals(*tables: ProtectedTable) -> tuple[ProtectedTable, ...]:
    """Tables that count the same people in the same columns: a total hidden in one is hidden in all.

    Hiding more never gives a count away; printing in one what another hides would.
    """
    columns = range(len(tables[0].column_totals))
    hidden = [any(table.column_totals[n].is_hidden for table in tables) for n in columns]
    whole_hidden = any(table.total is not None and table.total.is_hidden for table in tables)
    mark = ProtectedCount(None, HIDDEN)
    return tuple(
        replace(
            table,
            column_totals=tuple(
                mark if hide and not count.is_hidden else count
                for count, hide in zip(table.column_totals, hidden, strict=True)
            ),
            total=mark if whole_hidden and table.total and not table.total.is_hidden else table.total,
        )
        for table in tables
    )


def sum_of(*counts: ProtectedCount | None) -> ProtectedCount:
    """A sum of counts that are all printed; hidden where one of them is."""
    if any(one is None or one.is_hidden for one in counts):
        return ProtectedCount(None, HIDDEN)
    whole = sum(one.value or 0 for one in counts if one is not None)
    return ProtectedCount(whole, str(whole))
